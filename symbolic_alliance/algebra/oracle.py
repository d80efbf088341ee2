"""The sign oracle: can these conditions hold together?  The bank suggests, z3 decides, each call within a bound.

In:  a conjunction of clauses; the standing assumptions are read strictly (on open sets), by a closed oracle as declared.
Out: an `OracleAnswer`: ``unsat``, ``sat`` with a point, or ``unknown``, which keeps both possibilities and never becomes a
     yes.
Method: a small unsatisfiable core is guessed on the bank, where its masks already exclude every point; z3 is asked about
the core alone; a model of the core that violates another clause adds that clause, until unsatisfiable or a true point.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import z3
from flint import fmpz_mpoly

from symbolic_alliance.algebra.literals import Case, Disjunction, Literal, clause_cost, clause_mask, negate
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.algebra.witness_bank import WitnessBank
from symbolic_alliance.closed_form.arrays import Mask
from symbolic_alliance.closed_form.bounded_z3 import EFFORT, bounded_solver, own_context

FloatPoint = Mapping[str, float]
SPLIT_COST = 25


class OracleAnswer(NamedTuple):
    """``status`` is sat, unsat or unknown; a sat answer carries the coordinates of a point, as far as they matter."""

    status: str
    point: FloatPoint | None = None


UNSAT, UNKNOWN = OracleAnswer("unsat"), OracleAnswer("unknown")


class Oracle:
    """Answers questions about one ring under standing assumptions (``base``), with one bank of points.

    Each assumption comes with whether it is strict; only a ``closed`` oracle looks at that.
    """

    def __init__(self, bank: WitnessBank, base: Sequence[tuple[Rational, bool]], choices: Sequence[str],
                 effort: int = EFFORT, *, closed: bool = False) -> None:
        self.ring, self.bank, self.effort, self.closed = bank.ring, bank, effort, closed
        self.found: list[FloatPoint] = []
        self._choices = frozenset(choices)
        self._context = own_context()
        self._variables = {name: z3.Real(name, self._context) for name in self.ring.names}
        self._polynomials: dict[int, z3.ArithRef] = {}
        self._known: dict[int, int] = {}
        self._zero_free: dict[int, bool] = {}
        self._cores: list[frozenset[Literal]] = []
        self._asked: dict[frozenset[Disjunction], tuple[OracleAnswer, int]] = {}
        literals = [Literal(*self.ring.odd_part(slack), weak=closed and not strict) for slack, strict in base]
        self.base = tuple(literal for literal in literals if literal.atoms)

    # ---- signs

    def sign_of(self, atom: int) -> int:
        """The sign that an atom never leaves under the standing assumptions; 0 where none is proved.

        In a closed oracle the atom is never 0 either; in an open one it may be, in between.
        """
        if atom not in self._known:
            signs = self.bank.signs(atom)
            positive, negative = bool((signs > 0).any()), bool((signs < 0).any())
            self._known[atom] = 0
            if positive != negative:
                want = 1 if positive else -1
                if self._check([(Literal(-want, (atom,), weak=self.closed),)]).status == "unsat":
                    self._known[atom] = want
        return self._known[atom]

    def is_never_zero(self, atom: int) -> bool:
        """Whether it is proved that an atom has no zero where the standing assumptions hold."""
        if atom not in self._zero_free:
            self._zero_free[atom] = self._decide([], [self.ring.atoms[atom].polynomial]).status == "unsat"
        return self._zero_free[atom]

    def literal(self, sign: int, atoms: Sequence[int]) -> Literal | bool:
        """The literal of a product of atoms, without the atoms whose sign is known; a truth value if none is left."""
        odd: list[int] = []
        for atom in atoms:
            known = self.sign_of(atom)
            if known:
                sign *= known
            elif atom in odd:
                odd.remove(atom)
            else:
                odd.append(atom)
        return Literal(sign, tuple(sorted(odd))) if odd else sign > 0

    def nonnegative(self, value: Rational) -> Literal | bool:
        """The condition that a value is >= 0."""
        if value.is_zero:
            return True
        return self._closed_condition(value) if self.closed else self.literal(*self.ring.odd_part(value))

    def positive(self, value: Rational) -> Literal | bool:
        """The condition that a value is > 0; in an open oracle it is the same as that it is >= 0, but for 0."""
        if value.is_zero:
            return False
        return self._closed_condition(value, strict=True) if self.closed else self.nonnegative(value)

    def _closed_condition(self, value: Rational, *, strict: bool = False) -> Literal | bool:
        """The condition with its edges, or without: a factor of even multiplicity stays, twice, where it may vanish."""
        sign, atoms, settled = 1, [], True
        for polynomial in (value.numerator, value.denominator):
            part_sign, factors = self.ring.factor(polynomial)
            sign *= part_sign
            for atom, multiplicity in factors:
                known = self.sign_of(atom)
                if known:
                    sign *= known**multiplicity
                elif multiplicity % 2 or not self.is_never_zero(atom):
                    atoms += [atom] * (2 - multiplicity % 2)
                    settled = settled and multiplicity % 2 == 0
        if not atoms or (settled and (sign < 0 if strict else sign > 0)):
            return sign > 0
        return Literal(sign, tuple(sorted(atoms)), weak=not strict)

    def opposite(self, literal: Literal) -> Literal:
        """That a literal fails: its complement, or, on open sets, that but for the edge."""
        return literal._replace(sign=-literal.sign, weak=not literal.weak) if self.closed else negate(literal)

    # ---- questions

    def ask(self, clauses: Sequence[Disjunction], *, splits: int = 2) -> OracleAnswer:
        """Whether the clauses can hold together."""
        if any(not clause for clause in clauses):
            return UNSAT
        units = {clause[0] for clause in clauses if len(clause) == 1}
        if any(core <= units for core in self._cores):
            return UNSAT
        on_bank = np.ones(self.bank.size, dtype=bool)
        for clause in clauses:
            on_bank &= clause_mask(self.bank, clause, strict=True)
        if on_bank.any():
            return OracleAnswer("sat", self.row(self.bank.central(on_bank)))
        return self._refine(list(clauses), splits)

    def enters(self, case: Case, within: Case, *, splits: int = 2) -> bool:
        """Whether a point of a closed case is found inside another, all of whose literals are strict."""
        if any(negate(literal) in within for literal in case):
            return False
        return self.ask([(literal,) for literal in (*case, *within)], splits=splits).status == "sat"

    def vanishes(self, polynomials: Sequence[fmpz_mpoly], hypotheses: Sequence[Literal], nonzero: Sequence[int],
                 conclusion: Sequence[Literal] = ()) -> OracleAnswer:
        """Whether polynomials can all be 0 where the hypotheses hold strictly and no atom of ``nonzero`` is 0.

        First those hypotheses are tried that led to a conclusion, then those that speak of the same generators, then all.
        """
        names = {name for polynomial in polynomials for name in self.ring.names_in(polynomial)}
        near = [literal for literal in hypotheses
                if any(names.issuperset(self.ring.atoms[part].names) for part in literal.atoms)]
        units = frozenset((*hypotheses, *(negate(literal) for literal in conclusion)))
        core = next((core for core in self._cores if core <= units), frozenset())
        led = [literal for literal in hypotheses if literal in core]
        answer = UNKNOWN
        for chosen in dict.fromkeys(map(tuple, sorted((led, near, hypotheses), key=len))):
            answer = self._decide([(literal,) for literal in chosen], polynomials, nonzero)
            if answer.status == "unsat":
                return UNSAT
        return answer

    def row(self, index: int) -> FloatPoint:
        """A row of the bank as a point."""
        return {name: float(column[index]) for name, column in self.bank.columns.items()}

    def _refine(self, clauses: list[Disjunction], splits: int) -> OracleAnswer:
        masks = [clause_mask(self.bank, clause, strict=False) for clause in clauses]
        costs = [clause_cost(self.ring, clause) for clause in clauses]
        core = self.guess_core(masks, costs) or [int(np.argmin(costs))]
        while True:
            answer = self._check([clauses[index] for index in core])
            if answer.status == "unsat":
                if all(len(clauses[index]) == 1 for index in core):
                    self._cores.append(frozenset(clauses[index][0] for index in core))
                return UNSAT
            rest = [index for index in range(len(clauses)) if index not in core]
            if answer.status == "unknown":
                split = self._ask_split(clauses, masks, costs, core, splits)
                if split is not None:
                    return split
                if not rest or splits < 2:
                    return UNKNOWN
                core += rest
                continue
            assert answer.point is not None
            self.found.append(answer.point)
            violated = [index for index in rest if not self.holds_at(clauses[index], answer.point)]
            if not rest:
                return answer
            if not violated and not self._misses(rest, clauses, answer.point):
                return answer
            core.append(min(violated or rest, key=lambda index: costs[index]))

    def _misses(self, rest: Sequence[int], clauses: Sequence[Disjunction], point: FloatPoint) -> bool:
        """Whether the point says nothing of some coordinate that a clause needs."""
        return any(name not in point and name not in self.ring.radicands
                   for index in rest for literal in clauses[index]
                   for atom in literal.atoms for name in self.ring.atoms[atom].names)

    def holds_at(self, clause: Disjunction, point: FloatPoint) -> bool:
        """Whether a clause holds at a point, in floating point, coordinates that are not given counting as 0."""
        columns = {name: np.array([point.get(name, 0.0)]) for name in self.bank.columns}
        return bool(clause_mask(self.bank.with_columns(columns), clause, strict=True)[0])

    def guess_core(self, masks: Sequence[Mask], costs: Sequence[int]) -> list[int]:
        """A cheap set of clauses that already excludes every point of the bank, as far as all of them do."""
        core: list[int] = []
        live = np.ones(self.bank.size, dtype=bool)
        while live.any():
            rates = [np.count_nonzero(live & ~mask) / cost if index not in core else 0.0
                     for index, (mask, cost) in enumerate(zip(masks, costs, strict=True))]
            best = int(np.argmax(rates))
            if rates[best] == 0:
                break
            core.append(best)
            live &= masks[best]
        remaining = np.count_nonzero(live)
        for index in sorted(core, key=lambda index: -costs[index]):
            rest = [other for other in core if other != index]
            if np.count_nonzero(np.logical_and.reduce([masks[other] for other in rest])
                                if rest else np.ones(self.bank.size)) <= remaining:
                core = rest
        return core

    def _ask_split(self, clauses: list[Disjunction], masks: Sequence[Mask], costs: Sequence[int], core: Sequence[int],
                   splits: int) -> OracleAnswer | None:
        """Ask on both sides of the atom that promises the cheapest cores."""
        if splits <= 0:
            return None
        atom = self._splitter(clauses, masks, costs, core)
        if atom is None:
            return None
        parts = [Literal(side, (atom,)) for side in (1, -1)]
        parts += [Literal(-1, (atom, atom), weak=True)] if self.closed else []  # where it is 0
        answers = [self.ask([*clauses, (part,)], splits=splits - 1) for part in parts]
        for answer in answers:
            if answer.status == "sat":
                return answer
        return UNSAT if all(answer.status == "unsat" for answer in answers) else None

    def _splitter(self, clauses: Sequence[Disjunction], masks: Sequence[Mask], costs: Sequence[int],
                  core: Sequence[int]) -> int | None:
        names = {name for index in core for literal in clauses[index] for atom in literal.atoms
                 for name in self.ring.atoms[atom].names}
        best, least = None, sum(costs[index] for index in core)
        for atom, known in enumerate(self.ring.atoms):
            if known.cost > SPLIT_COST or not names.issuperset(known.names):
                continue
            signs = self.bank.signs(atom)
            if not ((signs > 0).any() and (signs < 0).any()):
                continue
            worst = max(self._side_cost(signs * side > 0, masks, costs, least) for side in (1, -1))
            if worst < least:
                best, least = atom, worst
        return best

    def _side_cost(self, live: Mask, masks: Sequence[Mask], costs: Sequence[int], limit: int) -> int:
        """The cost of a greedy core on one side of a split, given up beyond the limit."""
        total, chosen = 0, set()
        while live.any() and total < limit:
            rates = [np.count_nonzero(live & ~mask) / cost if index not in chosen else 0.0
                     for index, (mask, cost) in enumerate(zip(masks, costs, strict=True))]
            best = int(np.argmax(rates))
            if rates[best] == 0:
                break
            chosen.add(best)
            live, total = live & masks[best], total + costs[best]
        return total

    # ---- z3

    def _check(self, clauses: Sequence[Disjunction]) -> OracleAnswer:
        """Ask z3 once; what it did not know is asked again only with more time than before."""
        key = frozenset(clauses)
        known = self._asked.get(key)
        if known is None or (known[0].status == "unknown" and known[1] < self.effort):
            known = self._asked[key] = (self._decide(clauses), self.effort)
        return known[0]

    def _decide(self, clauses: Sequence[Disjunction], zeros: Sequence[fmpz_mpoly] = (),
                nonzero: Sequence[int] = ()) -> OracleAnswer:
        solver = bounded_solver(self.effort, self._context)
        atoms = [*nonzero, *(atom for clause in clauses for literal in clause for atom in literal.atoms)]
        names = {name for atom in atoms for name in self.ring.atoms[atom].names}
        names.update(name for polynomial in zeros for name in self.ring.names_in(polynomial))
        solver.add(*(self._term(polynomial) == 0 for polynomial in zeros), *(self._atom(atom) != 0 for atom in nonzero))
        for root in reversed(self.ring.radicands):
            if root in names:
                radicand = self.ring.radicands[root]
                names.update(self.ring.names_in(radicand))
                variable = self._variables[root]
                solver.add(variable >= 0, variable * variable == self._term(radicand))
        for literal in self.base:
            used = {name for atom in literal.atoms for name in self.ring.atoms[atom].names}
            if used & self._choices <= names:
                solver.add(self._formula(literal))
        for clause in clauses:
            solver.add(z3.Or(*(self._formula(literal) for literal in clause)))
        status = solver.check()
        if status == z3.unknown:
            return UNKNOWN
        return UNSAT if status == z3.unsat else OracleAnswer("sat", self._point(solver.model()))

    def _formula(self, literal: Literal) -> z3.BoolRef:
        terms = [self._atom(atom) for atom in literal.atoms]
        if len(terms) == 1:
            term = terms[0] * literal.sign
            return term >= 0 if literal.weak else term > 0
        product_is_positive = terms[0] > 0
        for term in terms[1:]:
            product_is_positive = product_is_positive == (term > 0)
        has_sign = product_is_positive if literal.sign > 0 else z3.Not(product_is_positive)
        if literal.weak:
            return z3.Or(*(term == 0 for term in terms), has_sign)
        return z3.And(*(term != 0 for term in terms), has_sign)

    def _atom(self, atom: int) -> z3.ArithRef:
        if atom not in self._polynomials:
            self._polynomials[atom] = self._term(self.ring.atoms[atom].polynomial)
        return self._polynomials[atom]

    def _term(self, polynomial: fmpz_mpoly) -> z3.ArithRef:
        terms = []
        for exponents, coefficient in sorted(polynomial.to_dict().items()):
            factors = [self._variables[name] for name, power in zip(self.ring.names, map(int, exponents), strict=True)
                       for _ in range(power)]
            terms.append(z3.Product([z3.RealVal(int(coefficient), self._context), *factors]))
        return z3.Sum(terms)

    def _point(self, model: z3.ModelRef) -> FloatPoint:
        point = {}
        for name, variable in self._variables.items():
            value = model.eval(variable, model_completion=False)
            if z3.is_rational_value(value):
                point[name] = float(value.as_fraction())
            elif z3.is_algebraic_value(value):
                point[name] = float(value.approx(20).as_fraction())
        return {name: value for name, value in point.items() if name not in self.ring.radicands}
