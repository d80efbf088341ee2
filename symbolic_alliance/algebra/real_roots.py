"""Where the square roots of a condition, or of a value that counts under it, are real.

In:  a case, whose literals may speak of square roots, and further roots.
Out: the case, with what the roots need in order to be real wherever that does not follow from the assumptions and from the
     literals that do without the root.  It holds at the same points, since a literal without a value does not hold; now it
     says so.
"""

from collections.abc import Iterable
from itertools import chain

from symbolic_alliance.algebra.literals import Case, Literal, negate
from symbolic_alliance.algebra.oracle import Oracle


def state_real_roots(oracle: Oracle, case: Case, names: Iterable[str] = ()) -> Case:
    """Add to a case that its radicands are not negative, inner roots first, where the rest of it does not say so.

    ``names`` are generators that something else speaks of, some of which may be roots.
    """
    own = (name for literal in case for atom in literal.atoms for name in oracle.ring.atoms[atom].names)
    for root in oracle.ring.roots_in(chain(own, names)):
        is_real = oracle.nonnegative(oracle.ring.lift(oracle.ring.radicands[root]))
        others = [literal for literal in case if not uses_root(oracle, literal, root)]
        if isinstance(is_real, Literal) and oracle.ask(
                [(literal,) for literal in (*others, negate(is_real))], splits=0).status != "unsat":
            case = (*case, is_real)
    return case


def uses_root(oracle: Oracle, literal: Literal, root: str) -> bool:
    """Whether a literal speaks of a root, on its own or under another root."""
    return root in oracle.ring.roots_in_atoms(literal.atoms)
