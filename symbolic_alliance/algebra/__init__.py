"""Real algebra for the solver and the obligations: polynomials, charts, a bank of points and a sign oracle."""
