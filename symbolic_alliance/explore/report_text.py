"""A report on a point as plain text, for a terminal.

In:  a report, as `report` makes it.
Out: lines of text.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symbolic_alliance.exact.plain_text import aligned, number_text


def evaluation_text(report: Mapping[str, Any], situations: tuple[str, ...]) -> str:
    """A report on a point for reading; ``situations`` are the keys of the games in it."""
    point = ", ".join(f"{name} = {value}" for name, value in report["parameters"].items())
    lines = [f"{report['derivation']} at {point}"]
    for key in situations:
        lines += ["", *_situation_lines(key, report[key])]
    lines += ["", f"effect: {report['effect']}"]
    for key in situations:
        lines += _cutoff_lines(key, report)
    if "edges" in report:
        lines += ["", edges_text(report["edges"])]
    if "deviations" in report:
        lines += ["", deviations_text(report["deviations"])]
    return "\n".join(lines)


def edges_text(changes: Mapping[str, dict[str, Any] | None]) -> str:
    """How far each parameter is from its edge, for reading."""
    rows = [(f"  {name}", "none" if change is None else number_text(change)) for name, change in changes.items()]
    return "\n".join(["the smallest change of one parameter alone that leaves the regime:", *aligned(rows)])


def deviations_text(deviations: Sequence[dict[str, Any]]) -> str:
    """What each mover loses, for reading: node, mover, the other action, where it leads, the loss."""
    return "\n".join(["what the mover loses by leaving the path once:", *aligned(list(map(_deviation_row, deviations)))])


def _situation_lines(key: str, situation: Mapping[str, Any]) -> list[str]:
    if situation["regime"] is None:
        return [f"{key}: no regime is known here"]
    tied = f" (tied with {', '.join(situation['tied_with'])})" if situation["tied_with"] else ""
    rows = [(f"  {name}", number_text(value)) for name, value in situation["actions"].items()]
    rows += [(f"  {player} gets", number_text(value)) for player, value in situation["payoffs"].items()]
    return [f"{key}: regime {situation['regime']}, outcome {situation['outcome']}{tied}", *aligned(rows)]


def _deviation_row(deviation: dict[str, Any]) -> tuple[str, ...]:
    action = deviation["action"]
    done = "without bound" if action is None else action if isinstance(action, str) else number_text(action)
    return (f"  {deviation['node']}", deviation["player"], done if deviation["attained"] else f"towards {done}",
            deviation["outcome"], number_text(deviation["loss"]))


def _cutoff_lines(situation: str, report: Mapping[str, Any]) -> list[str]:
    """The cutoffs of one game that arise here, parameter by parameter, ascending, with the point marked among them."""
    prefix = "" if situation == "equilibrium" else f"{situation}."
    own = [(name, cutoff) for name, cutoff in report["cutoffs"].items()
           if cutoff is not None and name == prefix + name.rpartition(".")[2]]
    lines: list[str] = []
    for parameter in dict.fromkeys(cutoff["parameter"] for _, cutoff in own):
        rows = [(cutoff["value"], (f"  {number_text(cutoff)}", f"{cutoff['between'][0]} to {cutoff['between'][1]}", name))
                for name, cutoff in own if cutoff["parameter"] == parameter]
        here = Fraction(report["parameters"][parameter])
        rows.append((float(here), (f"> {number_text({'exact': str(here), 'value': float(here)})}", "here", "")))
        lines += ["", f"{situation}, cutoffs in {parameter}:",
                  *aligned([row for _, row in sorted(rows, key=lambda one: one[0])])]
    return lines or ["", f"{situation}: no cutoff arises here"]
