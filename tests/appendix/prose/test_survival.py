"""The appendix of a variant says which theorems survive in it, and where the others break."""

from dataclasses import replace

import pytest

from symbolic_alliance import solve
from symbolic_alliance.appendix.prose.document import Table
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.appendix.prose.survival import outcome
from symbolic_alliance.claims.theorems import Setting, Stated, always, inside, proposition, state
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.proof.claim import Rank, Verdict
from symbolic_alliance.typeset.style import Style
from tests.games import ENTRY, symbols
from tests.rendered import spelled

D, F = symbols("D F")


@proposition("A true one")
def true(_: Setting) -> Stated:
    return state("Entry costs {cost}.", always(F > 0), cost=F)


@proposition("A false one")
def false(_: Setting) -> Stated:
    return state("Entry is cheap.", always(F < D))


@proposition("One about a war")
def of_war(paper: Setting) -> Stated:
    return state("It is won.", always(F < D, given=[inside(*paper["entry"].regimes_with("war"))]))


@proposition("One about nothing")
def of_nothing(_: Setting) -> Stated:
    return state("It is won.")


@pytest.fixture(scope="module")
def variant() -> Derivation:
    model = Model(name="costly_entry", game=ENTRY, theorems=(true, false, of_war, of_nothing), variant_of="free_entry")
    return judge_derivation(Derivation(model, solve(ENTRY)))


def sections(derivation: Derivation) -> dict[str, tuple[object, ...]]:
    made = appendix(derivation, Style.of(ENTRY))
    return {section.title: section.blocks for section in made.sections}


def test_each_theorem_has_a_line_with_what_becomes_of_it(variant: Derivation) -> None:
    intro, table = sections(variant)["What survives"]
    assert isinstance(table, Table)
    assert "This model varies another one, free entry." in spelled(intro.parts)
    told = [[spelled(cell) for cell in row[1:]] for row in table.rows]
    point = variant.claims["false"].point
    assert point["F"] >= point["D"]
    assert told == [
        ["survives", "decided"], ["breaks", f"at D = {point['D']} and F = {point['F']} this is false: F < D (claim 1)."],
        ["has no object", "no regime of entry ends in war; they end in entry, monopoly"],
        ["has no object", "it asserts nothing here"]]
    assert variant.is_complete


def test_a_derivation_that_varies_none_has_no_such_table(variant: Derivation) -> None:
    plain = replace(variant, model=replace(variant.model, variant_of=""))
    assert "What survives" not in sections(plain)
    assert not plain.is_complete


def test_what_is_undecided_is_told_so() -> None:
    assert outcome(JudgedClaim("it", Rank.LEMMA, "", "", (), Verdict.UNDECIDED, tried="z3, 10 s: no answer")) == "not decided"
