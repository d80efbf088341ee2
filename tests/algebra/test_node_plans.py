"""A strategy fits its game, or one sentence says why not; its pieces lead where the tree leads."""

from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance import ModelError, Piece, Policy, Region, Strategy, solve
from symbolic_alliance.algebra.node_plans import node_plans, require_strategy, strategy_arena
from tests.games import BARGAINING
from tests.known_solutions import KNOWN_SOLUTIONS

RIGHT = KNOWN_SOLUTIONS[BARGAINING.name]
FIRST, *REST = RIGHT.policies


@pytest.mark.parametrize(("policies", "complaint"), [
    (tuple(REST), f"has no policy for node {FIRST.node}"),
    ((*RIGHT.policies, FIRST), f"the policy for node {FIRST.node} is declared twice"),
    ((replace(FIRST, player="nobody"), *REST), f"gives node {FIRST.node} to nobody; {FIRST.player} moves there"),
    ((replace(FIRST, pieces=(Piece(Region(((1,),)), sp.Integer(0)),)), *REST), "has the condition 1: write a SymPy"),
    ((replace(FIRST, pieces=(Piece(Region(((),)), 0),)), *REST), "plays 0 at"),
], ids=["a gap", "two plans", "another player", "a number as a condition", "a number as an action"])
def test_a_strategy_that_does_not_fit_is_refused(policies: tuple[Policy, ...], complaint: str) -> None:
    with pytest.raises(ModelError) as refusal:
        require_strategy(BARGAINING, Strategy(policies))
    assert complaint in str(refusal.value)


def test_a_case_without_an_interior_is_refused() -> None:
    p, c_B = sp.symbols("p c_B", real=True)
    gap = p + c_B - 1
    thin = replace(FIRST, pieces=(*FIRST.pieces, Piece(Region(((gap, -gap),)), sp.Integer(1))))
    strategy = Strategy((thin, *REST))
    with pytest.raises(ModelError, match="hold on a set without interior"):
        list(node_plans(strategy_arena(BARGAINING, strategy), strategy))


def test_every_mover_is_met_children_first_with_what_else_could_be_done() -> None:
    strategy = solve(BARGAINING).strategy
    found = list(node_plans(strategy_arena(BARGAINING, strategy), strategy))
    assert [one.node.name for one in found] == [policy.node for policy in reversed(strategy.policies)]
    assert all(len(one.plans) == len(one.policy.pieces) for one in found)
    assert all({cell.outcome for cell in one.rivals} == {"settlement", "war"} for one in found)
