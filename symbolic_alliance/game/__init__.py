"""The model: parameters and assumptions, the tree, and what an equilibrium of it is.

In:  names, relations and nodes, as an author writes them.
Out: checked, frozen values: `Parameters`, `Game`, `Strategy`, `Equilibrium`.  Open `tree.py` first.
"""
