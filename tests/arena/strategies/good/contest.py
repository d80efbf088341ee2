"""Tullock (1980) against given forces c: m = sqrt(c/k) - c by the first-order condition, nothing where k c >= 1."""

from sympy import sqrt

from tests.arena.shorthand import piece, strategy, symbols
from tests.games import CONTEST

k, c = symbols("k c")
GAME = CONTEST
STRATEGY = strategy(GAME, arms=(piece(0, (k * c - 1,)), piece(sqrt(c / k) - c, (1 - k * c,))))
EDGE = {"k": "1/2", "c": 2}
