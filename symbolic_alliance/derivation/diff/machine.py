"""A comparison for programs: JSON, and JUnit's XML.

In:  a `Diff`.
Out: plain values, or text, in which whatever a lock or a model says is escaped.
"""

from typing import Any
from xml.etree import ElementTree as XML

from symbolic_alliance.closed_form.plain_text import point_text
from symbolic_alliance.derivation.diff.change import Diff, Impact, PartChange, ResultChange
from symbolic_alliance.derivation.diff.short_text import (
    content_text,
    value_json,
)
from symbolic_alliance.derivation.diff.text import details

FORMAT_VERSION = 2  # of the JSON; it rises where a key goes or means something else


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


def diff_junit(diff: Diff) -> str:
    """A test case a result and a claim; one that means something else, or is worse off, has failed."""
    cases: list[tuple[str, str, str, bool, str]] = [
        (f"{diff.name}.{change.game}", f"{change.kind} {change.name}", change.status, change.status.is_harmless,
         details(change)) for change in diff.changes]
    cases += [(f"{diff.name}.claims", impact.name, impact.effect, impact.is_harmless,
               f"{impact.text} {point_text(impact.point or {})}") for impact in diff.impacts]
    suite = XML.Element("testsuite", name=_xml(f"diff {diff.name}"), tests=str(len(cases)), errors="0", skipped="0",
                        failures=str(sum(not harmless for *_, harmless, _ in cases)))
    for group, name, status, harmless, text in cases:
        case = XML.SubElement(suite, "testcase", classname=_xml(group), name=_xml(name))
        if not harmless:
            XML.SubElement(case, "failure", message=_xml(status), type=_xml(status)).text = _xml(text)
    XML.indent(suite)
    return XML.tostring(suite, encoding="unicode", xml_declaration=True)


def _xml(words: str) -> str:
    """Text without the characters that XML 1.0 has no place for."""
    return "".join(one if one in "\t\n" or one.isprintable() else "?" for one in words)
