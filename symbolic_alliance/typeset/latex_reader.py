r"""Read a printed formula back: the display tree of LaTeX as `tex` prints it, and as an author may retype it.

In:  the LaTeX of one formula, which may be hostile, and the names that it may use, each with the LaTeX that it is printed as.
Out: a `Layout`; `UnreadableFormula` where the text is no formula over these names.
Method: a recursive descent over tokens.  A name is the longest known one, so that ``m_O`` is a name and no product with a
subscript.  Juxtaposition is a product: only a name that is known as a function takes what stands in parentheses after it as
its arguments, so that ``k_A (1 - q)`` is a product.  Spaces, sizes of parentheses and places to break are passed over.
Nothing is evaluated, and length, depth and the size of numbers are bounded.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from symbolic_alliance.errors import UserError
from symbolic_alliance.typeset.layout import (
    Applied,
    CaseList,
    Formulas,
    Layout,
    Marked,
    Name,
    Numeral,
    Power,
    Product,
    Quotient,
    Relation,
    Root,
    Sum,
    Word,
)

LONGEST, DEEPEST, MOST_DIGITS, LARGEST_POWER = 20_000, 40, 60, 99
TOKEN = re.compile(r"\\(?:text|mbox|textrm)\s*\{(?P<text>[^{}]*)\}|\\begin\{(?P<begin>\w+\*?)\}|\\end\{(?P<end>\w+\*?)\}"
                   r"|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
SILENT = frozenset((
    "\\left", "\\right", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\biggl", "\\biggr", "\\big", "\\Big", "\\quad", "\\qquad",
    "\\,", "\\;", "\\:", "\\!", "\\ ", "~", "\\narrowbreak", "\\displaystyle", "\\textstyle"))
TIMES = ("\\cdot", "\\times")
SIGNS = {"=": "=", "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=", "\\ne": "!=", "\\neq": "!=",
         "\\in": "in", "\\lt": "<", "\\gt": ">"}
FUNCTIONS = {"\\max": "max", "\\min": "min"}
FRACTIONS = ("\\frac", "\\dfrac", "\\tfrac")
OPENED = ("(", "[", "\\{", "\\lbrace")
CLOSED = {"(": ")", "[": "]", "\\{": "\\}", "\\lbrace": "\\rbrace"}
END = "the end"

PrintedName = Name | Marked


class UnreadableFormula(UserError):
    """A text that is no formula over the known names; it says where."""


def read_latex(latex: str, names: Mapping[str, PrintedName], functions: Collection[PrintedName] = ()) -> Layout:
    r"""Read a formula over names, which are given by their LaTeX; ``functions`` are those that take arguments.

    >>> from symbolic_alliance.typeset.plain import plain
    >>> names = {"k_A": Name("k_A", "k_A"), "q": Name("q", "q"), r"\bar{m}": Name("m", r"\bar{m}")}
    >>> plain(read_latex(r"k_A (1 - q) \le \frac{q}{2 \bar m}", names))
    'k_A*(1 - q) <= q/(2*m)'
    >>> read_latex("k_B + q", names)
    Traceback (most recent call last):
        ...
    symbolic_alliance.typeset.latex_reader.UnreadableFormula: k_B + q: k is not known here
    """
    known = sorted(((tuple(_tokens(text)), atom) for text, atom in names.items()), key=lambda pair: -len(pair[0]))
    try:
        reader = _Descent(list(_tokens(latex)), [pair for pair in known if pair[0] and pair[0][0] not in "+-0123456789"],
                         functions)
        found = reader.formulas()
        reader.require(END)
    except UnreadableFormula as error:
        raise UnreadableFormula(f"{' '.join(latex.split())}: {error}") from None
    return found


def _tokens(latex: str) -> Iterator[str]:
    """The tokens that mean something; a single token in braces stands without them."""
    if len(latex) > LONGEST:
        raise UnreadableFormula("it is too long")
    found: list[str] = []
    depth = 0
    for match in TOKEN.finditer(latex):
        token = match.group()
        if match["text"] is not None:
            token = f"text {' '.join(match['text'].split())}"
        elif match["begin"] or match["end"]:
            name = match["begin"] or match["end"]
            if name != "cases":
                if name not in ("aligned", "split", "gathered"):
                    raise UnreadableFormula(f"{name} is no part of a formula")
                continue
            depth += 1 if match["begin"] else -1
            token = "begin cases" if match["begin"] else "end cases"
        if token.isspace() or token in SILENT or (depth == 0 and token in ("&", "\\\\")):
            continue
        found.append(token)
        if found[-2:] == ["{", "}"]:
            del found[-2:]
        elif found[-3::2] == ["{", "}"] and found[-2] not in ("{", "}"):
            found[-3:] = [found[-2]]
    return iter(found)


class _Descent:
    """The state of a descent: the tokens, and how far it has come."""

    def __init__(self, tokens: list[str], known: list[tuple[tuple[str, ...], PrintedName]],
                 functions: Collection[PrintedName]) -> None:
        self.tokens, self.known, self.functions = tokens, known, functions
        self.place = self.depth = 0

    @property
    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else END

    def take(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1] if self.place <= len(self.tokens) else END

    def require(self, token: str) -> None:
        if self.next != token:
            raise UnreadableFormula(f"{self._said(self.next)} stands where {self._said(token)} should")
        self.place += 1

    @staticmethod
    def _said(token: str) -> str:
        return token.removeprefix("text ").removeprefix("begin ") or "a word"

    def formulas(self) -> Layout:
        """Formulas with a comma or a word between them."""
        parts, joint = [self.relation()], ""
        while self.next == "," or self.next in ("text and", "text or"):
            joint = ", " if self.take() == "," else f" {self.tokens[self.place - 1].removeprefix('text ')} "
            parts.append(self.relation())
        return Formulas(tuple(parts), joint) if joint else parts[0]

    def relation(self) -> Layout:
        """A chain of comparisons, or what stands in one."""
        first, steps = self.sum(), []
        while self.next in SIGNS or (self.next == ":" and self.tokens[self.place + 1:self.place + 2] == ["="]):
            sign = self.take()
            if sign == ":":
                self.take()
            steps.append((":=" if sign == ":" else SIGNS[sign], self.sum()))
        return Relation(first, tuple(steps)) if steps else first

    def sum(self) -> Layout:
        """Terms with their signs."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableFormula("it is nested too deeply")
        terms = [(self._sign(1), self.term())]
        while self.next in ("+", "-"):
            terms.append((self._sign(1), self.term()))
        self.depth -= 1
        return Sum(tuple(terms)) if len(terms) > 1 or terms[0][0] < 0 else terms[0][1]

    def _sign(self, sign: int) -> int:
        return {"+": 1, "-": -1}[self.take()] if self.next in ("+", "-") else sign

    def term(self) -> Layout:
        """Factors beside one another or with a sign between them; a slash divides what stands before it by the next."""
        found = self.factor()
        while self.next in ("/", *TIMES) or self._starts_factor():
            sign = self.take() if self.next in ("/", *TIMES) else ""
            if sign == "/":
                found = Quotient(found, self.factor())
            else:
                further = self.factor()
                found = Product((*found.factors, further)) if isinstance(found, Product) else Product((found, further))
        return found

    def _starts_factor(self) -> bool:
        token = self.next
        return (token.isdigit() or token in (*OPENED, *FRACTIONS, *FUNCTIONS, "\\sqrt", "{", "begin cases")
                or self._name() is not None)

    def factor(self) -> Layout:
        """A primary with its power; the power one half is a root."""
        base = self.primary()
        while self.next == "^":
            self.take()
            exponent = self.argument()
            if exponent == Quotient(Numeral(1), Numeral(2)):
                base = Root(base)
            elif isinstance(exponent, Numeral) and 2 <= exponent.value <= LARGEST_POWER:
                base = Power(base, exponent.value)
            else:
                raise UnreadableFormula("a power is neither a whole number nor one half")
        return base

    def primary(self) -> Layout:
        """A number, a name, a quotient, a root, a function of arguments, something in parentheses, or cases."""
        atom = self._name()
        if atom is not None:
            tokens, name = atom
            self.place += len(tokens)
            return Applied(name, self._arguments()) if name in self.functions and self.next in OPENED else name
        token = self.take()
        if token.isdigit():
            return self._number(token)
        if token in FRACTIONS:
            return Quotient(self.argument(), self.argument())
        if token == "\\sqrt":
            return Root(self.argument())
        if token in FUNCTIONS:
            return Applied(Word(FUNCTIONS[token]), self._arguments())
        if token in OPENED or token == "{":
            inside = self.formulas()
            self.require(CLOSED.get(token, "}"))
            return inside
        if token == "begin cases":
            return self._cases()
        if token.startswith("text "):
            return Word(token.removeprefix("text "))
        raise UnreadableFormula(f"{self._said(token)} is not known here")

    def _name(self) -> tuple[tuple[str, ...], PrintedName] | None:
        """The longest known name that comes next."""
        return next((pair for pair in self.known if self.tokens[self.place:self.place + len(pair[0])] == list(pair[0])), None)

    def _number(self, digits: str) -> Numeral:
        while self.next.isdigit():
            digits += self.take()
        if len(digits) > MOST_DIGITS or not digits.isascii():
            raise UnreadableFormula("a number is too long")
        return Numeral(int(digits))

    def argument(self) -> Layout:
        """What a command takes: something in braces, or a single token; so no parentheses, nor the degree of a root."""
        if self.next in OPENED:
            raise UnreadableFormula(f"{self._said(self.next)} stands where a brace should")
        if self.next == "{":
            return self.primary()
        if self.next.isdigit():
            return Numeral(int(self.take()))
        return self.primary()

    def _arguments(self) -> tuple[Layout, ...]:
        opened = self.take()
        if opened not in OPENED:
            raise UnreadableFormula("a function has no arguments")
        found = [self.relation()]
        while self.next == ",":
            self.take()
            found.append(self.relation())
        self.require(CLOSED[opened])
        return tuple(found)

    def _cases(self) -> CaseList:
        branches: list[tuple[Layout, Layout]] = []
        while self.next != "end cases":
            value = self.relation()
            self.require("&")
            if self.next == "text if":
                self.take()
            branches.append((value, self.formulas()))
            if self.next == "\\\\":
                self.take()
        self.require("end cases")
        return CaseList(tuple(branches))
