"""From a claim to a certificate: the prover, its deposit of certificates, and SMT-LIB as another way in.

In:  a `Claim`, or a problem in SMT-LIB.
Out: a `Result`: verdict, grade and, where one is found, a certificate that the kernel replays.  Open `certify.py` first.
"""
