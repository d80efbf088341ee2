"""Where each case of a cutoff counts, in formulas: the condition under which both its regimes hold at its value.

In:  a solved equilibrium.
Out: the same with a condition for each case of its cutoffs, where one was found and proved.
Method: points suggest the fewest conditions that hold where the case counts and fail elsewhere (`theorems.threshold`).  Then
it is proved that inside them, and inside the assumptions, both regimes hold at the value; around a point that refutes this,
more points are looked at.  What is not proved is not kept: such a case says as before only what its roots need.  That the
conditions leave out no place where the case counts rests on the points.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.claims.theorems.threshold import clues, condition, meets
from symbolic_alliance.errors import Progress
from symbolic_alliance.game.equilibrium import Cutoff, CutoffCase, Equilibrium
from symbolic_alliance.proof.claim import Claim, ClaimKind, Conjunction, Inequality, Verdict
from symbolic_alliance.proof.prover import prove

SECONDS, ROUNDS = 8.0, 2


def with_conditions(equilibrium: Equilibrium, progress: Progress = lambda text: None) -> Equilibrium:
    """Return the equilibrium with the condition of each case of its cutoffs.

    >>> from symbolic_alliance import Assumption, Decide, Game, Outcome, Parameter, Parameters
    >>> c, r = sp.symbols("c r", real=True)
    >>> game = Game("threat", "A threat", ("rival",), Parameters(
    ...     (Parameter("c", "c", "the cost of war"), Parameter("r", "r", "a reward")),
    ...     (Assumption("costly", (c > 0,), "war is costly"),), {"c": 2, "r": 1}),
    ...     Decide("act", "rival", {"hold": Outcome("peace", {"rival": r}), "go": Outcome("war", {"rival": 1 - c})}), ("c",))
    >>> from symbolic_alliance import solve
    >>> case = with_conditions(solve(game)).cutoffs[0].cases[0]
    >>> case.expression, case.where, case.suffices
    (1 - r, (1 - r,), True)
    """
    setting, told = Setting((equilibrium,)), []
    for cutoff in equilibrium.cutoffs:
        progress(f"where {cutoff.name} counts")
        told.append(_told(setting, equilibrium, cutoff))
    return replace(equilibrium, cutoffs=tuple(told))


def _told(setting: Setting, equilibrium: Equilibrium, cutoff: Cutoff) -> Cutoff:
    parameter = sp.Symbol(cutoff.parameter, real=True)
    assumed = [Inequality(*slack) for one in equilibrium.game.parameters.assumptions for slack in one.slacks]
    there = [one for one in assumed if one.expression.has(parameter)]
    places = [tuple((*both, *there) for both in _both(equilibrium, case)) for case in cutoff.cases]
    asked = [(case.expression, _slacks(own)) for case, own in zip(cutoff.cases, places, strict=True)]
    parts = clues(setting, parameter, asked)
    question = _Question(parameter, tuple(one.expression for one in assumed if one not in there), parts)
    return replace(cutoff, cases=tuple(
        one for case, own in zip(cutoff.cases, places, strict=True)
        for one in _widest(tuple(dict.fromkeys(question.answers(setting, case, own)))) or (case,)))


def _widest(told: Sequence[CutoffCase]) -> list[CutoffCase]:
    """Those cases that do not lie within another, which asks for less."""
    return [one for one in told if not any(other.suffices and {*other.where} < {*one.where} for other in told)]


def _both(equilibrium: Equilibrium, case: CutoffCase) -> Iterator[Conjunction]:
    """The places where both regimes hold, edges included."""
    below, above = (equilibrium.regime(name).region.cases for name in case.between)
    yield from (tuple(map(Inequality, (*one, *other))) for one in below for other in above)


def _slacks(places: Iterable[Conjunction]) -> list[list[sp.Expr]]:
    return [[one.expression for one in place] for place in places]


@dataclass(frozen=True)
class _Question:
    """Where values of a parameter lie in some places, given what is assumed of the others; ``parts`` may tell."""

    parameter: sp.Symbol
    assumed: tuple[sp.Expr, ...]
    parts: tuple[sp.Expr, ...]

    def answers(self, setting: Setting, case: CutoffCase, places: Sequence[Conjunction], rounds: int = ROUNDS
                ) -> Iterator[CutoffCase]:
        """The case with its condition, where that is proved; where one conjunction does not do, a case for each place."""
        found = condition(setting, self.parameter, case.expression, _slacks(places), self.parts)
        if found is None:
            return
        where = tuple(dict.fromkeys((*case.where, *found)))
        met = [place for place in places if meets(setting, self.parameter, case.expression, _slacks([place]))]
        result = prove(self.claim(case.expression, where, met), SECONDS)
        if result.verdict is Verdict.PROVED:
            yield replace(case, where=where, suffices=True)
            return
        point = {**setting.equilibria[0].game.parameters.witness, **(result.point or {})}
        if result.point is None or not rounds or (point in setting.beside and len(met) == 1):
            yield case
        else:
            closer = replace(setting, beside=(*setting.beside, point))
            for several in ([place] for place in met) if len(met) > 1 else [met]:
                yield from self.answers(closer, case, several, rounds - 1)

    def claim(self, value: sp.Expr, where: Sequence[sp.Expr], places: Sequence[Conjunction]) -> Claim:
        """That, inside of the conditions and of what is assumed, the value lies in one of the places.

        What is 0 at the value need not be shown.
        """
        put = {self.parameter: value}
        left = (tuple(one for one in place if one.strict or sp.cancel(one.expression.subs(put)) != 0) for place in places)
        given = (Inequality(slack, True) for slack in (*self.assumed, *where))
        at_value = Inequality(self.parameter - value), Inequality(value - self.parameter)
        return Claim("condition", ClaimKind.THEOREM, "", (*given, *at_value), tuple(left))
