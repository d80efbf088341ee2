"""Programs beside Python that tests need: where one is missing, a test is skipped; with REQUIRE_TOOLS set it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def require_tool(program: str, package: str) -> str:
    """The path of a program."""
    return shutil.which(program) or refuse(
        f"{program} is not here; on Debian or Ubuntu: apt-get install --no-install-recommends {package}")


def refuse(sentence: str) -> NoReturn:
    """Skip a test for what it says is missing, or fail it where all that is needed is said to be here."""
    (pytest.fail if os.environ.get("REQUIRE_TOOLS") else pytest.skip)(sentence)
