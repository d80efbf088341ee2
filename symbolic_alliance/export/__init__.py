"""What leaves the project: proofs that others check with programs which are not ours.

In:  deposited certificates.
Out: theorems for Coq, with `Kernel.v`, the rules of a certificate and why they are sound; and `replay.mjs`, a replay of the
     same rules in plain JavaScript, which needs no package.  Open `coq.py` first.
"""
