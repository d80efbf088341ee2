"""Whether two expressions, or two regions, mean the same.

In:  a `Ground` and the two.
Out: an `Judgement`: they are equal, proved; or a point at which they differ, checked exactly; or neither is known.
Method: the normal form first, then the points of the ground, then the prover.
Regions without strict slacks are closures of their interiors: two that differ on edges only are equal.
"""

import time
from collections.abc import Callable
from itertools import product

import sympy as sp

from symbolic_alliance.algebra.cases import rational_cases
from symbolic_alliance.derivation.diff.common_ground import HOLDS, OPEN, Ground, Judgement, as_printed, strictly, value_of
from symbolic_alliance.game.equilibrium import NOWHERE, Region
from symbolic_alliance.proof.claim import Inequality
from symbolic_alliance.typeset.expression_ring import ExpressionRing, NotAlgebraic, square_roots

PATIENCE = 20.0  # seconds for one question that has many cases


def same_form(old: sp.Expr, new: sp.Expr, is_positive: Callable[[sp.Expr], bool] = lambda expression: False) -> bool:
    """Whether two expressions have one normal form, so that they agree wherever both have a value.

    Where something is known to be positive, its root is taken out of a product, and it is its own absolute value.

    >>> k = sp.Symbol("k", real=True)
    >>> same_form((1 + k)**2, 1 + 2*k + k**2), same_form(sp.sqrt(k)**2, k), same_form(k, -k)
    (True, True, False)
    """
    if old == new:
        return True
    gap = _with_inner_roots_named(_with_signs(old - new, is_positive))
    try:
        return bool(ExpressionRing(gap, is_positive).value(gap).is_zero)
    except (NotAlgebraic, ZeroDivisionError):
        return False


def _with_signs(gap: sp.Expr, is_positive: Callable[[sp.Expr], bool]) -> sp.Expr:
    """The same without the absolute values of what has a known sign."""
    inside = [part.args[0] for part in sp.postorder_traversal(gap) if isinstance(part, sp.Abs)]
    return gap.xreplace({sp.Abs(one): one if is_positive(one) else -one
                         for one in inside if is_positive(one) or is_positive(-one)})


def _with_inner_roots_named(gap: sp.Expr) -> sp.Expr:
    """The same with a letter for each root that has a root inside: what holds whatever the letter is, holds of the root."""
    nested = [part for part in square_roots(gap) if square_roots(part.base)]
    letters = {base: sp.Symbol(f"nested_{place}", real=True) for place, base in enumerate(dict.fromkeys(
        part.base for part in nested if not any(part is not other and other.base.has(part) for other in nested)))}
    return gap.xreplace({part: letters[part.base] ** int(2 * part.exp) for part in nested if part.base in letters})


def equal(ground: Ground, old: sp.Expr, new: sp.Expr, here: tuple[Region, ...] = ()) -> Judgement:
    """Whether two expressions are equal wherever all these regions hold.

    >>> from symbolic_alliance.derivation.diff.common_ground import ground_of
    >>> from symbolic_alliance.derivation.frame import Frame
    >>> from fractions import Fraction
    >>> k = sp.Symbol("k", real=True)
    >>> frame = Frame(("firm",), {"k": Fraction(1)}, {"costly": (Inequality(k, True),)})
    >>> ground = ground_of(frame, frame, ["k"])
    >>> equal(ground, sp.sqrt(k**2 + 2*k + 1), 1 + k).holds, equal(ground, k, 1 / k).point
    (True, {'k': Fraction(2, 1)})
    """
    if same_form(old, new) or same_form(old, new, ground.signs.is_positive):
        return HOLDS
    inside = ground.all_inside(here)
    used = old.free_symbols.union(new.free_symbols, *(region.symbols for region in here))
    for point in ground.at(inside & ground.differ(old, new)):
        if value_of(old, point) != value_of(new, point) and all(region.contains(point) for region in here):
            return Judgement(point=ground.restrict(point, used))
    deadline = time.monotonic() + PATIENCE
    for gap, *cases in product(rational_cases(old - new), *(region.cases for region in here)):
        if time.monotonic() > deadline:
            return OPEN
        given = (*strictly(slack for case in cases for slack in case), *map(Inequality, gap.slacks))
        answer = ground.ask(given, ((Inequality(gap.value), Inequality(-gap.value)),), ground.nowhere)
        if answer.point is not None and value_of(old, answer.point) == value_of(new, answer.point):
            return OPEN
        if not answer.holds:
            return answer
    return HOLDS


def within(ground: Ground, inner: Region, outer: Region) -> Judgement:
    """Whether the interior of a region lies within another; else a point in the first and not in the second.

    Where a slack of one of them is strict, edges count as they are printed.

    >>> from symbolic_alliance.derivation.diff.common_ground import ground_of
    >>> from symbolic_alliance.derivation.frame import Frame
    >>> from fractions import Fraction
    >>> k = sp.Symbol("k", real=True)
    >>> frame = Frame(("firm",), {"k": Fraction(1)}, {"costly": (Inequality(k, True),)})
    >>> ground = ground_of(frame, frame, ["k"])
    >>> dear, dearer = Region(((k - 1,),)), Region(((k - 2,),))
    >>> within(ground, dearer, dear).holds, within(ground, dear, dearer).point
    (True, {'k': Fraction(3, 2)})
    """
    known, edges_count = {frozenset(case) for case in outer.conditions}, bool(inner.strict or outer.strict)
    alternatives = tuple(map(as_printed, outer.conditions))
    undecided, deadline = False, time.monotonic() + PATIENCE
    for case in inner.conditions:
        slacks = tuple(slack for slack, _ in case)
        if frozenset(case) in known:
            continue
        if time.monotonic() > deadline:
            return OPEN
        suspects = ground.inside(Region((slacks,))) & ground.outside(outer)
        answer = ground.ask(as_printed(case) if edges_count else strictly(slacks), alternatives, suspects)
        if answer.point is not None:
            return answer
        undecided |= not answer.holds
    return OPEN if undecided else HOLDS


def somewhere(ground: Ground, region: Region) -> Judgement:
    """A point inside a region; or that its interior is empty."""
    return within(ground, region, NOWHERE)
