"""The kernel: replays a proof against a statement about polynomials.

In:  a `Statement`: for all real numbers, if every hypothesis holds, then in some alternative everything holds (with no
     alternative: the hypotheses contradict each other); and its proof, a tree.
Out: a `Theorem`, which cannot exist unless the proof replays.  Raises `Rejected`, with one sentence, otherwise.

Every proof is by contradiction.  Facts are numbered: the hypotheses, then what each step down the tree adds.
1. `Deny` an alternative: one of its facts fails, so there is a branch for each failure.
2. `Split` on a polynomial: its branches cover negative, zero and positive.  A lemma is a split with a closed branch.
3. `Identity` closes a branch:  sum of c_i * product of facts * squares + sum of cofactor * equation = 0,  c_i > 0,
   facts > 0 or >= 0, and one term at least positive: facts > 0 only, no square.  On paper, with the denied goal on the
   other side:  multiplier * goal = sum of c_i * squares * products of hypotheses.
Numbers are whole: what is to be >= 0 may be multiplied by a positive integer.  It needs nothing but Python:
``python -m symbolic_alliance.certificate FILE.json`` checks a deposited set of claims; ``--print`` writes out what they say.
"""

import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

Polynomial = tuple[tuple[tuple[int, ...], int], ...]  # terms: exponents and coefficient, largest exponents first

FORMAT = "symbolic_alliance certificates, version 1"
LARGEST_FILE, LARGEST_NUMBER, LARGEST_EXPONENT, MOST_FACTORS, MOST_STEPS, DEEPEST = 10**8, 10**999, 255, 400, 10**7, 99
BITS = 20  # of one exponent in a packed monomial: MOST_FACTORS * LARGEST_EXPONENT < 2**BITS, so that none overflows
SIGNS = {"<": "-", "<=": "-0", "=": "0", ">=": "0+", ">": "+"}
FAILURES = {">": ("<=",), ">=": ("<",), "=": ("<", ">")}


class Rejected(ValueError):
    """A proof that does not replay, or data that is no statement and proof; the message is one sentence."""


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise Rejected(sentence)


@dataclass(frozen=True)
class Fact:
    """``polynomial relation 0``, the relation one of ``>``, ``>=``, ``=``."""

    relation: str
    polynomial: Polynomial


@dataclass(frozen=True)
class Statement:
    """For all real values of the variables: if all hypotheses hold, then so does every fact of some alternative."""

    variables: tuple[str, ...]
    hypotheses: tuple[Fact, ...]
    alternatives: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True)
class Term:
    """A positive whole number times the facts with these numbers (repeated for a power) times squares."""

    coefficient: int
    facts: tuple[int, ...]
    squares: tuple[Polynomial, ...] = ()


@dataclass(frozen=True)
class Identity:
    """Terms and ``(number of an equation, cofactor)`` that add up to zero, one term being positive."""

    terms: tuple[Term, ...]
    equations: tuple[tuple[int, Polynomial], ...] = ()


@dataclass(frozen=True)
class Split:
    """Branches ``(relation, proof)`` that cover every sign of the polynomial; each adds ``polynomial relation 0``."""

    polynomial: Polynomial
    branches: tuple[tuple[str, "Proof"], ...]


@dataclass(frozen=True)
class Deny:
    """One branch for each way in which the alternative can fail, in order: < and > where an equation fails."""

    alternative: int
    branches: tuple["Proof", ...]


Proof = Identity | Split | Deny
PARTS = (Fact, Statement, Term, Identity, Split, Deny)


@dataclass(frozen=True)
class Theorem:
    """A statement with a proof that replayed when this value was made, however it was made."""

    statement: Statement
    proof: Proof

    def __post_init__(self) -> None:
        _require(_is_plain((self.statement, self.proof)), "a part is no tuple, whole number, text or step of a proof")
        _Replay(self.statement).node(self.proof, self.statement.hypotheses)

    def __reduce__(self) -> tuple[type["Theorem"], tuple[Statement, Proof]]:
        return Theorem, (self.statement, self.proof)  # a copy from another process is replayed again


