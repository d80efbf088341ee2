"""The printed form of an expression, and the reader that takes it back.

In:  a SymPy expression over named real symbols; or text from a lock, a file or a command line, which may be hostile.
Out: text that depends on the expression alone, not on SymPy's printer or its order of arguments; or the expression.

What is written: whole numbers, names, ``+ - * / ^``, ``sqrt`` and parentheses; positive terms first, then by letters.
The reader is a recursive descent over exactly that, with bounds on length, depth and the size of numbers.  A product
stays a list of factors until it ends, so that ``x/(2*(y + z))`` comes back with the factors that it was written from:
``read(write(e)) == e`` for every ``e`` that SymPy's own evaluation leaves alone, and ``write`` starts from such a one.
"""

import re
from collections.abc import Mapping
from enum import IntEnum

import sympy as sp

from symbolic_alliance.errors import RequestError

LONGEST, DEEPEST, MOST_DIGITS, LARGEST_POWER = 200_000, 60, 1_000, 1_000
ROOTS = (1, 2, 4, 8, 16)
_TOKEN = re.compile(r"\s*(?:([0-9]+)|([^\W\d]\w*)|([-+*/^()]))")
_HALF = sp.Rational(1, 2)


class _Level(IntEnum):
    """How tightly a written form binds."""

    SUM = 0
    PRODUCT = 1
    POWER = 2
    ATOM = 3


_Form = tuple[_Level, str]


def write(expression: sp.Basic) -> str:
    """Print an expression in the normal printed form.

    Max, Min, Piecewise, relations and their connectives are written as functions of their parts: a model's hash needs
    them, and the reader refuses them.  Raises `RequestError` for anything else that has no printed form.

    >>> x, y = sp.symbols("x y", real=True)
    >>> write(-y + x / 2 - 3 / (2 * x * (x + y)))
    'x/2 - 3/(2*x*(x + y)) - y'
    >>> write(sp.sqrt(x) ** 3 / sp.sqrt(2))
    'x^(3/2)*sqrt(2)/2'
    """
    try:
        return _form(_evaluated(sp.sympify(expression, strict=True)))[1]
    except sp.SympifyError:
        raise RequestError(f"{expression!r} has no printed form: it is no SymPy expression") from None


def _evaluated(expression: sp.Basic) -> sp.Basic:
    """The expression as SymPy's own constructors make it: the reader uses no others."""
    return expression.func(*map(_evaluated, expression.args)) if expression.args else expression


def _form(expression: sp.Basic) -> _Form:
    if expression.is_Add:
        return _Level.SUM, _sum(expression.args)
    if expression.is_Rational or expression.is_Mul or (expression.is_Pow and expression.exp.is_negative):
        sign, level, text = _term(expression)
        return (_Level.SUM, sign + text) if sign else (level, text)
    if expression.is_Symbol:
        return _Level.ATOM, str(expression.name)
    if expression.is_Pow:
        return _power(*expression.args)
    if isinstance(expression, sp.Abs):
        return _Level.ATOM, f"sqrt({_form(expression.args[0] ** 2)[1]})"  # |x| = sqrt(x^2)
    return _Level.ATOM, _function(expression)


def _sum(terms: tuple[sp.Expr, ...]) -> str:
    signed = sorted((sign, text.lstrip("0123456789*"), text) for sign, _, text in map(_term, terms))
    joined = "".join((" - " if sign else " + ") + text for sign, _, text in signed)
    return ("-" if joined.startswith(" - ") else "") + joined[3:]


def _term(term: sp.Expr) -> tuple[str, _Level, str]:
    """The sign of a term, and the rest as one quotient."""
    coefficient, factors = term.as_coeff_mul()
    numerator, denominator = abs(int(coefficient.p)), int(coefficient.q)
    above: list[_Form] = []
    below: list[_Form] = []
    for base, exponent in (factor.args if factor.is_Pow else (factor, sp.S.One) for factor in factors):
        (below if exponent.is_negative else above).append(_power(base, abs(exponent)))
    sign = "-" if coefficient.is_negative else ""
    form = _product(numerator, above)
    if denominator == 1 and not below:
        return sign, *form
    below_form = _product(denominator, below)
    return sign, _Level.PRODUCT, f"{_enclose(form, _Level.PRODUCT)}/{_enclose(below_form, _Level.POWER)}"


