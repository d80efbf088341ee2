"""What must hold at a node for its plan to be made of the mover's best replies, as questions for the sign oracle.

In:  a node's plan (regions, and the continuations that each leads into), and the cells of all alternatives, with the
     choice left as a variable.
Out: `Question` values; each claims that its hypotheses imply its conclusion: on open sets where the literals are strict, on
     the sets that are printed where they are weak.
Both the solver (to find counterexamples) and the obligations (to state claims) use the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cells import Cases, Cell, conjunction
from symbolic_alliance.algebra.cover import find_uncovered
from symbolic_alliance.algebra.literals import Case, case_of
from symbolic_alliance.algebra.oracle import UNKNOWN, UNSAT, OracleAnswer
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.proof.claim import ClaimKind


@dataclass(frozen=True)
class Plan:
    """A piece of a mover's plan: on the region it leads into one of the continuations, whose payoffs it has.

    Of the continuations the first that holds is what is played.  ``passed_over`` are those that come before some of them
    and are not led into, each with the number of continuations before it.
    """

    region: Cases
    continuations: tuple[Cell, ...]
    passed_over: tuple[tuple[Cell, int], ...] = ()

    def cells(self) -> Iterator[tuple[Case, int]]:
        """Every case of the region with the place of a continuation, narrowed to where that continuation is reached."""
        for place, cell in enumerate(self.continuations):
            for case in self.region:
                for narrower in cell.region if len(self.continuations) > 1 else ((),):
                    together = case_of((*case, *narrower))
                    if together is not None:
                        yield together, place


@dataclass(frozen=True)
class Question:
    """Whether the hypotheses (a case) imply one of the cases of the conclusion (read weakly).

    ``gain`` is what the plan pays the mover more than an alternative: it is the conclusion of a best reply; where it is None,
    nothing is known of the alternative, which must not be met.  For ``unique`` the conclusion is read strictly, and
    ``apart`` is the difference of the choices, which is not 0.  ``piece``, ``reached`` and ``rival`` are places among the
    plans, the plan's continuations and the rivals.  Where one of the cases in ``yields`` holds, something else is played,
    and nothing is claimed.
    """

    kind: ClaimKind
    hypotheses: Case
    conclusion: Cases
    piece: int = -1
    rival: int = -1
    gain: Rational | None = None
    apart: Rational | None = None
    reached: int = 0
    yields: Cases = ()

    def refuted_by(self, arena: Arena) -> OracleAnswer:
        """Ask for a point at which the hypotheses hold and the conclusion fails: ``unsat`` means that the claim holds."""
        if self.kind is ClaimKind.COVER:
            return find_uncovered(arena.oracle, self.hypotheses, self.conclusion)
        if self.kind is ClaimKind.UNIQUE:
            return self._vanishing(arena)
        if self.kind is ClaimKind.FOLLOWS or self.yields:
            return find_uncovered(arena.signs, self.hypotheses, (*self.conclusion, *self.yields))
        if any(not case for case in self.conclusion):
            return UNSAT
        clauses: list[Case] = [(literal,) for literal in self.hypotheses]
        clauses += [tuple(arena.signs.opposite(literal) for literal in case) for case in self.conclusion]
        if not clauses:
            return OracleAnswer("sat", arena.oracle.row(0))
        return arena.signs.ask(clauses)

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
        for passed, count in plan.passed_over:
            for question in passing_questions(arena, plan.region, passed, plan.continuations, count):
                yield replace(question, piece=index)
        for case, reached in plan.cells():
            for place, rival in enumerate(rivals):
                own = plan.continuations[reached]
                gain = None if own.is_unknown or rival.is_unknown else own.payoffs[mover] - rival.payoffs[mover]
                if gain is None or not gain.is_zero:
                    yield from _best_replies(arena, Question(ClaimKind.BEST_RESPONSE, case, (), index, place, gain,
                                                             reached=reached), rival)
    yield Question(ClaimKind.COVER, (), tuple(case for plan in plans for case in plan.region))


def passing_questions(arena: Arena, region: Cases, passed: Cell, kept: Sequence[Cell], count: int) -> Iterator[Question]:
    """That a cell may be passed over, though it comes before all but ``count`` of those kept: where it holds, one of these
    does, or the one that follows pays everybody the same."""
    before = tuple(case for cell in kept[:count] for case in cell.region)
    for cell in kept[count:]:
        gaps = [one - other for one, other in zip(passed.payoffs, cell.payoffs, strict=True)]
        same = conjunction(arena, (), [value for gap in gaps if not gap.is_zero for value in (gap, -gap)])
        if same == ():
            continue
        for case in region:
            for other, narrower in product(passed.region, cell.region if len(kept) > 1 else ((),)):
                together = case_of((*case, *other, *narrower))
                if together is not None:
                    yield Question(ClaimKind.FOLLOWS, together, before if same is None else (*before, same))


def _best_replies(arena: Arena, question: Question, rival: Cell) -> Iterator[Question]:
    condition = question.gain is not None and arena.signs.nonnegative(question.gain)
    conclusion: Cases = ((),) if condition is True else () if condition is False else ((condition,),)
    for alternative in rival.region:
        together = case_of((*question.hypotheses, *alternative))
        if together is not None:
            yield replace(question, hypotheses=together, conclusion=conclusion)


def uniqueness_questions(arena: Arena, best_replies: Sequence[Question], actions: Sequence[Rational | None],
                         choice: Rational | None) -> Iterator[Question]:
    """For each best reply that some payoff tells apart: every other choice, or move, pays strictly less."""
    for question in best_replies:
        action = actions[question.piece]
        apart = None if action is None or choice is None else choice - action
        yield Question(ClaimKind.UNIQUE, question.hypotheses, question.conclusion, question.piece, question.rival,
                       question.gain, apart)
