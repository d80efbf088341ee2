"""What the theorems of a paper are written up with: their letters, their places, the contexts of the games.

In:  a derivation, and a context for each of its equilibria.
Out: a `Book`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import sympy as sp

from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import Cite, Parts, join, kind_of, say
from symbolic_alliance.appendix.prose.places import Group, groups_of
from symbolic_alliance.appendix.prose.reasons import Reasons
from symbolic_alliance.appendix.prose.telling import NamedForm, Teller, letters_of
from symbolic_alliance.claims.theorems import Let, StatedTheorem
from symbolic_alliance.derivation.bundle import THEOREMS, Derivation, JudgedClaim
from symbolic_alliance.game.equilibrium import Regime
from symbolic_alliance.typeset.layout import Layout, Name
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.style import Style


@dataclass(frozen=True, eq=False)
class Book:
    """The theorems of a derivation beside the contexts of its equilibria, the game's first."""

    derivation: Derivation
    theorems: tuple[StatedTheorem, ...]
    style: Style
    contexts: tuple[Context, ...]
    _tellers: dict[tuple[NamedForm, ...], Teller] = field(default_factory=dict, init=False)

    @cached_property
    def verdicts(self) -> Mapping[str, JudgedClaim]:
        """What has been settled, by the theorem's name."""
        return {claim.name: claim for claim in self.derivation.judged.get(THEOREMS, ())}

    @cached_property
    def lets(self) -> tuple[Let, ...]:
        """Every letter that a theorem introduces."""
        return tuple(slot for theorem in self.theorems for slot in theorem.stated.slots.values() if isinstance(slot, Let))

    @cached_property
    def letters(self) -> tuple[NamedForm, ...]:
        """The letters with one closed form."""
        return letters_of(self.lets)

    @cached_property
    def known(self) -> Mapping[Layout, Name]:
        """The printed closed forms that have a letter."""
        return {normal_form(one.value, self.style): self.style.name(one.quantity.symbol) for one in self.letters}

    @cached_property
    def places(self) -> tuple[Group, ...]:
        """The places that theorems may be about; of two that are the same the benchmark's comes first, the game's last."""
        ordered = [(context.prefix, context.equilibrium) for context in self.contexts]
        return groups_of([*ordered[1:], ordered[0]], self.lets, self.style)

    @property
    def benchmark(self) -> str:
        """The name of the benchmark, or nothing."""
        return self.derivation.benchmark.game.name if self.derivation.benchmark else ""

    @cached_property
    def unknowns(self) -> tuple[sp.Symbol, ...]:
        """What conditions are solved for: the parameters of the cutoffs, then the further letters."""
        game = self.derivation.equilibrium.game
        known = {quantity.name for quantity in (*game.parameters, *game.choices, *(let.quantity for let in self.lets))}
        further = [name for name in self.style.order.names if name not in known]
        return tuple(sp.Symbol(name, real=True) for name in (*game.cutoff_parameters, *further))

    @cached_property
    def reasons(self) -> Reasons:
        """The finder of reasons for signs."""
        return Reasons(self.style, self.unknowns)

    def teller(self, own: tuple[NamedForm, ...]) -> Teller:
        """What tells inequalities in the letters of the paper and some more."""
        if own not in self._tellers:
            choices = self.derivation.equilibrium.game.choices
            self._tellers[own] = Teller(self.style, (*own, *self.letters), self.unknowns, choices)
        return self._tellers[own]

    def home(self, regime: Regime) -> Context:
        """The context of the game that has a regime."""
        return next(context for context in self.contexts if regime in context.equilibrium.regimes)

    def label(self, name: str) -> str:
        """The label of a theorem."""
        return next(f"{one.heading.rank}:{name}" for one in self.theorems if one.name == name)

    def cite(self, names: Sequence[str]) -> Parts:
        """Theorems by rank and number."""
        return join([say("{rank} {number}", rank=kind_of(label).capitalize(), number=Cite(label))
                     for label in map(self.label, names)])
