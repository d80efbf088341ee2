"""What leaves the project: proofs that others check with programs which are not ours.

In:  deposited certificates.
Out: `replay.mjs`, a replay of the same rules in plain JavaScript, which needs no package.
Open `replay.mjs` first.
"""
