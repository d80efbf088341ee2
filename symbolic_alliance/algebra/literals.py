"""Literals, cases and clauses: the conditions in which regions and questions are written.

A literal says that the product of some atoms has a given sign.  A case is a conjunction of literals, a region a
disjunction of cases, a clause a disjunction of literals.  The solver works on open sets, where every literal is strict;
what is claimed of a strategy is asked on the sets that are printed, where it is weak.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from symbolic_alliance.algebra.ring import Ring
from symbolic_alliance.algebra.witness_bank import Signs, WitnessBank
from symbolic_alliance.closed_form.arrays import Mask


class Literal(NamedTuple):
    """``sign * product of atoms > 0``, or ``>= 0`` where weak; an atom that counts twice in a product can only vanish."""

    sign: int
    atoms: tuple[int, ...]
    weak: bool = False


Case = tuple[Literal, ...]
Disjunction = tuple[Literal, ...]


def negate(literal: Literal) -> Literal:
    """The opposite literal, strictly."""
    return Literal(-literal.sign, literal.atoms)


def weaken(case: Case) -> Case:
    """The closed case: every literal may hold with equality."""
    return tuple(literal._replace(weak=True) for literal in case)


def inside(case: Case) -> Case | None:
    """The case without its edges; None where two of its literals contradict each other then."""
    return case_of(literal._replace(weak=False) for literal in case)


def case_of(literals: Iterable[Literal]) -> Case | None:
    """The literals once each, in a fixed order; None where two of them contradict each other."""
    ordered = tuple(sorted(set(literals)))
    return None if any(negate(literal) in ordered for literal in ordered) else ordered


def literal_cost(ring: Ring, literal: Literal) -> int:
    """How much there is to read and to decide in a literal."""
    return sum(ring.atoms[atom].cost for atom in literal.atoms)


def clause_cost(ring: Ring, clause: Disjunction) -> int:
    """How much there is to decide in a clause."""
    return sum(literal_cost(ring, literal) for literal in clause) + 5 * (len(clause) - 1)


def literal_signs(bank: WitnessBank, literal: Literal) -> Signs:
    """1 where the literal holds strictly, -1 where it fails strictly, 0 where the bank cannot tell."""
    signs = np.full(bank.size, literal.sign, dtype=np.int8)
    for atom in literal.atoms:
        signs = signs * bank.signs(atom)
    return signs


def case_masks(bank: WitnessBank, cases: Iterable[Case]) -> tuple[Mask, Mask]:
    """Where some case holds strictly, and where the bank cannot tell."""
    holds, unclear = np.zeros(bank.size, dtype=bool), np.zeros(bank.size, dtype=bool)
    for case in cases:
        lowest = np.full(bank.size, 1, dtype=np.int8)
        for literal in case:
            lowest = np.minimum(lowest, literal_signs(bank, literal))
        holds |= lowest > 0
        unclear |= lowest == 0
    return holds, unclear & ~holds


def clause_mask(bank: WitnessBank, clause: Disjunction, *, strict: bool) -> Mask:
    """Where some literal of the clause holds; without ``strict``, also where the bank cannot tell."""
    holds = np.zeros(bank.size, dtype=bool)
    for literal in clause:
        signs = literal_signs(bank, literal)
        holds |= signs > 0 if strict else signs >= 0
    return holds
