"""Which plans have an edge: a step of a payoff belongs to one side, and where an action cannot be taken to nobody.

In:  a game, and closed regions in the author's parameters with what is done on them from a node on.
Out: the regions with strict slacks; and what no plan at the node has then, with the reason.
Method: the solver works on open sets, and regions are closed afterwards.  That is right where payoffs are continuous and
actions have a value and can be taken, since a limit of best replies is one.  Elsewhere
1. a branch of a payoff that holds on a set of parameters without interior (an equation) is cut out of every case, and so is
   what is left out further down;
2. what else must be > 0 on a case is the slack of a step (a strict condition in the parameters alone), if it is positive
   inside the case; an action's distance from an open end; and what it divides by, up to its sign.  Where that does not follow
   from the closed case, a slack of the case or of the assumptions becomes strict from which it follows then; or several; or
   else itself.
Nothing is trusted: the obligations state all this again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.algebra.division import steps
from symbolic_alliance.algebra.well_posed import Conclusion, as_printed, closed_claim, divisors, not_zero, prove_closed
from symbolic_alliance.game.equilibrium import CaseConditions, Region, region_of, region_of_case
from symbolic_alliance.game.tree import Choose, Game, Lottery, Node, Outcome, histories
from symbolic_alliance.proof.claim import ClaimKind, Inequality, Verdict

Path = Sequence[tuple[str, str | sp.Expr]]
Chosen = Mapping[sp.Basic, sp.Basic]
PAYOFFS = "the branches of payoffs that hold there hold on neither side: state a model for that, with the equation put in"


@dataclass(frozen=True)
class LeftOut:
    """Where a node has no plan, and why: for what is said of the node ``origin``, or, where that is empty, of payoffs."""

    node: str
    region: Region
    origin: str = ""
    reason: str = PAYOFFS


@dataclass(frozen=True)
class _Action:
    """A number that is chosen on a path, after others."""

    node: Choose
    number: sp.Expr
    before: Chosen


@dataclass(frozen=True)
class _Need:
    """What must hold on a case, and as one slack that is > 0; and of which action, if of one."""

    conclusion: Conclusion
    slack: sp.Expr
    action: _Action | None = None


@dataclass(frozen=True)
class Edge:
    """A part of a closed case that was taken from it, for what was needed there, or for what is left out there."""

    conditions: CaseConditions
    why: _Need | LeftOut

    @property
    def is_of_payoffs(self) -> bool:
        """Whether payoffs alone are to blame."""
        return self.why.action is None if isinstance(self.why, _Need) else not self.why.origin


class EdgeOwners:
    """Gives the regions of one game the edges that they have."""

    def __init__(self, game: Game) -> None:
        self.game, self._steps, self._known = game, steps(game), frozenset(game.parameters.symbols)
        assumed = [pair for assumption in game.parameters.assumptions for pair in assumption.slacks]
        self._positive, self._weak = ([slack for slack, strict in assumed if strict == wanted] for wanted in (True, False))
        self._answers: dict[tuple[CaseConditions, Conclusion], bool] = {}
        self._thin = tuple(self._branches_without_interior()) if self._steps else ()

    def restrict(self, region: Region, path: Path = (), below: Iterable[LeftOut] = ()) -> tuple[Region, tuple[Edge, ...]]:
        """The region without what is left out ``below`` and without the edges at which payoffs are of another branch or the
        path cannot be taken; and all that.
        """
        actions = tuple(_actions(self.game, path))
        thin = (*self._thin, *self._after(actions, path, below))
        edges: list[Edge] = []
        parts = [self._owned(held, actions, edges) for case in region.conditions for held in self._cut(case, thin, edges)]
        return region_of([held for held in parts if held is not None]), tuple(edges)

    def outside(self, region: Region, owners: Sequence[Region]) -> Region:
        """A region without the edges that others have."""
        told = [case for owner in owners for case in owner.conditions]
        covered = tuple(as_printed(case, "") for case in told)
        parts: list[CaseConditions] = []
        for held in region.conditions:
            held = tuple((slack, strict or self._follows((*held, (-slack, False)), covered)) for slack, strict in held)
            is_apart = all(self._follows((*held, *case), ()) for case in told)
            parts += [held] if is_apart else self._rest(held, told)
        return region_of(parts)

    def left_out(self, node: str, edges: Iterable[Edge], regions: Iterable[Region]) -> tuple[LeftOut, ...]:
        """What lies on an edge and in none of a node's regions; that somebody has no best reply comes first."""
        told, found = [case for region in regions for case in region.conditions], []
        for edge in sorted(edges, key=lambda edge: edge.is_of_payoffs):
            for here in self._rest(edge.conditions, told):
                told.append(here)
                found.append(self._explain(LeftOut(node, region_of_case(here)), edge))
        return tuple(found)

    def _rest(self, held: CaseConditions, told: Sequence[CaseConditions]) -> list[CaseConditions]:
        """What of a case is in none of these."""
        parts = [] if self._follows(held, tuple(as_printed(case, "") for case in told)) else [held]
        for case in told:
            parts = [rest for part in parts for rest in self._without(part, case) if not self._follows(rest, ())]
        return [self._shortest(part) for part in parts]

    def _without(self, held: CaseConditions, taken: CaseConditions) -> tuple[CaseConditions, ...]:
        """What of a case is not in another: in turn against each condition of the other."""
        if self._follows((*held, *taken), ()):
            return (held,)
        return tuple((*held, (-slack, not strict)) for slack, strict in taken)

    def _follows(self, held: CaseConditions, conclusion: Conclusion) -> bool:
        known = self._answers.get((held, conclusion))
        if known is None:
            claim = closed_claim(self.game, self.game.name, ClaimKind.THEOREM, "", as_printed(held, ""), conclusion)
            known = self._answers[held, conclusion] = prove_closed(claim).verdict is Verdict.PROVED
        return known

    def _shortest(self, held: CaseConditions) -> CaseConditions:
        """The conditions without those that follow from the rest; two opposite ones are an equation, and stay."""
        held = tuple(dict.fromkeys(held))
        for one in held:
            rest = tuple(other for other in held if other != one)
            if (one[0].is_number or (-one[0], False) not in held) and self._follows(rest, (as_printed([one], ""),)):
                held = rest
        return held

    # ---- what is cut out

    def _branches_without_interior(self) -> Iterator[LeftOut]:
        """Where branches of payoffs hold that hold on no open set."""
        for payoff in (one for node in self.game.nodes if isinstance(node, Outcome) for one in node.payoffs.values()):
            for case in rational_cases(payoff):
                held = tuple(one for one in case.conditions(self._known) if one[0].free_symbols <= self._known)
                if self._follows(_inside(held), ()) and not self._follows(held, ()):
                    yield LeftOut("", region_of_case(tuple(dict.fromkeys(held))))

    def _after(self, actions: Sequence[_Action], path: Path, below: Iterable[LeftOut]) -> Iterator[LeftOut]:
        """What is left out below, as far as the choices on the path and those above it tell."""
        chosen: Chosen = {one.node.choice.symbol: one.number for one in actions}
        start = path[0][0] if path else ""
        first = self.game.node(start) if start else None
        above = [mover.choice.symbol for movers, node in histories(self.game) if node is first
                 for mover in movers if isinstance(mover, Choose)]
        for one in below:
            region = Region(tuple(tuple(slack.xreplace(chosen) for slack in case) for case in one.region.cases),
                            tuple(slack.xreplace(chosen) for slack in one.region.strict))
            if region.symbols <= self._known.union(above):
                yield replace(one, region=region)

    def _cut(self, held: CaseConditions, thin: Sequence[LeftOut], edges: list[Edge]) -> list[CaseConditions]:
        """A case as the parts of it with an interior in which nothing holds that is to be cut out."""
        parts = [held]
        for one, taken in ((place, case) for place in thin for case in place.region.conditions):
            rest = [self._shortest(rest) for part in parts for rest in self._without(part, taken)
                    if rest == part or not self._follows(_inside(rest), ())]
            edges += [Edge((*held, *taken), one)] if rest != parts else []
            parts = rest
        return parts

    # ---- what must be strict

    def _owned(self, held: CaseConditions, actions: Iterable[_Action], edges: list[Edge]) -> CaseConditions | None:
        """A case with those of its slacks strict that must be, and with others that must; None where it never can be."""
        for need in (*self._beyond_steps(held), *(need for action in actions for need in self._needs(action))):
            missing = self._missing(held, need)
            if any(slack.is_number for slack in missing):
                edges.append(Edge(held, need))
                return None
            edges += [Edge((*held, (zero, False), (-zero, False)), need) for slack in missing for zero in _factors(slack)]
            held = (*((slack, strict or slack in missing) for slack, strict in held),
                    *((slack, True) for slack in missing if slack not in [one for one, _ in held]))
        return held

    def _beyond_steps(self, held: CaseConditions) -> Iterator[_Need]:
        """The steps on whose far side a case lies."""
        for step in self._steps:
            if self._follows((*_inside(held), (-step, True)), ()):
                yield _Need(((Inequality(step, True),),), step)

    def _needs(self, action: _Action) -> Iterator[_Need]:
        """That a number has a value and lies off the open ends of its interval."""
        node, number = action.node, action.number
        gaps = [number - node.lower.xreplace(action.before)] if node.lower_open else []
        gaps += [node.upper.xreplace(action.before) - number] if node.upper is not None and node.upper_open else []
        yield from (_Need(not_zero(divisor), divisor**2, action) for divisor in divisors(number)
                    if divisor not in self._positive)
        yield from (_Need(((Inequality(gap, True),),), sp.Mul(*sp.fraction(sp.together(gap))), action) for gap in gaps
                    if not gap.is_positive)

    def _missing(self, held: CaseConditions, need: _Need) -> tuple[sp.Expr, ...]:
        """The slacks that must be strict for a need to be met: none, one, as few as are enough, or itself."""
        def suffices(*slacks: sp.Expr) -> bool:
            return self._follows((*held, *((slack, True) for slack in slacks)), need.conclusion)

        if suffices():
            return ()
        weak = tuple(dict.fromkeys((*(slack for slack, strict in held if not strict), *self._weak)))
        alone = next((slack for slack in weak if suffices(slack)), None)
        if alone is not None or not suffices(*weak):
            return (need.slack if alone is None else alone,)
        for slack in weak:
            fewer = tuple(one for one in weak if one != slack)
            weak = fewer if suffices(*fewer) else weak
        return weak

    # ---- why

    def _explain(self, found: LeftOut, edge: Edge) -> LeftOut:
        if isinstance(edge.why, LeftOut):
            return replace(found, origin=edge.why.origin, reason=edge.why.reason)
        action = edge.why.action
        return found if action is None else replace(found, origin=action.node.name, reason=self._reason(edge, action))

    def _reason(self, edge: Edge, action: _Action) -> str:
        node, name = action.node, (action.node.whole or action.node.choice).name
        if (node.upper is None or node.upper_open) and self._moves(edge, action, 1):
            end = "for ever" if node.upper is None else f"up to the open end {node.upper}"
            return f"{node.player} has no best reply: its payoff rises with {name} {end}"
        if node.lower_open and self._moves(edge, action, -1):
            return f"{node.player} has no best reply: its payoff rises down to the open end {node.lower} of {name}"
        return (f"{node.player} has no best reply that was found: {name} = {action.number}, which is one beside it, "
                "cannot be chosen there")

    def _moves(self, edge: Edge, action: _Action, side: int) -> bool:
        """Whether on an edge the mover's payoff rises strictly in its choice (1), or falls (-1)."""
        node, paid = action.node, _expected(action.node.then, action.node.player)
        if paid is None:
            return False
        for case in rational_cases(paid):
            slope = sp.diff(case.value, node.choice.symbol).xreplace(action.before)
            holds = tuple((slack.xreplace(action.before), strict) for slack, strict in case.conditions(self._known))
            if not self._follows((*edge.conditions, *holds), ((Inequality(side * slope, True),),)):
                return False
        return True


def _expected(node: Node, player: str) -> sp.Expr | None:
    """What a player gets at a node, on average at a lottery; None where somebody moves first."""
    if isinstance(node, Outcome):
        return node.payoffs[player]
    if not isinstance(node, Lottery):
        return None
    paid = [(chance, _expected(child, player)) for chance, child in node.branches.values()]
    return None if any(one is None for _, one in paid) else sp.Add(*(chance * one for chance, one in paid))


def _inside(held: CaseConditions) -> CaseConditions:
    return tuple((slack, True) for slack, _ in held)


def _factors(slack: sp.Expr) -> tuple[sp.Expr, ...]:
    """What vanishes where a slack does: its factors that are no numbers."""
    numerator = sp.fraction(sp.together(slack))[0]
    return tuple(factor for factor, _ in sp.factor_list(numerator)[1]) or (slack,)


def _actions(game: Game, path: Path) -> Iterator[_Action]:
    chosen: dict[sp.Basic, sp.Basic] = {}
    for name, action in path:
        node = game.node(name)
        if isinstance(node, Choose) and isinstance(action, sp.Expr):
            yield _Action(node, action, dict(chosen))
            chosen[node.choice.symbol] = action
