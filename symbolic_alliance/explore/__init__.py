"""Numbers: a derivation at exact points, on arrays and in figures, and the walk through its tree.

In:  a `Derivation`, and a point, arrays or ranges of its parameters.
Out: a report, a NumPy function, a figure, or what the walk disagrees with.  Open `report.py` first.
"""
