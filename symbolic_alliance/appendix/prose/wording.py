"""Words for the things of a game: players, nodes, moves, outcomes, and the reasons of a proof."""

from collections.abc import Sequence

from symbolic_alliance.appendix.prose.document import Cite, GameTerm, Parts, join, say, say_if
from symbolic_alliance.derivation.bundle import JudgedClaim
from symbolic_alliance.typeset.layout import Relation, equation, rational
from symbolic_alliance.typeset.style import Style


def spell(name: str) -> str:
    """A code name as words.

    >>> spell("opponent_attacks")
    'opponent attacks'
    """
    return name.replace("_", " ")


def player(name: str) -> str:
    """A player in a sentence: with an article where the name is a common noun.

    >>> player("ally"), player("A"), player("player_1")
    ('the ally', 'A', 'player 1')
    """
    words = spell(name)
    is_proper = words[0].isupper() or words[-1].isdigit() or len(words) == 1
    return words if is_proper else f"the {words}"


def sentence_case(text: str) -> str:
    """The same at the start of a sentence."""
    return text[:1].upper() + text[1:]


def term(name: str) -> GameTerm:
    """A node, a move or an outcome in a sentence."""
    return GameTerm(spell(name))


def either(names: Sequence[str]) -> Parts:
    """Moves or outcomes of which one is meant."""
    return join([term(name) for name in names], " or ")


def assumptions(names: Sequence[str]) -> Parts:
    """A reference to assumptions by number, or nothing."""
    word = "Assumption" if len(names) == 1 else "Assumptions"
    return say("{word} {numbers}", word=word, numbers=join([Cite(f"assumption:{name}") for name in names])) if names else ()


def rests_on(named: Sequence[str], formulas: Sequence[Relation]) -> Parts:
    """What a sign rests on, assumptions and conditions, as ``by ... and since ...``."""
    parts = (say_if("by {names}", names=assumptions(named)),
             say_if("since {formulas}", formulas=join(list(dict.fromkeys(formulas)))))
    return join([part for part in parts if part])


def point(style: Style, settled: JudgedClaim) -> Parts:
    """The point of a verdict, or nothing."""
    return join([equation(style.name(name), rational(value)) for name, value in (settled.point or {}).items()])


def count(number: int, noun: str) -> str:
    """A number of things.

    >>> count(1, "claim"), count(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
