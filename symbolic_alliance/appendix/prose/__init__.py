"""Proofs as data: from an equilibrium to sections of statements, sentences and formulas, which templates print."""
