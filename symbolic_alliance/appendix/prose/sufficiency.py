"""Why the claims suffice: they make the printed policies a subgame-perfect equilibrium at every point of the assumptions.

In:  a `Context`.
Out: the theorem of `claims.obligations`, with its proof, as a statement of the appendix.
"""

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import NumberedStatement, paragraph

STATEMENT = (
    "Let every mover follow, at each history, the first case of the policy whose conditions hold there, exactly as they are "
    "printed. Suppose that the claims of these kinds hold. Then at every point of the parameters that satisfies the "
    "assumptions as they are printed, on the edges of the conditions as well, this is a subgame-perfect equilibrium; and of "
    "the regimes whose conditions hold at the point, the one whose case comes first at the start of the game is what is "
    "played.")
COVERED = (
    "Some case holds at every history. Off the zeros of all conditions one does, since the cases leave no history out; and "
    "every history is a limit of such ones, since every point of the assumptions is a limit of points that satisfy all of "
    "them strictly. As there are finitely many cases, one of them holds along a sequence that converges to the history, and "
    "so it does in the limit, its conditions being weak inequalities between continuous functions.")
COVERED_AS_PRINTED = (
    "Some case holds at every history, but for those that are left out as not solved: so one of the claims says, strict "
    "conditions strict. The theorem speaks of points from which none of these can be reached.")
PLAYED = (
    "What is played and paid is what the policies say. Where the game ends, payoffs have a value, and branches of a payoff "
    "that hold together pay the same. Where a player moves, the action of the first case that holds has a value and can be "
    "made; and what follows is, by induction from the end of the game, the first case that holds after it, which is the one "
    "that the claims name, or pays everybody the same.")
EXPECTED = (
    "Where chance moves, every player gets the mean of what is paid after its branches, with probabilities that are not "
    "negative and add up to 1; the first case that holds is the first that holds after every branch.")
DEVIATION = (
    "No single deviation pays. Another action leads to the first case that holds after it, with the payoffs of that case; "
    "wherever the first case that holds before it and such a case are met together, the mover gains nothing, or else they "
    "are never met together. As no path is longer than the tree is deep, a strategy from which no single deviation pays "
    "at any history is subgame perfect (Blackwell 1965; Hendon, Jacobsen and Sloth 1996).")


def sufficiency(context: Context) -> NumberedStatement:
    """Why the claims about a game suffice."""
    is_closed = not any(policy.lacks_edges for policy in context.equilibrium.strategy.policies)
    chance = (EXPECTED,) if context.equilibrium.game.lotteries else ()
    proof = tuple(map(paragraph, (COVERED if is_closed else COVERED_AS_PRINTED, PLAYED, *chance, DEVIATION)))
    label = context.label("proposition", "sufficiency")
    return NumberedStatement(label, "why these claims suffice", (paragraph(STATEMENT),), proof)
