"""An assertion of a theorem in words, and as a step of its proof.

In:  a `ToldAssertion`: the parts of the sentence, and the arguments for it.
Out: a sentence; or blocks: the sentence, each identity with what the sign of its right side rests on, and what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import sympy as sp

from symbolic_alliance.appendix.prose.arguments import Argument
from symbolic_alliance.appendix.prose.document import Block, Display, Paragraph, Parts, join, paragraph, say, say_if
from symbolic_alliance.appendix.prose.places import Group
from symbolic_alliance.appendix.prose.wording import count, sentence_case
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.widths import width

IMMEDIATE: Parts = ("the closed forms stated here are those derived",)
APART = "Regimes of different games that are not paired here have no inner point in common"
INLINE = 24.0  # em of an identity that stands in the sentence
MOST_RUNS = 5  # runs of claims that are named


@dataclass(frozen=True)
class ToldAssertion:
    """An assertion in words: the places it is made in, what else is given, what follows, and the claims that it became.

    ``why`` has the arguments of each of these claims, by its number, and ``homes`` the regime that it is about, where that is
    one.
    """

    places: tuple[Group, ...]
    given: tuple[Parts, ...]
    then: tuple[Parts, ...]
    steps: tuple[Parts, ...]
    fails: bool
    is_contradiction: bool
    claims: tuple[int, ...]
    why: tuple[tuple[int, tuple[Argument, ...]], ...] = ()
    homes: tuple[tuple[int, Parts], ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether it says of regimes of several games that they do not meet."""
        return self.is_contradiction and len(self.places) > 1 and not self.given and not self.steps


def step_blocks(line: ToldAssertion, heading: Parts, grounds: str) -> tuple[Block, ...]:
    """An assertion, then each identity with what the sign of its right side rests on; last what no factor shows."""
    blocks: list[Block] = [Paragraph(sentence_of(line), heading)]
    found: dict[object, tuple[Argument, dict[Parts, list[int]]]] = {}
    for number, several in line.why:
        for one in several:
            found.setdefault((one.lead, _sides(one)), (one, {}))[1].setdefault(one.why, []).append(number)
    for one, whys in found.values():
        theirs = tuple(dict.fromkeys(number for numbers in whys.values() for number in numbers))
        where = _which(line, theirs, line.claims)
        told = [join([part for part in (_which(line, numbers, theirs), why) if part], " ", " ")
                for why, numbers in whys.items()]
        rest = say_if(" {told}", told=join([one for one in told if one], "; ", "; "))
        if one.identity is None:
            blocks += [Paragraph(_sentence(say("{where}{lead}{rest}.", where=say_if("{where}: ", where=where), lead=one.lead,
                                               rest=rest)))] if one.lead else []
            continue
        lead = say("{where}{lead}", where=say_if("{where}: ", where=where), lead=one.lead)
        if width(one.identity) <= INLINE:
            blocks.append(Paragraph(_sentence(say("{lead}{gap}{identity}, which is {sign}{rest}.", lead=lead,
                                                  gap=" " if lead else "", identity=one.identity, sign=one.sign, rest=rest))))
            continue
        blocks += [Paragraph(_sentence(lead))] if lead else []
        blocks += [Display(one.identity), paragraph("which is {sign}{rest}.", sign=one.sign, rest=rest)]
    left = [number for number, several in line.why if not several]
    if not left or line.fails:
        return tuple(blocks)
    if set(left) == set(line.claims):
        return (Paragraph((*sentence_of(line), f" {sentence_case(grounds)}."), heading),)
    return (*blocks, paragraph("{claims}: {grounds}.", claims=sentence_case(_claims(left)), grounds=grounds))


def _sides(one: Argument) -> tuple[sp.Expr, ...]:
    """The sides of an identity, the same however they are written."""
    return () if one.identity is None else tuple(map(expression_of, (one.identity.first, one.identity.steps[0][1])))


def _which(line: ToldAssertion, numbers: Sequence[int], among: Sequence[int]) -> Parts:
    """Where something is said, if it is not said of all of some claims: in which regimes, and of which claims there."""
    if set(numbers) == set(among):
        return ()
    homes = {number: where for number, where in line.homes if number in among}
    if not homes.keys() >= set(numbers):
        return (f"for {_claims(numbers)}",)
    places = list(dict.fromkeys(homes[number] for number in numbers))
    is_all = set(numbers) == {number for number, where in homes.items() if where in places}
    if not is_all and len(set(homes.values())) == 1:
        return (f"for {_claims(numbers)}",)
    return say("in {places}{which}", places=join(places, " or "), which="" if is_all else f" ({_claims(numbers)})")


def _sentence(parts: Parts) -> Parts:
    first, *rest = parts
    return (sentence_case(first) if isinstance(first, str) else first, *rest)


def sentence_of(line: ToldAssertion) -> Parts:
    """The assertion as a sentence, with the numbers of its claims."""
    claims = _claims(line.claims)
    if line.is_apart:
        return say("{what} ({claims}).", what=APART, claims=claims)
    if line.is_contradiction:
        return say("It cannot be that {where}{gap}{given} ({claims}).", where=_inside(line), gap=" " if line.places else "",
                   given=join(line.given) or "anything holds", claims=claims)
    what = join(line.then) or IMMEDIATE
    if line.fails:
        what = say("{what} does not hold everywhere", what=what)
    return _sentence(say("{where}{steps}{what} ({claims}).", where=_where(line), what=what, claims=claims,
                         steps=say_if("first {steps}; hence ", steps=join(line.steps, ", then ", ", then "))))


def _where(line: ToldAssertion) -> Parts:
    """Where an assertion is made: in which regimes, and on which further conditions."""
    given = join(line.given)
    if not line.places:
        return say_if("if {given}, then ", given=given)
    return say("{inside}{given}: ", inside=_inside(line), given=say_if(", if {given}", given=given))


def _inside(line: ToldAssertion) -> Parts:
    if not line.places:
        return ()
    first, *rest = map(any_of, line.places)
    return say("in {first}{rest}", first=first, rest=say_if(" where it meets {rest}", rest=join(rest)))


def _claims(numbers: Sequence[int]) -> str:
    """Claims by number, runs as ranges."""
    runs = [[number for _, number in run]
            for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])]
    if len(runs) > MOST_RUNS:
        return count(len(numbers), "claim")
    ranges = (f"{run[0]}" if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)
    return f"{'claim' if len(numbers) == 1 else 'claims'} {', '.join(ranges)}"


def any_of(group: Group) -> Parts:
    """Places of which one is meant."""
    return join([place.words for place in group], " or ")
