"""One lemma a node, from the last mover upwards: the policy there is the mover's best reply to what follows."""

from collections.abc import Iterator

from symbolic_alliance.appendix.prose.choose import choose_proof
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.decide import decide_proof
from symbolic_alliance.appendix.prose.document import Block, Cite, NumberedStatement, Paragraph, Parts, say
from symbolic_alliance.appendix.prose.repeats import Repeat
from symbolic_alliance.appendix.prose.wording import assumptions, count, node, player, sentence_case, spoken
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.game.equilibrium import Unsolved
from symbolic_alliance.game.tree import Choose, Decide, Outcome
from symbolic_alliance.proof.claim import Grade, Verdict


def movers(context: Context) -> tuple[Decide | Choose, ...]:
    """The movers' nodes, the last ones first."""
    return tuple(found for found in reversed(context.equilibrium.game.nodes) if not isinstance(found, Outcome))


def lemmas(context: Context, repeated: tuple[Repeat, ...],
           proved: tuple[str, ...] = ()) -> Iterator[tuple[str, NumberedStatement]]:
    """The lemma of every node that does not repeat another and has not been proved, with the node's name."""
    twins = {repeat.node: repeat for repeat in repeated}
    for found in movers(context):
        if found.name not in twins and found.name not in proved:
            yield found.name, _lemma(context, found, [repeat for repeat in repeated if repeat.like == found.name])


def _lemma(context: Context, found: Decide | Choose, twins: list[Repeat]) -> NumberedStatement:
    body = say("At {node} the policy ({policy}) of Proposition {profile} is the best reply of {mover} to what follows, at "
               "every history that leads there.", node=node(found.name), policy=Cite(context.label("policy", found.name)),
               profile=Cite(context.label("proposition", "strategy-profile")), mover=player(found.player))
    also = tuple(part for twin in twins for part in say(" {sentence}", sentence=_twin(context, twin)))
    proof = decide_proof(context, found) if isinstance(found, Decide) else choose_proof(context, found)
    names = [found.name, *(twin.node for twin in twins)]
    unsolved = [one for one in context.equilibrium.unsolved if one.node == found.name]
    return NumberedStatement("lemma", context.label("lemma", found.name), spoken(found.name), (Paragraph((*body, *also)),),
                             (*proof, *_unsolved(context, found, unsolved), _settled(context, names)))


def _twin(context: Context, twin: Repeat) -> Parts:
    return say("The node {node} is the same with {values}, and so are its subgame and the strategies in it: what follows "
               "proves it too.", node=node(twin.node), values=context.equations(twin.values))


def _unsolved(context: Context, found: Decide | Choose, unsolved: list[Unsolved]) -> tuple[Block, ...]:
    return tuple(Paragraph(say("Open: where {condition}, {reason}.", reason=one.reason,
                               condition=context.condition(one.region.cases, found) or ("nothing else is assumed",)))
                 for one in unsolved)


def _settled(context: Context, names: list[str]) -> Paragraph:
    """What has been settled about a node, and how."""
    claims = [claim for claim in context.claims if claim.about in names]
    if not claims:
        return Paragraph(("no claim about this node has been verified.",), heading=("Settled by:",))
    used = tuple(assumption.name for assumption in context.equilibrium.game.parameters.assumptions
                 if any(assumption.name in claim.assumptions for claim in claims))
    uses = say(" Uses: {names}.", names=assumptions(used)) if used else ()
    return Paragraph(say("{tally}.{uses}", tally=tally(claims), uses=uses), heading=("Settled by:",))


def tally(claims: list[JudgedClaim]) -> str:
    """How many claims there are of each verdict and grade."""
    counts: list[str] = []
    for grade, words in ((Grade.CERTIFIED, "certified"), (Grade.DECIDED, "decided by computation")):
        proved = [claim for claim in claims if claim.verdict is Verdict.PROVED and claim.grade is grade]
        deciders = tuple(dict.fromkeys(", ".join(claim.deciders) for claim in proved if claim.deciders))
        if proved:
            counts.append(f"{count(len(proved), 'claim')} {words}" + (f" ({'; '.join(deciders)})" if deciders else ""))
    for verdict in (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.VACUOUS):
        number = sum(claim.verdict is verdict for claim in claims)
        if number:
            counts.append(f"{count(number, 'claim')} {verdict.value}")
    return sentence_case(", ".join(counts)) if counts else "nothing"
