"""The derivation as a whole: from a paper's folder to its settled results, its lock and its diff.

In:  a folder with `derivations/`.
Out: a `Derivation`; its lock and certificates as files; what has changed between two of them.  Open `derive.py` first.
"""
