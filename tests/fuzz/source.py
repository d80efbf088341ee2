"""A case as a Python file: the game, the strategy if there is one, the point, and what was found.

In:  a game, a strategy or none, and a finding.
Out: source that a person reads and `python` runs; it exits with 1 where the finding still shows.
"""

from collections.abc import Mapping

import sympy as sp
from sympy.printing.str import StrPrinter

from symbolic_alliance import Decide, Game, Lottery, Node, Outcome, Piece, Strategy
from tests.fuzz.examine import Case

HEADER = """import sympy as sp
from sympy import And, Eq, Max, Min, Abs, Ne, Or, Piecewise, S, sqrt

from symbolic_alliance import (Assumption, Choice, Choose, Decide, Game, Lottery, Outcome, Parameter, Parameters, Piece,
                               Policy, Region, Strategy)
from tests.fuzz.examine import rerun
"""


class _Source(StrPrinter):
    """SymPy's text, with every number exact when it is read by Python."""

    def _print_Rational(self, value: sp.Rational) -> str:
        return f"{'-' if value < 0 else ''}S({abs(value.p)})/{value.q}"


def formula(expression: object) -> str:
    """A closed form as Python source.

    >>> x = sp.Symbol("x", real=True)
    >>> formula(sp.Piecewise((sp.Rational(1, 2), sp.Eq(x, 0)), (sp.sqrt(x) / 3, True)))
    'Piecewise((S(1)/2, Eq(x, 0)), (sqrt(x)/3, True))'
    """
    return _Source().doprint(sp.sympify(expression, strict=True))


def source(case: Case) -> str:
    """The whole file."""
    game, strategy, finding = case.game, case.strategy, case.finding
    kind, sort, words, point = str(finding.kind), finding.sort, finding.words, finding.point
    names = list(dict.fromkeys((*game.parameters.names, *(choice.name for choice in game.choices),
                                *_symbols(strategy))))
    symbols = f"{', '.join(names)}{',' if len(names) == 1 else ''} = sp.symbols({' '.join(names)!r}, real=True, seq=True)\n"
    at = None if point is None else {name: str(value) for name, value in point.items()}
    comment = "\n".join(f"# {line}" for line in _wrapped(f"{kind}: {sort}. {words}"))
    return "\n".join([comment, "# Run from the root of the repository: PYTHONPATH=. python FILE", HEADER,
                      (symbols if names else "") + _game(game), f"STRATEGY = {_strategy(strategy)}", f"POINT = {at!r}",
                      f"raise SystemExit(rerun({kind!r}, {sort!r}, GAME, STRATEGY, POINT, {case.seed!r}))", ""])


def _symbols(strategy: Strategy | None) -> list[str]:
    """The names in a strategy: where a choice is divided it speaks of the parts."""
    pieces = [piece for policy in strategy.policies for piece in policy.pieces] if strategy else []
    forms = [slack for piece in pieces for case in piece.region.cases for slack in case]
    forms += [piece.action for piece in pieces if isinstance(piece.action, sp.Expr)]
    return sorted({str(symbol) for form in forms for symbol in sorted(sp.sympify(form, strict=True).free_symbols, key=str)})


def _wrapped(text: str, width: int = 120) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _game(game: Game) -> str:
    parameters = game.parameters
    declared = _tuple(f"Parameter({one.name!r}, {one.latex!r}, {one.meaning!r})" for one in parameters.declared)
    assumed = _tuple(f"Assumption({one.name!r}, {_tuple(map(formula, one.relations))}, {one.text!r})"
                     for one in parameters.assumptions)
    witness = {name: str(value) for name, value in parameters.witness.items()}
    shared: dict[int, str] = {}
    lines = [f"PARAMETERS = Parameters(\n    {declared},\n    {assumed},\n    {witness!r})"]
    for node in reversed(game.nodes):
        shared[id(node)] = f"node_{len(shared)}"
        lines.append(f"{shared[id(node)]} = {_node(node, shared)}")
    return "\n".join([*lines, f"GAME = Game({game.name!r}, {game.title!r}, {game.players!r}, PARAMETERS, "
                              f"{shared[id(game.root)]}, {game.cutoff_parameters!r})"])


def _node(node: Node, shared: Mapping[int, str]) -> str:
    if isinstance(node, Outcome):
        return f"Outcome({node.label!r}, {_dict({player: formula(payoff) for player, payoff in node.payoffs.items()})})"
    if isinstance(node, Decide):
        return f"Decide({node.name!r}, {node.player!r}, {_dict({move: shared[id(one)] for move, one in node.moves.items()})})"
    if isinstance(node, Lottery):
        return f"Lottery({node.name!r}, " + _dict({
            label: f"({formula(chance)}, {shared[id(one)]})" for label, (chance, one) in node.branches.items()}) + ")"
    choice = f"Choice({node.choice.name!r}, {node.choice.latex!r}, {node.choice.meaning!r})"
    ends = f"{formula(node.lower)}, {None if node.upper is None else formula(node.upper)}"
    opened = (", lower_open=True" if node.lower_open else "") + (", upper_open=True" if node.upper_open else "")
    return f"Choose({node.name!r}, {node.player!r}, {choice}, {ends}, {shared[id(node.then)]}{opened})"


def _strategy(strategy: Strategy | None) -> str:
    if strategy is None:
        return "None"
    policies = ",\n    ".join(f"Policy({one.node!r}, {one.player!r}, {_tuple(map(_piece, one.pieces))})"
                              for one in strategy.policies)
    return f"Strategy((\n    {policies},))"


def _piece(piece: Piece) -> str:
    cases = _tuple(_tuple(map(formula, case)) for case in piece.region.cases)
    strict = f", {_tuple(map(formula, piece.region.strict))}" if piece.region.strict else ""
    action = repr(piece.action) if isinstance(piece.action, str) else formula(piece.action)
    return f"Piece(Region({cases}{strict}), {action})"


def _tuple(parts: object) -> str:
    every = list(parts)  # type: ignore[call-overload]
    return f"({', '.join(every)}{',' if len(every) == 1 else ''})"


def _dict(parts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name!r}: {value}" for name, value in parts.items()) + "}"
