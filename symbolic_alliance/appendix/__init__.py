"""The paper's appendix: proofs as data, then as LaTeX, HTML and plain text.

In:  a `Derivation` with its settled claims.
Out: the text of every definition, theorem, lemma and table, rendered through `templates/`.  Open `prose/sections.py` first.
"""
