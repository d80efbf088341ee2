"""Runs the replay in JavaScript over many deposits at once, each as if it had been called for that file alone."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.tools import require_tool

REPLAY = Path(__file__).resolve().parent.parent / "symbolic_alliance" / "export" / "replay.mjs"
ONE_BY_ONE = """
import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'
const [, replay, list] = process.argv, statuses = [], log = console.log
console.log = () => {}
for (const [place, file] of JSON.parse(readFileSync(list)).entries()) {
  process.argv = ['node', replay, file]
  await import(`${pathToFileURL(replay)}?${place}`)
  statuses.push(process.exitCode)
}
process.exitCode = 0
log(JSON.stringify(statuses))
"""


def accepted_in_javascript(deposits: Sequence[Path], folder: Path) -> list[bool]:
    """Whether the replay says of each deposit that every claim holds; ``folder`` is for a list of them."""
    (folder / "deposits").write_text(json.dumps([str(path) for path in deposits]))
    finished = subprocess.run(
        [require_tool("node", "nodejs"), "--input-type=module", "-e", ONE_BY_ONE, str(REPLAY), str(folder / "deposits")],
        capture_output=True, text=True, timeout=300, check=True)
    statuses = json.loads(finished.stdout)
    assert set(statuses) <= {0, 1}
    return [status == 0 for status in statuses]
