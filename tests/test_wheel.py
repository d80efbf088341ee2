"""The wheel stands alone: unpacked anywhere, it finds its templates and its example derivation."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, and no checkout around it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
                   check=True, cwd=ROOT, capture_output=True, timeout=120)
    wheel, = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "content")
    return folder / "content"


def test_the_wheel_carries_templates_and_the_example_and_no_tests(unpacked: Path) -> None:
    inside = unpacked / "symbolic_alliance"
    carried, ours = ({path.relative_to(folder).as_posix() for path in folder.rglob("*")}
                     for folder in (inside / "templates", ROOT / "templates"))
    assert carried == ours
    assert (inside / "example" / "derivations" / "burden_sharing" / "model.py").is_file()
    assert (inside / "py.typed").is_file()
    assert (inside / "export" / "replay.mjs").is_file()
    assert {path.name.split("-")[0] for path in unpacked.iterdir()} == {"symbolic_alliance"}


def test_the_wheel_serves_its_example_where_there_is_no_project(unpacked: Path, tmp_path: Path) -> None:
    # -P: the current folder is not searched; the checkout's editable installation comes after PYTHONPATH.
    program = ("import symbolic_alliance as sa; print(sa.__file__); "
               "from symbolic_alliance.interface.cli import app; app(['list'])")
    finished = subprocess.run([sys.executable, "-P", "-c", program], env={"PYTHONPATH": str(unpacked), "PATH": ""},
                              cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    place, *listed = finished.stdout.splitlines()
    assert Path(place).is_relative_to(unpacked)
    names = [line.split("  ")[0] for line in listed]
    assert names[:3] == ["burden_sharing", "offensive_clause", ""]
    assert "fearon1995" in names[4:]
    assert (finished.returncode, finished.stderr) == (0, "")
