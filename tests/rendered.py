"""Derivations of small games for the tests of proofs and rendering, solved once, and one written by hand."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import sympy as sp

from symbolic_alliance import Choice, Choose, Decide, Game, Outcome, Parameters, solve
from symbolic_alliance.appendix.prose.document import (
    Cite,
    Display,
    Document,
    GameTerm,
    Item,
    NumberedStatement,
    Paragraph,
    Parts,
    Table,
    walk,
)
from symbolic_alliance.derivation.bundle import Derivation, JudgedClaim
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.game.equilibrium import Equilibrium, Region, Tie, Unsolved
from symbolic_alliance.game.parameters import Assumption, Parameter
from symbolic_alliance.proof.claim import ClaimKind, Grade, Verdict
from symbolic_alliance.typeset.layout import Layout
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.shorthand import Abbreviation
from tests import games

ABOUT = """A test. A reconstruction, for a test, of "a verbal argument" (Journal 61(5), 2024).

It declares the model."""


@cache
def derivation(name: str) -> Derivation:
    """A solved game of `games`, with claims that say how its best replies have been settled."""
    game: Game = getattr(games, name)
    equilibrium = solve(game)
    claims = tuple(JudgedClaim(f"{policy.node}_best_response_1", ClaimKind.BEST_RESPONSE, policy.node,
                               "no other choice pays more", (game.parameters.assumptions[0].name,), Verdict.PROVED,
                               Grade.DECIDED, ("z3",))
                   for policy in equilibrium.strategy.policies)
    return Derivation(Model(name=game.name, game=game, about=ABOUT), equilibrium, judged={game.name: claims})


def twice() -> Game:
    """A rival strikes or holds, with an aid of a chosen size or with none: the second crisis is the first at a = 0."""
    c, b, a = games.symbols("c b a")

    def crisis(where: str, aid: sp.Expr) -> Decide:
        return Decide(f"strike{where}", "rival", {
            "hold": Outcome("peace", {"patron": b - aid, "rival": 0}),
            "strike": Outcome("war", {"patron": -aid, "rival": 1 - c - aid})})

    root = Decide("join", "patron", {
        "abstain": crisis("_alone", sp.Integer(0)),
        "aid": Choose("size", "patron", Choice("a", "a", "the size of the aid"), 0, None, crisis("", a))})
    parameters = Parameters((Parameter("c", "c", "the rival's cost of war"), Parameter("b", "b", "the value of peace")),
                            (Assumption("positive", (c > 0, b > 0), "war is costly and peace is worth something"),),
                            {"c": "1/2", "b": 2})
    return Game("twice", "A crisis that occurs twice", ("patron", "rival"), parameters, root, ("c",))


def unfinished() -> Equilibrium:
    """The first node of the ultimatum left open on one side, and a tie on the other, written by hand."""
    equilibrium = derivation("ULTIMATUM").equilibrium
    o_P, x = games.symbols("o_P x")
    tie = Tie("answer", "responder", "accept (trade)", "reject (outside)", "proposer", Region(((x - o_P,),)))
    return Equilibrium(equilibrium.game, equilibrium.strategy, equilibrium.regimes, equilibrium.cutoffs, (tie,),
                       (Unsolved("offer", Region(((o_P - sp.Rational(1, 2),),)), "a comparison of two quartics is open"),))


class Texts(NamedTuple):
    """What a document says, in order: sentences, displayed formulas with their labels, and titles of statements."""

    sentences: tuple[str, ...]
    displays: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]


def spelled(parts: Parts) -> str:
    """Parts as plain text, references in brackets."""
    return "".join(part if isinstance(part, str) else part.text if isinstance(part, GameTerm)
                   else f"[{part.label}]" if isinstance(part, Cite) else plain(part) for part in parts)


def written_out(formula: Layout, abbreviations: Sequence[Abbreviation]) -> sp.Expr:
    """The expression of a formula in the model's letters."""
    meanings = {sp.Symbol(one.name.name, real=True): one.expression for one in abbreviations}
    return sp.sympify(expression_of(formula), strict=True).xreplace(meanings)


def texts(document: Document) -> Texts:
    """The texts of a document."""
    blocks = list(walk(document.sections))
    inline = [block.blocks[0] for block in blocks if isinstance(block, Item) and identity(block) is not None]
    return Texts(
        tuple(" ".join(filter(None, (spelled(block.heading),
                                     spelled(block.parts[1:] if block in inline else block.parts).strip())))
              for block in blocks if isinstance(block, Paragraph)),
        tuple((plain(layout), getattr(block, "label", "")) for block in blocks if (layout := identity(block)) is not None),
        tuple(block.label for block in blocks if isinstance(block, NumberedStatement)))


def identity(block: object) -> Layout | None:
    """The formula of a display, or of a numbered item that begins with it."""
    if isinstance(block, Display):
        return block.layout
    if isinstance(block, Item) and block.label.startswith("equation:"):
        told, = block.blocks
        assert isinstance(told, Paragraph)
        formula = told.parts[0]
        assert isinstance(formula, Layout)
        return formula
    return None


def citations(document: Document) -> list[str]:
    """Every label that is cited anywhere."""
    found = []
    for block in walk(document.sections):
        runs: tuple[Parts, ...] = ()
        if isinstance(block, Paragraph):
            runs = (block.heading, block.parts)
        elif isinstance(block, Table):
            runs = (*block.header, *(cell for row in block.rows for cell in row))
        found += [part.label for run in runs for part in run if isinstance(part, Cite)]
    return found

