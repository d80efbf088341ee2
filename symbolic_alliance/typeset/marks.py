"""The letter of a choice with a mark that tells which game or which value is meant.

In:  a choice, and what its mark says.
Out: the choice as another letter.
"""

from symbolic_alliance.game.parameters import Choice, Quantity
from symbolic_alliance.typeset.tex import is_raised

MARKS = {"": "{letter}", "alone": "{base}'", "star": "{base}^*", "least": r"\hat{{{letter}}}"}


def marked(choice: Quantity, mark: str) -> Quantity:
    r"""A choice as a letter: primed in the benchmark (``alone``), with a hat in a companion (``least``), starred, or bare.

    >>> [marked(Quantity("m", "m", "arms"), mark).latex for mark in ("alone", "least", "star")]
    ["m'", '\\hat{m}', 'm^*']
    """
    base = f"{{{choice.latex}}}" if is_raised(choice.latex) else choice.latex
    return Choice(f"{choice.name}_{mark}" if mark else choice.name, MARKS[mark].format(letter=choice.latex, base=base),
                  choice.meaning)
