"""A fingerprint changes with every part of a model that results depend on, and with nothing else."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Outcome, Parameter, Parameters
from symbolic_alliance.game.fingerprint import fingerprint

c, p = sp.symbols("c p", real=True)


def pricing(*, cost: sp.Expr = c, label: str = "trade", upper: int | None = 1, upper_open: bool = False,
            meaning: str = "the cost", witness: str = "1/4", strict: bool = True, title: str = "Pricing") -> Game:
    """A seller names a price, a buyer takes it or leaves it."""
    answer = Decide("buyer_answers", "buyer", {
        "refuse": Outcome("no_trade", {"seller": 0, "buyer": 0}),
        "buy": Outcome(label, {"seller": p - cost, "buyer": 1 - p}),
    })
    costly = Assumption("costly", (c > 0 if strict else c >= 0,), "costs are positive")
    parameters = Parameters((Parameter("c", "c", meaning),), (costly,), {"c": witness})
    return Game("pricing", title, ("seller", "buyer"), parameters,
                Choose("seller_asks", "seller", Choice("p", "p", "the price"), sp.Integer(0), upper, answer,
                       upper_open=upper_open), ("c",))


FREE_AT_ZERO = sp.Piecewise((0, sp.Eq(p, 0)), (c, True))


def test_words_do_not_enter() -> None:
    assert fingerprint(pricing()) == fingerprint(pricing(meaning="another sentence", title="Another title"))
    assert fingerprint(pricing(cost=c + c - c)) == fingerprint(pricing())


@pytest.mark.parametrize("changed", [
    pricing(cost=2 * c), pricing(label="sale"), pricing(upper=None), pricing(upper_open=True), pricing(witness="1/3"),
    pricing(strict=False), pricing(cost=sp.Max(c, 1)), replace(pricing(), cutoff_parameters=()),
    replace(pricing(), players=("buyer", "seller")), replace(pricing(), name="other"), pricing(cost=FREE_AT_ZERO),
])
def test_everything_that_matters_enters(changed: Game) -> None:
    assert fingerprint(changed) != fingerprint(pricing())


def test_what_chance_does_enters() -> None:
    def drawn(chance: sp.Expr = c / 2, name: str = "luck", label: str = "yes") -> str:
        branches = {label: (chance, Outcome("trade", {"seller": 1})), "no": (1 - chance, Outcome("none", {"seller": 0}))}
        return fingerprint(replace(pricing(), players=("seller",), root=Decide("ask", "seller", {
            "ask": Lottery(name, branches)})))

    assert drawn() == drawn(c - c / 2)
    assert len({drawn(), drawn(c / 3), drawn(name="chance"), drawn(label="taken")}) == 4


def test_equal_and_unequal_are_told_apart() -> None:
    assert fingerprint(pricing(cost=sp.Piecewise((0, sp.Ne(p, 0)), (c, True)))) != fingerprint(pricing(cost=FREE_AT_ZERO))


def test_the_benchmark_enters() -> None:
    game = pricing()
    assert fingerprint(game, game.subgame("seller_asks", "again", "Again")) != fingerprint(game)
