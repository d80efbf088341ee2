"""The argument for a claim: an identity that is true, a sign that follows, and words that say from what."""

import sympy as sp

from symbolic_alliance import solve
from symbolic_alliance.appendix.prose.arguments import Argument, arguments
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.claims.theorems import Let, Setting, Stated, always, never, proposition, state
from symbolic_alliance.claims.theorems.language import Assertion
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
    assert "would have to hold" in proof
    assert "since" in proof


def test_alternatives_are_told_case_by_case() -> None:
    _, proof = told(always(sp.Or(F >= 2, D >= F), given=[D > 2]))
    assert "Where F <= D: it is so; where F > D: F >= 2 since F > D and D > 2." in proof


def test_what_no_factor_shows_is_said_to_be_certified_or_decided() -> None:
    _, proof = told(always(D**4 - D**2 * F + F**2 > 0))
    assert "This is not seen from factors; a solver has decided it." in proof
