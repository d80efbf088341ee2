"""Why the claims suffice: what is proved where nobody ties holds at every point of the assumptions, in words.

In:  a `Context`.
Out: the theorem of `claims.obligations`, with its proof, as a statement of the appendix.
"""

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import NumberedStatement, paragraph

STATEMENT = (
    "Conditions are said to hold at a point or a history where they hold as printed and which is a limit of such at which "
    "all of them hold strictly. Suppose that the claims of these kinds hold. Then at every point of the parameters that "
    "satisfies the assumptions as they are printed, and at every history, also on the edges of the conditions, the subgame "
    "has a subgame-perfect equilibrium in which every mover follows one of the policies whose conditions hold there, and it "
    "pays what that policy leads to. In particular every regime whose conditions hold at a point is the path of a "
    "subgame-perfect equilibrium there.")
PREPARE = (
    "Call a history inner if no condition, payoff or assumption is about to change at it, and a cell a set of inner "
    "histories on which one policy is followed and one formula gives the payoffs. Inner histories are dense, since every "
    "point of the assumptions is a limit of points that satisfy all of them strictly; and every inner history lies in a "
    "cell, since the policies leave no history out and lead where they are said to. Let a history be the limit of inner "
    "ones of one cell. By induction from the end of the game, the subgame at it has an equilibrium that pays the limit "
    "of what they pay:")
OUTCOME = (
    "Where the game ends, payoffs are what their formula gives also in the limit: nothing is divided by 0, and payoffs "
    "do not jump.")
PLAN = (
    "Where a player moves, the planned actions converge to the planned action of the limit, which can be made there; "
    "they lead into one cell of what follows, and so does their limit, since a cell is entered from the side from which "
    "the plan comes. By induction the subgame that follows pays the limit.")
DEVIATION = (
    "Any other action of the limit is itself a limit of actions at the inner histories, all of which lead into one cell "
    "after a passage to a subsequence. None of them pays the mover more than the plan does, and in the limit this "
    "remains so for an equilibrium of the subgame that the other action leads to. No bound on the actions is used, so "
    "that an interval may be unbounded.")


def sufficiency(context: Context) -> NumberedStatement:
    """Why the claims about a game suffice."""
    proof = tuple(map(paragraph, (PREPARE, OUTCOME, PLAN, DEVIATION)))
    label = context.label("proposition", "sufficiency")
    return NumberedStatement(label, "why these claims suffice", (paragraph(STATEMENT),), proof)
