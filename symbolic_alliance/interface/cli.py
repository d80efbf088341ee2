"""The command line: ``symbolic-alliance COMMAND [NAME ...]``.

Exit status: 0 where all is well; 1 where the answer is bad news (a claim that is not proved, a result that changed, a region
left unsolved); 2 where the request or the model is wrong, with one sentence that names the culprit.  Reports go to standard
output, progress and complaints to standard error.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from symbolic_alliance import __version__
from symbolic_alliance.derivation.formats import DiffFormat, Format, Notation
from symbolic_alliance.errors import BAD_NEWS, WELL, WRONG, RequestError, UserError
from symbolic_alliance.interface.running import load, one_by_one, print_json, print_report, progress_on, project_in

if TYPE_CHECKING:  # at run time each command imports what it needs, so that none waits for the others
    from symbolic_alliance.derivation.bundle import Derivation

_Arguments = ParamSpec("_Arguments")

app = typer.Typer(
    name="symbolic-alliance", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    rich_markup_mode=None)

Folder = Annotated[Path | None, typer.Option(
    "--project", metavar="DIR", help="The folder that has derivations/; else the nearest one upwards, else the example.")]
Output = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that gets one folder a derivation.")]
Written = Annotated[Format, typer.Option("--format", help="How the report is written.")]
DerivationName = Annotated[str, typer.Argument(help="The name of a derivation.")]
Names = Annotated[list[str] | None, typer.Argument(help="Names of derivations; all of them where none is given.")]


def main() -> None:
    """Run the command line."""
    app()


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"symbolic_alliance {__version__}")
        raise typer.Exit


@app.callback()
def options(version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which it is.")
                               ] = False) -> None:
    """From a parametric game to its equilibrium in closed form, its proofs and its LaTeX appendix."""


def _command(function: Callable[_Arguments, int]) -> Callable[_Arguments, None]:
    """Register a command that returns its exit status; what a user can cause is told in one sentence."""
    @wraps(function)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> None:
        try:
            status = function(*arguments, **options)
        except UserError as error:
            typer.echo(f"symbolic-alliance: {error}", err=True)
            status = WRONG
        raise typer.Exit(status)

    app.command(function.__name__.rstrip("_"))(run)
    return run


@_command
def list_(project: Folder = None, format: Written = Format.TEXT) -> int:
    """Say which derivations there are, and how they stand."""
    from symbolic_alliance.derivation.check import standing, standings_text

    found = project_in(project)
    own, published = ([standing(found, name) for name in names] for names in (found.names, found.catalogue))
    every = {one["name"]: one for one in (*own, *published)}
    print_report(format, lambda: every,
                 lambda: standings_text(own, published) or f"no derivation in {found.root / 'derivations'}")
    return WRONG if any(one["broken"] for one in every.values()) else WELL


@_command
def build(names: Names = None, out: Output = Path("build"), project: Folder = None,
          full: Annotated[bool, typer.Option("--full", help="Solve and judge again, even with a current lock.")] = False,
          page: Annotated[str, typer.Option("--style", metavar="NAME", help="The page: article, two-column, elsevier, "
                                            "american, or one of the project's own.")] = "article") -> int:
    """Write the appendix as LaTeX and HTML, with TeX as PDF, macros, a fragment a result; solve where no lock is current."""
    from symbolic_alliance.interface.build import build_all

    found, worst = project_in(project), WELL
    for built in build_all(found, names or found.names, out, full, page=page):
        if built.said:
            typer.echo(built.said)
        if built.complaint:
            typer.echo(built.complaint, err=True)
        worst = max(worst, built.status)
    return worst


@_command
def show(name: DerivationName,
         result: Annotated[str | None, typer.Argument(help="A regime, cutoff, node or claim; or a pattern: 'k_*'.")] = None,
         only: Annotated[list[str] | None, typer.Option(metavar="WORD", help="List a kind, a verdict or a grade.")] = None,
         ledger: Annotated[bool, typer.Option("--ledger", help="Of a claim: which assumptions it needs.")] = False,
         graph: Annotated[bool, typer.Option("--graph", help="Which theorem uses which.")] = False,
         project: Folder = None,
         format: Annotated[Notation, typer.Option(help="How the result is written.")] = Notation.TEXT) -> int:
    """Show one result: its statement, what it assumes, how it is settled; without RESULT, list what there is."""
    from symbolic_alliance.interface.listing import is_pattern, listing, listing_text, listing_values
    from symbolic_alliance.interface.show import find, graph_text, graph_values, result_text, result_values

    derivation = load(project, name)
    if ledger:
        _show_ledger(project, derivation, result, format)
    elif graph:
        print_report(format, lambda: graph_values(derivation), lambda: graph_text(derivation))
    elif only or result is None or is_pattern(result, derivation):
        listed = listing(derivation, result or "*", only or ())
        print_report(format, lambda: listing_values(listed), lambda: listing_text(listed))
    else:
        found = find(derivation, result)
        print_report(format, lambda: result_values(found), lambda: result_text(found, in_latex=format is Notation.LATEX))
    return WELL


def _show_ledger(project: Path | None, derivation: "Derivation", result: str | None, format: Notation) -> None:
    from symbolic_alliance.derivation.project import read_deposited
    from symbolic_alliance.interface.show import find, ledger_of, ledger_text, ledger_values

    if result is None or format is Notation.LATEX:
        raise RequestError("--ledger needs the name of a claim, and is written as text or as JSON")
    with progress_on(derivation.name) as tell:
        kept = ledger_of(derivation, find(derivation, result), read_deposited(project_in(project), derivation.name), tell)
    print_report(format, lambda: ledger_values(kept), lambda: ledger_text(kept))


@_command
def evaluate(
        name: DerivationName,
        at: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="An exact number: 1/2, 0.1, 2e-3.")] = None,
        edges: Annotated[bool, typer.Option("--edges", help="Add how far each parameter is from its edge.")] = False,
        deviations: Annotated[bool, typer.Option("--deviations", help="Add what each mover on the path loses by leaving it.")
                              ] = False,
        project: Folder = None, format: Written = Format.TEXT) -> int:
    """At exact numbers: the regime, the path, payoffs and cutoffs, with and without the benchmark."""
    from symbolic_alliance.explore.atlas import Atlases
    from symbolic_alliance.explore.report import report
    from symbolic_alliance.interface.assignments import read_point

    point = read_point(at or [])
    derivation = load(project, name, lambda model: model.game.parameters.require(point))
    found = report(Atlases(derivation), point)
    print_report(format, lambda: found.to_json(edges, deviations), lambda: "\n\n".join(
        map(repr, (found, *([found.edges()] if edges else []), *([found.deviations()] if deviations else [])))))
    return WELL if found.is_known else BAD_NEWS


@_command
def plot(
        name: DerivationName,
        x: Annotated[str, typer.Option("--x", metavar="NAME[=LOW:HIGH]", help="The parameter across, perhaps its range.")],
        y: Annotated[str, typer.Option("--y", metavar="NAME[=LOW:HIGH]", help="A parameter for a map; else a choice, a "
                                       "player's payoff or a cutoff for a line.")],
        at: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="The other parameters, exactly.")] = None,
        out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="A .png, .svg, .pdf or .pgf.")] = None,
        project: Folder = None) -> int:
    """Draw the regime map of two parameters, or a quantity along one."""
    from symbolic_alliance.explore.atlas import Atlases
    from symbolic_alliance.explore.plot import plot as draw, read_axis
    from symbolic_alliance.explore.plot.axes import refuse
    from symbolic_alliance.explore.plot.drawing import require_matplotlib, require_output
    from symbolic_alliance.interface.assignments import read_point

    require_matplotlib()
    across, upwards, point = read_axis(x), read_axis(y), read_point(at or [])
    file = out or Path(f"{name}_{across[0]}_{upwards[0]}.pdf")
    require_output(file)
    derivation = load(project, name, lambda model: refuse(model, point, (across[0], upwards[0])))
    typer.echo(draw(Atlases(derivation), across[0], upwards[0], point, across[1], upwards[1]).save(file))
    return WELL


@_command
def update(name: DerivationName, project: Folder = None,
           certify: Annotated[bool, typer.Option(help="Search certificates, which takes minutes.")] = True) -> int:
    """Derive again, search certificates, and write both and the lock; nothing else writes them."""
    from symbolic_alliance.derivation.check import tally, unsolved_lines
    from symbolic_alliance.derivation.update import update as update_lock
    from symbolic_alliance.explore.second_opinion import contradictions

    with progress_on(name) as tell:
        lock, derivation = update_lock(project_in(project), name, tell, certify)
        walked = contradictions(derivation, tell)
    typer.echo("\n".join((f"{lock}: {tally(derivation)}", *unsolved_lines(derivation), *walked)))
    return WELL if derivation.is_complete and not walked else BAD_NEWS


@_command
def check(names: Names = None, project: Folder = None, format: Written = Format.TEXT,
          full: Annotated[bool, typer.Option("--full", help="Solve again, even with a current lock.")] = False,
          cache: Annotated[bool, typer.Option(help="Believe a good check of the very same files.")] = True,
          tex: Annotated[Path | None, typer.Option(metavar="FILE", help="Compare the formulas of this file instead.")] = None
          ) -> int:
    """Judge every claim again, replay the certificates, and compare with the lock."""
    if tex is not None:
        return _check_tex(names or [], tex, project, format)
    from symbolic_alliance.derivation.check import check_json, check_text
    from symbolic_alliance.explore.second_opinion import check_twice

    found, every = project_in(project), []

    def one(name: str) -> int:
        with progress_on(name) as tell:
            every.append(check_twice(found, name, tell, full, cache))
        return WELL if every[-1][0].is_good and not every[-1][1] else BAD_NEWS

    status = one_by_one(names or found.names, one)
    if not every and format is Format.TEXT:
        return status
    print_report(format, lambda: {one.derivation.name: {**check_json(one), "contradictions": list(more)}
                                  for one, more in every},
                 lambda: "\n".join(line for one, more in every for line in (check_text(one), *more)))
    return status


@_command
def export(name: DerivationName,
           coq: Annotated[Path, typer.Option("--coq", metavar="DIR", help="The folder for the files, and nothing else.")],
           project: Folder = None) -> int:
    """Write the certified claims as theorems that Coq checks alone, and how: DIR/README.md."""
    from symbolic_alliance.export.coq import export as write

    typer.echo(write(project_in(project), name, coq))
    return WELL


def _check_tex(names: list[str], file: Path, project: Path | None, format: Format) -> int:
    from symbolic_alliance.interface.audited import audit_file, audit_json, audit_text

    if len(names) != 1:
        raise RequestError("--tex needs the name of one derivation, as in 'check burden_sharing --tex FILE'")
    with progress_on(names[0]) as tell:
        found = audit_file(project_in(project), names[0], file, tell)
    print_report(format, lambda: audit_json(file, found), lambda: audit_text(file, found))
    return WELL if found.is_good else BAD_NEWS


@_command
def new(name: Annotated[str, typer.Argument(help="The name of the derivation to start.")], project: Folder = None,
        start: Annotated[str, typer.Option("--from", metavar="KEY", help="A published model, such as fearon1995.")] = ""
        ) -> int:
    """Write a derivation to start from, which builds as it stands."""
    from symbolic_alliance.interface.new import home, new as begin

    path = begin(home(project), name, start)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    typer.echo(f"{shown}: edit it, then 'symbolic-alliance build {name}'")
    return WELL


@_command
def diff(name: Annotated[str, typer.Argument(help="The name of a derivation; none with --explain.")] = "",
         against: Annotated[str | None, typer.Option(metavar="REV-or-FILE", help="A lock, or a revision of it.")
                            ] = None,
         impact: Annotated[bool, typer.Option(help="Judge the claims again where results have changed.")] = True,
         project: Folder = None,
         also: Annotated[list[str] | None, typer.Option(metavar="FORMAT=FILE", help="Keep it in a file, too.")] = None,
         explain: Annotated[str, typer.Option(metavar="ID", help="Say what a status means, such as weaker.")] = "",
         format: Annotated[DiffFormat, typer.Option(help="How the comparison is written.")] = DiffFormat.TEXT) -> int:
    """Compare by meaning with what was locked: every result, a point where it differs, what became of the claims."""
    from symbolic_alliance.derivation.diff import Origin, diff as compare, report
    from symbolic_alliance.derivation.diff.explain import explain as page, is_accepted
    from symbolic_alliance.derivation.diff.reports import read_also, write_report
    from symbolic_alliance.derivation.project import read_model

    if explain:
        typer.echo(page(explain))
        return WELL
    if not name:
        raise RequestError("diff needs the name of a derivation, such as 'symbolic-alliance diff burden_sharing'")
    found = project_in(project)
    model, files = read_model(found, name), list(map(read_also, also or ()))
    origin = Origin.of(found, model)
    with progress_on(name) as tell:
        compared = compare(found, model, against, tell, impact)
    typer.echo(report(compared, format, origin))
    for wanted in files:
        write_report(compared, wanted, origin)
    return WELL if is_accepted(compared, origin.accepted) else BAD_NEWS


@_command
def prove(files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Problems in SMT-LIB, logic QF_NRA.")],
          seconds: Annotated[float, typer.Option(min=0.1, help="The bound for each answer.")] = 10.0,
          format: Written = Format.TEXT) -> int:
    """Answer each check-sat: sat with a point, unsat with a certificate where one is found, or unknown."""
    from symbolic_alliance.proof.smtlib import prove_file

    answers: list[dict[str, Any]] = []
    for file in files:
        for answer in prove_file(file, seconds):
            point = {name: str(value).lower() for name, value in (answer.point or {}).items()}
            answers.append({"file": str(file), "status": answer.status, "grade": answer.grade, "point": point,
                            "seconds": round(answer.seconds, 3)})
            if format is Format.TEXT:
                values = ", ".join(f"{name} = {value}" for name, value in point.items())
                typer.echo(f"{file}  {answer.status:7}  {answer.grade:9}  {values}".rstrip())
    if format is Format.JSON:
        print_json(answers)
    return BAD_NEWS if any(answer["status"] == "unknown" for answer in answers) else WELL
