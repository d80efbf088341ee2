"""Typesetting: from an expression to a tree of boxes in house style, and from the tree to LaTeX, MathML and plain text."""
