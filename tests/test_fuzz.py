"""The fuzzer: a short run finds nothing, its own truth is right about games solved by hand, and it finds what is planted."""

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest
import sympy as sp
from flint import fmpq

from symbolic_alliance import (
    Assumption,
    Choice,
    Choose,
    Claim,
    Decide,
    Game,
    Grade,
    Outcome,
    Parameter,
    Parameters,
    Piece,
    Policy,
    Region,
    Result,
    Strategy,
    Verdict,
    solve,
)
from symbolic_alliance.explore.walk import Disagreement
from symbolic_alliance.game.equilibrium import Unsolved
from tests import games
from tests.fuzz.arithmetic import Beyond, Root, Undefined, square_root
from tests.fuzz.brute_force import Tree
from tests.fuzz.compare import some_order_is_right
from tests.fuzz.edges import edges
from tests.fuzz.examine import Case, again, findings
from tests.fuzz.mutate import mutant
from tests.fuzz.points import points
from tests.fuzz.rewrite import REWRITINGS, Written
from tests.fuzz.session import Options, cases, collect, table, tasks
from tests.fuzz.shrink import shrink, size
from tests.fuzz.source import source
from tests.fuzz.subject import Finding, Kind, Subject
from tests.fuzz.workers import answers
from tests.known_solutions import KNOWN_SOLUTIONS

ROOT = Path(__file__).resolve().parent.parent
a, b, k, x = sp.symbols("a b k x", real=True)
EVERYWHERE = ((),)


def test_a_short_run_finds_nothing():
    options = Options(games=5, mutants=10, seed="short")
    total = collect(tasks(options), options)
    assert total.seen == {}, table(total)
    assert [total.counts[row, column] for column in ("run", "slow") for row in ("games", "mutants")] == [5, 10, 0, 0]
    assert list(cases(total, options)) == []


def test_tasks_alternate_until_there_are_enough():
    drawn = [(task.what, task.number) for task in tasks(Options(games=3, mutants=8, seed="s"))]
    assert drawn == [("game", 0), ("mutants", 0), ("game", 1), ("mutants", 1), ("game", 2)]
    assert list(tasks(Options(seconds=1e-9))) == []
    assert [(task.what, task.number) for task in tasks(Options(games=2))] == [
        ("game", 0), ("mutants", 0), ("game", 1), ("mutants", 1)]


# ---- the truth that everything is compared with


def declared(*relations, **witness):
    return Parameters(tuple(Parameter(name, name, "a number") for name in witness),
                      (Assumption("given", relations, "as given"),) if relations else (), witness)


def pick(payoff, given, **ends):
    return Game("pick", "One choice", ("s",), given, Choose("pick", "s", Choice("x", "x", "a choice"), 0, 1,
                                                            Outcome("done", {"s": payoff}), **ends))


def playing(*pieces):
    return Strategy((Policy("pick", "s", tuple(Piece(Region(cases), sp.sympify(action)) for action, cases in pieces)),))


