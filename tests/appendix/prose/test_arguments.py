"""The argument for a claim: an identity that is true, a sign that follows, and words that say from what."""

import numpy as np
import pytest
import sympy as sp

from symbolic_alliance import load, solve
from symbolic_alliance.appendix.prose.arguments import Argument, arguments
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.claims.theorems import Let, Setting, Stated, always, never, proposition, state
from symbolic_alliance.claims.theorems.language import Assertion
from symbolic_alliance.closed_form.arrays import values
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.plain import plain
from tests.appendix.prose.test_theorems import statement
from tests.games import ENTRY, symbols

D, F = symbols("D F")
BAR = Quantity("F_B", "F_B", "a bound")
BOUND = (D**2 + D) / 4
SIGNS = {"positive": 1, "not negative": 1, "negative": -1, "not positive": -1}
CLOSE, FEWEST = 1e-7, 5


def told(*asserted: tuple[Assertion, ...]) -> tuple[Derivation, str]:
    """A paper that asserts all this, and the proof as text."""
    @proposition("It")
    def it(_: Setting) -> Stated:
        return state("{bound} is a bound.", *asserted, bound=Let(BAR, BOUND))

    found = judge_derivation(Derivation(Model(name="entry", game=ENTRY, theorems=(it,)), solve(ENTRY)))
    _, proof = statement(appendix(found, style_of(found.theorems, ENTRY)), "proposition:it")
    return found, proof


def argued(*asserted: tuple[Assertion, ...]) -> tuple[Book, list[tuple[Argument, ...]]]:
    """The arguments for what is asserted, claim by claim."""
    found, _ = told(*asserted)
    style = style_of(found.theorems, ENTRY)
    book = Book(found, found.theorems, style, (Context(found.equilibrium, style),))
    return book, [arguments(book, book.teller(()), part) for part in found.theorems[0].parts]


def test_a_difference_is_factored_and_its_sign_rests_on_what_is_given() -> None:
    claim = always(BOUND > F * (D + 1) / 4, given=[D > F])
    _, proof = told(claim)
    assert "which is positive by Assumption [positive] and since F < D." in proof
    _, ((argument,),) = argued(claim)
    assert argument.identity is not None
    (_, right), = argument.identity.steps
    left = expression_of(argument.identity.first).xreplace({BAR.symbol: BOUND})
    assert sp.expand(left - expression_of(right)) == 0
    assert plain(argument.identity.first).startswith("F_B")


def test_a_weak_reason_is_none_for_a_strict_claim() -> None:
    _, (weak,) = argued(always((D - F) ** 2 >= 0, given=[D > F]))
    _, (strict,) = argued(always((D - F) ** 2 > 0, given=[D**2 >= 4 * F**2, D > F]))
    assert len(weak) == 1
    assert strict == ()


def test_a_condition_is_named_by_the_letter_that_it_bounds() -> None:
    _, proof = told(always(4 * F > D**2 + D, given=[F > BOUND]))
    assert "4*F - D - D^2 = 4*(F - F_B)" in proof
    assert "which is positive since F > F_B" in proof


def test_what_is_given_is_not_proved_again() -> None:
    _, proof = told(always(F > D, given=[F > D, D > 2]))
    assert "This is part of what is given." in proof


def test_what_contradicts_itself_is_told() -> None:
    _, proof = told(never(F > BOUND, D > 3, 4 * F < D**2))
    assert "is among what is given; but" in proof
    assert "since" in proof


def test_alternatives_are_told_case_by_case() -> None:
    _, proof = told(always(sp.Or(F >= 2, D >= F), given=[D > 2]))
    assert "Where F <= D: it is so; where F > D: F >= 2 since F > D and D > 2." in proof


def test_what_no_factor_shows_is_said_to_be_certified_or_decided() -> None:
    _, proof = told(always(D**4 - D**2 * F + F**2 > 0))
    assert "(claim 1). Computed." in proof


@pytest.fixture(scope="module")
def book() -> Book:
    derivation = load("burden_sharing").derivation
    style = style_of(derivation.theorems, derivation.equilibrium.game)
    contexts = (Context(one, style, (), f"{one.game.name}-" if place else "")
                for place, one in enumerate(derivation.all_equilibria))
    return Book(derivation, derivation.theorems, style, tuple(contexts))


def test_every_identity_holds_and_has_the_sign_that_is_told(book: Book) -> None:
    teller, random = book.teller(()), np.random.default_rng(4)
    columns = dict(book.derivation.setting.columns)
    for name in ("a", "m", "x", "y", "sigma"):
        columns[name] = random.exponential(0.5, len(columns["q"])) if name in "am" else random.random(len(columns["q"]))
    wrong, counted, signed = [], 0, 0
    for theorem in book.theorems:
        for part in theorem.parts:
            inside = [values(one.expression, columns) > 0 for one in part.claim.hypotheses if one.expression.free_symbols]
            rows = np.logical_and.reduce(inside) if inside else np.ones(len(columns["q"]), dtype=bool)
            for one in arguments(book, teller, part):
                if one.identity is None:
                    continue
                left, right = (values(teller.closed_form(side), columns)
                               for side in (one.identity.first, one.identity.steps[0][1]))
                known = np.isfinite(left) & np.isfinite(right)
                counted += 1
                is_equal = np.abs(left - right)[known] <= CLOSE * (1 + np.abs(left[known]) + np.abs(right[known]))
                if not known.any() or not is_equal.all():
                    wrong.append((part.claim.name, "identity"))
                sign = SIGNS.get(str(one.sign[0])) if one.sign else None
                if sign and not one.lead and rows.sum() >= FEWEST:
                    signed += 1
                    if not (sign * right[rows & known] > 0).all():
                        wrong.append((part.claim.name, str(one.sign[0])))
    assert wrong == []
    assert counted > 60
    assert signed > 40
