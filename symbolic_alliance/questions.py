"""What must hold at a node for its pieces to be the mover's best replies, as questions for the sign oracle.

In:  the pieces of a node's plan, the continuation that each leads into, and the cells of all alternatives, with the choice
     left as a variable.
Out: `Question` values; each claims that its hypotheses imply its conclusion, on open sets, and so on their closures.
Both the solver (to find counterexamples) and the obligations (to state claims) use the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symbolic_alliance.algebra.arena import Arena
from symbolic_alliance.algebra.cover import uncovered
from symbolic_alliance.algebra.literals import Case, Literal, negated
from symbolic_alliance.algebra.oracle import UNSAT, Answer
from symbolic_alliance.algebra.ring import Rational
from symbolic_alliance.cells import Cases, Cell


@dataclass(frozen=True)
class Question:
    """Whether the hypotheses (a case, read strictly) imply one of the cases of the conclusion (read weakly).

    ``gain`` is, for a best reply, what the piece pays the mover more than the alternative; it is then the conclusion.
    """

    kind: str
    hypotheses: Case
    conclusion: Cases
    piece: int = -1
    rival: int = -1
    gain: Rational | None = None

    def refuted_by(self, arena: Arena) -> Answer:
        """Ask for a point at which the hypotheses hold and the conclusion fails: ``unsat`` means that the claim holds."""
        if self.kind == "cover":
            return uncovered(arena.oracle, self.hypotheses, self.conclusion)
        if any(not case for case in self.conclusion):
            return UNSAT
        clauses = [(literal,) for literal in self.hypotheses]
        clauses += [tuple(negated(literal) for literal in case) for case in self.conclusion]
        if not clauses:
            return Answer("sat", arena.oracle.row(0))
        return arena.oracle.ask(clauses)


def node_questions(arena: Arena, mover: int, pieces: Sequence[Cell], continuations: Sequence[Sequence[Cell]],
                   rivals: Sequence[Cell]) -> Iterator[Question]:
    """Every question about one node; ``continuations[i]`` are the cells that piece i leads into.

    A piece's payoffs are those of its continuation.  The region of a continuation or rival already holds the conditions
    under which it can be reached.
    """
    for index, (piece, reached) in enumerate(zip(pieces, continuations, strict=True)):
        target = tuple(case for cell in reached for case in cell.region)
        for case in piece.region:
            yield Question("follows", case, target, piece=index)
            for place, rival in enumerate(rivals):
                yield from _best_replies(arena, mover, index, piece, case, place, rival)
    yield Question("cover", (), tuple(case for piece in pieces for case in piece.region))


def _best_replies(arena: Arena, mover: int, index: int, piece: Cell, case: Case, place: int,
                  rival: Cell) -> Iterator[Question]:
    gain = piece.payoffs[mover] - rival.payoffs[mover]
    condition = arena.oracle.nonnegative(gain)
    if condition is True:
        return
    conclusion: Cases = ((condition,),) if isinstance(condition, Literal) else ()
    for alternative in rival.region:
        together = tuple(sorted({*case, *alternative}))
        yield Question("best_response", together, conclusion, piece=index, rival=place, gain=gain)
