"""What is reported at a point against what is played there literally.

In:  a solved equilibrium, a `Reading` of its strategy, and an exact point.
Out: `Fault`s:
1. the regime that is reported is the path that is played: the same nodes, actions, outcome and payoffs;
2. ``tied_with`` names exactly the other regimes whose printed region holds the point;
3. each of these can be played along its path, and ends and pays as it says.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symbolic_alliance import Choose, Decide, Equilibrium
from symbolic_alliance.closed_form import Real, UndefinedForm, compare
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.report import report
from symbolic_alliance.game.equilibrium import Regime
from tests.edges.check import Fault, numbers_text, shown
from tests.edges.literal import History, Line, Reading

NO_REGIME, OTHER = "no regime is reported", "the reported regime is not what is played"
TIED, UNPLAYABLE = "tied_with is not what else holds", "a tied regime cannot be played as it says"


class Reported:
    """An equilibrium, ready to be reported on."""

    def __init__(self, equilibrium: Equilibrium, reading: Reading) -> None:
        self.equilibrium, self.reading = equilibrium, reading
        self.atlases = Atlases(Derivation(Model(game=equilibrium.game), equilibrium))

    def faults(self, point: Mapping[str, Fraction]) -> Iterator[Fault]:
        """What is wrong with the report at a point."""
        start = self.reading.start(point)
        line = self.reading.line(start, self.reading.game.root)
        told = report(self.atlases, point).equilibrium
        holding = [regime.name for regime in self.equilibrium.regimes if self.reading.holds(start, regime.region)]
        root = getattr(self.reading.game.root, "name", "")
        if told.regime is None:
            yield Fault(NO_REGIME, root, point)
            return
        if sorted((told.regime, *told.tied_with)) != sorted(holding):
            yield Fault(TIED, root, point, (), f"{told.regime}, tied with {told.tied_with}, and {holding} hold")
        if not line.stopped and not self.is_played(start, self.equilibrium.regime(told.regime), line):
            path = ", ".join(f"{step.node}: {shown(step.action)}" for step in line.steps)
            yield Fault(OTHER, root, point, (), f"{told.regime}; what is played is {path}, and pays "
                                                f"{numbers_text(line.payoffs)}")
        for name in told.tied_with:
            if not self.can_be_played(start, self.equilibrium.regime(name)):
                yield Fault(UNPLAYABLE, root, point, (), name)

    def is_played(self, start: History, regime: Regime, line: Line) -> bool:
        """Whether a regime's path is the line."""
        if [node for node, _ in regime.path] != [step.node for step in line.steps]:
            return False
        return self.pays(start, regime, line.outcome, line.payoffs) and all(
            action == step.action if isinstance(action, str) or isinstance(step.action, str)
            else compare(self.reading.value(start, action), step.action) == 0
            for (_, action), step in zip(regime.path, line.steps, strict=True))

    def pays(self, start: History, regime: Regime, outcome: str, payoffs: tuple[Real, ...]) -> bool:
        """Whether a regime claims an outcome and payoffs."""
        try:
            claimed = [self.reading.value(start, regime.payoffs[player]) for player in self.reading.game.players]
        except UndefinedForm:
            return False
        return regime.outcome == outcome and all(
            compare(one, other) == 0 for one, other in zip(claimed, payoffs, strict=True))

    def can_be_played(self, start: History, regime: Regime) -> bool:
        """Whether each action of a regime's path has a value and is feasible, and its end is what the regime claims."""
        history, node = start, self.reading.game.root
        try:
            for _, action in regime.path:
                if isinstance(node, Decide):
                    node = node.moves[str(action)]
                elif isinstance(node, Choose):
                    number = self.reading.value(start, action)
                    if not self.reading.is_feasible(history, node, number):
                        return False
                    history, node = self.reading.after(history, node, number), node.then
        except UndefinedForm:
            return False
        end = self.reading.line(history, node)
        return not end.stopped and self.pays(start, regime, end.outcome, end.payoffs)
