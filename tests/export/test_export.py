"""The replay in JavaScript agrees with the kernel: on what is shipped, on mutants of it, and on every entry of the arena."""

import json
import random
import subprocess
from pathlib import Path

import pytest

from symbolic_alliance.certificate import FORMAT, main
from tests.javascript import REPLAY, accepted_in_javascript
from tests.test_certificate import CASES, LARGE, altered_polynomials, changed, integers, mutate, polynomials, scaled, text_of
from tests.tools import require_tool

ROOT = Path(__file__).resolve().parent.parent.parent
DEPOSITS = sorted(ROOT.glob("derivations/*/*.certificates.json"))
MUTANTS = 200


def replay(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The replay as a reader runs it."""
    return subprocess.run([require_tool("node", "nodejs"), str(REPLAY), *arguments], capture_output=True, text=True,
                          timeout=300, check=False)


def test_it_is_one_short_file_that_needs_no_package() -> None:
    source = REPLAY.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 80
    assert [line for line in source.splitlines() if "import" in line] == ["import { readFileSync } from 'node:fs'"]


def test_it_accepts_every_shipped_claim() -> None:
    claims = sum(len(json.loads(deposit.read_text(encoding="utf-8"))["claims"]) for deposit in DEPOSITS)
    finished = replay(*map(str, DEPOSITS))
    assert (finished.returncode, finished.stderr, finished.stdout) == (0, "", f"{claims} of {claims} claims hold\n")


@pytest.mark.parametrize("deposit", DEPOSITS, ids=lambda deposit: deposit.parent.name)
def test_it_agrees_with_the_kernel_on_mutants(deposit: Path, tmp_path: Path) -> None:
    """One piece of a shipped case is changed, or anything in it; what is still a proof is accepted by both."""
    source = random.Random(1)
    cases = [case for cases in json.loads(deposit.read_text(encoding="utf-8"))["claims"].values() for case in cases]
    mutants = [spoilt(source.choice(cases), source) if place % 2 else mutate(source.choice(cases), source)
               for place in range(MUTANTS)]
    files = [tmp_path / f"{place}.json" for place in range(MUTANTS)]
    for file, mutant in zip(files, mutants, strict=True):
        file.write_text(text_of({"mutant": mutant}), encoding="utf-8")
    verdicts = [main([str(file)]) == 0 for file in files]
    assert accepted_in_javascript(files, tmp_path) == verdicts
    assert verdicts.count(False) > MUTANTS // 2


def spoilt(case: dict, source: random.Random) -> dict:
    """A case with one coefficient, sign, exponent or number of its proof other than it was."""
    path, text = source.choice(list(polynomials(case)))
    changes = [(path, other) for other in altered_polynomials(text, case["variables"])]
    changes += [(place, number + 1) for place, number in integers(case["proof"], ("proof",))]
    return changed(case, *source.choice(changes))


def test_a_number_that_doubles_cannot_hold_is_not_rounded(tmp_path: Path) -> None:
    """Of 2**53 + 1 and 2**53, which are one double, only the right one proves: bare, as older deposits have it or as text."""
    written = [(LARGE, True), (LARGE - 1, False), (str(LARGE), True), (str(LARGE - 1), False)]
    files = [tmp_path / f"{place}.json" for place in range(len(written))]
    for file, (coefficient, _) in zip(files, written, strict=True):
        file.write_text(text_of({"scaled": scaled(LARGE, coefficient)}), encoding="utf-8")
    assert accepted_in_javascript(files, tmp_path) == [is_right for _, is_right in written]


def test_it_says_what_does_not_hold(tmp_path: Path) -> None:
    wrong = changed(CASES["square"], ("alternatives", 0, 0, 0), ">")
    (tmp_path / "claims.json").write_text(text_of({**CASES, "wrong": wrong}), encoding="utf-8")
    finished = replay(str(tmp_path / "claims.json"))
    assert finished.returncode == 1
    assert finished.stdout.splitlines() == ['"wrong" does not hold: the terms do not add up to zero, or none is positive',
                                            "6 of 7 claims hold"]
    missing = replay(str(tmp_path / "none.json"))
    assert missing.returncode == 1
    assert "no such file" in missing.stdout
    assert replay().returncode == 1


def test_the_page_on_the_format_shows_what_it_says(tmp_path: Path) -> None:
    """The example of docs/CERTIFICATES.md is a deposit that both accept, and it names the limits that both keep."""
    page = (ROOT / "docs" / "CERTIFICATES.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    assert json.loads(example)["format"] == FORMAT
    (tmp_path / "example.json").write_text(example, encoding="utf-8")
    assert main([str(tmp_path / "example.json")]) == 0
    assert accepted_in_javascript([tmp_path / "example.json"], tmp_path) == [True]
