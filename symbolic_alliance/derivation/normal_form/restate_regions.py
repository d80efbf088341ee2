"""Restate the regions of a derivation in normal form, and settle that each form is the region.

In:  a derivation whose theorems have been judged, and the proofs that are known.
Out: its forms by game, and the results of their claims.  A region whose form is not proved is printed as it was solved.
Method, game by game, those with the choices that others are compared with first:
1. literals are enumerated from the derivation (`vocabulary`), and points put half of them beside their edges (`edge_points`);
2. the cheapest clauses that no point contradicts are a form (`form_search`, `shortest`);
3. its claims are settled, by a known proof or by the prover, as they stand or step by step; a point that refutes one joins
   the others, and a form is looked for again.  Certificates are searched with those of all other claims.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import sympy as sp

from symbolic_alliance.claims.region_form import AtLeast, CaseSlacks, FormNames, Letter, Membership, RegionForm, form_claims
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.normal_form.edge_points import bank
from symbolic_alliance.derivation.normal_form.form_search import FormSearch
from symbolic_alliance.derivation.normal_form.reduced import Reduction
from symbolic_alliance.derivation.normal_form.told import ToldForm, tell_form
from symbolic_alliance.derivation.normal_form.vocabulary import Restated, names_of, vocabulary
from symbolic_alliance.errors import Progress
from symbolic_alliance.game.equilibrium import Equilibrium, Regime
from symbolic_alliance.game.tree import Game
from symbolic_alliance.proof.certify import Theorems, certify_claim
from symbolic_alliance.proof.claim import Claim, Result, Verdict
from symbolic_alliance.proof.prover import prove
from symbolic_alliance.typeset.style import Style

POINTS, ROUNDS = 20_000, 8
HASTE, SECONDS = 6.0, 40.0  # for a claim of a form as it stands, and of one that is shown step by step

RegionForms = Mapping[str, tuple[RegionForm, ...]]
FormResults = Mapping[str, tuple[Result, ...]]


def restate_regions(derivation: Derivation, known: Theorems, progress: Progress = lambda text: None
                    ) -> tuple[RegionForms, FormResults]:
    """Find forms of the regions of every game of a derivation, each with the results that prove it, by game."""
    forms: dict[str, tuple[RegionForm, ...]] = {}
    results: dict[str, tuple[Result, ...]] = {}
    settler = _Settler(known)
    for solved in _in_order(derivation):
        progress(f"normal forms of {solved.game.name}")
        found = tuple(_restate(derivation, solved, names_of(derivation, _restated(derivation, forms)), settler))
        forms[solved.game.name] = tuple(form for form, _ in found)
        results[solved.game.name] = tuple(result for _, several in found for result in several)
    return forms, results


def judge_forms(derivation: Derivation, known: Theorems) -> FormResults:
    """Settle the claims of the forms that a derivation has."""
    settler = _Settler(known)
    return {solved.game.name: tuple(
        settler.settle(claim) for form in derivation.forms.get(solved.game.name, ())
        for claim in form_claims(solved.game, solved.regime(form.regime), form, names_for(derivation, solved.game.name)))
        for solved in derivation.all_equilibria}


def speak_of_the_same(one: Derivation, other: Derivation) -> bool:
    """Whether the letters and the regimes of which two derivations' forms speak stand for the same in both."""
    return all(_used(one, game) == _used(other, game) for game in (solved.game.name for solved in one.all_equilibria))


def _used(derivation: Derivation, game: str) -> dict[str, Letter | None]:
    """The letters that the forms of a game speak of; None for what is no letter, as a parameter is none."""
    names = names_for(derivation, game)
    symbols = {symbol for form in derivation.forms.get(game, ()) for symbol in form.symbols}
    return {symbol.name: names.letters.get(symbol) for symbol in sorted(symbols, key=str)}


def told_forms(derivation: Derivation, game: Game, style: Style) -> dict[str, ToldForm]:
    """The regions of a game in normal form as relations, by the names of their regimes."""
    names, wanted = names_for(derivation, game.name), [sp.Symbol(name, real=True) for name in game.cutoff_parameters]
    return {form.regime: tell_form(form, names, style, wanted) for form in derivation.forms.get(game.name, ())}


