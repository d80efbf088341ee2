"""Derivations as tests: in a paper's repository ``pytest`` settles every claim, each a test with its name.

In:  a folder ``derivations/`` below the folder that pytest runs in, and ``symbolic_alliance = true`` in pytest's
     configuration, or the flag ``--derivations``; without one of them this plugin does nothing.
Out: for each derivation, one test a claim, ``derivations/NAME.py::CLAIM``, and one named ``lock``, which fails where the
     committed results are missing or no longer those of the model, or the walk disagrees.  ``--update-locks`` accepts what
     is derived now: it calls the same function as the command ``update``.
Method: names are read from a current lock and from the model's theorems, so that collecting takes no time; the derivation is
judged when its first test runs, once, as ``symbolic-alliance check`` does it, so that a good check of the very same files is
believed, unless pytest is told ``--cache-clear``.  Of several workers of pytest-xdist the first one judges, for all of them.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from symbolic_alliance.errors import UserError

if TYPE_CHECKING:  # nothing of ours is loaded where the plugin is off
    from symbolic_alliance.derivation.check import Check
    from symbolic_alliance.derivation.project import Project

Complaints: TypeAlias = Mapping[str, str]  # of each test what is wrong, or nothing

SWITCH, LOCK = "symbolic_alliance", "lock"
WRITTEN = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch, as a flag and as a setting, and the flag that accepts what is derived."""
    group = parser.getgroup(SWITCH, "derivations (symbolic_alliance)")
    group.addoption("--derivations", action="store_true", help="collect the claims of derivations/ as tests")
    group.addoption("--update-locks", action="store_true",
                    help="write the locks of the collected derivations, as 'symbolic-alliance update' does, then test")
    parser.addini(SWITCH, "collect the claims of derivations/ as tests", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Where the paths come from ``testpaths``, add ``derivations/`` to them."""
    config.stash[WRITTEN] = []
    if config.option.update_locks and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--update-locks writes files: run it in one process, without -n")
    folder = config.rootpath / "derivations"
    if is_on(config) and config.args_source is pytest.Config.ArgsSource.TESTPATHS and folder.is_dir():
        config.args.append(str(folder))


def is_on(config: pytest.Config) -> bool:
    """Whether the user asked for derivations."""
    return bool(config.option.derivations or config.option.update_locks or config.getini(SWITCH))


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A derivation's folder is no package of tests: pytest need not import it."""
    if is_on(parent.config) and path.parent.name == "derivations":
        folder: pytest.Dir = pytest.Dir.from_parent(parent, path=path)
        return folder
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "DerivationFile | None":
    """Collect ``derivations/NAME.py`` and ``derivations/NAME/__init__.py``."""
    place = file_path.parent if file_path.name == "__init__.py" else file_path
    if file_path.suffix != ".py" or place.parent.name != "derivations" or not is_on(parent.config):
        return None
    from symbolic_alliance.derivation.project import Project

    project = Project(place.parent.parent)
    if place.stem not in project.names or project.source(place.stem) != file_path:
        return None
    found: DerivationFile = DerivationFile.from_parent(parent, path=file_path)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which locks were written."""
    for line in config.stash[WRITTEN]:
        terminalreporter.write_line(line)


class DerivationFile(pytest.File):
    """One derivation, judged once."""

    @property
    def project(self) -> "Project":
        """The folder above ``derivations/``."""
        from symbolic_alliance.derivation.project import Project

        return Project(self.path.parents[2 if self.path.name == "__init__.py" else 1])

    @property
    def derivation(self) -> str:
        """The derivation's name."""
        return self.path.parent.name if self.path.name == "__init__.py" else self.path.stem

    def collect(self) -> Iterator[pytest.Item]:
        """One test a claim, and the lock's; a model or a lock that is none is an error of collection, in one sentence."""
        try:
            if self.config.option.update_locks and not self.config.option.collectonly:
                self._update()
            names = self._names() or tuple(name for name in self.complaints if name != LOCK)
        except UserError as error:
            raise self.CollectError(str(error)) from error
        yield LockItem.from_parent(self, name=LOCK)
        for name in names:
            yield ClaimItem.from_parent(self, name=name)

    @cached_property
    def complaints(self) -> Complaints:
        """What is wrong, test by test, once the derivation has been judged; `UserError` where it cannot be."""
        found = self.complaints_or_error
        if isinstance(found, str):
            raise UserError(found)
        return found

    @cached_property
    def complaints_or_error(self) -> Complaints | str:
        """The same, or why there is none: asked once, whatever comes out, also of several workers."""
        from symbolic_alliance.interface.shared import once

        run, folder = getattr(self.config, "workerinput", {}).get("testrunuid"), self.config.option.basetemp
        if not run or not folder:
            return self._judge()
        place = Path(folder).parent
        place.mkdir(parents=True, exist_ok=True)
        found: Complaints | str = json.loads(once(place / f"judged-{run}", str(self.path), lambda: json.dumps(self._judge())))
        return found

    def _judge(self) -> Complaints | str:
        from symbolic_alliance.explore.second_opinion import check_twice

        try:
            found, walked = check_twice(self.project, self.derivation, cache=not self.config.getoption("cacheclear", False))
        except UserError as error:
            return str(error)
        return {LOCK: _of_lock(self.derivation, found, walked),
                **{name: _of_claim(found, name) for name in found.derivation.claims}}

    def _names(self) -> tuple[str, ...]:
        """The names of the claims: what a current lock has, and the theorems that it does not have yet."""
        from symbolic_alliance.claims.theorems import theorems_of
        from symbolic_alliance.derivation.project import read_current, read_model

        model = read_model(self.project, self.derivation)
        locked = read_current(self.project, model)
        if locked is None:
            return ()
        return tuple(dict.fromkeys([*locked.claims, *(theorem.name for theorem in theorems_of(model.theorems))]))

    def _update(self) -> None:
        from symbolic_alliance.derivation.check import tally
        from symbolic_alliance.derivation.update import update

        lock, derivation = update(self.project, self.derivation)
        self.config.stash[WRITTEN].append(f"wrote {lock}: {tally(derivation)}")


class _Item(pytest.Item):
    """A test of a derivation; what fails is told without a traceback."""

    parent: DerivationFile

    def runtest(self) -> None:
        """Fail with what is wrong, if anything is."""
        found = self.parent.complaints_or_error
        gone = f"{self.name}: the lock has this claim, and the model makes it no longer"
        complaint = found if isinstance(found, str) else found.get(self.name, gone)
        if complaint:
            pytest.fail(complaint, pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the test comes from, and its title."""
        return self.path, None, f"{self.parent.derivation}: {self.name}"


class ClaimItem(_Item):
    """A claim is proved, or is a theorem that breaks in a variant."""


class LockItem(_Item):
    """The committed results are those of the model, and the walk through the tree agrees with what is proved."""


def _of_claim(found: "Check", name: str) -> str:
    """How a claim fails, or nothing."""
    from symbolic_alliance.derivation.check import account

    return account(name, found.derivation.claims[name]) if name in found.derivation.bad_news else ""


def _of_lock(name: str, found: "Check", walked: tuple[str, ...]) -> str:
    """How the lock differs, and how to accept that, or nothing."""
    from symbolic_alliance.derivation.check import WORDS, LockState

    unsolved = [place for one in found.derivation.all_equilibria for place in one.unsolved]
    if walked:
        return "\n".join(walked)
    if unsolved:
        return f"{name}: unsolved at {unsolved[0].node}: {unsolved[0].reason}"
    if found.lock is LockState.SAME:
        return ""
    look = "" if found.lock is LockState.MISSING else f"'symbolic-alliance diff {name}' says what changed; "
    return (f"{name}: {WORDS[found.lock]}\n"
            f"{look}'symbolic-alliance update {name}' or 'pytest --update-locks' accepts what is derived now")
