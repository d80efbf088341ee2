"""What must hold: the obligations of a strategy and the theorems of a paper, as claims.

In:  a `Game` with a `Strategy`, or theorems about solved games.
Out: `Claim` values with their formulas, each settled into a `Result`.  Open `obligations.py` first.
"""