def _is_plain(data: Any) -> bool:
    """Whether data is made of tuples and of what this file defines: no list that changes, no iterator that runs dry."""
    seen, fresh = dict[int, Any](), [data]
    while fresh and {*map(type, fresh)} <= {tuple, int, str, *PARTS}:
        whole = {id(one): one for one in fresh if type(one) not in (int, str) and id(one) not in seen}
        seen |= whole
        fresh = [*chain.from_iterable(one if type(one) is tuple else vars(one).values() for one in whole.values())]
    return not fresh


def fact(polynomial: Polynomial, relation: str) -> Fact:
    """The fact ``polynomial relation 0``; p < 0 is written -p > 0."""
    if relation not in ("<", "<="):
        return Fact(relation, polynomial)
    return Fact(relation.replace("<", ">"), tuple((exponents, -coefficient) for exponents, coefficient in polynomial))


def failures(holds: Fact) -> tuple[Fact, ...]:
    """The ways in which a fact can fail: an equation by either sign."""
    return tuple(fact(holds.polynomial, relation) for relation in FAILURES[holds.relation])


class _Replay:
    """One replay of one proof; it counts its steps, so that no proof can run on without end."""

    def __init__(self, statement: Statement) -> None:
        self.statement, self.steps, self.count = statement, 0, len(statement.variables)
        for stated in chain(statement.hypotheses, *statement.alternatives):
            _require(stated.relation in FAILURES, "a fact has an unknown relation")
            _pack(stated.polynomial, self.count)

    def node(self, proof: Proof, facts: tuple[Fact, ...]) -> None:
        """Replay one node of the tree below these facts."""
        if isinstance(proof, Identity):
            self.identity(proof, facts)
        elif isinstance(proof, Split):
            signs = {sign for relation, _ in proof.branches for sign in SIGNS.get(relation, "?")}
            _require(signs == set("-0+"), "a split misses a sign")
            _pack(proof.polynomial, self.count)
            for relation, branch in proof.branches:
                self.node(branch, (*facts, fact(proof.polynomial, relation)))
        elif isinstance(proof, Deny):
            _require(type(proof.alternative) is int and 0 <= proof.alternative < len(self.statement.alternatives),
                     "an alternative does not exist")
            ways = [way for one in self.statement.alternatives[proof.alternative] for way in failures(one)]
            _require(len(ways) == len(proof.branches), "an alternative fails in other ways than are treated")
            for way, denied in zip(ways, proof.branches, strict=True):
                self.node(denied, (*facts, way))
        else:
            raise Rejected(f"{type(proof).__name__} is no step of a proof")

    def identity(self, proof: Identity, facts: tuple[Fact, ...]) -> None:
        """Check that the terms and equations add up to zero, and that one term is strictly positive."""
        total, is_positive = dict[int, int](), False
        for term in proof.terms:
            _require(type(term.coefficient) is int and term.coefficient > 0, "a coefficient is no positive integer")
            used = self.known(term.facts, facts, (">", ">="))
            is_positive = is_positive or (all(one.relation == ">" for one in used) and not term.squares)
            self.add(total, term.coefficient, [*(one.polynomial for one in used), *term.squares, *term.squares])
        for number, cofactor in proof.equations:
            self.add(total, 1, [self.known((number,), facts, ("=",))[0].polynomial, cofactor])
        _require(not any(total.values()), "the terms of an identity do not add up to zero")
        _require(is_positive, "no term of an identity is strictly positive")

    def known(self, numbers: tuple[int, ...], facts: tuple[Fact, ...], relations: tuple[str, ...]) -> list[Fact]:
        """The facts of these numbers, each of a kind that may stand there."""
        _require(all(type(n) is int and 0 <= n < len(facts) and facts[n].relation in relations for n in numbers),
                 "a fact does not exist, or an equation and an inequality are confused")
        return [facts[number] for number in numbers]

    def add(self, total: dict[int, int], coefficient: int, factors: list[Polynomial]) -> None:
        """Add a product to the total, all in packed monomials: multiplying two adds their codes."""
        _require(len(factors) <= MOST_FACTORS, "a product has too many factors")
        product = {0: coefficient}
        for factor in sorted((_pack(one, self.count) for one in factors), key=len):
            self.steps, grown = self.steps + len(product) * len(factor), dict[int, int]()
            _require(self.steps <= MOST_STEPS, "the proof takes too many steps to replay")
            for left, a in product.items():
                for right, b in factor.items():
                    grown[left + right] = grown.get(left + right, 0) + a * b
            _require(max(map(abs, grown.values()), default=0) <= LARGEST_NUMBER, "a number grows too large")
            product = grown
        for monomial, value in product.items():
            total[monomial] = total.get(monomial, 0) + value