def _product(number: int, factors: list[_Form]) -> _Form:
    """A number, then names, then roots, then sums; one factor stays as tight as it is."""
    if number == 1 and len(factors) == 1:
        return factors[0]
    ordered = sorted(factors, key=_place)
    written = ([str(number)] if number != 1 or not factors else []) + [_enclose(form, _Level.POWER) for form in ordered]
    return (_Level.ATOM if len(written) == 1 else _Level.PRODUCT), "*".join(written)


def _place(form: _Form) -> tuple[bool, bool, str]:
    level, text = form
    return level == _Level.SUM or text.startswith("("), text.startswith("sqrt("), text


def _power(base: sp.Expr, exponent: sp.Expr) -> _Form:
    if not exponent.is_Rational or exponent.q not in ROOTS:
        raise RequestError(f"({base})**({exponent}) has no printed form: only square roots have one")
    if exponent == 1:
        return _form(base)
    if exponent == _HALF:
        return _Level.ATOM, f"sqrt({_form(base)[1]})"
    written = str(exponent) if exponent.is_Integer else f"({exponent})"
    return _Level.POWER, f"{_enclose(_form(base), _Level.ATOM)}^{written}"


def _enclose(form: _Form, needed: _Level) -> str:
    level, text = form
    return text if level >= needed else f"({text})"


_ORDERED = {sp.StrictGreaterThan: "greater", sp.GreaterThan: "at_least", sp.StrictLessThan: "less",
            sp.LessThan: "at_most", sp.Piecewise: "piecewise", sp.functions.elementary.piecewise.ExprCondPair: "piece"}
_UNORDERED = {sp.Max: "max", sp.Min: "min", sp.And: "and", sp.Or: "or", sp.Eq: "equal", sp.Ne: "unequal"}


def _function(expression: sp.Basic) -> str:
    if expression in (sp.true, sp.false):
        return str(expression).lower()
    parts = [_form(argument)[1] for argument in expression.args]
    if type(expression) in _ORDERED:
        return f"{_ORDERED[type(expression)]}({', '.join(parts)})"
    if type(expression) in _UNORDERED:
        return f"{_UNORDERED[type(expression)]}({', '.join(sorted(parts))})"
    raise RequestError(f"{expression} has no printed form: it is no rational function with square roots")


def read(text: str, symbols: Mapping[str, sp.Symbol]) -> sp.Expr:
    """Read an expression in the printed form over the given names, without evaluating text as code.

    Raises `RequestError` that says what is wrong and where: an unknown name, a character that does not belong, a
    division by zero, the root of a negative number, or a text beyond the bounds on length, depth and size.

    >>> x = sp.Symbol("x", real=True)
    >>> read("(x^2 - 1)/(2*sqrt(x))", {"x": x})
    (x**2 - 1)/(2*sqrt(x))
    >>> read("x + k_A", {"x": x})
    Traceback (most recent call last):
        ...
    symbolic_alliance.errors.RequestError: "x + k_A": 'k_A' is no name here; the names are x
    """
    reader = _Reader(text, symbols)
    factors = reader.sum(0)
    reader.expect("")
    return sp.Mul(*factors)


