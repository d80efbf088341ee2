"""A threat that may get out of hand: its maker reckons with the accident, and with what follows where there is none."""

from tests.games import ACCIDENT
from tests.known_solutions import KNOWN_SOLUTIONS

GAME = ACCIDENT
STRATEGY = KNOWN_SOLUTIONS["accident"]
EDGE = {"p": "1/2", "c_A": "1/2", "c_B": "1/2", "h": 1, "d": "1/5"}
