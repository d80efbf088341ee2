"""A fuzzer: `solve`, `verify`, `prove` and the walk are compared on random small games and on mutants of right strategies.

In:  a seed, and how many seconds, games and mutants.
Out: a table of what was found by kind, and shrunk, runnable cases.  Open `compare.py` first.
"""
