"""A comparison for a person: plain text for a terminal, Markdown for a pull request.

In:  a `Diff`.
Out: text: counts, then each result that means something else with a point and both values, then what became of the claims.
"""

from collections.abc import Iterator

from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.diff.change import Diff, Effect, Impact, ResultChange, Status
from symbolic_alliance.derivation.diff.short_text import (
    difference_text,
    impact_summary,
    part_texts,
    printable,
    summary,
    title,
    value_text,
)

MOST = 40


def diff_text(diff: Diff) -> str:
    """A comparison in a few lines."""
    return "\n".join(map(printable, _lines(diff)))


def _lines(diff: Diff) -> Iterator[str]:
    yield summary(diff)
    yield from (f"note: {note}" for note in diff.notes)
    for change in diff.news:
        yield ""
        yield f"{change.status}: {title(change)}"
        yield from _parts(change)
    quiet = [change for change in diff.changes if change.status in (Status.REWRITTEN, Status.RENAMED)]
    if quiet:
        yield ""
        yield from (f"{change.status}: {title(change)}" for change in quiet[:MOST])
        yield from _more(len(quiet))
    if diff.changes and all(change.status is Status.SAME for change in diff.changes) and diff.is_harmless:
        return
    yield ""
    yield f"impact: {impact_summary(diff)}"
    told = notable_impacts(diff)
    yield from (f"  {impact_text(impact)}" for impact in told[:MOST])
    yield from _more(len(told))


def _parts(change: ResultChange) -> Iterator[str]:
    for part in change.parts:
        if part.status is Status.SAME:
            continue
        old, new = part_texts(part)
        yield f"  {part.what}: {part.status}"
        if old:
            yield f"    - {old}"
        if new:
            yield f"    + {new}"
        if part.difference is not None:
            yield f"    {difference_text(part.difference)}"


def _more(count: int) -> Iterator[str]:
    if count > MOST:
        yield f"  and {count - MOST} more"


def notable_impacts(diff: Diff) -> tuple[Impact, ...]:
    """The claims to name: the worse off first, then theorems that had to be proved again, or newly."""
    worse = [impact for impact in diff.impacts if not impact.is_harmless]
    better = [impact for impact in diff.impacts if impact.effect is Effect.NEWLY_PROVED]
    again = [impact for impact in diff.impacts if impact.is_theorem and impact.effect is Effect.STILL_PROVED]
    return (*worse, *better, *again)


def impact_text(impact: Impact) -> str:
    """A claim and what became of it, in one line."""
    where = f" at {point_text(impact.point)}" if impact.point else ""
    verdicts = f" ({impact.old or 'not stated'} -> {impact.new or 'not stated'}{where})"
    return f"{impact.effect}: {impact.name}{verdicts if impact.old != impact.new or where else ''}: {impact.text}"


def details(change: ResultChange) -> str:
    """The parts of a result that are not what they were, a line each."""
    lines = []
    for part in change.parts:
        old, new = part_texts(part)
        lines.append(f"{part.what}: {old} -> {new}" if old or new else part.what)
        if part.difference is not None:
            lines.append(difference_text(part.difference))
    return "\n".join(lines) or str(change.status)


def diff_markdown(diff: Diff) -> str:
    """A comparison as a comment on a pull request: a table, then the details."""
    return "\n".join(map(printable, _markdown(diff)))


def _markdown(diff: Diff) -> Iterator[str]:
    yield f"### {_cell(summary(diff))}"
    yield from ("", *(f"> {_cell(note)}" for note in diff.notes)) if diff.notes else ()
    told = [change for change in diff.changes if change.status is not Status.SAME]
    if told:
        yield from ("", "| result | status | point | before | after |", "|---|---|---|---|---|")
        yield from (_row(change) for change in told[:MOST])
        yield from _more(len(told))
    for change in diff.news:
        yield from ("", f"<details><summary>{_cell(title(change))}: {change.status}</summary>", "")
        yield from ("~~~diff", *(line.strip() for line in _parts(change)), "~~~", "", "</details>")
    if told or not diff.is_harmless:
        yield from ("", f"**Impact**: {_cell(impact_summary(diff))}", "")
        impacts = notable_impacts(diff)
        yield from (f"- {_cell(impact_text(impact))} (`{_cell(impact.label)}`)" for impact in impacts[:MOST])
        yield from _more(len(impacts))


def _row(change: ResultChange) -> str:
    found = next((part.difference for part in change.parts if part.difference is not None), None)
    cells = ("", "", "") if found is None else (point_text(found.point), value_text(found.old), value_text(found.new))
    return f"| {' | '.join(_cell(cell) for cell in (title(change), change.status, *cells))} |"


def _cell(words: str) -> str:
    """Text as text: what Markdown would read as markup is escaped."""
    for mark in "\\`*_|[]<>#":
        words = words.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return words.replace("\n", " ")
