"""What a theorem says comes back from a lock as it was, whatever fills its slots; and nothing else is read."""

import pytest
import sympy as sp

from symbolic_alliance.claims.theorems import Let, Stated, always, cutoff, fails, inside, proposition, sign_table, state
from symbolic_alliance.claims.theorems.formula import TRUE
from symbolic_alliance.claims.theorems.setting import Setting
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation
from symbolic_alliance.derivation.derive import restate
from symbolic_alliance.derivation.lock import read_derivation, write_lock
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import LockError
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.solver import solve
from tests.games import ENTRY, symbols

D, F, q_I = symbols("D F q_I")
ENTERED = solve(ENTRY)
CALM = ENTERED.regimes_with("monopoly")
LETTER = Quantity("F_E", r"\underline{F}", "the cost from which on entry is deterred")


@proposition("Everything", answers=(2, 3))
def everything(setting: Setting) -> Stated:
    """A theorem with each kind of thing in a slot."""
    bound = cutoff(setting, ENTERED, ENTERED.cutoffs[0].name)
    asserted, table = sign_table(setting, {(Quantity("s", "s", "a share"), F / D): TRUE}, (D, F))
    return state("{form}, {relation}, {both}, {bound}, {letter}, {short}, {output}.",
                 asserted, always(D > 0, given=[inside(*CALM)], by=[D + F > 0]), fails(F < D), table=table,
                 form=sp.sqrt(D) / 2, relation=F <= D, both=sp.Or(sp.And(F > 0, D > 0), F > D), bound=bound,
                 letter=Let(LETTER, bound), short=Let(Quantity("s", "s", "a share"), F / D),
                 output=Let(Quantity("q_I", "q_I", "the output"), CALM))


MODEL = Model(name="paper", game=ENTRY, theorems=(everything,))
STATED = restate(Derivation(MODEL, ENTERED))
LOCK = write_lock(STATED)


def test_a_statement_comes_back_as_it_was() -> None:
    again = read_derivation(LOCK, MODEL)
    assert again == STATED
    claim, = again.judged[THEOREMS]
    assert claim.statement is not None
    assert (claim.statement.heading, len(claim.statement.stated.slots)) == (everything.heading, 7)
    assert claim.sentence.startswith("sqrt(D)/2, F <= D, F - D > 0; or D > 0 and F > 0, ")
    assert "F_E = " in claim.sentence


def test_a_theorem_without_an_object_has_a_heading_alone() -> None:
    @proposition("Nothing")
    def nothing(setting: Setting) -> Stated:
        return state("It is {low}.", always(F > 0), low=cutoff(setting, ENTERED, "no_such").value)

    model = Model(name="paper", game=ENTRY, theorems=(nothing,))
    stated = restate(Derivation(model, ENTERED))
    assert read_derivation(write_lock(stated), model) == stated


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("slot form = sqrt(D)/2", "slot form", "'slot' is followed by a name, '=' and what it is, not by 'form'"),
    ("slot form = sqrt(D)/2", "slot form = D **", "found"),
    ("answers 2 3", "answers two", "'answers' is followed by the numbers of questions"),
    ("    assertion\n", "    assertion perhaps\n", "'assertion' is followed by nothing, or by 'fails'"),
    ("      then\n", "      step\n", "needs one line 'then' below it"),
    ("        positive D\n", "        negative D\n", "'negative' does not belong below"),
    ("        regime entry monopoly_1", "        regime entry monopoly_9", "no regime entry monopoly_9 stands in this lock"),
    ("        cell negative 0", "        cell falling 0", "'cell' is followed by one of positive, negative, zero, follows"),
    ("    table D F", "    table D", "'row' needs 1 lines 'cell' below it and has 2"),
    ("      formula\n", "      formula\n        positive D\n", "inequalities stand below a case"),
])
def test_a_malformed_statement_is_refused_with_its_line(old: str, new: str, complaint: str) -> None:
    assert old in LOCK
    with pytest.raises(LockError, match=r"^line [0-9]+: ") as refusal:
        read_derivation(LOCK.replace(old, new, 1), MODEL)
    assert complaint in str(refusal.value)
