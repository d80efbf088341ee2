"""The SymPy expression that a display tree stands for: the way back, for checks and for questions of sign."""

import sympy as sp

from symbolic_alliance.typeset.layout import Applied, Layout, Name, Numeral, Power, Product, Quotient, Root, Sum, Word

FUNCTIONS = {"max": sp.Max, "min": sp.Min, "abs": sp.Abs}


def expression_of(layout: Layout) -> sp.Expr:
    """Read a layout as an expression; raises `TypeError` for a relation, a sequence or a case.

    >>> expression_of(Quotient(Name("q", "q"), Sum(((1, Numeral(1)), (-1, Name("w", "w"))))))
    q/(1 - w)
    """
    match layout:
        case Numeral(value):
            return sp.Integer(value)
        case Name(name, _):
            return sp.Symbol(name, real=True)
        case Sum(terms):
            return sp.Add(*(sign * expression_of(term) for sign, term in terms))
        case Product(factors):
            return sp.Mul(*map(expression_of, factors))
        case Quotient(numerator, denominator):
            return expression_of(numerator) / expression_of(denominator)
        case Power(base, exponent):
            return expression_of(base) ** exponent
        case Root(radicand):
            return sp.sqrt(expression_of(radicand))
        case Applied(Word(text), arguments) if text in FUNCTIONS:
            return FUNCTIONS[text](*map(expression_of, arguments))
    raise TypeError(f"{type(layout).__name__} is no expression")

