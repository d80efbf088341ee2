"""Search for proofs and counterexamples: untrusted, since the kernel replays what is found.

`prove` settles a claim as printed, `settle` a statement about polynomials.
"""

from symbolic_alliance.prover.settle import Outcome, settle, witness
from symbolic_alliance.prover.verdict import prove, refutes

__all__ = ["Outcome", "prove", "refutes", "settle", "witness"]
