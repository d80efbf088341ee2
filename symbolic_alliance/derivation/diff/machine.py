"""A comparison for programs: JSON, annotations for GitHub, and JUnit's XML.

In:  a `Diff`, and the file that the annotations are about.
Out: plain values, or text, in which whatever a lock or a model says is escaped.
"""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as XML

from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.diff.change import Diff, Impact, PartChange, ResultChange, Status
from symbolic_alliance.derivation.diff.formats import DiffFormat
from symbolic_alliance.derivation.diff.short_text import (
    content_text,
    difference_text,
    part_texts,
    printable,
    title,
    value_json,
)
from symbolic_alliance.derivation.diff.text import diff_markdown, diff_text, impact_text, notable_impacts

FORMAT_VERSION = 2  # of the JSON; it rises where a key goes or means something else


def report(diff: Diff, form: DiffFormat, source: Path) -> str:
    """Write a comparison in one of its formats; ``source`` is the file that declares the model."""
    if form is DiffFormat.GITHUB:
        here = source.resolve()
        return diff_github(diff, (here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here).as_posix())
    if form is DiffFormat.JSON:
        return json.dumps(diff_json(diff), indent=2, ensure_ascii=False)
    if form is DiffFormat.JUNIT:
        return diff_junit(diff)
    return diff_markdown(diff) if form is DiffFormat.MARKDOWN else diff_text(diff)


def diff_json(diff: Diff) -> dict[str, Any]:
    """A comparison as plain values."""
    return {
        "format_version": FORMAT_VERSION,
        "derivation": diff.name,
        "harmless": diff.is_harmless,
        "notes": list(diff.notes),
        "results": [_change_json(change) for change in diff.changes],
        "impact": [_impact_json(impact) for impact in diff.impacts],
    }


def _change_json(change: ResultChange) -> dict[str, Any]:
    return {"game": change.game, "kind": change.kind, "name": change.name, "status": change.status,
            "before": change.before or None, "parts": [_part_json(part) for part in change.parts]}


def _part_json(part: PartChange) -> dict[str, Any]:
    found = part.difference
    return {"what": part.what, "status": part.status, "old": content_text(part.old) or None,
            "new": content_text(part.new) or None,
            "difference": None if found is None else {
                "point": {name: str(value) for name, value in found.point.items()},
                "old": value_json(found.old), "new": value_json(found.new)}}


def _impact_json(impact: Impact) -> dict[str, Any]:
    return {"name": impact.name, "kind": impact.kind, "label": impact.label, "effect": impact.effect, "old": impact.old,
            "new": impact.new, "point": None if impact.point is None else {k: str(v) for k, v in impact.point.items()}}


def diff_github(diff: Diff, file: str) -> str:
    """One workflow command a line: an error for each result that means something else, a notice for what is rewritten."""
    lines = []
    for change in diff.changes:
        if change.status is not Status.SAME:
            level = "notice" if change.status.is_harmless else "error"
            lines.append(_command(level, file, f"{change.status}: {title(change)}", _details(change)))
    lines += [_command("notice" if impact.is_harmless else "error", file, f"{impact.effect}: {impact.name}",
                       impact_text(impact)) for impact in notable_impacts(diff)]
    return "\n".join(lines)


def _command(level: str, file: str, heading: str, message: str) -> str:
    message = "\n".join(map(printable, message.split("\n")))
    return f"::{level} file={_property(file)},title={_property(printable(heading))}::{_data(message)}"


def _data(words: str) -> str:
    """Escaped as GitHub's workflow commands ask for.

    >>> _data("100%\\n::error::")
    '100%25%0A::error::'
    """
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _details(change: ResultChange) -> str:
    lines = []
    for part in change.parts:
        old, new = part_texts(part)
        lines.append(f"{part.what}: {old} -> {new}" if old or new else part.what)
        if part.difference is not None:
            lines.append(difference_text(part.difference))
    return "\n".join(lines) or str(change.status)


def diff_junit(diff: Diff) -> str:
    """A test case a result and a claim; one that means something else, or is worse off, has failed."""
    cases: list[tuple[str, str, str, bool, str]] = [
        (f"{diff.name}.{change.game}", f"{change.kind} {change.name}", change.status, change.status.is_harmless,
         _details(change)) for change in diff.changes]
    cases += [(f"{diff.name}.claims", impact.name, impact.effect, impact.is_harmless,
               f"{impact.text} {point_text(impact.point or {})}") for impact in diff.impacts]
    suite = XML.Element("testsuite", name=_xml(f"diff {diff.name}"), tests=str(len(cases)), errors="0", skipped="0",
                        failures=str(sum(not harmless for *_, harmless, _ in cases)))
    for group, name, status, harmless, details in cases:
        case = XML.SubElement(suite, "testcase", classname=_xml(group), name=_xml(name))
        if not harmless:
            XML.SubElement(case, "failure", message=_xml(status), type=_xml(status)).text = _xml(details)
    XML.indent(suite)
    return XML.tostring(suite, encoding="unicode", xml_declaration=True)


def _xml(words: str) -> str:
    """Text without the characters that XML 1.0 has no place for."""
    return "".join(one if one in "\t\n" or one.isprintable() else "?" for one in words)
