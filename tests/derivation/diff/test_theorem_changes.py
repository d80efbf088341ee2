"""What becomes of a theorem is told by what it asserts, and never called the same where that was not looked at."""

from collections.abc import Callable

import pytest
import sympy as sp

from symbolic_alliance.claims.theorems import PaperTheorem, Setting, Stated, always, fails, inside, proposition, state
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import restate
from symbolic_alliance.derivation.diff import Diff, ResultChange, Status, compare_texts, diff_text
from symbolic_alliance.derivation.lock import write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.solver import solve
from tests.games import ENTRY, symbols

D, F = symbols("D F")
ENTERED = solve(ENTRY)
WORDS = "The margin {m} is positive."


def stating(function: Callable[[Setting], Stated], title: str = "Margins", name: str = "margins") -> PaperTheorem:
    """A proposition of this name."""
    function.__name__ = name
    return proposition(title)(function)


def locked(*theorems: PaperTheorem) -> str:
    """A lock in which these are stated."""
    return write_lock(restate(Derivation(Model(name="paper", game=ENTRY, theorems=theorems), ENTERED)))


def said(*assertions: object, text: str = WORDS, m: sp.Expr = D) -> str:
    """A lock in which a theorem asserts this."""
    return locked(stating(lambda setting: state(text, *assertions, m=m)))  # type: ignore[arg-type]


def compared(old: str, new: str) -> tuple[Diff, ResultChange]:
    """The comparison, and the change of the only theorem."""
    found = compare_texts(old, new)
    change, = (one for one in found.changes if one.is_theorem)
    return found, change


OLD = said(always(D > 0, D - F <= 1))


@pytest.mark.parametrize(("assertions", "status"), [
    ([always(D > 0, D - F <= 1)], Status.SAME),
    ([always(D - F <= 1, D > 0)], Status.SAME),
    ([always(2 * D > 0, D <= 1 + F)], Status.REWRITTEN),
    ([always(D >= 0, D - F <= 1)], Status.WEAKER),
    ([always(D > 0)], Status.WEAKER),
    ([always(D > 0, D - F <= 1, given=[F < D])], Status.WEAKER),
    ([always(D > 0, D - F < 1)], Status.STRONGER),
    ([always(D > 0, D - F <= 1, F > 0)], Status.STRONGER),
    ([always(D > 0, D - F <= 2)], Status.WEAKER),
    ([always(D > 0, D - F <= F)], Status.CHANGED),
    ([always(D >= 0, D - F < 1)], Status.CHANGED),
    ([always(D > F, D - F <= 1)], Status.CHANGED),
    ([always(D > 0), always(D - F <= 1, given=[F < D]), always(D - F <= 1, given=[F >= D])], Status.REWRITTEN),
    ([always(D > 0, D - F <= 1, by=[D > -F])], Status.REWRITTEN),
])
def test_what_a_theorem_asserts_is_compared(assertions: list[object], status: Status) -> None:
    found, change = compared(OLD, said(*assertions))
    assert change.status is status
    assert found.is_harmless is (status in (Status.SAME, Status.REWRITTEN))


def test_a_smaller_place_is_told_with_a_point_of_the_larger() -> None:
    _, change = compared(said(always(D > 0)), said(always(D > 0, given=[F < D])))
    part, = change.parts
    assert part.difference is not None
    assert part.difference.old == "asserted"
    point = part.difference.point
    assert point["F"] >= point["D"] > 0  # type: ignore[operator]


def test_that_something_fails_is_stronger_on_a_smaller_place() -> None:
    _, change = compared(said(fails(F < D)), said(fails(F < D, given=[F < 1])))
    assert change.status is Status.STRONGER


@pytest.mark.parametrize(("new", "status"), [
    (said(always(D > 0, D - F <= 1), text="The margin {m} is never positive."), Status.REWORDED),
    (said(always(D > 0, D - F <= 1), m=D - D * F + F * D), Status.SAME),
    (said(always(D > 0, D - F <= 1), m=D / 2), Status.CHANGED),
    (locked(stating(lambda setting: state(WORDS, always(D > 0, D - F <= 1), m=D), "Costs")), Status.REWORDED),
    (locked(stating(lambda setting: state(WORDS, always(D > 0, D - F <= 1), m=D), name="costs")), Status.RENAMED),
])
def test_the_english_and_what_fills_it_are_compared(new: str, status: Status) -> None:
    found, change = compared(OLD, new)
    assert (change.status, found.is_harmless) == (status, status.is_harmless)


def test_a_theorem_that_comes_or_goes_is_told() -> None:
    both = locked(*(stating(lambda setting: state(WORDS, always(D > 0), m=D), name=name) for name in ("one", "other")))
    alone = locked(stating(lambda setting: state(WORDS, always(D > 0), m=D), name="one"))
    for old, new, status in ((both, alone, Status.REMOVED), (alone, both, Status.ADDED)):
        found = compare_texts(old, new)
        assert [one.status for one in found.changes if one.is_theorem and one.name == "other"] == [status]
        assert not found.is_harmless
        assert f"{status}: proposition other of paper" in diff_text(found)


def test_two_true_conclusions_are_not_the_same() -> None:
    # both hold wherever the assumptions do, so that there each implies the other
    _, change = compared(said(always(D > 0)), said(always(D + F > 0)))
    assert change.status is Status.CHANGED


def test_a_lock_that_does_not_keep_what_theorems_assert_is_not_called_equal() -> None:
    old = OLD.replace("lock 2", "lock 1")
    kept = old[old.index("    title Margins"):old.index("seal ")]
    found, change = compared(old.replace(kept, ""), OLD)
    assert (change.status, found.is_harmless) == (Status.UNDECIDED, False)
    assert "'update' writes one that does" in diff_text(found)


def test_regimes_may_fill_a_place() -> None:
    calm = ENTERED.regime("monopoly_1")
    old, new = said(always(D > 0, given=[inside(calm)])), said(always(D > 0, given=[inside(*ENTERED.regimes)]))
    assert compared(old, new)[1].status is Status.STRONGER
