"""One lemma a node, from the last mover upwards: the policy there is the mover's best reply to what follows."""

from collections.abc import Iterator, Sequence

from symbolic_alliance.appendix.prose.choose import choose_proof
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.decide import decide_proof
from symbolic_alliance.appendix.prose.document import Cite, NumberedStatement, Paragraph, paragraph, say, say_if
from symbolic_alliance.appendix.prose.repeats import Repeat, reordered
from symbolic_alliance.appendix.prose.wording import assumptions, count, player, point, sentence_case, spell, term
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.tree import Choose, Decide
from symbolic_alliance.proof.claim import Grade, Verdict

MOST_REFUTED = 3  # claims of a lemma that are named with the point at which they are false


def movers(context: Context) -> tuple[Decide | Choose, ...]:
    """The movers' nodes, the last ones first."""
    return context.equilibrium.game.movers[::-1]


def lemmas(context: Context, repeated: tuple[Repeat, ...],
           proved: tuple[str, ...] = ()) -> Iterator[tuple[str, NumberedStatement]]:
    """The lemma of every node that does not repeat another and has not been proved, with the node's name."""
    again = {repeat.node: repeat for repeat in reordered(context, repeated)}
    left_out = (*proved, *(repeat.node for repeat in repeated))
    for found in movers(context):
        if found.name in again and found.name not in left_out:
            yield found.name, _lemma_again(context, found, again[found.name])
        elif found.name not in left_out:
            yield found.name, _lemma(context, found, [repeat for repeat in repeated if repeat.like == found.name])


def _lemma_again(context: Context, found: Decide | Choose, twin: Repeat) -> NumberedStatement:
    """The lemma of a node whose cases are those of another, in another order."""
    body = paragraph("At {node} the policy ({policy}) is the best reply of {mover} to what follows, at every history that "
                     "leads there.", node=term(found.name), policy=Cite(context.label("policy", found.name)),
                     mover=player(found.player))
    proof = paragraph("The node is {like} with {values}, and its cases are those of ({policy}) with {values} as far as they "
                      "arise, in another order. The proof of Lemma {lemma} compares the choice of each case with every other "
                      "choice, edges included, and proves it here too: on an edge of two cases either is a best reply.",
                      like=term(twin.like), values=context.define_all(twin.values),
                      policy=Cite(context.label("policy", twin.like)), lemma=Cite(context.label("lemma", twin.like)))
    claims = [claim for claim in context.claims if claim.about == found.name]
    is_proved = bool(claims) and all(claim.verdict is Verdict.PROVED for claim in claims)
    return NumberedStatement(context.label("lemma", found.name), spell(found.name), (body,),
                             (proof, _verdict(context, claims), *_refuted(context, claims)), is_proved)


def _lemma(context: Context, found: Decide | Choose, twins: list[Repeat]) -> NumberedStatement:
    body = say("At {node} the policy ({policy}) of Proposition {profile} is the best reply of {mover} to what follows, at "
               "every history that leads there.", node=term(found.name), policy=Cite(context.label("policy", found.name)),
               profile=Cite(context.label("proposition", "strategy-profile")), mover=player(found.player))
    for twin in twins:
        body = say("{body} The node {node} is the same with {values}, and so are its subgame and the strategies in it: what "
                   "follows proves it too.", body=body, node=term(twin.node), values=context.define_all(twin.values))
    proof = decide_proof(context, found) if isinstance(found, Decide) else choose_proof(context, found)
    unsolved = tuple(paragraph("Open: where {condition}, {reason}.", reason=one.reason,
                               condition=context.condition(one.region.cases, found) or "nothing else is assumed")
                     for one in context.equilibrium.unsolved if one.node == found.name)
    names = [found.name, *(twin.node for twin in twins)]
    claims = [claim for claim in context.claims if claim.about in names]
    is_proved = bool(claims) and not unsolved and all(claim.verdict is Verdict.PROVED for claim in claims)
    return NumberedStatement(context.label("lemma", found.name), spell(found.name), (Paragraph(body),),
                             (*proof, *unsolved, _verdict(context, claims), *_refuted(context, claims)), is_proved)


def _verdict(context: Context, claims: Sequence[JudgedClaim]) -> Paragraph:
    """What has been settled about a node, and how."""
    heading = "Settled by:"
    if not claims:
        return paragraph("no claim about this node has been verified.", heading)
    used = context.equilibrium.game.parameters.assumed({name for claim in claims for name in claim.assumptions})
    return paragraph("{tally}.{uses}", heading, tally=tally(claims), uses=say_if(" Uses: {names}.", names=assumptions(used)))


def _refuted(context: Context, claims: Sequence[JudgedClaim]) -> Iterator[Paragraph]:
    """The first of the claims that are refuted, each with the point at which it is false."""
    for claim in [one for one in claims if one.verdict is Verdict.REFUTED][:MOST_REFUTED]:
        yield paragraph("that {text}{where}.", "Refuted:", text=claim.text,
                        where=say_if(" at {at}", at=point(context.style, claim)))


def tally(claims: Sequence[JudgedClaim]) -> str:
    """How many claims there are of each verdict and grade."""
    counts: list[str] = []
    for grade, words in ((Grade.CERTIFIED, "certified"), (Grade.DECIDED, "decided by computation")):
        proved = [claim for claim in claims if claim.verdict is Verdict.PROVED and claim.grade is grade]
        deciders = "; ".join(dict.fromkeys(", ".join(claim.deciders) for claim in proved if claim.deciders))
        if proved:
            counts.append(f"{count(len(proved), 'claim')} {words}" + (f" ({deciders})" if deciders else ""))
    for verdict in Verdict:
        number = sum(claim.verdict is verdict for claim in claims)
        if number and verdict is not Verdict.PROVED:
            counts.append(f"{count(number, 'claim')} {verdict.value}")
    return sentence_case(", ".join(counts)) if counts else "nothing"
