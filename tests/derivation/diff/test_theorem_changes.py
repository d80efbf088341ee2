"""What becomes of a theorem is told by what it asserts, and never called the same where that was not looked at."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sympy as sp

from symbolic_alliance.claims.theorems import (
    Let,
    PaperTheorem,
    Setting,
    Stated,
    always,
    fails,
    formula,
    inside,
    never,
    proposition,
    sign_table,
    state,
)
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import restate
from symbolic_alliance.derivation.diff import Diff, ResultChange, Status, compare_texts, diff_text
from symbolic_alliance.derivation.lock import write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.solver import solve
from tests.derivation.test_lock import SOLVED as LOCKED
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
    (said(always(D > 0, D - F <= 1), m=sp.sqrt(D**2)), Status.REWRITTEN),  # D is positive
    (said(always(D > 0, D - F <= 1), m=sp.sqrt((D - F) ** 2) + F), Status.CHANGED),  # of D - F that is not known
    (locked(stating(lambda setting: state(WORDS, always(D > 0, D - F <= 1), m=D), "Costs")), Status.REWORDED),
    (locked(stating(lambda setting: state(WORDS, always(D > 0, D - F <= 1), m=D), name="costs")), Status.RENAMED),
])
def test_the_english_and_what_fills_it_are_compared(new: str, status: Status) -> None:
    found, change = compared(OLD, new)
    assert (change.status, found.is_harmless) == (status, status.is_harmless)


@pytest.mark.parametrize(("old", "new", "status"), [
    ([never(D < F, F < 1)], [never(F < 1, D < F)], Status.REWRITTEN),
    ([never(D < F, F < 1)], [always(D >= F, given=[F < 1])], Status.REWRITTEN),  # denied, or a hypothesis
    ([always(D >= F, given=[F < 1])], [always(F >= 1, given=[D < F])], Status.REWRITTEN),
    ([always(D >= F, given=[F < 1])], [always(F > 1, given=[D < F])], Status.CHANGED),
    ([always(D > 0, given=[(F - 1) * (D - 1) >= 0])], [always(D > 0, given=[(F - 1) / (D - 1) >= 0])], Status.WEAKER),
    ([always(D > 0, 2 * D - D**2 - 2 > 0)], [always(D > 0, 2 * F - F**2 - 3 > 0)], Status.CHANGED),  # hold of no number
    ([never(D < F, F < 1)], [never(D < F, F < 2)], Status.STRONGER),
    ([never(D < F, F < 2)], [never(D < F, F < 1)], Status.WEAKER),
    ([never(D < F, F < 1), never(D > 2 * F, F > 3)], [never(D < F, F < 1)], Status.WEAKER),
    ([always(D > 0), never(F > 2, F < 1)], [always(D > 0), never(F > 3, F < 1)], Status.CHANGED),  # both hold of all numbers
    ([fails(F < D, given=[F < 1]), fails(F < D, given=[F > 2])], [fails(F < D, given=[sp.Or(F < 1, F > 2)])], Status.WEAKER),
    ([fails(F < D, given=[F < 1]), fails(F < D, given=[F > 2])], [fails(F < D, given=[F < 1])], Status.WEAKER),
    ([always(D > F, F > 0, D > 0)], [always(D > F, F > 0)], Status.REWRITTEN),  # it follows from the rest
    ([always(D > F, F > 0)], [always(D > F, F > 0, D > 0)], Status.REWRITTEN),
    ([always(D > F, D > 0, given=[F > 0])], [always(D > F, given=[F > 0])], Status.REWRITTEN),
    ([always(D > F, D > 0, given=[F > 0])], [always(D > F, given=[F > 1])], Status.WEAKER),
    ([always(D > F, F > 0, given=[F > 1])], [always(D > F, given=[F > 1])], Status.WEAKER),  # the hypotheses alone imply it
    ([always(D > F, 2 * D - D**2 - 2 > 0, F > 5)], [always(D > F, 2 * D - D**2 - 2 > 0)], Status.WEAKER),  # of nothing, all
    ([always(D > F, F > 0, D > 0)], [always(D > F, F >= 0)], Status.WEAKER),
])
def test_what_never_arises_and_what_fails_is_taken_one_by_one(old: list[object], new: list[object], status: Status) -> None:
    assert compared(said(*old), said(*new))[1].status is status


ROW = Quantity("s", "s", "a share")


def signed(row: tuple[Quantity, sp.Expr], columns: tuple[sp.Symbol, ...] = (D, F)) -> str:
    """A lock with a table of the signs of one quantity."""
    def signs(setting: Setting) -> Stated:
        asserted, table = sign_table(setting, {row: formula(D > 2 * F)}, columns)
        return state(WORDS, asserted, table=table, m=D)

    return locked(stating(signs))


@pytest.mark.parametrize(("new", "status"), [
    (signed((ROW, F / D), (F, D)), Status.REWRITTEN),
    (signed((ROW, (F * D) / D**2)), Status.SAME),
    (signed((ROW, 2 * F / D)), Status.CHANGED),
    (signed((ROW, D / F)), Status.CHANGED),
    (signed((ROW, F / D), (D,)), Status.CHANGED),
    (signed((Quantity("s", "s", "another share"), F / D)), Status.REWORDED),
])
def test_a_table_of_signs_is_compared_by_what_its_rows_are_of(new: str, status: Status) -> None:
    change = compared(signed((ROW, F / D)), new)[1]
    assert change.status is status or (status is Status.CHANGED and change.status in (Status.WEAKER, Status.STRONGER))
    assert change.status.is_harmless is status.is_harmless


def lettered(value: object, quantity: Quantity = ROW, slot: str = "m") -> str:
    """A lock in which a sentence introduces a letter."""
    text = WORDS.replace("{m}", f"{{{slot}}}")
    return locked(stating(lambda setting: state(text, always(D > 0, D - F <= 1), **{slot: Let(quantity, value)})))


OUTPUT = Quantity("q_I", "q_I", "the output")
CALM = ENTERED.regimes_with("monopoly")


@pytest.mark.parametrize(("old", "new", "status"), [
    (lettered(F / D), lettered(F / D, slot="other"), Status.SAME),
    (lettered(F / D), lettered(F * D / D**2), Status.SAME),
    (lettered((F**2 - D**2) / (F - D)), lettered(F + D), Status.REWRITTEN),
    (lettered(F / D), lettered(2 * F / D), Status.CHANGED),
    (lettered(F / D), lettered(F / D, Quantity("s", r"\sigma", "a share")), Status.REWRITTEN),
    (lettered(F / D), lettered(F / D, Quantity("s", "s", "another share")), Status.REWORDED),
    (lettered(CALM, OUTPUT), lettered(tuple(reversed(CALM)), OUTPUT), Status.REWRITTEN),
    (lettered(CALM, OUTPUT), lettered(CALM[:1], OUTPUT), Status.CHANGED),
    (lettered(CALM[:1], OUTPUT), lettered(CALM[0].actions["q_I"], OUTPUT), Status.CHANGED),
])
def test_what_a_letter_stands_for_is_compared(old: str, new: str, status: Status) -> None:
    assert compared(old, new)[1].status is status


def test_what_effects_are_called_is_compared() -> None:
    def named(effect: str) -> str:
        return write_lock(replace(LOCKED, model=replace(LOCKED.model, effects=dict.fromkeys(LOCKED.model.effects, effect))))

    found = compare_texts(named("restraint"), named("deterrence"))
    assert {(one.kind, one.status) for one in found.changes if one.status is not Status.SAME} == {("effect", Status.CHANGED)}
    assert not found.is_harmless


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
    old = OLD.replace("lock 3", "lock 1")
    kept = old[old.index("    title Margins"):old.index("seal ")]
    found, change = compared(old.replace(kept, ""), OLD)
    assert (change.status, found.is_harmless) == (Status.UNDECIDED, False)
    assert "'update' writes one that does" in diff_text(found)


def test_regimes_may_fill_a_place() -> None:
    calm = ENTERED.regime("monopoly_1")
    old, new = said(always(D > 0, given=[inside(calm)])), said(always(D > 0, given=[inside(*ENTERED.regimes)]))
    assert compared(old, new)[1].status is Status.STRONGER


def test_letters_that_change_places_are_a_change() -> None:
    t, u = symbols("t u")

    def letters(first: str, second: str) -> str:
        return locked(stating(lambda setting: state(
            "Let {a} and {b}: then {gap} is positive.", always(F < D, given=[F < D / 2]), gap=t - u,
            a=Let(Quantity(first, first, "a gain"), D), b=Let(Quantity(second, second, "a cost"), F))))

    found, change = compared(letters("t", "u"), letters("u", "t"))
    assert (change.status, found.is_harmless) == (Status.CHANGED, False)
