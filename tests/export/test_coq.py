"""The bundle for Coq: Coq accepts what the kernel accepts, and nothing that has been tampered with."""

import json
import random
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from symbolic_alliance.certificate import FORMAT, Rejected, Theorem, read_claims, read_theorem
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.errors import LockError, RequestError
from symbolic_alliance.export import coq
from tests.export.test_export import DEPOSITS, spoilt
from tests.test_certificate import CASES, SQUARE, accepted, case, changed, identity
from tests.tools import require_tool

MUTANTS = 200
NAMES = case("match R forall_", [["=", "match - R"], [">", "R + forall_"]], [[[">", "match + forall_"]]],
             {"deny": 0, "branches": [identity([1, [1], []], [1, [2], []], equations=[[0, "1"]])]})


def compiled(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    """What Coq says to a file."""
    return subprocess.run([require_tool("coqc", "coq"), "-q", "-R", ".", "Bundle", name], cwd=folder,
                          capture_output=True, text=True, timeout=300, check=False)


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the kernel is compiled."""
    folder = written(tmp_path_factory.mktemp("kernel"), {"Kernel.v": coq.KERNEL.read_text(encoding="utf-8")})
    finished = compiled(folder, "Kernel.v")
    assert (finished.returncode, finished.stderr) == (0, "")
    return folder


def sample(count: int) -> dict[str, list[Theorem]]:
    """Shipped claims, at random."""
    claims = {name: cases for path in DEPOSITS for name, cases in read_claims(path.read_text(encoding="utf-8")).items()}
    chosen = random.Random(3).sample(sorted(claims), count)
    return {name: [read_theorem(one) for one in claims[name]] for name in chosen}


def test_a_bundle_is_checked_from_its_own_folder_alone(tmp_path: Path) -> None:
    require_tool("coqc", "coq")
    claims = {name: [read_theorem(one)] for name, one in {**CASES, "names that Coq keeps": NAMES}.items()}
    folder = written(tmp_path, coq.bundle("small", {**claims, **sample(6)}))
    finished = subprocess.run(["make"], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")
    written(folder, {"Axioms.v": "From Bundle Require Import Claims1.\nPrint Assumptions claim_contest.\n"})
    axioms = re.findall(r"^([A-Z]\w*)\.(\w+)", compiled(folder, "Axioms.v").stdout, re.MULTILINE)
    assert set(axioms) == {("ClassicalDedekindReals", "sig_forall_dec"),
                           ("FunctionalExtensionality", "functional_extensionality_dep")}


def test_a_theorem_reads_as_it_was_deposited() -> None:
    text = coq.bundle("small", {"ordered": [read_theorem(CASES["ordered"])]})["Claims1.v"]
    assert "Theorem claim_ordered : forall a b c : R, a - b > 0 ->\n  b - c >= 0 ->\n  a - c > 0.\n" in text


@pytest.mark.parametrize(("old", "new"), [
    ("a - b > 0", "a - b >= 0"), ("a - c > 0", "a - c - 1 > 0"), ("PsatzIn 1", "PsatzIn 0")])
def test_a_bundle_that_was_edited_is_refused(kernel: Path, old: str, new: str) -> None:
    text = coq.bundle("small", {"ordered": [read_theorem(CASES["ordered"])]})["Claims1.v"]
    assert old in text
    (kernel / "Edited.v").write_text(text.replace(old, new), encoding="utf-8")
    assert compiled(kernel, "Edited.v").returncode != 0


def unverified(data: dict) -> Any:
    """A case as it reads, its proof not replayed; None where it does not even read."""
    with patch("symbolic_alliance.certificate.Theorem.__post_init__"):
        try:
            theorem = read_theorem(data)
        except Rejected:
            return None
    return SimpleNamespace(statement=theorem.statement, proof=theorem.proof)


def test_coq_agrees_with_the_kernel_on_mutants(kernel: Path) -> None:
    """One piece of a shipped case, or of a case of the kernel's tests, is changed; Coq computes what `check` says of it."""
    source = random.Random(4)
    shipped = [one for path in DEPOSITS for cases in read_claims(path.read_text(encoding="utf-8")).values() for one in cases]
    mutants, lines = [], []
    while len(mutants) < MUTANTS:
        mutant = spoilt(source.choice([source.choice(shipped), *CASES.values()]), source)
        if (read := unverified(mutant)) is not None:
            mutants.append(mutant)
            verdict = str(accepted(mutant)).lower()
            lines.append(f"Goal {coq.replay_of(read)} = {verdict}. Proof. vm_compute. reflexivity. Qed.")
    (kernel / "Mutants.v").write_text(coq.HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    finished = compiled(kernel, "Mutants.v")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert sum(line.endswith("= false. Proof. vm_compute. reflexivity. Qed.") for line in lines) > MUTANTS * 3 // 4


def project(folder: Path, claims: dict[str, list[dict]]) -> Project:
    """A project whose one derivation has these certificates."""
    (folder / "derivations").mkdir()
    (folder / "derivations" / "squares.py").write_text("")
    if claims:
        (folder / "derivations" / "squares.certificates.json").write_text(json.dumps({"format": FORMAT, "claims": claims}))
    return Project(folder)


def test_export_writes_a_folder_and_takes_the_place_of_its_own_only(tmp_path: Path) -> None:
    found, folder = project(tmp_path, {"square": [SQUARE]}), tmp_path / "coq"
    for _ in range(2):
        assert coq.export(found, "squares", folder).startswith(f"{folder}: 4 files")
        assert sorted(path.name for path in folder.iterdir()) == ["Claims1.v", "Kernel.v", "Makefile", "README.md"]
    with pytest.raises(RequestError, match="holds other things"):
        coq.export(found, "squares", tmp_path / "derivations")


def test_export_refuses_what_is_not_there_or_does_not_hold(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no certified claim"):
        coq.export(project(tmp_path, {}), "squares", tmp_path / "coq")
    (tmp_path / "other").mkdir()
    wrong = changed(SQUARE, ("alternatives", 0, 0, 0), ">")
    with pytest.raises(LockError, match="strictly positive"):
        coq.export(project(tmp_path / "other", {"square": [wrong]}), "squares", tmp_path / "coq")
    assert not (tmp_path / "coq").exists()
