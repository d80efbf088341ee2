"""The SymPy expression that a display tree stands for: the way back, for checks and for questions of sign."""

from collections.abc import Callable

import sympy as sp

from symbolic_alliance.typeset.layout import Applied, Layout, Name, Numeral, Power, Product, Quotient, Root, Sum, Word

FUNCTIONS = {"max": sp.Max, "min": sp.Min, "abs": sp.Abs}


def _refuse(layout: Layout) -> sp.Expr:
    raise TypeError(f"{type(layout).__name__} is no expression")


def expression_of(layout: Layout, otherwise: Callable[[Layout], sp.Expr] = _refuse) -> sp.Expr:
    """Read a layout as an expression; raises `TypeError` for a relation, a sequence or a case, or is told ``otherwise``.

    >>> expression_of(Quotient(Name("q", "q"), Sum(((1, Numeral(1)), (-1, Name("w", "w"))))))
    q/(1 - w)
    """
    def read(part: Layout) -> sp.Expr:
        return expression_of(part, otherwise)

    match layout:
        case Numeral(value):
            return sp.Integer(value)
        case Name(name, _):
            return sp.Symbol(name, real=True)
        case Sum(terms):
            return sp.Add(*(sign * read(term) for sign, term in terms))
        case Product(factors):
            return sp.Mul(*map(read, factors))
        case Quotient(numerator, denominator):
            return read(numerator) / read(denominator)
        case Power(base, exponent):
            return read(base) ** exponent
        case Root(radicand):
            return sp.sqrt(read(radicand))
        case Applied(Word(text), arguments) if text in FUNCTIONS:
            return FUNCTIONS[text](*map(read, arguments))
    return otherwise(layout)

