#!/usr/bin/env bash
# SMT-LIB 2.6 says of reset-assertions that declarations are forgotten with the assertions unless :global-declarations is set.
# z3's parser keeps them: a script that declares a constant anew is refused, and one that uses the old constant is accepted.
# Over push and pop declarations are scoped as the standard says.  cvc5 forgets them at reset-assertions.
# In the product: `prove FILE.smt2` refuses by name to declare a constant anew after reset-assertions, rather than to guess.
# Seen with z3-solver 5.4.1.0, Python 3.11, Linux.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check z3-solver==5.4.1.0
"$folder/venv/bin/python" - <<'PY'
import z3


def accepted(text):
    try:
        return len(z3.parse_smt2_string(text))
    except z3.Z3Exception:
        return None


start = "(declare-const x Real) (assert (> x 0)) "
seen = {
    "declared again after reset-assertions": accepted(start + "(reset-assertions) (declare-const x Real) (assert (< x 0))"),
    "used after reset-assertions": accepted(start + "(reset-assertions) (assert (< x 0))"),
    "declared again after pop": accepted(f"(push 1) {start} (pop 1) (declare-const x Real) (assert (< x 0))"),
}
print("z3", z3.get_version_string(), "- assertions read, None where the script is refused:")
print(*(f"{number}: {what}" for what, number in seen.items()), sep="\n")
assert list(seen.values()) == [None, 1, 1], "the behaviour has changed"
PY
