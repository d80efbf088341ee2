#!/usr/bin/env bash
# python-flint's whole numbers and fractions can be copied and pickled, so that whoever tries those expects the rest to follow: it
# does not.  A ball, a polynomial and the context of multivariate polynomials raise TypeError from copy.copy, copy.deepcopy and
# pickle alike, and with them every object that keeps one in a cache, once the cache is filled.
# In the product: what is copied or sent to another process leaves such caches behind (symbolic_alliance/typeset/style.py), and a
# surd is rebuilt from its fractions (symbolic_alliance/closed_form/surd.py); tests/game/test_frozen.py.
# Seen with python-flint 0.9.0, Python 3.11, Linux.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-flint==0.9.0
"$folder/venv/bin/python" - <<'PY'
import copy
import pickle
from flint import arb, fmpq, fmpz, fmpz_mpoly_ctx, fmpz_poly

WAYS = {"copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": lambda value: pickle.loads(pickle.dumps(value))}
context = fmpz_mpoly_ctx.get(("x", "y"), "lex")
values = {"fmpz": fmpz(3), "fmpq": fmpq(1, 3), "arb": arb(1), "fmpz_poly": fmpz_poly([1, 2]), "fmpz_mpoly": context.gens()[0],
          "fmpz_mpoly_ctx": context}


def outcome(way, value):
    try:
        return "equal" if way(value) == value else "other"
    except TypeError:
        return "TypeError"


seen = {name: [outcome(way, value) for way in WAYS.values()] for name, value in values.items()}
print(f"python-flint 0.9.0; {', '.join(WAYS)}:")
for name, found in seen.items():
    print(f"{name:15}", *found)
assert seen == {name: ["equal" if name in ("fmpz", "fmpq") else "TypeError"] * 3 for name in values}, "the behaviour has changed"
PY
