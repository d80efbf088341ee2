"""The assumption ledger: which assumptions a claim needs.

In:  a claim.
Out: for each named source of its hypotheses, what becomes of the claim without it: still proved, or refuted by a point that
     shows that it is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symbolic_alliance.errors import Progress
from symbolic_alliance.proof.claim import Claim, Result
from symbolic_alliance.proof.prover.verdict import prove


@dataclass(frozen=True)
class LedgerEntry:
    """An assumption, and the verdict on the claim without it."""

    source: str
    without: Result


SECONDS = 5.0  # for the claim without one assumption


def ledger(claim: Claim, sources: Sequence[str] | None = None,
           progress: Progress = lambda text: None) -> tuple[LedgerEntry, ...]:
    """Drop the hypotheses of each source in turn, of all of the claim's where none are given.

    >>> import sympy as sp
    >>> from symbolic_alliance.proof.claim import ClaimKind, Inequality
    >>> m, c = sp.symbols("m c", real=True)
    >>> given = (Inequality(m, True, "arms"), Inequality(c, True, "costly"), Inequality(1 - c, False, "cheap"))
    >>> claim = Claim("chance_below_one", ClaimKind.THEOREM, "", given, ((Inequality(1 - m / (m + c), True),),))
    >>> [(entry.source, str(entry.without.verdict)) for entry in ledger(claim)]
    [('arms', 'refuted'), ('costly', 'refuted'), ('cheap', 'proved')]
    """
    own = dict.fromkeys(inequality.source for inequality in claim.hypotheses if inequality.source)
    entries = []
    for source in own if sources is None else [source for source in sources if source in own]:
        progress(f"{claim.name} without {source}")
        entries.append(LedgerEntry(source, prove(without(claim, source), SECONDS)))
    return tuple(entries)


def without(claim: Claim, source: str) -> Claim:
    """The claim without the hypotheses of one source."""
    return replace(claim, name=f"{claim.name}_without_{source}",
                   hypotheses=tuple(one for one in claim.hypotheses if one.source != source))