@lru_cache(maxsize=2**16)
def _pack(polynomial: Polynomial, count: int) -> dict[int, int]:
    """A plain polynomial with each monomial as one number, `BITS` bits an exponent, once its form has been checked."""
    _require(all(type(c) is int and 0 < abs(c) <= LARGEST_NUMBER and len(es) == count
                 and all(type(e) is int and 0 <= e <= LARGEST_EXPONENT for e in es) for es, c in polynomial),
             "a coefficient or an exponent is wrong")
    packed = {sum(e << BITS * place for place, e in enumerate(exponents)): c for exponents, c in polynomial}
    _require(len(packed) == len(polynomial), "a polynomial lists a monomial twice")
    return packed


def write_polynomial(polynomial: Polynomial, variables: tuple[str, ...]) -> str:
    """The polynomial as text, such as ``x^2*y - 3*x + 1``."""
    text = ""
    for exponents, coefficient in polynomial:
        powers = [name if e == 1 else f"{name}^{e}" for name, e in zip(variables, exponents, strict=True) if e]
        size = [] if abs(coefficient) == 1 and powers else [str(abs(coefficient))]
        text += (" - " if coefficient < 0 else " + ") + "*".join(size + powers)
    return re.sub(r"^ (-|\+) ", lambda sign: sign[1].strip("+"), text) or "0"


def write_statement(statement: Statement) -> str:
    """The statement as a reader sees it, one hypothesis or alternative a line."""
    given, *stated = ([f"{write_polynomial(one.polynomial, statement.variables)} {one.relation} 0" for one in facts]
                      for facts in (statement.hypotheses, *statement.alternatives))
    alternatives = "\n  or   ".join(" and ".join(facts) or "true" for facts in stated) or "a contradiction"
    hypotheses = "\n  and  ".join(given) or "true"
    return f"  for all real {', '.join(statement.variables)}\n  if   {hypotheses}\n  then {alternatives}"


def read_polynomial(text: Any, variables: tuple[str, ...]) -> Polynomial:
    """Read what `write_polynomial` writes, and nothing else: ``"x^2 - 3*y"`` is ``(((2, 0), 1), ((0, 1), -3))``."""
    _require(type(text) is str, f"{str(text)[:40]!r} is no text")
    return _read_once(text, variables)


@lru_cache(maxsize=2**16)
def _read_once(text: str, variables: tuple[str, ...]) -> Polynomial:
    terms: dict[tuple[int, ...], int] = {}
    for sign, product in re.findall(r" ([+-]) ([^ ]*)", re.sub("^-?", lambda start: f" {start[0] or '+'} ", text)):
        size, exponents = 1, dict.fromkeys(variables, 0)
        for name, _, exponent in (factor.partition("^") for factor in product.split("*")):
            if re.fullmatch("[0-9]{1,1001}", name, re.ASCII):
                size = int(name)
            else:
                _require(name in exponents, f"{name[:40]!r} is no variable")
                exponents[name] = int(exponent) if re.fullmatch("[0-9]{1,3}", exponent, re.ASCII) else 1
        terms[tuple(exponents.values())] = -size if sign == "-" else size
    polynomial = tuple(sorted((term for term in terms.items() if term[1]), reverse=True))
    _require(write_polynomial(polynomial, variables) == text, f"{text[:40]!r} is no polynomial in standard form")
    return polynomial


def _fields(data: Any, *names: str) -> list[Any]:
    _require(isinstance(data, dict) and list(data) == list(names), f"an entry needs the fields {', '.join(names)}")
    return list(data.values())


