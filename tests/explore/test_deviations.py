"""What a player loses by leaving the path: compared with known games, and with other points of the same cell."""

from fractions import Fraction

import pytest
import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Outcome, Parameter, Parameters, solve
from symbolic_alliance.explore.deviations import Deviation, deviations
from symbolic_alliance.explore.walk import play
from symbolic_alliance.game.equilibrium import Equilibrium
from tests import games
from tests.regimes_by_definition import regimes_at

k, m, x = sp.symbols("k m x", real=True)
COSTLY = Parameters((Parameter("k", "k", "a cost"),), (Assumption("costly", (k > 0,), "arms are costly"),), {"k": "1/4"})


def found(equilibrium: Equilibrium, point: dict[str, Fraction]) -> tuple[Deviation, ...]:
    return deviations(equilibrium, regimes_at(equilibrium, point)[0], point)


def arming(in_war: sp.Expr = m / (m + 1) - k * m, lower_open: bool = False) -> Game:
    """A state arms at a cost, and its rival yields where it is armed enough: where m >= 1."""
    answer = Decide("yields", "rival", {"yield": Outcome("peace", {"state": 1 - k * m, "rival": 0}),
                                        "resist": Outcome("war", {"state": in_war, "rival": 1 - m})})
    return Game("arming", "Arming", ("state", "rival"), COSTLY,
                Choose("arms", "state", Choice("m", "m", "arms"), 0, None, answer, lower_open=lower_open), ("k",))


def test_the_best_of_the_other_cell_is_its_own_optimum() -> None:
    # In war the state's best is 1/sqrt(k) - 1 = 1/2 < 1, where it gets (1 - sqrt(k))^2 = 1/9; peace at m = 1 pays 5/9.
    point = {"k": Fraction(4, 9)}
    other, = (one for one in found(solve(arming()), point) if one.node == "arms")
    assert (other.action, other.outcome, other.payoff, other.loss) == (Fraction(1, 2), "war", Fraction(1, 9), Fraction(4, 9))
    assert other.is_attained


def test_a_supremum_that_is_not_attained_says_so() -> None:
    # With k = 1/4 the state would like more arms in war than m = 1, where the rival yields: 1/2 - 1/4 is approached only.
    point = {"k": Fraction(1, 4)}
    other, = (one for one in found(solve(arming()), point) if one.node == "arms")
    assert (other.action, other.payoff, other.loss, other.is_attained) == (1, Fraction(1, 4), Fraction(1, 2), False)


def test_an_end_that_is_open_is_approached_only() -> None:
    closed, half_open = (next(one for one in found(solve(arming(-m, lower_open=is_open)), {"k": Fraction(1, 4)})
                              if one.node == "arms") for is_open in (False, True))
    assert (closed.action, closed.payoff, closed.is_attained) == (0, 0, True)
    assert (half_open.action, half_open.payoff, half_open.is_attained) == (0, 0, False)


def test_each_branch_of_a_payoff_is_a_cell() -> None:
    game = Game("aiming", "Aiming", ("archer",), COSTLY, Choose(
        "aims", "archer", Choice("x", "x", "an angle"), 0, 1, Outcome("shot", {"archer": sp.Min(x, 1 - x)})))
    other, = found(solve(game), {"k": Fraction(1)})
    assert (other.action, other.loss) == (Fraction(1, 2), 0)


@pytest.mark.parametrize("game", games.GAMES + games.LOTTERIES, ids=lambda game: game.name)
def test_no_deviation_gains_and_an_attained_one_is_played(game: Game) -> None:
    equilibrium, point = solve(game), dict(game.parameters.witness)
    regime = regimes_at(equilibrium, point)[0]
    on_path = play(game, equilibrium.strategy, point)
    for one in deviations(equilibrium, regime, point):
        assert one.loss >= 0
        if one.is_attained and game.node(one.node) is game.root:
            walk = play(game, equilibrium.strategy, point, [(one.node, one.action)])
            assert walk.payoffs[one.player] == one.payoff
            assert on_path.payoffs[one.player] - walk.payoffs[one.player] == one.loss


def test_a_choice_that_is_divided_is_told_by_its_own_name() -> None:
    # A fixed cost k when active: x (1 - x) - k is best at 1/2, which pays 1/4 - k, and staying out loses that.
    payoff = sp.Piecewise((0, sp.Eq(x, 0)), (x * (1 - x) - k, True))
    game = Game("entry", "A fixed cost", ("firm",), COSTLY,
                Choose("produce", "firm", Choice("x", "x", "output"), 0, 1, Outcome("market", {"firm": payoff})))
    equilibrium, point = solve(game), {"k": Fraction(1, 8)}
    (regime,) = regimes_at(equilibrium, point)
    assert regime.actions == {"x": sp.Rational(1, 2)}
    (deviation,) = deviations(equilibrium, regime, point)
    assert (deviation.action, deviation.payoff, deviation.loss) == ("x = 0", 0, Fraction(1, 8))