class _Reader:
    """The tokens of one text and the place in them; every method reads one construct and moves on."""

    def __init__(self, text: str, symbols: Mapping[str, sp.Symbol]) -> None:
        self.text, self.symbols, self.place = text, symbols, 0
        if len(text) > LONGEST:
            raise self.refused(f"is longer than {LONGEST} characters")
        self.tokens = self.split()

    def refused(self, reason: str) -> RequestError:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return RequestError(f'"{shown}": {reason}')

    def split(self) -> list[str]:
        tokens, start = [], 0
        while start < len(self.text.rstrip()):
            match = _TOKEN.match(self.text, start)
            if match is None:
                raise self.refused(f"{self.text[start:].lstrip()[0]!r} does not belong in an expression")
            tokens.append(match.group().strip())
            start = match.end()
        return [*tokens, ""]

    @property
    def next(self) -> str:
        return self.tokens[self.place]

    def take(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, token: str) -> None:
        found = self.take()
        if found != token:
            raise self.misplaced(repr(token) if token else "the end", found)

    def misplaced(self, expected: str, found: str) -> RequestError:
        return self.refused(f"expected {expected}, found {repr(found) if found else 'the end'}")

    def sum(self, depth: int) -> list[sp.Expr]:
        """Terms with signs; a single one stays a list of factors."""
        if depth > DEEPEST:
            raise self.refused(f"is nested more than {DEEPEST} deep")
        terms = [self.signed_product(depth)]
        while self.next in ("+", "-"):
            terms.append(self.signed_product(depth))
        return terms[0] if len(terms) == 1 else [sp.Add(*(sp.Mul(*factors) for factors in terms))]

    def signed_product(self, depth: int) -> list[sp.Expr]:
        sign = self.take() if self.next in ("+", "-") else "+"
        factors = self.power(depth, 1)
        while self.next in ("*", "/"):
            factors += self.power(depth, 1 if self.take() == "*" else -1)
        return [sp.S.NegativeOne, *factors] if sign == "-" else factors

    def power(self, depth: int, sign: int) -> list[sp.Expr]:
        factors = self.atom(depth)
        exponent = sp.Integer(sign)
        if self.next == "^":
            self.take()
            exponent *= self.exponent()
        if exponent.q != 1:  # (x*y)^(3/2) is no product of powers where x and y are negative
            factors = [sp.Mul(*factors)]
        return factors if exponent == 1 else [self.raised(factor, exponent) for factor in factors]

    def atom(self, depth: int) -> list[sp.Expr]:
        token = self.take()
        if token == "(" or (token == "sqrt" and self.next == "("):
            if token == "sqrt":
                self.take()
            factors = self.sum(depth + 1)
            self.expect(")")
            return factors if token == "(" else [self.raised(sp.Mul(*factors), _HALF)]
        if token.isdecimal():
            return [self.number(token)]
        if token in self.symbols:
            return [self.symbols[token]]
        if token.isidentifier():
            raise self.refused(f"{token!r} is no name here; the names are {', '.join(self.symbols)}")
        raise self.misplaced("a number, a name or '('", token)

    def number(self, digits: str) -> sp.Integer:
        if len(digits) > MOST_DIGITS:
            raise self.refused(f"a number has more than {MOST_DIGITS} digits")
        return sp.Integer(int(digits))

    def exponent(self) -> sp.Rational:
        """``^2`` or ``^(3/2)``."""
        if self.next != "(":
            return self.whole_exponent()
        self.take()
        exponent = self.whole_exponent()
        if self.next == "/":
            self.take()
            root = self.whole_exponent()
            if root not in ROOTS:
                raise self.refused(f"the exponent {exponent}/{root} is not of a square root")
            exponent /= root
        self.expect(")")
        return exponent

    def whole_exponent(self) -> sp.Integer:
        if not self.next.isdecimal():
            raise self.misplaced("a whole number as exponent, or a half such as (3/2)", self.next)
        exponent = self.number(self.take())
        if exponent > LARGEST_POWER:
            raise self.refused(f"an exponent is larger than {LARGEST_POWER}")
        return exponent

    def raised(self, base: sp.Expr, exponent: sp.Rational) -> sp.Expr:
        if exponent.is_negative and base.is_number and base.is_zero:
            raise self.refused("divides by zero")
        if base.is_Rational and abs(exponent) * max(len(str(base.p)), len(str(base.q))) > 4 * MOST_DIGITS:
            raise self.refused(f"a power has more than {4 * MOST_DIGITS} digits")
        value = base**exponent
        if exponent.q != 1 and (value.has(sp.I) or (base.is_number and base.is_negative)):
            raise self.refused("takes the square root of a negative number")
        return value
