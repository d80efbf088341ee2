"""The kinds of games that are drawn, by what is special about them; a game may be of several kinds, or of none.

In:  a game, and the game that it is solved as.
Out: names of kinds, in the order of the table.
"""

import sympy as sp

from symbolic_alliance import Choose, Game, Outcome
from symbolic_alliance.game.payoff_form import SPLIT_FUNCTIONS

PLAIN = "nothing special"
KINDS = ("a kink", "a quotient", "a jump in a choice", "a step in a parameter", "an open end", "no upper end",
         "a parameter of either sign", "a weak assumption", "a nonlinear assumption", "a witness far out", "a lottery", PLAIN)


def kinds(game: Game, planned: Game) -> tuple[str, ...]:
    """The kinds of a game.

    >>> from tests.games import AGENDA_ABSOLUTE, CRISIS
    >>> kinds(AGENDA_ABSOLUTE, AGENDA_ABSOLUTE), kinds(CRISIS, CRISIS)
    (('a kink', 'no upper end'), ('a parameter of either sign',))
    """
    payoffs = [payoff for node in game.nodes if isinstance(node, Outcome) for payoff in node.payoffs.values()]
    choices = [node for node in game.nodes if isinstance(node, Choose)]
    slacks = [pair for assumption in game.parameters.assumptions for pair in assumption.slacks]
    signed = [symbol for symbol in game.parameters.symbols for slack, _ in slacks if slack == symbol]
    found = (
        any(payoff.has(*SPLIT_FUNCTIONS) for payoff in payoffs),
        any(power.exp.is_negative for payoff in payoffs for power in sorted(payoff.atoms(sp.Pow), key=str)),
        planned is not game,
        any(relation.free_symbols <= frozenset(game.parameters.symbols) for payoff in payoffs
            for relation in sorted(payoff.atoms(sp.core.relational.Relational), key=str)),
        any(node.lower_open or node.upper_open for node in choices),
        any(node.upper is None for node in choices),
        len(signed) < len(game.parameters.symbols),
        any(not is_strict for _, is_strict in slacks),
        any(sp.Poly(slack, *game.parameters.symbols).total_degree() > 1 for slack, _ in slacks),
        any(value in (0, 10**9, -(10**9)) for value in game.parameters.witness.values()),
        bool(game.lotteries))
    return tuple(kind for kind, is_one in zip(KINDS, found, strict=False) if is_one) or (PLAIN,)
