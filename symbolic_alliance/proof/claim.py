"""Claims and verdicts: what is asserted, and how far it has been settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

import sympy as sp

from symbolic_alliance.certificate import Theorem


class ClaimKind(StrEnum):
    """What a claim says: one of the obligations of a strategy (see `obligations`), or part of what a theorem asserts."""

    FOLLOWS = "follows"
    BEST_RESPONSE = "best_response"
    OUT_OF_REACH = "out_of_reach"
    UNIQUE = "unique"
    COVER = "cover"
    NO_OVERLAP = "no_overlap"
    FEASIBLE = "feasible"
    DENSE = "dense"
    INTERVAL = "interval"
    DEFINED = "defined"
    CONTINUOUS = "continuous"
    NORMAL_FORM = "normal_form"
    PROBABILITIES = "probabilities"
    THEOREM = "theorem"


class Rank(StrEnum):
    """What a theorem as a whole is called in print."""

    DEFINITION = "definition"
    LEMMA = "lemma"
    PROPOSITION = "proposition"
    COROLLARY = "corollary"
    REMARK = "remark"


Kind: TypeAlias = ClaimKind | Rank
KINDS: Mapping[str, Kind] = MappingProxyType({str(kind): kind for kind in (*ClaimKind, *Rank)})


class Verdict(StrEnum):
    """The answers to a claim; there is no other, and no bare boolean.

    What is vacuous has hypotheses that contradict each other; what is unstated speaks of something that is not there.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    VACUOUS = "vacuous"
    UNSTATED = "unstated"


class Grade(StrEnum):
    """How a claim was proved: by a replayed certificate, or on the word of solvers."""

    CERTIFIED = "certified"
    DECIDED = "decided"


@dataclass(frozen=True)
class Inequality:
    """``expression > 0`` where strict, ``expression >= 0`` otherwise; ``source`` names where it comes from.

    A source is an assumption's name, the region of a node's piece, the interval of a choice, or empty.
    """

    expression: sp.Expr
    strict: bool = False
    source: str = ""

    def holds_at(self, point: Mapping[str, Any]) -> bool:
        """Whether it holds at a point, exactly; where its expression has no value it does not."""
        from symbolic_alliance.closed_form import holds_at

        return holds_at(self.expression, point, strictly=self.strict)


Conjunction: TypeAlias = tuple[Inequality, ...]


@dataclass(frozen=True)
class Claim:
    """For all real numbers: if every hypothesis holds, some alternative of the conclusion holds.

    Each of ``alternatives`` is a conjunction of inequalities; an empty tuple of alternatives claims that the hypotheses
    contradict each other.  ``about`` is the node that the claim is about, and ``text`` the English of it.
    """

    name: str
    kind: Kind
    text: str
    hypotheses: tuple[Inequality, ...]
    alternatives: tuple[tuple[Inequality, ...], ...]
    about: str = ""


def fails_at(claim: Claim, point: Mapping[str, Any]) -> bool:
    """Whether all hypotheses hold at a point and every alternative fails, decided exactly.

    An inequality whose expression has no value at the point does not hold there, be it a hypothesis or a conclusion.

    >>> k = sp.Symbol("k", real=True)
    >>> claim = Claim("k_exceeds_one", ClaimKind.THEOREM, "", (Inequality(k, True),), ((Inequality(k - 1),),))
    >>> fails_at(claim, {"k": Fraction(1, 2)}), fails_at(claim, {"k": Fraction(2)})
    (True, False)
    """
    return all(one.holds_at(point) for one in claim.hypotheses) and not any(
        all(one.holds_at(point) for one in case) for case in claim.alternatives)


def failures(claim: Claim, point: Mapping[str, Any]) -> tuple[Inequality, ...]:
    """What fails at a point that refutes a claim: of each alternative the first inequality that does not hold there."""
    return tuple(next(one for one in case if not one.holds_at(point)) for case in claim.alternatives)


@dataclass(frozen=True)
class Result:
    """A claim with its verdict; a refuted one carries the point, a proved one its grade and who decided.

    A certified claim carries its ``certificate``, one theorem a case, and the sources of the hypotheses that they ``used``;
    a proved one a ``witness``, a point at which its hypotheses hold (none if it says that they contradict each other).
    ``tried`` says what an undecided claim owes its verdict to, why one is unstated, or which part of a theorem is refuted.
    ``seconds`` is the time it took and is never part of a lock or an appendix.
    """

    claim: Claim
    verdict: Verdict
    grade: Grade | None = None
    deciders: tuple[str, ...] = ()
    point: Mapping[str, Fraction] | None = field(default=None, hash=False)
    tried: str = ""
    seconds: float = field(default=0.0, compare=False)
    certificate: tuple[Theorem, ...] = field(default=(), repr=False)
    used: tuple[str, ...] = ()
    witness: Mapping[str, Fraction] | None = field(default=None, hash=False)