UNIT = declared(k > 0, k < 1, k="1/2")
WRONG = {
    "a fixed cost when active": (pick(sp.Piecewise((0, x <= 0), (x * (1 - x) - k, True)), UNIT),
                                 playing((sp.Rational(1, 2), EVERYWHERE)), {"k": "1/2"}),
    "an open end at an edge of the assumptions": (pick(-(x - k) ** 2, declared(k >= 0, k <= 1, k="1/2"), lower_open=True),
                                                  playing((k, EVERYWHERE)), {"k": 0}),
    "0/0 at an edge of the assumptions": (pick(x / (x + k) - x, declared(k >= 0, k <= 1, k=1)),
                                          playing((0, EVERYWHERE)), {"k": 0}),
    "a plan that is not best inside its region, under another that is": (
        pick(-x, UNIT), playing((0, EVERYWHERE), (1, ((k - sp.Rational(1, 4),),))), {"k": "1/2"}),
    "no plan": (pick(-x, UNIT), playing((0, ((k - sp.Rational(1, 2),),))), {"k": "1/4"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_tree_says_so_where_a_strategy_is_wrong(case):
    game, strategy, point = WRONG[case]
    assert Tree(game, strategy).fault({name: Fraction(value) for name, value in point.items()}) is not None


@pytest.mark.parametrize("game", games.GAMES + games.LOTTERIES, ids=lambda game: game.name)
def test_the_tree_bears_out_known_solutions_on_their_edges(game):
    strategy = KNOWN_SOLUTIONS[game.name]
    tree, told = Tree(game, strategy), 0
    for point in points(game.parameters, edges(game, strategy, game.parameters.symbols), Random(2), 20):
        try:
            assert tree.fault(point) is None
            told += 1
        except Beyond:
            continue
    assert told > 10


def whisker(left):
    """Where a > b, t answers x = k with r; ``left`` is the region of l."""
    parameters = declared(k > 0, k < 1, a > 0, b > 0, k="1/2", a=2, b=1)
    answer = Decide("d", "t", {"l": Outcome("L", {"s": 5 - x, "t": sp.Min(x - k, b - a)}),
                               "r": Outcome("R", {"s": -x, "t": 0})})
    game = Game("whisker", "A whisker", ("s", "t"), parameters,
                Choose("ch", "s", Choice("x", "x", "a choice"), 0, 1, answer))
    strategy = Strategy((Policy("ch", "s", (Piece(Region(((),)), k),)), Policy("d", "t", (
        Piece(Region((left,)), "l"), Piece(Region(((k - x,), (a - b,))), "r")))))
    return Tree(game, strategy)


@pytest.mark.parametrize("left", [(x - k, b - a), (x - k, (x - k) * (b - a))])
def test_a_whisker_saves_no_wrong_strategy(left):
    assert whisker(left).fault({"k": Fraction(1, 3), "a": Fraction(2), "b": Fraction(1)}) is not None
    assert whisker(left).fault({"k": Fraction(1, 3), "a": Fraction(1), "b": Fraction(2)}) is None


def test_ties_are_left_open_and_read_in_order_on_demand():
    game = pick(sp.Integer(0) * x, UNIT)
    either = playing((0, ((k,),)), (1, ((k,),)))
    assert Tree(game, either).fault({"k": Fraction(1, 2)}) is None
    edge = pick(-sp.Abs(x - sp.Rational(1, 2)) * (k - x), declared(k >= 0, k <= 1, k=1))
    literal = playing((1, ((-k,),)), (sp.Rational(1, 2), ((k,),)))
    assert Tree(edge, literal).fault({"k": Fraction(0)}) is None
    assert Tree(pick(-x, declared(k >= 0, k <= 1, k=1)), literal, in_order=True).fault({"k": Fraction(0)}) is not None


def test_numbers_with_a_square_root_are_exact():
    two, three = square_root(fmpq(2)), square_root(fmpq(3))
    assert (two * two, (1 + two) * (two - 1), str(1 / (1 + two))) == (2, 1, "-1 + 1*sqrt(2)")
    assert two > 1
    assert 3 - 2 * two > 0
    assert isinstance(square_root(3 - 2 * two), Root)
    with pytest.raises(Beyond):
        two + three
    with pytest.raises(Undefined):
        square_root(1 - two)


# ---- the opponents: one who proves everything, and one who refutes everything


def proving_everything(game, strategy):
    return ()


def refuting_everything(game, strategy):
    claim = Claim("all_1", "best_response", "anything", (), (), game.root.name)
    return (Result(claim, Verdict.REFUTED, Grade.DECIDED, point=dict(game.parameters.witness)),)


def test_wrong_mutants_of_one_who_proves_everything_are_found():
    found = {}
    for game, seed in product((games.CONTEST, games.BARGAINING, games.CRISIS), range(20)):
        done, strategy = mutant(game, KNOWN_SOLUTIONS[game.name], Random(seed))
        if done in ("two pieces swapped", "a piece dropped", "another action", "a piece everywhere"):
            subject = Subject(game, strategy, proving_everything, str(seed), rewritten=0)
            found[game.name, seed, done] = [one.kind for one in findings(subject, [Kind.WRONG])][:1]
    assert len(found) > 15
    assert [one for one, kinds in found.items() if kinds != [Kind.WRONG]] == []


def test_one_who_refutes_everything_is_found():
    found = list(findings(Subject(games.CRISIS, KNOWN_SOLUTIONS["crisis"], refuting_everything, rewritten=0)))
    assert {one.kind for one in found} >= {Kind.REFUTED, Kind.WORD}


def test_a_verdict_that_hangs_on_names_or_order_is_found():
    def by_name(game, strategy):
        return () if game.name == "crisis" else refuting_everything(game, strategy)

    found = findings(Subject(games.CRISIS, KNOWN_SOLUTIONS["crisis"], by_name, rewritten=len(REWRITINGS)))
    assert [one.sort for one in found if one.kind is Kind.REFUTED] == ["other names: proved, then refuted"]


def test_an_error_that_is_not_told_is_a_crash():
    def crashing(game, strategy):
        raise ZeroDivisionError("unseen")

    (found,) = findings(Subject(games.CRISIS, KNOWN_SOLUTIONS["crisis"], crashing))
    assert (found.kind, found.words) == (Kind.CRASH, "unseen")


@pytest.mark.parametrize("name", REWRITINGS)
def test_what_is_written_otherwise_is_still_right(name):
    for game, seed in product((games.ENTRY, games.AGENDA_ABSOLUTE), range(3)):
        written = REWRITINGS[name](Written(game, KNOWN_SOLUTIONS[game.name], game), Random(seed))
        assert written is not None
        tree = Tree(written.game, written.strategy, planned=written.planned)
        for point in points(written.game.parameters, (), Random(1), 6):
            try:
                assert tree.fault(point) is None
            except Beyond:
                continue


# ---- cases


def test_a_case_shrinks_and_its_file_runs(tmp_path):
    doubled = tuple(replace(policy, pieces=tuple(replace(piece, action=piece.action * 2) if policy.node == "lead" else piece
                                                 for piece in policy.pieces))
                    for policy in KNOWN_SOLUTIONS["duopoly"].policies)
    case = Case(games.DUOPOLY, Strategy(doubled), Finding(Kind.WRONG, "a deviation pays", ""))
    found = again(case, proving_everything)
    assert found is not None
    small = shrink(replace(case, finding=found), 3, proving_everything)
    assert size(small) < size(case) * 0.6
    file = tmp_path / "case.py"
    file.write_text(source(small), encoding="utf-8")
    ran = subprocess.run([sys.executable, str(file)], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
                         text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "proved and wrong: a deviation pays: not seen\n"), "verify refutes it"


def unsolved_everywhere(game):
    return replace(solve(game), unsolved=(Unsolved(game.root.name, Region(EVERYWHERE), "no reason"),))


def disagreeing(game, strategy, points, **options):
    return [Disagreement(dict(points[0]), (), game.root.name, game.players[0], "the strategy has no plan")]


def refuting_whiskers(game, strategy):
    degrees = [sp.Poly(slack).total_degree() for policy in strategy.policies for piece in policy.pieces
               for case in piece.region.cases for slack in case]
    return refuting_everything(game, strategy) if max(degrees, default=0) > 2 else ()


PLANTED = {
    Kind.WRONG: (proving_everything, "tied", None), Kind.REFUTED: (refuting_whiskers, "", None),
    Kind.UNSOLVED: (proving_everything, "", ("solve", unsolved_everywhere)),
    Kind.WORD: (refuting_everything, "", None), Kind.WALK: (proving_everything, "", ("disagreements", disagreeing)),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_is_found_and_shrinks(kind, monkeypatch):
    judge, wrong, planted = PLANTED[kind]
    if planted:
        monkeypatch.setattr(f"tests.fuzz.subject.{planted[0]}", planted[1])
    known = KNOWN_SOLUTIONS["crisis"]
    idle = Strategy(tuple(replace(policy, pieces=policy.pieces[:1]) for policy in known.policies)) if wrong else None
    subject = Subject(games.CRISIS, idle, judge, "planted", rewritten=len(REWRITINGS))
    case = Case(games.CRISIS, idle, next(findings(subject, [kind])), "planted")
    small = shrink(case, 2, judge)
    assert size(small) < size(case)
    found = again(small, judge)
    assert found is not None
    assert (found.kind, found.sort) == (kind, case.finding.sort)


def test_a_whisker_that_no_order_mends_is_no_finding():
    """With a > 0 the first piece holds at x = a/2 too, where it is wrong; at x = a it has to come first."""
    game = pick(sp.Integer(0), declared(a > 0, a < 1, a="1/2"))
    answer = Decide("d", "t", {"l": Outcome("L", {"s": x, "t": 0}), "r": Outcome("R", {"s": 0, "t": x - a})})
    game = replace(game, players=("s", "t"), root=replace(game.root, then=answer))

    def strategy(slack):
        return Strategy((Policy("pick", "s", (Piece(Region(EVERYWHERE), a),)),
                         Policy("d", "t", (Piece(Region(((slack,),)), "l"), Piece(Region(((x - a,),)), "r")))))

    subject = Subject(game, strategy(a - x), proving_everything, "whisker")
    assert subject.faults == ()
    assert some_order_is_right(subject, strategy(a - x))
    assert not some_order_is_right(subject, strategy((a - x) * (x - 1) ** 2))


# ---- games with jumps


def test_a_game_with_a_jump_is_read_as_its_author_wrote_it():
    game = pick(sp.Piecewise((0, sp.Eq(x, 0)), (x * (1 - x) - k, True)), UNIT)
    solved = solve(game)
    assert [node.name for node in solved.game.nodes if isinstance(node, Decide)] == ["pick"]
    at = [{"k": Fraction(value)} for value in ("1/8", "1/4", "3/4")]
    assert [Tree(game, solved.strategy, planned=solved.game).fault(point) for point in at] == [None] * 3
    idle = Strategy(tuple(replace(policy, pieces=(replace(policy.pieces[0], region=Region(EVERYWHERE)),))
                          for policy in solved.strategy.policies))
    assert [Tree(game, idle, planned=solved.game).fault(point) is None for point in at].count(False) in (1, 2)


def test_parts_that_do_not_make_up_the_interval_are_told():
    game = pick(sp.Piecewise((0, sp.Eq(x, 0)), (x * (1 - x) - k, True)), UNIT)
    solved = solve(game)
    root = solved.game.root
    label, part = next((label, child) for label, child in root.moves.items() if isinstance(child, Choose))
    shorter = replace(solved.game, root=replace(root, moves={**root.moves, label: replace(part, upper_open=True)}))
    fault = Tree(game, solved.strategy, planned=shorter).fault({"k": Fraction(1, 8)})
    assert fault is not None
    assert fault.reason == "x = 1 is in 0 parts"


# ---- a run


def slowly(task):
    while task == "endless":
        pass
    return f"{task} done"


def test_a_task_that_does_not_end_is_told_and_the_others_are_answered():
    assert sorted(answers(slowly, ["one", "endless", "two"], 2, 0.2), key=lambda one: one[0]) == [
        ("endless", None), ("one", "one done"), ("two", "two done")]
