"""A sweep as a frame: each row is what the exact report says of its point."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from symbolic_alliance import Choose, Node, Outcome, RequestError
from symbolic_alliance.interface.notebook import Paper
from tests.derivation.test_lock import SOLVED

WALLS = Paper(SOLVED)


def test_each_row_is_what_the_report_says() -> None:
    frame = WALLS.frame(b=4, k=np.linspace(0.25, 4, 16), v=3)
    assert len(frame) == 16
    for row in frame.itertuples():
        here = WALLS.at(b=4, k=float(row.k), v=3).equilibrium
        assert (row.regime, row.outcome) == (here.regime, here.outcome)
        assert row.defender == pytest.approx(float(here.payoffs["defender"]))


def test_shapes_broadcast_to_rows_and_what_is_outside_has_no_regime() -> None:
    frame = WALLS.frame(b=[[4], [5]], k=[-1, 1, 2], v="3")
    assert len(frame) == 6
    assert frame["b"].tolist() == [4, 4, 4, 5, 5, 5]
    assert frame["regime"].isna().tolist() == [True, False, False] * 2


def test_a_missing_parameter_and_a_missing_library_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RequestError, match="a frame needs a value for k, v"):
        WALLS.frame(b=1)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(RequestError, match=r"pip install 'symbolic_alliance\[notebook\]'"):
        WALLS.frame(b=1, k=1, v=1)


def test_columns_of_one_name_are_refused() -> None:
    game = WALLS.game
    named = replace(game, players=("b", "challenger"), root=_renamed(game.root, "defender", "b"))
    with pytest.raises(RequestError, match="a frame would have two columns that are named b"):
        WALLS.what_if(game=named).after.frame(b=1, k=1, v=1)


def _renamed(node: Node, old: str, new: str) -> Node:
    """The tree with another name for a player."""
    if isinstance(node, Outcome):
        return replace(node, payoffs={new if name == old else name: value for name, value in node.payoffs.items()})
    player = new if node.player == old else node.player
    if isinstance(node, Choose):
        return replace(node, player=player, then=_renamed(node.then, old, new))
    return replace(node, player=player, moves={move: _renamed(child, old, new) for move, child in node.moves.items()})
