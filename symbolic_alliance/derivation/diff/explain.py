"""What each status of a comparison means, what to do about it, and which of them a project accepts.

In:  the id of a status, or a project.
Out: a page of help; or the statuses that do not fail a comparison there.
Raises `RequestError` for an id that is none, and for a setting that is not a list of ids.
"""

import tomllib
from collections.abc import Mapping
from typing import NamedTuple

from symbolic_alliance.derivation.diff.change import Diff, Status
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.storage import read_text
from symbolic_alliance.errors import RequestError, near

SETTING = "diff-accepts"


class Page(NamedTuple):
    """What a status means, and what to do."""

    meaning: str
    advice: str


PAGES: Mapping[Status, Page] = {
    Status.SAME: Page(
        "It is written as it was.",
        "Nothing is to be done."),
    Status.RENAMED: Page(
        "A name is another, and what it stands for is the same: a parameter, a choice, a node, a move, an "
        "outcome, a player, an assumption, a game or a theorem that was renamed, or a result whose name is made "
        "of such names or whose number has shifted.",
        "Nothing in the paper is wrong; references by name have to follow. 'update' writes the new names."),
    Status.REWRITTEN: Page(
        "It is written otherwise and means the same, which is proved where the assumptions of both sides hold. Of "
        "a theorem: what it asserts is equivalent to the letter of its formulas, or the proof has other steps.",
        "Nothing in the paper is wrong; 'update' writes the new form."),
    Status.REWORDED: Page(
        "The English of a theorem, or its title, is another, and what it asserts is the same; or the author's words for "
        "a parameter or a choice are others. No program can tell whether two sentences mean the same.",
        "Read both, then 'update'. A project that reads its sentences elsewhere may accept this status."),
    Status.WEAKER: Page(
        "A theorem asserts less: a conclusion that follows from the old one and not the other way round, the same "
        "conclusion at fewer points (one that is left out is shown), or a part fewer.",
        "Results that rest on the theorem may need the part that is gone."),
    Status.STRONGER: Page(
        "A theorem asserts more: a conclusion from which the old one follows, the same conclusion at more points "
        "(one that is new is shown), or a part more.",
        "Nothing that rests on the theorem breaks; the impact says whether it is proved."),
    Status.DOMAIN_CHANGED: Page(
        "A formula is the same and holds on another region, or an assumption allows other points; one that only "
        "one side has is shown.",
        "Check what the text says of where it holds."),
    Status.CHANGED: Page(
        "It means something else; a point is shown at which old and new differ, with both values. Of a theorem: "
        "neither of the two statements follows from the other.",
        "The paper's text has to follow, or the model back."),
    Status.ADDED: Page(
        "Only the new side has it.",
        "Check whether the paper should speak of it."),
    Status.REMOVED: Page(
        "Only the old side has it.",
        "Check whether the paper still speaks of it."),
    Status.UNDECIDED: Page(
        "No proof that it means the same was found within the bounds, and no point at which it differs; or the "
        "old lock does not keep what is to be compared.",
        "Look at both forms; after an 'update' both sides are kept."),
}
IDS = {str(status).replace(" ", "-"): status for status in PAGES}


def explain(name: str) -> str:
    """The page of a status by its id.

    >>> print(explain("added"))
    added (fails a comparison unless the project accepts it)
      Only the new side has it.
      Check whether the paper should speak of it.
    """
    status = _status(name)
    weight = "does not fail a comparison" if status.is_harmless else "fails a comparison unless the project accepts it"
    return "\n".join((f"{name} ({weight})", *(f"  {line}" for line in PAGES[status])))


def accepted(project: Project) -> frozenset[Status]:
    """The statuses that a project accepts: ``diff-accepts`` in the table ``tool.symbolic_alliance`` of its pyproject.toml."""
    path = project.root / "pyproject.toml"
    if not path.exists():
        return frozenset()
    try:
        table = tomllib.loads(read_text(path)).get("tool", {}).get("symbolic_alliance", {})
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{project.spell(path)} is no TOML: {error}") from error
    found = table.get(SETTING, []) if isinstance(table, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise RequestError(f"{project.spell(path)}: {SETTING} in tool.symbolic_alliance is a list of ids, such as "
                           "[\"reworded\"]")
    return frozenset(map(_status, found))


def is_accepted(diff: Diff, statuses: frozenset[Status]) -> bool:
    """Whether a comparison is harmless but for statuses that are accepted; a claim that is broken never is."""
    return all(change.status in statuses for change in diff.news) and all(
        impact.is_harmless or str(impact.effect) in statuses for impact in diff.impacts)


def _status(name: str) -> Status:
    if name not in IDS:
        raise RequestError(f"no status has the id {name}{near(name, IDS)}")
    return IDS[name]
