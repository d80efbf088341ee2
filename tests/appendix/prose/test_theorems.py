"""The theorems of a paper in its appendix: what they say, how they are proved, and what the source has of them."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import solve
from symbolic_alliance.appendix.plain_proof import text_of
from symbolic_alliance.appendix.prose.document import Document, NumberedStatement, Table, walk
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.appendix.render import pages
from symbolic_alliance.claims.theorems import (
    Let,
    Setting,
    Stated,
    Threshold,
    always,
    cutoff,
    fails,
    inside,
    lemma,
    never,
    proposition,
    remark,
    sign_table,
    state,
    within,
)
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.game.parameters import Quantity
from tests.games import ENTRY, symbols
from tests.rendered import citations, spelled

D, F, s, q_I, F_B, F_H = symbols("D F s q_I F_B F_H")
BLOCKED = Quantity("F_B", r"\overline{F}", "the fixed cost from which on entry is blockaded")
WIDTH = Quantity("F_W", "F_W", "a bound for a larger market")
HALF = Quantity("F_H", "F_H", "the larger of half the market and one half")


@lemma("Blockade", answers=(1,))
def blockade(paper: Setting) -> Stated:
    entry = paper["entry"]
    bound, alone = cutoff(paper, entry, "F_monopoly_1_to_monopoly_2"), entry.regime("monopoly_2")
    return state("Entry is blockaded if {high}, where {bound}.",
                 always(bound < F, given=[inside(alone)]), always(within(alone), given=[bound < F]),
                 high=F >= F_B, bound=Let(BLOCKED, bound))


@proposition("Quantities", answers=(1, 2), uses=("blockade",))
def quantities(paper: Setting) -> Stated:
    regimes = paper["entry"].regimes
    return state("The incumbent makes {quantity}. It is positive.",
                 *(always(regime.actions["q_I"] > 0, given=[inside(regime)]) for regime in regimes),
                 never(inside(regimes[0]), inside(regimes[2])),
                 quantity=Let(ENTRY.choices[0], regimes))


@lemma("Apart")
def apart(paper: Setting) -> Stated:
    bound, width = cutoff(paper, paper["entry"], "F_monopoly_1_to_monopoly_2").value, (D + 1) ** 2 / 16
    return state("{low} is less than {width}.", always(bound < width), low=F_B, width=Let(WIDTH, width))


@proposition("Cases", answers=(2,))
def cases(_: Setting) -> Stated:
    bound = Threshold(F, ((D / 2, (D - 1,)), (sp.Rational(1, 2), (1 - D,))))
    return state("A cost of {least} is at most {bound}.", always(sp.Rational(1, 2) <= D / 2, given=[D >= 1]),
                 always(bound > F, given=[bound > F]), least=sp.Rational(1, 2), bound=Let(HALF, bound))


@proposition("A false one", answers=(3,))
def false(_: Setting) -> Stated:
    return state("A market is worth more than entry, {more}.", always(F < D), more=D > F)


@remark("Not everywhere", answers=(2,), uses=("quantities",))
def not_everywhere(_: Setting) -> Stated:
    return state("A market need not be worth more than {one}.", fails(D > 1), one=sp.Integer(1))


@proposition("One that cannot be stated", answers=(4,))
def of_war(paper: Setting) -> Stated:
    return state("It is won.", always(F < D, given=[inside(*paper["entry"].regimes_with("war"))]))


@proposition("Signs", answers=(2,))
def signs(paper: Setting) -> Stated:
    regime = paper["entry"].regime("monopoly_1")
    asserted, table = sign_table(paper, {(ENTRY.choices[0], regime.actions["q_I"]): inside(regime)}, (D, F))
    return state("They move so.", asserted, table=table)


@pytest.fixture(scope="module")
def paper() -> Derivation:
    model = Model(name="entry", game=ENTRY,
                  theorems=(blockade, quantities, apart, cases, false, not_everywhere, of_war, signs),
                  sentences={1: "Entry may be blockaded.", 2: "Quantities differ.", 3: "Markets are large.", 4: "War pays."})
    return judge_derivation(Derivation(model, solve(ENTRY)))


@pytest.fixture(scope="module")
def document(paper: Derivation) -> Document:
    return appendix(paper, style_of(paper.theorems, ENTRY))


def statement(document: Document, label: str) -> tuple[str, str]:
    """A theorem and its proof as text, every run of blanks as one."""
    found = next(block for block in walk(document.sections) if isinstance(block, NumberedStatement) and block.label == label)
    body, proof = (" ".join(" ".join(text_of(part)).split()) for part in (found.body, found.proof))
    return body, proof


def test_theorems_come_after_the_game_and_before_the_equilibrium_is_told(document: Document) -> None:
    assert [section.title for section in document.sections][:6] == [
        "What the source finds", "The game", "Equilibrium", "The regimes", "The theorems", "The strategies"]
    assert document.numbers["lemma:blockade"] == document.numbers["proposition:path-of-play"] == "1"
    assert document.numbers["proposition:quantities"] == "2"
    assert document.numbers["proposition:strategy-profile"] == "7"


def test_a_letter_is_introduced_with_its_closed_form_and_used_for_it(document: Document) -> None:
    body, proof = statement(document, "lemma:blockade")
    assert body == "Entry is blockaded if F >= F_B, where F_B = D^2/16."
    assert "In [monopoly_2]: F > F_B (claim 1)." in proof
    assert "If F > F_B, then the play is that of [monopoly_2] (claim 2)." in proof
    assert proof.endswith("Settled by: 2 claims, decided by computation (z3). Uses: Assumption [positive].")


def test_a_choice_is_listed_by_regime_and_what_is_said_of_several_is_said_once(document: Document) -> None:
    body, proof = statement(document, "proposition:quantities")
    assert "- q_I = D - 2*sqrt(F) if" in body
    assert "- q_I = D/2 if F >= F_B ([monopoly_2])" in body
    assert "In [entry], [monopoly_1] or [monopoly_2]: q_I > 0 (claims 1\N{EN DASH}3)." in proof
    assert "this cannot be (claim 4)" in proof or "no inner point in common (claim 4)" in proof
    assert "Lemma [blockade]" in proof


def test_a_difference_of_two_letters_is_shown_as_a_product_of_visible_sign(document: Document) -> None:
    assert statement(document, "lemma:apart")[1].startswith(
        "F_W > F_B (claim 1). F_W - F_B = (1 + 2*D)/16, which is positive by Assumption [positive]. Settled by")
    assert "F - F_B =" not in statement(document, "lemma:blockade")[1]


def test_the_last_of_two_opposite_cases_is_the_rest(document: Document) -> None:
    body, proof = statement(document, "proposition:cases")
    assert "F_H = D/2 if D >= 1; 1/2 otherwise" in body
    assert "If F < F_H, then F < F_H" in proof


def test_what_does_not_hold_is_said_plainly_with_its_point(document: Document, paper: Derivation) -> None:
    point = paper.claims["false"].point
    assert point is not None
    assert point["F"] >= point["D"]
    told = statement(document, "proposition:false")[1]
    assert told == f"Refuted: at D = {point['D']} and F = {point['F']} this is false: F < D (claim 1)."
    assert "D > 1 does not hold everywhere (claim 1). A point where it fails: D = " in statement(
        document, "remark:not_everywhere")[1]
    body, proof = statement(document, "proposition:of_war")
    assert body == ("What this speaks of does not exist in this model: no regime of entry ends in war; they end in entry, "
                    "monopoly.")
    assert proof == ""


def test_only_what_is_proved_is_set_as_a_proof_with_a_box(paper: Derivation) -> None:
    written = pages(paper)
    for name in ("proposition-false", "proposition-of-war"):
        assert "proof" not in written[f"fragments/{name}.tex"]
    assert r"\begin{proof}" in written["fragments/lemma-blockade.tex"]
    proved = [name for name, text in written.items() if name.startswith("fragments/") and r"\end{proof}" in text]
    assert written["appendix.tex"].count(r"\end{proof}") == written["appendix.html"].count("&#x25a1;") == len(proved)


def test_of_two_equal_sides_none_is_larger() -> None:
    @proposition("Ordered")
    def ordered(setting: Setting) -> Stated:
        bound = cutoff(setting, setting["entry"], "F_monopoly_1_to_monopoly_2")
        return state("{low} is below {high}, and {high} positive.", always(bound.value > bound), always(bound > 0),
                     low=Let(BLOCKED, bound), high=Let(WIDTH, bound))

    derivation = judge_derivation(Derivation(Model(name="entry", game=ENTRY, theorems=(ordered,)), solve(ENTRY)))
    _, told = statement(appendix(derivation, style_of(derivation.theorems, ENTRY)), "proposition:ordered")
    assert told.startswith("Refuted: at D = ")
    assert "this is false: 0 > 0, where the two sides are equal (claim 1)." in told


def test_an_inequality_that_is_too_long_for_a_line_is_told_in_full_where_it_fails() -> None:
    @proposition("Long")
    def long(_: Setting) -> Stated:
        return state("It is so.", always((D + 1) ** 5 * (F - 2) ** 4 + (D - 7) ** 5 * F > D * F * (D + F + 3) ** 3))

    derivation = judge_derivation(Derivation(Model(name="entry", game=ENTRY, theorems=(long,)), solve(ENTRY)))
    _, told = statement(appendix(derivation, style_of(derivation.theorems, ENTRY)), "proposition:long")
    assert "this is false: An inequality between closed forms (claim 1). It says that" in told
    assert told.count(" > ") == 1


def test_signs_are_a_table(document: Document) -> None:
    table, = (block for block in walk(document.sections) if isinstance(block, Table) and block.header[0] == ("",))
    assert [[spelled(cell) for cell in row] for row in table.rows] == [["q_I in [regime:monopoly_1]", "+", "-"]]
    assert [spelled(cell) for cell in table.header] == ["", "D", "F"]


def test_each_sentence_of_the_source_has_its_results_and_what_came_of_them(document: Document) -> None:
    table = document.sections[0].blocks[1]
    assert isinstance(table, Table)
    assert [(spelled(row[0]), spelled(row[2])) for row in table.rows] == [
        ("Entry may be blockaded.", "holds (computed)"),
        ("Quantities differ.", "holds (computed), but not everywhere: Remark [remark:not_everywhere]"),
        ("Markets are large.", "refuted: Proposition [proposition:false]"),
        ("War pays.", "without object: Proposition [proposition:of_war]")]
    assert set(citations(document)) <= set(document.numbers)


def test_a_theorem_that_nobody_has_judged_is_not_called_settled(paper: Derivation) -> None:
    open_one = replace(paper, judged={}, judged_theorems=())
    found = appendix(open_one, style_of(open_one.theorems, ENTRY))
    assert "no claim of this theorem has been verified" in statement(found, "lemma:blockade")[1]
    assert {spelled(row[2]) for row in found.sections[0].blocks[1].rows} == {"open"}
