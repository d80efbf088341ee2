"""From a closed form to the form that is printed, as LaTeX, MathML or text.

In:  a SymPy expression and the model's style.
Out: a display tree, and its text in each notation.  Open `latex.py` first.
"""
