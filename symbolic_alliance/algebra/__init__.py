"""Polynomials in the coordinates of one game: charts, the bank of points, the sign oracle, and cells.

In:  a game's expressions and conditions.
Out: the same as polynomials and literals, and answers to questions about their signs.  Open `arena.py` first.
"""
