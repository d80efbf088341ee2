"""Words for the things of a game: players, nodes, moves, outcomes, and the reasons of a proof."""

from symbolic_alliance.appendix.prose.document import Cite, GameTerm, Parts, listed, say


def spoken(name: str) -> str:
    """A code name as words.

    >>> spoken("opponent_attacks")
    'opponent attacks'
    """
    return name.replace("_", " ")


def player(name: str) -> str:
    """A player in a sentence: with an article where the name is a common noun.

    >>> player("ally"), player("A"), player("player_1")
    ('the ally', 'A', 'player 1')
    """
    words = spoken(name)
    is_proper = words[0].isupper() or words[-1].isdigit() or len(words) == 1
    return words if is_proper else f"the {words}"


def sentence_case(text: str) -> str:
    """The same at the start of a sentence."""
    return text[:1].upper() + text[1:]


def node(name: str) -> GameTerm:
    """A node in a sentence."""
    return GameTerm(spoken(name))


def move(label: str) -> GameTerm:
    """A move or an outcome in a sentence."""
    return GameTerm(spoken(label))


def assumptions(names: tuple[str, ...]) -> Parts:
    """A reference to assumptions by number, or nothing."""
    if not names:
        return ()
    word = "Assumption" if len(names) == 1 else "Assumptions"
    return say("{word} {numbers}", word=word, numbers=listed([(Cite(f"assumption:{name}"),) for name in names]))


def count(number: int, singular: str, plural: str = "") -> str:
    """A number of things.

    >>> count(1, "claim"), count(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
