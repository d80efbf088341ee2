"""Read what a command line says of numbers: ``NAME=VALUE``, once for each name.

In:  the assignments as they were typed.
Out: the point, its numbers exact.
"""

from collections.abc import Sequence
from typing import Any

from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.parameters import exact


def read_point(assignments: Sequence[str]) -> dict[str, Any]:
    """Read ``NAME=VALUE`` once for each name; `RequestError` for anything else.

    >>> read_point(["q=1/2", "k=0.1"])
    {'q': Fraction(1, 2), 'k': Fraction(1, 10)}
    """
    point: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, value = assignment.partition("=")
        name = name.strip()
        if not sign or not name:
            raise RequestError(f"--at {assignment} is no assignment: write --at NAME=VALUE, such as --at q=1/2")
        if name in point:
            raise RequestError(f"--at gives {name} twice")
        point[name] = exact(value, name)
    return point