def names_for(derivation: Derivation, game: str) -> FormNames:
    """What the forms of a game of a derivation may speak of."""
    before = [one.game.name for one in _in_order(derivation)]
    return names_of(derivation, _restated(derivation, {name: derivation.forms.get(name, ())
                                                       for name in before[:before.index(game)]}))


def _in_order(derivation: Derivation) -> tuple[Equilibrium, ...]:
    """The benchmark, the companions, and last the game, whose regimes theirs are compared with."""
    return (*derivation.all_equilibria[1:], derivation.equilibrium)


def _restated(derivation: Derivation, forms: RegionForms) -> Restated:
    """The regions of the games that have forms, restated where they are; a later game's forms speak of an earlier one's."""
    found: dict[str, Mapping[str, tuple[CaseSlacks, ...]]] = {}
    for solved in _in_order(derivation):
        name = solved.game.name
        if name in forms:
            names = names_of(derivation, found)
            told = {form.regime: form.region(names).cases for form in forms[name]}
            found[name] = {regime.name: told.get(regime.name, regime.region.cases) for regime in solved.regimes}
    return found


def _restate(derivation: Derivation, solved: Equilibrium, names: FormNames, settler: "_Settler"
             ) -> Iterator[tuple[RegionForm, tuple[Result, ...]]]:
    words, game = vocabulary(derivation, solved, names), solved.game
    edges = dict.fromkeys(case[-1] for one in words if not isinstance(one.literal, Membership)
                          for case in one.literal.cases(names))
    reduction = Reduction(solved)
    looking = FormSearch(words, names, bank(game.parameters, game.cutoff_parameters, tuple(edges), POINTS))
    for regime in solved.regimes:
        found = _proved_form(solved, regime, looking, names, settler, reduction)
        if found is not None:
            yield found


def _proved_form(solved: Equilibrium, regime: Regime, looking: FormSearch, names: FormNames, settler: "_Settler",
                 reduction: Reduction) -> tuple[RegionForm, tuple[Result, ...]] | None:
    """The first form that is proved, while points that refute others teach better ones; None where there is none.

    Of two forms the one that cites regimes of other games is tried second.
    """
    for cites in (False, True):
        for _ in range(ROUNDS):
            form = looking.find(regime, cites)
            if form is None:
                return None
            attempts = ((way, settler.until_stuck(form_claims(solved.game, regime, way, names), seconds))
                        for way, seconds in zip(_ways(form, names, reduction), (HASTE, SECONDS), strict=True))
            way, results = next(((way, results) for way, results in attempts
                                 if results[-1].verdict is not Verdict.UNDECIDED), (form, []))
            if not results:
                break
            if results[-1].verdict is Verdict.PROVED:
                return way, tuple(results)
            looking.add(results[-1].point or {})
    return None


def _ways(form: RegionForm, names: FormNames, reduction: Reduction) -> tuple[RegionForm, ...]:
    """How a form may be proved: as it stands, or step by step."""
    slacks = [case[-1] for clause in form.clauses for one in clause if isinstance(one, AtLeast)
              for case in one.cases(names)]
    stepwise = replace(form, by_case=True, steps=tuple(reduction.of(slacks)))
    return form, stepwise


class _Settler:
    """Settles claims, the same one once: two games may have a region in common."""

    def __init__(self, known: Theorems) -> None:
        self._known, self._results = dict(known), dict[Claim, tuple[Result, float]]()

    def settle(self, claim: Claim, seconds: float = SECONDS) -> Result:
        """The result of a claim.  A case of a form need not arise: then nothing is claimed of it."""
        key = replace(claim, name="", about="", text="")
        known, patience = self._results.get(key, (None, 0.0))
        if known is None or (known.verdict is Verdict.UNDECIDED and patience < seconds):
            known = certify_claim(claim, self._known) or prove(claim, seconds, needs_witness=False, thoroughly=False)
            self._results[key] = known, seconds
        return replace(known, claim=claim)

    def until_stuck(self, claims: Sequence[Claim], seconds: float) -> list[Result]:
        """The results of claims up to the first that is not proved."""
        results: list[Result] = []
        for claim in claims:
            results.append(self.settle(claim, seconds))
            if results[-1].verdict is not Verdict.PROVED:
                break
        return results
