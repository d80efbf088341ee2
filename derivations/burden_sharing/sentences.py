"""What the source finds, sentence by sentence, in our words; the numbers are those of the questions that theorems answer."""

SENTENCES = {
    0: "Who holds a credible threat settles the crisis; both sides never hold one at once.",
    1: "Alone, an ally with a low opportunity cost arms to elicit concessions and one with a high cost cannot protect "
       "itself; in between the status quo holds without an alliance.",
    2: "The superpower may offer an alliance in order to restrain, even by shouldering a disproportionately heavy burden; an "
       "ally whose opportunity cost is lowest forges none.",
    3: "The alliance restrains a revisionist ally by reducing its peacetime defence cost and its incentive to overturn the "
       "status quo.",
    4: "To deter, the superpower provides only so many forces as suffice to make the ally strengthen its own military.",
    5: "At most one of the two effects is observable at a time.",
    6: "The superpower's share of the burden can be disproportionately heavy.",
    7: "Forming the alliance can entail power aggrandizement.",
    8: "The alliance does not menace the security of those who have not signed it.",
    9: "The superpower takes part where the status quo is worth the forces to it.",
    10: "How the burden is shared bears on the likelihood that the status quo is preserved.",
    11: "Cutoffs and offers move with costs, capabilities and the distribution of the good in a definite way.",
}
