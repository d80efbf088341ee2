"""A name that is changed is told in one line, and nothing else of the paper is told as changed."""

import pytest

from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import solve_games
from symbolic_alliance.derivation.diff import Diff, Status, compare_derivations
from symbolic_alliance.derivation.model import Model

SOURCE = '''
import sympy as sp
from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Outcome, Parameter, Parameters

F, c, q1, q2 = sp.symbols("F c q1 q2", real=True)
REPLY = Choose("reply", "E", Choice("q2", "q_2", "the entrant's output"), 0, 1,
               Outcome("duopoly", {"I": (1 - q1 - q2 - c)*q1, "E": (1 - q1 - q2 - c)*q2 - F}))
GAME = Game("entry", "Entry", ("I", "E"), Parameters(
    (Parameter("F", "F", "the cost of entry"), Parameter("c", "c", "the unit cost")),
    (Assumption("dear", (F > 0,), "entry costs"), Assumption("cheap", (c >= 0, c < 1), "output pays")),
    {"F": "1/100", "c": "1/10"}),
    Choose("build", "I", Choice("q1", "q_1", "the incumbent's output"), 0, 1,
           Decide("enter", "E", {"out": Outcome("monopoly", {"I": (1 - q1 - c)*q1, "E": 0}), "in": REPLY})), ("F", "c"))
'''

THREAT = '''
import sympy as sp
from symbolic_alliance import Assumption, Decide, Game, Outcome, Parameter, Parameters

r = sp.Symbol("r", real=True)
GAME = Game("threat", "A threat", ("A",), Parameters(
    (Parameter("r", "r", "a reward"),), (Assumption("some", (r > 0,), "it is one"),), {"r": 1}),
    Decide("act", "A", {"hold": Outcome("peace", {"A": r}), "go": Outcome("war", {"A": 0})}), ("r",))
'''


def derived(*edits: tuple[str, str], source: str = SOURCE) -> Derivation:
    """The derivation of the source with some texts in the place of others."""
    text = source
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    found: dict[str, object] = {}
    exec(text, found)  # noqa: S102 it is the text above
    return solve_games(Model(name="paper", game=found["GAME"]))  # type: ignore[arg-type]


BASE = derived()


def told(found: Diff) -> set[tuple[str, str, str]]:
    """What is not the same, but for cutoffs and regimes that are named after what was renamed."""
    return {(one.kind, one.before, one.name) for one in found.changes
            if one.status is not Status.SAME and one.kind not in ("cutoff", "regime", "unsolved")}


@pytest.mark.parametrize(("edits", "expected"), [
    ([('"F c q1 q2"', '"Phi c q1 q2"'), ('"F", "F"', '"Phi", "F"'), ('{"F":', '{"Phi":'), ('("F", "c")', '("Phi", "c")')],
     {("parameter", "F", "Phi")}),
    ([('"F c q1 q2"', '"F c q1 y"'), ('Choice("q2"', 'Choice("y"')], {("choice", "q2", "y")}),
    ([('"reply"', '"answer"')], {("node", "reply", "answer")}),
    ([('"out":', '"stay_out":')], {("move", "out", "stay_out")}),
    ([('"monopoly"', '"calm"')], {("outcome", "monopoly", "calm")}),
    ([('"E"', '"Entrant"')], {("player", "E", "Entrant")}),
    ([('"dear"', '"costly"')], {("assumption", "dear", "costly")}),
    ([('Game("entry"', 'Game("market"')], {("game", "entry", "market")}),
    ([('"monopoly"', '"calm"'), ('"out":', '"stay_out":'), ('"reply"', '"answer"')],
     {("outcome", "monopoly", "calm"), ("move", "out", "stay_out"), ("node", "reply", "answer")}),
    ([('("I", "E"), Par', '("E", "I"), Par')], {("players", "", "entry")}),
    ([('"F c q1 q2"', '"Phi g q1 q2"'),
      ('(Parameter("F", "F", "the cost of entry"), Parameter("c", "c", "the unit cost"))',
       '(Parameter("g", "g", "the unit cost"), Parameter("Phi", "F", "the cost of entry"))'),
      ('{"F": "1/100", "c": "1/10"}', '{"Phi": "1/100", "g": "1/10"}'), ('("F", "c")', '("Phi", "g")')],
     {("parameter", "F", "Phi"), ("parameter", "c", "g")}),
])
def test_a_rename_is_one_line(edits: list[tuple[str, str]], expected: set[tuple[str, str, str]]) -> None:
    found = compare_derivations(BASE, derived(*edits))
    assert (told(found), found.is_harmless) == (expected, True)


SWAPPED = [('F, c, q1, q2 = sp.symbols("F c', 'c, F, q1, q2 = sp.symbols("c F'), ("c, F, q1, q2 = sp", "F, c, q1, q2 = sp"),
           ('Parameter("F", "F", "the cost of entry"), Parameter("c", "c", "the unit cost")',
            'Parameter("c", "c", "the cost of entry"), Parameter("F", "F", "the unit cost")'),
           ('{"F": "1/100", "c": "1/10"}', '{"c": "1/100", "F": "1/10"}'), ('("F", "c"))', '("c", "F"))')]


