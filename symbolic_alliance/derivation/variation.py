"""What the model would be if something in it were other.

In:  a model; assumptions to add, to replace or to leave out; terms to put for others in every payoff; or another game.
Out: the changed `Model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

import sympy as sp
from sympy.core.relational import Relational

from symbolic_alliance.closed_form.notation import read
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import ModelError, RequestError, near
from symbolic_alliance.game.parameters import Assumption, Parameters
from symbolic_alliance.game.tree import Choose, Decide, Game, Lottery, Node, Outcome, closed_form

Relations: TypeAlias = tuple[Relational, ...] | Relational


@dataclass(frozen=True)
class Variation:
    """A change of a model; see `vary`."""

    game: Game | None = None
    assume: Mapping[str, Relations] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    replace: Mapping[sp.Expr | str, sp.Expr | str] = field(default_factory=dict)
    witness: Mapping[str, Any] = field(default_factory=dict)


def vary(model: Model, change: Variation) -> Model:
    """Change a model.

    A game takes the place of the model's; an assumption of a known name is replaced, one of a new name is added; a term, an
    expression or the text of one, is replaced in every payoff and probability of the game, its benchmark and its companions.
    Effects and choices held fixed that another game does not have are left out.  The witness has to satisfy the new
    assumptions: a number given for it is put in.  Raises `RequestError` for an unknown name, `ModelError` for a model that
    is not well formed.

    >>> from symbolic_alliance import Parameter
    >>> c = sp.Symbol("c", real=True)
    >>> costly = Parameters((Parameter("c", "c", "a cost"),), (Assumption("costly", (c > 0,), "c > 0"),), {"c": 1})
    >>> model = Model(name="effort", game=Game("effort", "Effort", ("worker",), costly, Outcome("work", {"worker": 1 - c})))
    >>> new = vary(model, Variation(replace={c: 2 * c}, assume={"costly": c > 1}, witness={"c": 2}))
    >>> new.game.root.payoffs["worker"], new.game.parameters.assumptions[0].relations
    (1 - 2*c, (c > 1,))
    """
    game = _vary_game(change.game or model.game, change)
    below = model.benchmark
    labels = {node.label for node in game.nodes if isinstance(node, Outcome)}
    choices = {choice.name for choice in game.choices}
    new = partial(
        replace, model, game=game, companions=tuple(_vary_game(one, change) for one in model.companions),
        benchmark=None if below is None else game.subgame(_name(below.root), below.name, below.title),
        effects={pair: name for pair, name in model.effects.items() if labels.issuperset(pair)},
        held_fixed={name: value for name, value in model.held_fixed.items() if name in choices})
    try:
        return new(example={**model.example, **change.witness})
    except ModelError:
        return new(example={})


def _name(node: Node) -> str:
    return node.label if isinstance(node, Outcome) else node.name


def _vary_game(game: Game, change: Variation) -> Game:
    known = {symbol.name: symbol for symbol in (*game.parameters.symbols, *(choice.symbol for choice in game.choices))}
    terms = {_form(old, known): _form(new, known) for old, new in change.replace.items()}
    return replace(game, root=_vary_node(game.root, terms, {}), parameters=_vary_parameters(game.parameters, change))


def _form(value: object, known: Mapping[str, sp.Symbol]) -> sp.Expr:
    """A term in the game's symbols: an expression, whatever was declared of its symbols, or the text of one."""
    what = "what replaces and what is replaced cannot be"
    told = read(value, known) if isinstance(value, str) else closed_form(value, what)
    for symbol in sorted(told.free_symbols, key=str):
        if symbol.name not in known:
            raise RequestError(f"there is no quantity {symbol} to replace or to put in{near(symbol.name, known)}")
    return told.xreplace({symbol: known[symbol.name] for symbol in told.free_symbols})


def _vary_parameters(parameters: Parameters, change: Variation) -> Parameters:
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


def _vary_node(node: Node, terms: Mapping[sp.Expr, sp.Expr], done: dict[int, Node]) -> Node:
    """The tree with other payoffs; a node that two moves lead to stays one node."""
    if id(node) not in done:
        if isinstance(node, Outcome):
            payoffs = {player: payoff.subs(dict(terms), simultaneous=True) for player, payoff in node.payoffs.items()}
            done[id(node)] = replace(node, payoffs=payoffs) if terms else node
        elif isinstance(node, Lottery):
            done[id(node)] = replace(node, branches={
                label: (chance.subs(dict(terms), simultaneous=True), _vary_node(then, terms, done))
                for label, (chance, then) in node.branches.items()})
        elif isinstance(node, Decide):
            done[id(node)] = replace(node, moves={label: _vary_node(then, terms, done)
                                                  for label, then in node.moves.items()})
        else:
            assert isinstance(node, Choose)
            done[id(node)] = replace(node, then=_vary_node(node.then, terms, done))
    return done[id(node)]
