#!/usr/bin/env bash
# HiGHS fixes the number of its threads at the first run of a thread of the process: a later run in the same thread that asks for
# another number does not run at all.  Nothing is raised and, with output_flag off, nothing is printed: the call returns kError
# and the model's status stays kNotset, as of a program that was never solved.  A run with threads unset, or in a fresh thread of
# the process, works.  (The scheduler that the sources call global is local to a thread.)
# In the product: every linear program runs in a thread of its own, and every status is read
# (symbolic_alliance/proof/prover/linear_program.py).
# Seen with highspy 1.16.0 and 1.7.2, Python 3.11, Linux.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check highspy==1.16.0
"$folder/venv/bin/python" - <<'PY'
import threading
import highspy


def run(threads):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", threads)
    x = solver.addVariable(0, 1)
    status = solver.maximize(x)
    return status.name, solver.getModelStatus().name


seen = [run(2), run(1), run(0)]
thread = threading.Thread(target=lambda: seen.append(run(1)))
thread.start()
thread.join()
print("highspy 1.16.0; threads 2, then 1, then unset, then 1 in a fresh thread:")
print(*seen, sep="\n")
assert seen == [("kOk", "kOptimal"), ("kError", "kNotset"), ("kOk", "kOptimal"), ("kOk", "kOptimal")], "the behaviour has changed"
PY
