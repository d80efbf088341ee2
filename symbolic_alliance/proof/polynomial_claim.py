"""The one short way from a claim as printed to the polynomials that the kernel sees.

In:  a `Claim` about rational functions with square roots.
Out: `PolynomialCase` values; the claim holds exactly where all of them do.
Method, and nothing is proved here, so that nothing here needs to be trusted with a sign:
1. a square root of X = N/D becomes a new name r:  D r^2 = N,  r >= 0;
2. a relation N/D > 0 becomes  N D > 0,  even powers of D's factors dropped, and each factor of D is not 0 (its square is
   > 0): beside a hypothesis as another hypothesis, beside a conclusion as something more to be shown;
3. a root that only the conclusion speaks of may have no value: then there is one more case, X < 0 (or D = 0), in which
   the alternatives that use it fail.  An expression without a value makes its relation false.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import gcd
from operator import mul

import sympy as sp
from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from symbolic_alliance.certificate import Fact, Polynomial, Statement, fact
from symbolic_alliance.closed_form.polynomial_reader import is_square_root, read
from symbolic_alliance.errors import RequestError
from symbolic_alliance.proof.claim import Claim, Inequality


@dataclass(frozen=True)
class PolynomialCase:
    """A statement for the kernel, the source of each of its hypotheses, and the square roots that it names."""

    statement: Statement
    sources: tuple[str, ...]
    roots: tuple[tuple[str, sp.Expr], ...] = ()


@dataclass(frozen=True)
class _Fraction:
    """A value as numerator and denominator; ``divisors`` are all that was divided by on the way."""

    numerator: fmpz_mpoly
    denominator: fmpz_mpoly
    divisors: tuple[fmpz_mpoly, ...] = ()

    def __add__(self, other: "_Fraction") -> "_Fraction":
        common = self.denominator.gcd(other.denominator)
        missing = other.denominator // common
        return _Fraction(self.numerator * missing + other.numerator * (self.denominator // common),
                         self.denominator * missing, self.divisors + other.divisors)

    def __mul__(self, other: "_Fraction") -> "_Fraction":
        return _Fraction(self.numerator * other.numerator, self.denominator * other.denominator,
                         self.divisors + other.divisors)

    def __pow__(self, exponent: int) -> "_Fraction":
        if exponent >= 0:
            return _Fraction(self.numerator**exponent, self.denominator**exponent, self.divisors)
        if self.numerator == 0:
            raise RequestError("a claim divides by zero")
        return _Fraction(self.denominator**-exponent, self.numerator**-exponent, (*self.divisors, self.numerator))


@dataclass(frozen=True)
class _Root:
    """A named square root: its defining fraction and the facts that say what it is."""

    name: str
    expression: sp.Expr
    radicand: _Fraction
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class _Relation:
    """A relation as facts about polynomials, with the roots that it uses."""

    facts: tuple[Fact, ...]
    roots: tuple[str, ...]


@dataclass(frozen=True)
class _Pending:
    """The cases still to be told apart: what is given, what may be concluded, which roots may lack a value."""

    given: tuple[tuple[Fact, str], ...]
    alternatives: tuple[_Relation, ...]
    undecided: tuple[_Root, ...]
    named: tuple[_Root, ...]


def polynomial_cases(claim: Claim) -> tuple[PolynomialCase, ...]:
    """Restate a claim as statements about polynomials, all of which must hold.

    Raises `RequestError` naming what is neither a rational function nor a square root of one.

    >>> from symbolic_alliance.certificate import write_polynomial
    >>> from symbolic_alliance.proof.claim import ClaimKind
    >>> m, c = sp.symbols("m c", real=True)
    >>> given, below_one = (Inequality(m), Inequality(c, True)), Inequality(1 - m / (m + c), True)
    >>> claim = Claim("chance", ClaimKind.THEOREM, "", given, ((below_one,),))
    >>> case, = polynomial_cases(claim)
    >>> [f"{write_polynomial(f.polynomial, case.statement.variables)} {f.relation} 0" for f in case.statement.alternatives[0]]
    ['c^2 + c*m > 0', 'c^2 + 2*c*m + m^2 > 0']
    """
    translator = _translator_of(claim)
    given = [(one, inequality.source) for inequality in claim.hypotheses
             for one in translator.relation(inequality).facts]
    assumed = translator.roots_of([inequality.expression for inequality in claim.hypotheses])
    given += [(one, "") for root in assumed for one in root.facts]
    known = [one for one, _ in given]
    alternatives = tuple(translator.alternative(case, known) for case in claim.alternatives)
    names = {name for alternative in alternatives for name in alternative.roots}
    open_roots = tuple(root for root in translator.roots if root.name in names and root not in assumed)
    pending = _Pending(tuple(given), alternatives, open_roots, assumed)
    return tuple(_case(case, translator.variables) for case in _cases(pending, translator))


def _cases(pending: _Pending, translator: "_Translator") -> Iterator[_Pending]:
    """One case where every root has a value, and one for each way in which a root may have none."""
    if not pending.undecided:
        yield pending
        return
    root, *rest = pending.undecided
    yield from _cases(_Pending((*pending.given, *((one, "") for one in root.facts)), pending.alternatives, tuple(rest),
                               (*pending.named, root)), translator)
    without = tuple(alternative for alternative in pending.alternatives if root.name not in alternative.roots)
    still = tuple(other for other in rest if any(other.name in alternative.roots for alternative in without))
    for reason in translator.without_value(root.radicand):
        yield from _cases(_Pending((*pending.given, (reason, "")), without, still, pending.named), translator)


def _case(pending: _Pending, variables: tuple[str, ...]) -> PolynomialCase:
    """The statement of one case, in the variables that occur in it, each hypothesis once."""
    sources = dict(reversed(pending.given))
    hypotheses = tuple(dict.fromkeys(one for one, _ in pending.given))
    alternatives = tuple(alternative.facts for alternative in pending.alternatives)
    used = [index for index in range(len(variables))
            if any(exponents[index] for one in (*hypotheses, *(one for facts in alternatives for one in facts))
                   for exponents, _ in one.polynomial)]

    def narrow(one: Fact) -> Fact:
        return Fact(one.relation, tuple((tuple(e[index] for index in used), c) for e, c in one.polynomial))

    statement = Statement(tuple(variables[index] for index in used), tuple(map(narrow, hypotheses)),
                          tuple(tuple(map(narrow, facts)) for facts in alternatives))
    return PolynomialCase(statement, tuple(sources[one] for one in hypotheses),
                          tuple((root.name, root.expression) for root in pending.named))


def _translator_of(claim: Claim) -> "_Translator":
    """What translates a claim; claims in the same symbols and square roots share it."""
    relations = (*claim.hypotheses, *(one for case in claim.alternatives for one in case))
    expressions = [inequality.expression for inequality in relations]
    symbols = sorted({symbol for one in expressions for symbol in _symbols(one)}, key=lambda one: one.name)
    return _translator(tuple(symbols), tuple(dict.fromkeys(part.base for one in expressions for part in _square_roots(one))))


@lru_cache(maxsize=256)
def _translator(symbols: tuple[sp.Symbol, ...], radicals: tuple[sp.Expr, ...]) -> "_Translator":
    return _Translator(symbols, radicals)


class _Translator:
    """The polynomials of claims: a ring of their symbols and of their square roots, inner ones first."""

    def __init__(self, symbols: tuple[sp.Symbol, ...], radicals: tuple[sp.Expr, ...]) -> None:
        self.symbols = symbols
        names = [symbol.name for symbol in self.symbols]
        strange = next((name for name in names if not (name.isascii() and name.isidentifier())), None)
        if strange is not None:
            raise RequestError(f"a claim speaks of {strange!r}, which is no name here: use unaccented letters, digits and "
                               "underscores")
        other = next((symbol.name for symbol in self.symbols if symbol != sp.Symbol(symbol.name, real=True)), None)
        if other is not None:
            raise RequestError(f"a claim speaks of a symbol {other} that is no plain real one: declare it as "
                               f"sp.Symbol({other!r}, real=True), and state its sign as a hypothesis")
        prefix = "root"
        while any(name.startswith(prefix) for name in names):
            prefix = f"_{prefix}"
        self.variables = (*names, *(f"{prefix}_{index + 1}" for index in range(len(radicals))))
        self.ring = fmpz_mpoly_ctx.get(self.variables, Ordering.lex)
        self.values = dict(zip(self.symbols, self.ring.gens()[:len(self.symbols)], strict=True))
        self.roots: tuple[_Root, ...] = ()
        self.known_roots: dict[sp.Expr, fmpz_mpoly] = {}
        self._relations: dict[tuple[sp.Expr, bool], _Relation] = {}
        for index, radicand in enumerate(radicals, len(self.symbols)):
            self._name(radicand, self.ring.gens()[index], self.variables[index])

    def _name(self, radicand: sp.Expr, root: fmpz_mpoly, name: str) -> None:
        inside = self.fraction(radicand)
        definition = inside.denominator * root * root - inside.numerator
        facts = (Fact("=", plain(definition)), Fact(">=", plain(root)), *self._nonzero(inside.divisors))
        self.roots = (*self.roots, _Root(name, sp.sqrt(radicand), inside, facts))
        self.known_roots[radicand] = root

    def roots_of(self, expressions: Sequence[sp.Expr]) -> tuple[_Root, ...]:
        """The named roots that occur in these expressions."""
        found = [part.base for one in expressions for part in _square_roots(one)]
        return tuple(root for root, radicand in zip(self.roots, self.known_roots, strict=True) if radicand in found)

    def alternative(self, case: Sequence[Inequality], known: Sequence[Fact]) -> _Relation:
        """A conjunction of the conclusion, with what must be shown for it to have a value."""
        relations = [self.relation(inequality) for inequality in case]
        facts = dict.fromkeys(one for relation in relations for one in relation.facts)
        own = {relation.facts[0] for relation in relations}
        return _Relation(tuple(one for one in facts if one in own or one not in known),
                         tuple(root.name for root in self.roots_of([inequality.expression for inequality in case])))

    def relation(self, inequality: Inequality) -> _Relation:
        """One inequality, and that nothing in it is divided by zero."""
        key = inequality.expression, inequality.strict
        if key not in self._relations:
            self._relations[key] = self._relation(inequality)
        return self._relations[key]

    def _relation(self, inequality: Inequality) -> _Relation:
        value = self.fraction(inequality.expression)
        common = value.numerator.gcd(value.denominator)
        constant, factors = (value.denominator // common).factor()
        odd = [factor for factor, exponent in factors if exponent % 2]
        product = reduce(mul, odd, (value.numerator // common) * (1 if constant > 0 else -1))
        return _Relation((Fact(">" if inequality.strict else ">=", plain(product)), *self._nonzero(value.divisors)), ())

    def without_value(self, radicand: _Fraction) -> Iterator[Fact]:
        """The ways in which a square root can have no value."""
        yield fact(plain(radicand.numerator * radicand.denominator), "<")
        for divisor in self._factors(radicand.divisors):
            yield Fact("=", plain(divisor))

    def _nonzero(self, divisors: Sequence[fmpz_mpoly]) -> tuple[Fact, ...]:
        return tuple(Fact(">", plain(divisor * divisor)) for divisor in self._factors(divisors))

    def _factors(self, divisors: Sequence[fmpz_mpoly]) -> tuple[fmpz_mpoly, ...]:
        return tuple({str(factor): factor for divisor in divisors for factor, _ in divisor.factor()[1]}.values())

    def fraction(self, expression: sp.Expr) -> _Fraction:
        """An expression as a fraction, nothing cancelled that could be zero without a trace in ``divisors``."""
        constant = self.ring.constant
        return read(expression, lambda above, below: _Fraction(constant(above), constant(below)), self._leaf)

    def _leaf(self, leaf: sp.Expr) -> _Fraction:
        if leaf in self.values:
            return _Fraction(self.values[leaf], self.ring.constant(1))
        if is_square_root(leaf):
            return _Fraction(self.known_roots[leaf.base], self.ring.constant(1)) ** int(leaf.exp.p)
        raise RequestError(f"{leaf} is neither a rational function nor a square root of one")


@lru_cache(maxsize=2**14)
def _square_roots(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """The square roots in an expression, inner ones first."""
    return tuple(filter(is_square_root, sp.postorder_traversal(expression)))


@lru_cache(maxsize=2**14)
def _symbols(expression: sp.Expr) -> tuple[sp.Symbol, ...]:
    return tuple(sorted(expression.free_symbols, key=lambda one: one.name))


def plain(polynomial: fmpz_mpoly) -> Polynomial:
    """A polynomial as the kernel's data, divided by its positive content."""
    terms = sorted(((tuple(map(int, exponents)), int(coefficient)) for exponents, coefficient in polynomial.terms()),
                   reverse=True)
    content = gcd(*(coefficient for _, coefficient in terms)) if terms else 1
    return tuple((exponents, coefficient // content) for exponents, coefficient in terms)
