"""What a theorem says, as one value: it is what is settled, locked, compared, shown and printed.

In:  a `StatedTheorem`; or the entries of a lock below a theorem, which may be hostile.
Out: a `PaperStatement`: the heading, the English with its slots, what fills these, and everything that is asserted; and its
     entries, from which the same statement is read again.  Raises `LockError` for a line that does not belong.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from symbolic_alliance.claims.theorems import Assertion, Formula, Let, Stated, StatedTheorem, Threshold, formula
from symbolic_alliance.claims.theorems.language import Heading, SignCell, SignTable
from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.derivation.frame import AnyName
from symbolic_alliance.derivation.outline import Entry, assignment, split, word
from symbolic_alliance.errors import LockError, ModelError, RequestError
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.game.parameters import Quantity
from symbolic_alliance.proof.claim import Inequality, Rank

RELATIONS: dict[str, Callable[[sp.Expr, sp.Expr], sp.Basic]] = {
    "<=": sp.Le, ">=": sp.Ge, "<": sp.Lt, ">": sp.Gt, "=": sp.Eq, "!=": sp.Ne}
SIGNS = {"positive": "+", "negative": "-", "zero": "0", "follows": "~"}
SIGN_WORDS = {sign: words for words, sign in SIGNS.items()}
KEYWORDS = ("title", "answers", "uses", "slot", "assertion", "table")


@dataclass(frozen=True)
class PaperStatement:
    """The heading of a theorem and what it states."""

    heading: Heading
    stated: Stated

    @classmethod
    def of(cls, theorem: StatedTheorem) -> "PaperStatement":
        """What a theorem says, each formula without where it comes from, and each condition as inequalities."""
        stated = theorem.stated
        return cls(theorem.heading, Stated(
            stated.text, tuple(map(_bare_assertion, stated.assertions)),
            {slot: _bare(value) for slot, value in stated.slots.items()},
            stated.table and replace(stated.table, rows=tuple((_plain(quantity), value)
                                                              for quantity, value in stated.table.rows))))


def _bare(value: Any) -> Any:
    if isinstance(value, (sp.And, sp.Or, sp.logic.boolalg.BooleanAtom, Formula)):
        return _bare_formula(formula(value))
    return replace(value, quantity=_plain(value.quantity)) if isinstance(value, Let) else value


def _plain(quantity: Quantity) -> Quantity:
    return Quantity(quantity.name, quantity.latex, quantity.meaning)


def _bare_formula(said: Formula) -> Formula:
    return Formula(tuple(tuple(replace(one, source="") for one in case) for case in said.cases))


def _bare_assertion(assertion: Assertion) -> Assertion:
    return Assertion(_bare_formula(assertion.given), _bare_formula(assertion.then), assertion.fails,
                     tuple(map(_bare_formula, assertion.steps)))


# ---- written


def statement_entries(statement: PaperStatement, game_of: Callable[[Regime], str]) -> Iterator[Entry]:
    """A statement as the entries below a claim; ``game_of`` says which game has a regime."""
    heading, stated = statement.heading, statement.stated
    yield Entry("title", word(heading.title))
    if heading.answers:
        yield Entry("answers", " ".join(map(str, heading.answers)))
    if heading.uses:
        yield Entry("uses", " ".join(map(word, heading.uses)))
    yield from (_slot_entry(slot, value, game_of) for slot, value in stated.slots.items())
    for assertion in stated.assertions:
        parts = (("given", assertion.given), *(("step", step) for step in assertion.steps), ("then", assertion.then))
        yield Entry("assertion", "fails" if assertion.fails else "",
                    tuple(Entry(keyword, "", _formula_entries(part)) for keyword, part in parts))
    if stated.table is not None:
        yield _table_entry(stated.table)


def _formula_entries(said: Formula) -> tuple[Entry, ...]:
    """The inequalities of the only case, or each case with its own."""
    cases = [tuple(Entry("positive" if one.strict else "nonnegative", write(one.expression)) for one in case)
             for case in said.cases]
    return cases[0] if len(cases) == 1 and cases[0] else tuple(Entry("case", "", case) for case in cases)


def _slot_entry(slot: str, value: Any, game_of: Callable[[Regime], str]) -> Entry:
    if isinstance(value, Formula):
        return Entry("slot", word(slot), (Entry("formula", "", _formula_entries(value)),))
    if isinstance(value, Threshold):
        return Entry("slot", word(slot), (_threshold_entry(value),))
    if isinstance(value, Let):
        return Entry("slot", word(slot), (_letter_entry(value, game_of),))
    if isinstance(value, sp.core.relational.Relational):
        sign = next(sign for sign, relation in RELATIONS.items() if isinstance(value, relation))  # type: ignore[arg-type]
        return Entry("slot", f"{word(slot)} = {write(value.lhs)} {sign} {write(value.rhs)}")
    return Entry("slot", f"{word(slot)} = {write(value)}")


def _threshold_entry(threshold: Threshold) -> Entry:
    return Entry("threshold", word(threshold.symbol.name), tuple(
        Entry("where", "", (Entry("value", write(value)), *(Entry("nonnegative", write(slack)) for slack in when)))
        for value, when in threshold.cases))


def _letter_entry(let: Let, game_of: Callable[[Regime], str]) -> Entry:
    below: tuple[Entry, ...] = (Entry("value", write(let.value)),) if isinstance(let.value, sp.Basic) else ()
    if isinstance(let.value, Threshold):
        below = (_threshold_entry(let.value),)
    elif isinstance(let.value, tuple):
        below = tuple(Entry("regime", f"{word(game_of(regime))} {word(regime.name)}") for regime in let.value)
    return Entry("letter", _quantity_words(let.quantity), below)


def _quantity_words(quantity: Quantity) -> str:
    return " ".join(map(word, (quantity.name, quantity.latex, quantity.meaning)))


def _table_entry(table: SignTable) -> Entry:
    rows = tuple(Entry("row", _quantity_words(quantity), (
        Entry("value", write(value)),
        *(Entry("cell", " ".join((SIGN_WORDS[cell.sign], *map(str, cell.assertions))),
                () if cell.follows is None else (Entry("follows", write(cell.follows)),)) for cell in cells)))
        for (quantity, value), cells in zip(table.rows, table.cells, strict=True))
    return Entry("table", " ".join(symbol.name for symbol in table.columns), rows)


# ---- read


@dataclass(frozen=True)
class StatementReader:
    """Reads statements; ``regime`` finds a regime by the names of its game and of itself, None where there is none."""

    regime: Callable[[str, str], Regime | None]

    def read(self, entry: Entry, rank: Rank, text: str) -> PaperStatement | None:
        """The statement below a claim; None where an older lock keeps none."""
        if not entry.all("title"):
            return None
        title, = entry.one("title").words(1)
        heading = Heading(rank, title, tuple(self._numbers(entry)), entry.optional("uses"))
        slots = dict(self._slot(slot) for slot in entry.all("slot"))
        assertions = tuple(map(self._assertion, entry.all("assertion")))
        tables = tuple(map(self._table, entry.all("table")))
        return PaperStatement(heading, Stated(text, assertions, slots, tables[0] if tables else None))

    def _numbers(self, entry: Entry) -> Iterator[int]:
        for one in entry.optional("answers"):
            if not one.isdecimal():
                raise entry.one("answers").wrong("'answers' is followed by the numbers of questions")
            yield int(one)

    def _expression(self, entry: Entry, text: str) -> sp.Expr:
        try:
            return read(text, AnyName())
        except RequestError as error:
            raise entry.wrong(str(error)) from error

    def _slot(self, entry: Entry) -> tuple[str, Any]:
        entry.refuse_others("formula", "threshold", "letter")
        if not entry.below:
            slot, text = assignment(entry)
            return slot, self._value(entry, text)
        slot, = entry.words(1)
        inner, = entry.below if len(entry.below) == 1 else (entry,)
        readers: dict[str, Callable[[Entry], Any]] = {
            "formula": self._formula, "threshold": self._threshold, "letter": self._letter}
        if inner is entry:
            raise entry.wrong("'slot' is filled by one thing")
        return slot, readers[inner.keyword](inner)

    def _value(self, entry: Entry, text: str) -> sp.Basic:
        for sign, relation in RELATIONS.items():
            left, found, right = text.partition(f" {sign} ")
            if found:
                return relation(self._expression(entry, left), self._expression(entry, right))
        return self._expression(entry, text)

    def _formula(self, entry: Entry) -> Formula:
        entry.refuse_others("case", "positive", "nonnegative")
        cases = entry.all("case")
        if not cases and entry.below:
            return Formula((self._case(entry),))
        if len(cases) != len(entry.below):
            raise entry.wrong("inequalities stand below a case, where there are several")
        return Formula(tuple(map(self._case, cases)))

    def _case(self, entry: Entry) -> tuple[Inequality, ...]:
        entry.refuse_others("positive", "nonnegative")
        return tuple(Inequality(self._expression(one, one.rest), one.keyword == "positive") for one in entry.below)

    def _threshold(self, entry: Entry) -> Threshold:
        entry.refuse_others("where")
        symbol, cases = sp.Symbol(entry.words(1)[0], real=True), []
        for where in entry.below:
            where.refuse_others("value", "nonnegative")
            value = where.one("value")
            cases.append((self._expression(value, value.rest),
                          tuple(self._expression(one, one.rest) for one in where.all("nonnegative"))))
        return Threshold(symbol, tuple(cases))

    def _letter(self, entry: Entry) -> Let:
        entry.refuse_others("value", "threshold", "regime")
        quantity, found = self._quantity(entry), entry.all("regime")
        if entry.all("threshold"):
            return Let(quantity, self._threshold(entry.one("threshold")))
        if entry.all("value"):
            value = entry.one("value")
            return Let(quantity, self._expression(value, value.rest))
        return Let(quantity, tuple(map(self._regime, found)))

    def _regime(self, entry: Entry) -> Regime:
        found = self.regime(*entry.words(2))
        if found is None:
            raise entry.wrong(f"no regime {' '.join(entry.words(2))} stands in this lock")
        return found

    def _quantity(self, entry: Entry) -> Quantity:
        try:
            return Quantity(*entry.words(3))
        except ModelError as error:
            raise entry.wrong(str(error)) from error

    def _assertion(self, entry: Entry) -> Assertion:
        entry.refuse_others("given", "step", "then")
        if entry.rest not in ("", "fails"):
            raise entry.wrong("'assertion' is followed by nothing, or by 'fails'")
        return Assertion(self._formula(entry.one("given")), self._formula(entry.one("then")), bool(entry.rest),
                         tuple(map(self._formula, entry.all("step"))))

    def _table(self, entry: Entry) -> SignTable:
        entry.refuse_others("row")
        columns = tuple(sp.Symbol(name, real=True) for name in split(entry.rest) or ())
        rows, cells = [], []
        for row in entry.below:
            row.refuse_others("value", "cell")
            rows.append((self._quantity(row), self._expression(row.one("value"), row.one("value").rest)))
            cells.append(tuple(map(self._cell, row.all("cell"))))
            if len(cells[-1]) != len(columns):
                raise row.wrong(f"'row' needs {len(columns)} lines 'cell' below it and has {len(cells[-1])}")
        return SignTable(tuple(rows), columns, tuple(cells))

    def _cell(self, entry: Entry) -> SignCell:
        entry.refuse_others("follows")
        sign, *places = split(entry.rest) or ("",)
        if sign not in SIGNS or not all(map(str.isdecimal, places)):
            raise entry.wrong(f"'cell' is followed by one of {', '.join(SIGNS)} and the places of assertions")
        follows = [self._expression(one, one.rest) for one in entry.all("follows")]
        return SignCell(SIGNS[sign], tuple(map(int, places)), follows[0] if follows else None)


def game_of_regime(games: Iterable[tuple[str, Iterable[Regime]]]) -> Callable[[Regime], str]:
    """A function that tells which game has a regime; it raises `LockError` for one that none has."""
    told = [(name, tuple(regimes)) for name, regimes in games]

    def find(regime: Regime) -> str:
        for name, regimes in told:
            if regime in regimes:
                return name
        raise LockError(f"a theorem speaks of a regime {regime.name} that no game has")

    return find
