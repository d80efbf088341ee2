"""What would follow if the model were another: a changed model, solved, beside the one that it comes from.

In:  a model; assumptions to add, to replace or to leave out; terms to put for others in every payoff; or another game.
Out: the changed `Model`; and a `WhatIf`, the new derivation with what it differs in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.derivation.bundle import Derivation, Model
from symbolic_alliance.errors import ModelError, RequestError, near
from symbolic_alliance.game.parameters import Assumption, Parameters
from symbolic_alliance.game.tree import Choose, Decide, Game, Node, Outcome, closed_form

if TYPE_CHECKING:
    from symbolic_alliance.derivation.diff import Diff

Relations: TypeAlias = tuple[Relational, ...] | Relational


@dataclass(frozen=True)
class Change:
    """A change of a model; see `changed`."""

    game: Game | None = None
    assume: Mapping[str, Relations] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    replace: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    witness: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A derivation of a changed model, and the one before the change."""

    before: Derivation
    derivation: Derivation

    def __repr__(self) -> str:
        rows = [(kind, [name for name in new if name not in old], [name for name in old if name not in new])
                for kind, new, old in (("regimes", self.derivation.regimes, self.before.regimes),
                                       ("cutoffs", self.derivation.cutoffs, self.before.cutoffs))]
        lines = [f"{self.derivation.name}, changed: {len(self.derivation.regimes)} regimes, "
                 f"{len(self.derivation.cutoffs)} cutoffs"]
        for kind, added, removed in rows:
            lines += [f"  {kind} added: {', '.join(added)}"] if added else []
            lines += [f"  {kind} removed: {', '.join(removed)}"] if removed else []
        return "\n".join([*lines, "  .derivation is the new one, .before the old one, .diff says what differs in meaning"])

    @cached_property
    def diff(self) -> "Told":
        """What the change changes in meaning, result by result, with a point where old and new differ; takes a while.

        Claims are compared where the new derivation has been judged.
        """
        from symbolic_alliance.derivation.diff import compare_derivations

        before = self.before if self.derivation.settled else replace(self.before, settled={})
        return Told(compare_derivations(before, self.derivation))


@dataclass(frozen=True, eq=False)
class Told:
    """A comparison, printed for a person; ``diff`` holds it as data."""

    diff: "Diff"

    def __repr__(self) -> str:
        from symbolic_alliance.derivation.diff import diff_text

        return diff_text(self.diff)

    def _repr_markdown_(self) -> str:
        from symbolic_alliance.derivation.diff import diff_markdown

        return diff_markdown(self.diff)


def changed(model: Model, change: Change) -> Model:
    """Change a model.

    A game takes the place of the model's; an assumption of a known name is replaced, one of a new name is added; a term is
    replaced in every payoff of the game, its benchmark and its companions.  The witness has to satisfy the new assumptions: a
    number given for it is put in.  Raises `RequestError` for an unknown name, `ModelError` for a model that is not well
    formed.

    >>> from symbolic_alliance import Parameter
    >>> c = sp.Symbol("c", real=True)
    >>> costly = Parameters((Parameter("c", "c", "a cost"),), (Assumption("costly", (c > 0,), "c > 0"),), {"c": 1})
    >>> model = Model("effort", Game("effort", "Effort", ("worker",), costly, Outcome("work", {"worker": 1 - c})))
    >>> new = changed(model, Change(replace={c: 2 * c}, assume={"costly": c > 1}, witness={"c": 2}))
    >>> new.game.root.payoffs["worker"], new.game.parameters.assumptions[0].relations
    (1 - 2*c, (c > 1,))
    """
    game = change.game or model.game
    new = _changed_game(game, change)
    benchmark = None
    if model.benchmark is not None:
        root = model.benchmark.root
        if change.game is not None and not any(root is node for node in game.nodes):
            root = next((node for node in game.nodes if _name(node) == _name(root)), root)
        benchmark = new.subgame(_name(root), model.benchmark.name, model.benchmark.title)
    companions = tuple(_changed_game(one, change) for one in model.companions)
    example: Mapping[str, Any] = {**model.example, **change.witness}
    try:
        return replace(model, game=new, benchmark=benchmark, companions=companions, example=example)
    except ModelError:
        return replace(model, game=new, benchmark=benchmark, companions=companions, example={})


def _name(node: Node) -> str:
    return node.label if isinstance(node, Outcome) else node.name


def _changed_game(game: Game, change: Change) -> Game:
    known = [*game.parameters.symbols, *(choice.symbol for choice in game.choices)]
    for old, new in change.replace.items():
        told = [closed_form(one, "what replaces and what is replaced cannot be") for one in (old, new)]
        for symbol in sorted((told[0].free_symbols | told[1].free_symbols) - set(known), key=str):
            raise RequestError(f"there is no quantity {symbol} to replace or to put in"
                               f"{near(str(symbol), [str(one) for one in known])}")
    root = _changed_node(game.root, change.replace, {})
    return replace(game, root=root, parameters=_changed_parameters(game.parameters, change))


def _changed_parameters(parameters: Parameters, change: Change) -> Parameters:
    kept = {one.name: one for one in parameters.assumptions}
    for name in change.without:
        if name not in kept:
            raise RequestError(f"there is no assumption {name} to leave out{near(name, kept)}")
        del kept[name]
    for name, relations in change.assume.items():
        given = relations if isinstance(relations, tuple) else (relations,)
        told = " and ".join(map(str, given))
        kept[name] = Assumption(name, given, told)
    return replace(parameters, assumptions=tuple(kept.values()), witness={**parameters.witness, **change.witness})


def _changed_node(node: Node, terms: Mapping[sp.Expr, sp.Expr], done: dict[int, Node]) -> Node:
    """The tree with other payoffs; a node that two moves lead to stays one node."""
    if id(node) not in done:
        if isinstance(node, Outcome):
            payoffs = {player: payoff.subs(dict(terms), simultaneous=True) for player, payoff in node.payoffs.items()}
            done[id(node)] = replace(node, payoffs=payoffs) if terms else node
        elif isinstance(node, Decide):
            done[id(node)] = replace(node, moves={label: _changed_node(then, terms, done)
                                                  for label, then in node.moves.items()})
        else:
            assert isinstance(node, Choose)
            done[id(node)] = replace(node, then=_changed_node(node.then, terms, done))
    return done[id(node)]


def what_if(before: Derivation, change: Change, solve: Callable[[Model], Derivation]) -> WhatIf:
    """Change the model of a derivation and derive it again; raises as `changed` and the solver do."""
    return WhatIf(before, solve(changed(before.model, change)))
