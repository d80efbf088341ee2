"""Search for proofs and counterexamples: untrusted, since the kernel replays what is found.

`prove` settles a claim as printed, `settle` a statement about polynomials; `ledger` says which assumptions a claim needs.
"""

from symbolic_alliance.proof.prover.ledger import LedgerEntry, ledger
from symbolic_alliance.proof.prover.settling import Settlement, certificate_of, settle, witness
from symbolic_alliance.proof.prover.verdict import prove, with_witness

__all__ = ["LedgerEntry", "Settlement", "certificate_of", "ledger", "prove", "settle", "with_witness", "witness"]