def _items(data: Any, of: int = 0) -> list[Any]:
    _require(isinstance(data, list), f"expected a list, found a {type(data).__name__}")
    _require(not of or all(isinstance(item, list) and len(item) == of for item in data), f"expected lists of {of}")
    return data


def _pairs(data: Any, variables: tuple[str, ...]) -> list[tuple[Any, Polynomial]]:
    return [(label, read_polynomial(text, variables)) for label, text in _items(data, of=2)]


def _read_proof(data: Any, variables: tuple[str, ...], depth: int = 0) -> Proof:
    _require(depth <= DEEPEST and isinstance(data, dict), "a step of a proof is malformed or too deep")
    if "deny" in data:
        alternative, branches = _fields(data, "deny", "branches")
        return Deny(alternative, tuple(_read_proof(branch, variables, depth + 1) for branch in _items(branches)))
    if "split" in data:
        text, branches = _fields(data, "split", "branches")
        return Split(read_polynomial(text, variables), tuple(
            (str(pair[0]), _read_proof(pair[1], variables, depth + 1)) for pair in _items(branches, of=2)))
    terms, equations = _fields(data, "terms", "equations")
    return Identity(tuple(  # a coefficient that some readers of JSON would round is text
        Term(int(c) if isinstance(c, str) and re.fullmatch("[1-9][0-9]{15,999}", c, re.ASCII) else c, tuple(_items(facts)),
             tuple(read_polynomial(square, variables) for square in _items(squares)))
        for c, facts, squares in _items(terms, of=3)), tuple(_pairs(equations, variables)))


def read_theorem(data: Any) -> Theorem:
    """Replay one case as read from JSON; raises `Rejected`."""
    names, hypotheses, alternatives, proof = _fields(data, "variables", "hypotheses", "alternatives", "proof")
    variables = tuple(name if isinstance(name, str) else "" for name in _items(names))
    _require(len(set(variables)) == len(variables) and all(name.isascii() and name.isidentifier() for name in variables),
             "a variable is listed twice or has no proper name")
    given, *stated = (tuple(Fact(str(relation), p) for relation, p in _pairs(facts, variables))
                      for facts in (hypotheses, *_items(alternatives)))
    return Theorem(Statement(variables, given, tuple(stated)), _read_proof(proof, variables))


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _require(len(dict(pairs)) == len(pairs), f"an entry gives one of {', '.join(dict(pairs))[:80]} twice")
    return dict(pairs)


def read_claims(text: str) -> dict[str, list[Any]]:
    """The claims of a deposited file, name -> its cases, none of them believed yet; raises `Rejected`."""
    try:
        _require(len(text) <= LARGEST_FILE, "it is too large")
        data = json.loads(text, object_pairs_hook=_refuse_duplicates)
    except (RecursionError, ValueError) as error:
        raise Rejected(f"the file is no JSON of this kind: {error}") from None
    form, claims = _fields(data, "format", "claims")
    _require(form == FORMAT and isinstance(claims, dict) and len(claims) > 0, f"expected claims as {FORMAT!r}")
    return {name: _items(cases) for name, cases in claims.items()}


def main(arguments: list[str]) -> int:
    """Check deposited files; the status is 0 if every claim holds, 1 if one does not, 2 if a file cannot be read."""
    files, held = [one for one in arguments if one != "--print"], 0
    try:
        claims = [claim for file in files for claim in read_claims(Path(file).read_text("utf-8")).items()]
    except (OSError, ValueError) as reason:
        sys.stderr.write(f"cannot check: {reason}\n")
        return 2
    for name, cases in claims:
        try:
            theorems = [read_theorem(case) for case in cases]
            held += len(theorems) > 0
            for number, theorem in enumerate(theorems if len(files) < len(arguments) else (), 1):
                sys.stdout.write(f"{name[:80]!r}, case {number} of {len(cases)}\n{write_statement(theorem.statement)}\n\n")
        except Rejected as reason:
            sys.stdout.write(f"{name[:80]!r} does not hold: {reason}\n")
    sys.stdout.write(f"{held} of {len(claims)} claims hold\n")
    return 0 if 0 < held == len(claims) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
