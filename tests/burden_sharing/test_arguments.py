"""What the printed proofs give as reasons is true in plain numbers: identities, their signs, and the cases."""

import numpy as np
import pytest

from symbolic_alliance import load
from symbolic_alliance.appendix.prose.arguments import arguments
from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.closed_form.arrays import values
from symbolic_alliance.typeset.meaning import expression_of

SIGNS = {"positive": 1, "not negative": 1, "negative": -1, "not positive": -1}
CLOSE, FEWEST = 1e-7, 5


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


def test_a_letter_stands_for_its_closed_form(book: Book) -> None:
    teller = book.teller(())
    letter = next(one for one in book.letters if one.quantity.name == "m_R")
    assert teller.closed_form(book.style.name(letter.quantity.symbol)) == letter.value
    assert expression_of(book.style.name(letter.quantity.symbol)) == letter.quantity.symbol