@pytest.mark.parametrize(("edits", "expected"), [
    (SWAPPED, {("parameter", "F", "c"), ("parameter", "c", "F")}),
    ([('F, c, q1, q2 = sp.symbols("F c q1', 'F, c, q1, q2 = sp.symbols("c k q1'),  # a chain: c for F, k for c
      ('Parameter("F", "F", "the cost of entry"), Parameter("c", "c", "the unit cost")',
       'Parameter("c", "c", "the cost of entry"), Parameter("k", "k", "the unit cost")'),
      ('{"F": "1/100", "c": "1/10"}', '{"c": "1/100", "k": "1/10"}'), ('("F", "c"))', '("c", "k"))')],
     {("parameter", "F", "c"), ("parameter", "c", "k")}),
    ([('"enter"', '"answer"'), ('"build"', '"enter"')], {("node", "build", "enter"), ("node", "enter", "answer")}),
])
def test_names_may_pass_from_one_to_another(edits: list[tuple[str, str]], expected: set[tuple[str, str, str]]) -> None:
    found = compare_derivations(BASE, derived(*edits))
    assert (told(found), found.is_harmless) == (expected, True)


@pytest.mark.parametrize("edits", [
    SWAPPED[:2],  # in the payoffs alone: the declarations still say what the letters stand for
    [*SWAPPED[:2], *SWAPPED[3:]],  # the words for them stay where they were
    [SWAPPED[2]],  # the words alone
])
def test_what_stands_for_something_else_is_a_change(edits: list[tuple[str, str]]) -> None:
    assert not compare_derivations(BASE, derived(*edits)).is_harmless


def test_a_rename_is_known_beside_a_parameter_that_comes() -> None:
    found = compare_derivations(BASE, derived(
        ('F, c, q1, q2 = sp.symbols("F c', 'F, c, t, q1, q2 = sp.symbols("Phi c t'), ('"F", "F"', '"Phi", "F"'),
        ("(1 - q1 - c)*q1", "(1 - q1 - c)*q1 - t"), ('"the unit cost")', '"the unit cost"), Parameter("t", "t", "a tax")'),
        ('{"F": "1/100"', '{"t": "1/20", "Phi": "1/100"'), ('"dear", (F > 0,)', '"dear", (F > 0, t > 0)'),
        ('("F", "c"))', '("Phi", "c"))')))
    assert {("parameter", "F", "Phi"), ("parameter", "", "t")} <= told(found)
    assert not found.is_harmless
    assert ("parameter", "", "F") not in told(found)


def test_what_changes_beside_a_rename_is_told_under_it() -> None:
    found = compare_derivations(BASE, derived(('"reply"', '"answer"'), ("q2 - F", "q2 - 2*F")))
    assert ("node", "reply", "answer") in told(found)
    assert not found.is_harmless
    assert any(part.difference for change in found.changes for part in change.parts)
    assert not {(one.kind, one.status) for one in found.changes} & {("node", Status.ADDED), ("node", Status.REMOVED)}


def test_another_parameter_in_the_place_of_one_is_no_rename() -> None:
    # the incumbent's unit cost goes, a tax on entrants comes
    found = compare_derivations(BASE, derived(
        ("(1 - q1 - c)*q1", "(1 - q1)*q1"), ("(1 - q1 - q2 - c)*q1", "(1 - q1 - q2)*q1"), ("- c)*q2 - F", ")*q2 - F - t"),
        ('"F c q1 q2"', '"F t q1 q2"'), ("F, c, q1", "F, t, q1"), ('"c", "c", "the unit cost"', '"t", "t", "the tax"'),
        ("(c >= 0, c < 1)", "(t > 0, t < 2)"), ('"c": "1/10"', '"t": "1/10"'), ('("F", "c"))', '("F", "t"))')))
    assert not found.is_harmless
    assert ("parameter", "c", "t") not in told(found)


def test_an_outcome_of_chance_is_renamed_wherever_it_is_told() -> None:
    edits = [("Game, Outcome", "Game, Lottery, Outcome"), ("GAME = ", """
REPLY = Lottery("permit", {"yes": (c, REPLY), "no": (1 - c, Outcome("refusal", {"I": 0, "E": -F}))})
GAME = """)]
    found = compare_derivations(derived(*edits), derived(*edits, ('"refusal"', '"denial"')))
    assert ("outcome", "refusal", "denial") in told(found)
    assert found.is_harmless


@pytest.mark.parametrize("edits", [
    [('"hold": Outcome("peace", {"A": r})', '"hold": Outcome("peace", {"A": 0})'),
     ('"go": Outcome("war", {"A": 0})', '"go": Outcome("war", {"A": r})')],  # the other move is played now
    [('"hold": Outcome("peace", {"A": r})', '"go": Outcome("war", {"A": r})'),
     ('"go": Outcome("war", {"A": 0})', '"flee": Outcome("loss", {"A": 0})')],  # what was played is gone: what was not is
])
def test_a_move_that_both_games_have_is_no_other_one_renamed(edits: list[tuple[str, str]]) -> None:
    found = compare_derivations(*(_threat(*some) for some in ((), edits)))
    assert not found.is_harmless
    assert not {(one.kind, one.status) for one in found.changes} & {("move", Status.RENAMED), ("outcome", Status.RENAMED)}


def test_a_move_of_one_game_alone_may_be_renamed() -> None:
    found = compare_derivations(_threat(), _threat(('"hold"', '"wait"'), ('"peace"', '"calm"')))
    assert found.is_harmless
    assert {("move", "hold", "wait"), ("outcome", "peace", "calm")} <= told(found)


def _threat(*edits: tuple[str, str]) -> Derivation:
    """The derivation of a game in which one of two moves is never made."""
    return derived(*edits, source=THREAT)
