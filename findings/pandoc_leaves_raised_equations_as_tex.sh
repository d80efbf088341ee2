#!/usr/bin/env bash
# pandoc reads an equation into MathML, and one whose formula is raised, so that a link lands above it, it leaves as TeX: a reader of
# the page sees the source.  It says so in a warning alone, and ends well.  A label of its own, which pandoc reads, does the same
# for a link and costs nothing.
# In the product: equations carry \label and \ref and nothing else (templates/blocks.tex); tests/appendix/test_render.py refuses
# \raisebox, \hypertarget and \tag in what is written, and .ci/run fails where pandoc leaves a formula as it is.
# Seen with pypandoc-binary 1.15 (pandoc 3.6), Python 3.11, Linux.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.15
"$folder/venv/bin/python" - <<'PY'
import subprocess
import pypandoc

WRITTEN = {
    "raised": r"\begin{equation}\raisebox{1em}{\hypertarget{e}{}}a = b\end{equation}",
    "labelled": r"\begin{equation}\label{e}a = b\end{equation}",
}


def converted(latex):
    run = subprocess.run([pypandoc.get_pandoc_path(), "-f", "latex", "-t", "html5", "--mathml"], input=latex, text=True,
                         capture_output=True, check=True)
    return ("MathML" if "<math" in run.stdout else "TeX", "Could not convert TeX math" in run.stderr)


print(f"pandoc {pypandoc.get_pandoc_version()}: what is left of an equation, and whether a warning tells")
seen = {name: converted(latex) for name, latex in WRITTEN.items()}
for name, found in seen.items():
    print(f"{name:9}", *found)
assert seen == {"raised": ("TeX", True), "labelled": ("MathML", False)}, "the behaviour has changed"
PY
