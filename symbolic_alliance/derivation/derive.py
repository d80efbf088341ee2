"""From a model to everything that follows from it: solve its games, judge the solutions, prove the theorems.

In:  a project, a model in it, and a function that is told each step.
Out: a `Derivation`, first with its equilibria, then with its claims.  Solving is search and needs no trust; the claims are
     generated from the tree, independently of how the solution was found.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from symbolic_alliance.claims.cutoff_conditions import with_conditions
from symbolic_alliance.claims.obligations import verify
from symbolic_alliance.claims.theorems import (
    JudgedTheorem,
    certify_theorem,
    claims_to_certify,
    judge,
    state_theorems,
    theorems_of,
)
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.derivation.lock import StaleLockError
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.normal_form import judge_forms, restate_regions, speak_of_the_same
from symbolic_alliance.derivation.project import Project, read_deposited, read_locked
from symbolic_alliance.derivation.statement import PaperStatement
from symbolic_alliance.errors import ModelError, Progress
from symbolic_alliance.game.equilibrium import Equilibrium
from symbolic_alliance.proof.certify import Theorems, certify_claim, certify_results, search
from symbolic_alliance.proof.claim import Claim, ClaimKind, Result, Verdict
from symbolic_alliance.solver import solve

NO_THEOREMS: Theorems = MappingProxyType({})


def derive(project: Project, model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve a model and judge all that is claimed of it; an error in it names the file that declares it."""
    known = read_deposited(project, model.name)
    return with_forms(judge_derivation(solve_whole(project, model, progress), progress, known), progress, known)


