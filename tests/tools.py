"""Programs beside Python that tests need: where one is missing, a test is skipped; with REQUIRE_TOOLS set it fails."""

import os
import shutil

import pytest


def require_tool(program: str, package: str) -> str:
    """The path of a program."""
    found = shutil.which(program)
    if found is None:
        sentence = f"{program} is not here; on Debian or Ubuntu: apt-get install --no-install-recommends {package}"
        (pytest.fail if os.environ.get("REQUIRE_TOOLS") else pytest.skip)(sentence)
    return found
