"""The documentation as a site: Sphinx reads the Markdown of this folder, and what `generate.py` writes from the program."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from generate import write_pages  # noqa: E402

from symbolic_alliance import __version__  # noqa: E402

project = "symbolic_alliance"
author = copyright = "The symbolic_alliance authors"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["generated"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "symbolic alliance"
html_copy_source = html_show_sphinx = False
default_role = "code"
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}

write_pages(HERE / "generated")