def solve_whole(project: Project, model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve the games of a model, and tell where each case of a cutoff counts, which takes longer."""
    solved = solve_model(project, model, progress)
    return Derivation.of(model, [
        with_conditions(one, partial(_tell, progress, f"cutoffs of {one.game.name}")) for one in solved.all_equilibria])


def open_derivation(project: Project, model: Model, progress: Progress = lambda text: None,
                    warn: Progress | None = None) -> Derivation:
    """Return a model's derivation from its lock, or, where that is missing or void, by solving, which is told to ``warn``.

    So is, for whoever gives it, that theorems have been edited since: the verdicts and letters are then as they were locked.
    """
    try:
        found = read_locked(project, model)
        reason = f"{model.name} has no lock"
    except StaleLockError:
        found, reason = None, f"the lock of {model.name} is older than its model"
    if found is None:
        (warn or progress)(f"{reason}, so it is solved again; 'symbolic-alliance update {model.name}' writes a new one")
        return solve_model(project, model, progress)
    progress("read from its lock")
    if warn is not None and (edited := edited_theorems(found)):
        warn(f"since {model.name} was locked, {edited} changed: verdicts and letters are as locked; "
             f"'symbolic-alliance update {model.name}' writes new ones")
    return found


def edited_theorems(derivation: Derivation) -> str:
    """Which theorems say something else than the lock, in words; nothing where the derivation's files are as they were.

    Raises `UserError` where a theorem cannot be stated.
    """
    if derivation.edition in ("", derivation.model.edition):
        return ""
    locked = {claim.name: claim.statement for claim in derivation.judged.get(THEOREMS, ())}
    stated = {one.name: PaperStatement.of(one)
              for one in state_theorems(theorems_of(derivation.model.theorems), derivation.setting)}
    names = [name for name in dict.fromkeys((*stated, *locked)) if stated.get(name) != locked.get(name)]
    return f"the theorem{'s' * (len(names) > 1)} {', '.join(names)}" if names else ""


def solve_model(project: Project, model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve the games of a model; an error in it names the file that declares it."""
    try:
        return solve_games(model, progress)
    except ModelError as error:
        raise ModelError(f"{project.spell(project.source(model.name))}: {error}") from error


def solve_games(model: Model, progress: Progress = lambda text: None) -> Derivation:
    """Solve the games of a model; raises `ModelError` as `solve` does."""
    return Derivation.of(model, [solve(game, partial(_tell, progress, f"solve {game.name}")) for game in model.games])


def judge_derivation(derivation: Derivation, progress: Progress = lambda text: None, known: Theorems = NO_THEOREMS
                     ) -> Derivation:
    """Judge every obligation and every theorem of a derivation, certified where a proof is known."""
    results = {equilibrium.game.name: _judge_game(equilibrium, progress, known) for equilibrium in derivation.all_equilibria}
    theorems = []
    _refuse_taken(derivation.model, [one.claim.name for one in results[derivation.equilibrium.game.name]])
    for theorem in state_theorems(theorems_of(derivation.model.theorems), derivation.setting, progress):
        progress(f"prove {theorem.name}")
        theorems.append(judge(theorem, known))
    judged = _keep(derivation, results, tuple(theorems))
    return _with_results(judged, judge_forms(judged, known)) if derivation.forms else judged


def with_forms(derivation: Derivation, progress: Progress = lambda text: None, known: Theorems = NO_THEOREMS) -> Derivation:
    """A derivation that has just been judged, with its regions in normal form as far as forms are found and proved."""
    forms, results = restate_regions(derivation, known, progress)
    return _with_results(replace(derivation, forms={name: several for name, several in forms.items() if several}), results)


def _with_results(derivation: Derivation, results: Mapping[str, tuple[Result, ...]]) -> Derivation:
    """The derivation with further results of its games."""
    games = {one.game.name: one.game for one in derivation.all_equilibria}
    more = {name: tuple(JudgedClaim.of(one, games[name]) for one in several) for name, several in results.items() if several}
    named = {**dict.fromkeys(games, ()), **derivation.judged}
    return replace(derivation, judged={name: (*several, *more.get(name, ())) for name, several in named.items()
                                       if several or name in more})


def restate(derivation: Derivation, progress: Progress = lambda text: None,
            known: Callable[[], Theorems] = lambda: NO_THEOREMS) -> Derivation:
    """The derivation with its theorems as the model states them now; one that is locked as it is stated keeps its verdict.

    Any other is judged anew where the derivation has been judged, with the proofs that are ``known``, which are asked for
    then alone; and undecided where it has not.
    """
    locked = {claim.name: claim for claim in derivation.judged.get(THEOREMS, ())}
    claims = []
    _refuse_taken(derivation.model, [claim.name for claim in derivation.judged.get(derivation.equilibrium.game.name, ())])
    stated = tuple(state_theorems(theorems_of(derivation.model.theorems), derivation.setting, progress))
    for theorem in stated:
        statement, claim = PaperStatement.of(theorem), locked.get(theorem.name)
        if claim is None or claim.statement != statement:
            progress(f"prove {theorem.name}")
            result = judge(theorem, known()).result if derivation.judged else Result(
                Claim(theorem.name, theorem.heading.rank, statement.stated.text, (), ()), Verdict.UNDECIDED)
            claim = JudgedClaim.of(result, derivation.model.game, statement)
        claims.append(claim)
    judged = {name: several for name, several in derivation.judged.items() if name != THEOREMS}
    found = replace(derivation, judged={**judged, THEOREMS: tuple(claims)} if claims else judged, stated=stated)
    return found if speak_of_the_same(derivation, found) else _without_forms(found)


def _without_forms(derivation: Derivation) -> Derivation:
    """The derivation without its regions in normal form: they speak of letters that stand for something else now."""
    judged = {name: tuple(claim for claim in several if claim.kind is not ClaimKind.NORMAL_FORM)
              for name, several in derivation.judged.items()}
    return replace(derivation, forms={}, judged=judged)


def certify_derivation(derivation: Derivation, known: Theorems, progress: Progress = lambda text: None) -> Derivation:
    """Search a certificate for every claim that is proved without one; what is known already is not searched again.

    The derivation has just been judged.
    """
    results = {name: tuple(claim.result for claim in claims if claim.result is not None)
               for name, claims in derivation.judged.items() if name != THEOREMS}
    found = search([*(one for several in results.values() for one in several),
                    *(one for theorem in derivation.judged_theorems for one in claims_to_certify(theorem))], known, progress)
    return _keep(derivation, {name: certify_results(several, found) for name, several in results.items()},
                 tuple(certify_theorem(theorem, found) for theorem in derivation.judged_theorems))


def _refuse_taken(model: Model, taken: Iterable[str]) -> None:
    """Raise `ModelError` for a theorem that is named as a claim about the game is, or as the lock's own test."""
    for theorem in theorems_of(model.theorems):
        if theorem.name in (*taken, "lock"):
            raise ModelError(f"the name of the theorem {theorem.name} is taken by a claim about the game, or by the test of "
                             "the lock: give it another")


def _keep(derivation: Derivation, results: Mapping[str, tuple[Result, ...]], theorems: tuple[JudgedTheorem, ...]
          ) -> Derivation:
    judged = {equilibrium.game.name: tuple(JudgedClaim.of(result, equilibrium.game)
                                           for result in results.get(equilibrium.game.name, ()))
              for equilibrium in derivation.all_equilibria}
    judged[THEOREMS] = tuple(JudgedClaim.of(one.result, derivation.model.game, PaperStatement.of(one.theorem))
                             for one in theorems)
    return replace(derivation, judged={name: several for name, several in judged.items() if several},
                   judged_theorems=theorems)


def _tell(progress: Progress, what: str, text: str) -> None:
    progress(f"{what}: {text}")


def _judge_game(equilibrium: Equilibrium, progress: Progress, known: Theorems) -> tuple[Result, ...]:
    """Settle the obligations of a game; none where it was not solved to its end, since then there is no strategy."""
    game = equilibrium.game
    if not equilibrium.is_planned:
        return ()
    return verify(game, equilibrium.strategy, partial(_tell, progress, f"verify {game.name}"),
                  lambda claim: certify_claim(claim, known) if known else None)
