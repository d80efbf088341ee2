"""What must hold at a node for its plan to be made of the mover's best replies, as questions for the sign oracle.

In:  a node's plan (regions, and the continuations that each leads into), and the cells of all alternatives, with the
     choice left as a variable.
Out: `Question` values; each claims that its hypotheses imply its conclusion, on open sets, and so on their closures.
Both the solver (to find counterexamples) and the obligations (to state claims) use the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, case_of, negate
from symbolic_alliance.algebra.oracle import UNKNOWN, UNSAT, OracleAnswer
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.proof.claim import ClaimKind


@dataclass(frozen=True)
class Plan:
    """A piece of a mover's plan: on the region it leads into one of the continuations, whose payoffs it has."""

    region: Cases
    continuations: tuple[Cell, ...]

    def cells(self) -> Iterator[tuple[Case, Cell]]:
        """Every case of the region with a continuation, narrowed to where that continuation is the one reached."""
        for case in self.region:
            for cell in self.continuations:
                for narrower in cell.region if len(self.continuations) > 1 else ((),):
                    together = case_of((*case, *narrower))
                    if together is not None:
                        yield together, cell


@dataclass(frozen=True)
class Question:
    """Whether the hypotheses (a case, read strictly) imply one of the cases of the conclusion (read weakly).

    ``gain`` is what the plan pays the mover more than an alternative: it is the conclusion of a best reply.  For
    ``unique`` the conclusion is read strictly, and ``apart`` is the difference of the choices, which is not 0.
    """

    kind: ClaimKind
    hypotheses: Case
    conclusion: Cases
    piece: int = -1
    rival: int = -1
    gain: Rational | None = None
    apart: Rational | None = None

    def refuted_by(self, arena: Arena) -> OracleAnswer:
        """Ask for a point at which the hypotheses hold and the conclusion fails: ``unsat`` means that the claim holds."""
        if self.kind in (ClaimKind.COVER, ClaimKind.FOLLOWS):
            return find_uncovered(arena.oracle, self.hypotheses, self.conclusion)
        if self.kind is ClaimKind.UNIQUE:
            return self._vanishing(arena)
        if any(not case for case in self.conclusion):
            return UNSAT
        clauses: list[Case] = [(literal,) for literal in self.hypotheses]
        clauses += [tuple(negate(literal) for literal in case) for case in self.conclusion]
        if not clauses:
            return OracleAnswer("sat", arena.oracle.row(0))
        return arena.oracle.ask(clauses)

    def _vanishing(self, arena: Arena) -> OracleAnswer:
        """Given that the gain is >= 0, ask whether it vanishes somewhere away from the plan's own choice.

        Where a gain of one sign vanishes inside an open set, so does its gradient, or a root in it.
        """
        assert self.gain is not None
        ring = arena.ring
        own = () if self.apart is None else tuple(atom for atom, _ in ring.factor(self.apart.numerator)[1])
        factors = [(atom, multiplicity) for atom, multiplicity in ring.factor(self.gain.numerator)[1]
                   if atom not in own and not arena.oracle.is_never_zero(atom)]
        product = arena.ring.context.constant(1)
        for atom, multiplicity in factors:
            product = product * ring.atoms[atom].polynomial ** (multiplicity % 2)
        slopes = ring.gradient(product)
        conclusion = [literal for case in self.conclusion for literal in case]
        for atom, multiplicity in factors:
            polynomial = ring.atoms[atom].polynomial
            smooth = [polynomial, *(slopes if multiplicity % 2 else [])]
            kinks = [[polynomial, ring.generator(root).numerator] for root in ring.roots_in(ring.names_in(product))]
            for zeros in (smooth, *kinks):
                answer = arena.oracle.vanishes(zeros, self.hypotheses, own, conclusion)
                if answer.status != "unsat":
                    return answer if answer.status == "sat" else UNKNOWN
        return UNSAT


def node_questions(arena: Arena, mover: int, plans: Sequence[Plan], rivals: Sequence[Cell]) -> Iterator[Question]:
    """Where each plan leads, that no rival pays the mover more, and that the plans cover every history."""
    for index, plan in enumerate(plans):
        target = tuple(case for cell in plan.continuations for case in cell.region)
        for case in plan.region:
            yield Question(ClaimKind.FOLLOWS, case, target, piece=index)
        for case, reached in plan.cells():
            for place, rival in enumerate(rivals):
                yield from _best_replies(arena, mover, index, reached, case, place, rival)
    yield Question(ClaimKind.COVER, (), tuple(case for plan in plans for case in plan.region))


def _best_replies(arena: Arena, mover: int, index: int, reached: Cell, case: Case, place: int,
                  rival: Cell) -> Iterator[Question]:
    gain = reached.payoffs[mover] - rival.payoffs[mover]
    condition = arena.oracle.nonnegative(gain)
    conclusion: Cases = ((),) if condition is True else () if condition is False else ((condition,),)
    if gain.is_zero:
        return
    for alternative in rival.region:
        together = case_of((*case, *alternative))
        if together is not None:
            yield Question(ClaimKind.BEST_RESPONSE, together, conclusion, piece=index, rival=place, gain=gain)


def uniqueness_questions(arena: Arena, best_replies: Sequence[Question], actions: Sequence[Rational | None],
                         choice: Rational | None) -> Iterator[Question]:
    """For each best reply that some payoff tells apart: every other choice, or move, pays strictly less."""
    for question in best_replies:
        action = actions[question.piece]
        apart = None if action is None or choice is None else choice - action
        yield Question(ClaimKind.UNIQUE, question.hypotheses, question.conclusion, question.piece, question.rival,
                       question.gain, apart)
