"""A comparison tells what a change means: no rewriting is a change, every change comes with a point that holds."""

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sympy as sp
from typer.testing import CliRunner

from symbolic_alliance import Assumption, Game
from symbolic_alliance.claims.theorems.language import Heading, PaperTheorem
from symbolic_alliance.derivation.diff import (
    Diff,
    Difference,
    Effect,
    Origin,
    PartChange,
    ResultChange,
    Status,
    compare_texts,
    diff_github,
    diff_json,
    diff_junit,
    diff_markdown,
    diff_text,
)
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.variation import Variation, vary
from symbolic_alliance.errors import LockError
from symbolic_alliance.interface.cli import app
from symbolic_alliance.proof.claim import Rank
from tests.games import ACCIDENT, BARGAINING, CONTEST, CRISIS, LEVY, LEVY_BELOW, ULTIMATUM
from tests.mutations import (
    WALLS,
    Mutation,
    changed_payoffs,
    complaints,
    lock,
    lock_mutations,
    model_mutations,
    solved_lock,
    with_assumptions,
)

SOURCE = (Path(__file__).parents[1] / "project" / "derivations" / "walls.py").read_text()


def compared(old: str, new: str) -> dict[str, ResultChange]:
    """The changes by kind and name."""
    return {f"{change.kind} {change.name}": change for change in compare_texts(old, new).changes}


def test_a_lock_says_the_same_as_itself() -> None:
    found = compare_texts(lock(WALLS), lock(WALLS))
    assert found.is_harmless
    assert {change.status for change in found.changes} == {Status.SAME}


def test_a_flipped_sign_is_a_change_with_both_values() -> None:
    found = compared(lock(WALLS), lock(WALLS).replace("defender = v - k*sqrt(b)", "defender = k*sqrt(b) - v", 1))
    regime = found["regime peace"]
    part, = regime.parts
    assert (regime.status, part.what, part.status) == (Status.CHANGED, "payoff of defender", Status.CHANGED)
    assert part.difference is not None
    at = {name: sp.Rational(str(value)) for name, value in part.difference.point.items()}
    value = at["v"] - at["k"] * sp.sqrt(at["b"])
    assert sp.N(value, 30) == sp.N(str(part.difference.old), 30) == -sp.N(str(part.difference.new), 30)


def test_a_region_that_has_moved_says_what_holds_there_now() -> None:
    found = compared(lock(WALLS), lock(WALLS).replace("nonnegative v - k*sqrt(b)", "nonnegative 2*v - k*sqrt(b)", 1))
    regime = found["regime peace"]
    difference = regime.parts[0].difference
    assert (regime.status, regime.parts[0].what) == (Status.DOMAIN_CHANGED, "region")
    assert difference is not None
    assert (difference.old, difference.new) == ("war", "peace or war")


def test_a_payoff_in_expanded_form_is_no_change() -> None:
    expanded = changed_payoffs(CONTEST, lambda label, player, payoff: sp.together(payoff))
    assert compare_texts(lock(CONTEST), lock(expanded)).is_harmless


@pytest.mark.parametrize(("game", "name"), [(CRISIS, "costly"), (ULTIMATUM, "modest"), (BARGAINING, "costly")])
def test_weak_for_strict_is_a_change_of_the_domain_at_its_edge(game: Game, name: str) -> None:
    weaker = with_assumptions(game, *(
        replace(one, relations=tuple(slack >= 0 for slack, _ in one.slacks)) if one.name == name else one
        for one in game.parameters.assumptions))
    change = compared(lock(game), lock(weaker))[f"assumption {name}"]
    difference = change.parts[0].difference
    assert change.status is Status.DOMAIN_CHANGED
    assert difference is not None
    assert (difference.old, difference.new) == ("excluded", "allowed")
    slacks = [slack for one in game.parameters.assumptions if one.name == name for slack, _ in one.slacks]
    at = {sp.Symbol(key, real=True): sp.Rational(str(value)) for key, value in difference.point.items()}
    assert 0 in [slack.subs(at) for slack in slacks]


def test_an_edge_that_passes_to_the_other_side_is_a_change_there() -> None:
    found = compared(lock(LEVY), lock(LEVY_BELOW))
    for name in ("go_1", "go_2"):
        (part,) = found[f"regime {name}"].parts
        assert part.difference == Difference({"a": Fraction(1)}, "go_1", "go_2")
    assert found["regime stay"].status is Status.SAME


def test_an_assumption_that_follows_from_the_others_is_no_change() -> None:
    c_A, c_B = sp.symbols("c_A c_B", real=True)
    more = with_assumptions(BARGAINING, *BARGAINING.parameters.assumptions,
                            Assumption("war_costs_something", (c_A + c_B > 0,), "war costs something"))
    found = compared(lock(BARGAINING), lock(more))
    assert found["assumption war_costs_something"].status is Status.REWRITTEN
    assert all(change.status.is_harmless for change in found.values())


def test_renumbered_regimes_are_renamed() -> None:
    text = lock(CRISIS)
    names = re.findall(r"^  regime (\S+)$", text, re.MULTILINE)
    renamed = re.sub(r"^(  regime |    where )(.+)$",
                     lambda found: found[1] + " ".join(f"other_{names.index(name)}" for name in found[2].split()), text,
                     flags=re.MULTILINE)
    found = compared(text, renamed)
    assert [found[f"regime other_{place}"].before for place in range(len(names))] == names
    assert all(change.status.is_harmless for change in found.values())


def test_a_regime_and_a_game_can_come_and_go() -> None:
    text = lock(WALLS)
    start, end = text.index("  regime war"), text.index("  cutoff")
    found = compared(text, text[:start] + text[end:])
    difference = found["regime war"].parts[0].difference
    assert found["regime war"].status is Status.REMOVED
    assert difference is not None
    assert (difference.old, difference.new) == ("war", "no regime")
    assert compared(text[:start] + text[end:], text)["regime war"].status is Status.ADDED
    assert compared(text, text.replace("game walls", "game fences"))["game fences"].status is Status.RENAMED
    assert compared(text, lock(CONTEST))["game contest"].status is Status.ADDED


def test_a_lock_that_tells_no_assumptions_is_read_and_that_is_said() -> None:
    older = "\n".join(line for line in lock(CONTEST).split("\n")
                      if not line.startswith(("  players", "  parameter", "  assumption", "  choice", "    positive"))
                      and not line.startswith("    meaning") and line != "    nonnegative m")
    found = compare_texts(older, lock(CONTEST))
    assert found.notes
    assert found.is_harmless


CLAIM = 'claim costs_matter lemma "" {}\n    text "costs matter"\n    title Costs\n'


@pytest.mark.parametrize(("before", "after", "effect"), [
    ("proved decided z3", "proved decided z3", Effect.UNTOUCHED),
    ("proved decided z3", "undecided", Effect.BROKEN),
    ("refuted", "proved decided z3", Effect.NEWLY_PROVED),
    ("refuted", "refuted", Effect.STILL_OPEN),
])
def test_the_impact_on_a_theorem(before: str, after: str, effect: Effect) -> None:
    body, seal = lock(WALLS).rsplit("seal ", 1)
    old, new = (f"{body}theorems\n  {CLAIM.format(verdict)}seal {seal}" for verdict in (before, after))
    impact, = compare_texts(old, new).impacts
    assert (impact.effect, impact.label) == (effect, "costs-matter")
    assert compare_texts(old, new).is_harmless is (effect is not Effect.BROKEN)


def test_a_theorem_does_not_come_and_go_unnoticed() -> None:
    body, seal = lock(WALLS).rsplit("seal ", 1)
    found = compare_texts(f"{body}theorems\n  {CLAIM.format('proved decided z3')}seal {seal}", lock(WALLS))
    assert [impact.effect for impact in found.impacts] == [Effect.REMOVED]
    assert not found.is_harmless


def test_a_theorem_about_what_has_changed_is_proved_again() -> None:
    body, seal = lock(WALLS).rsplit("seal ", 1)
    old = f"{body}theorems\n  {CLAIM.format('proved decided z3')}seal {seal}"
    found = compare_texts(old, old.replace("payoff defender = v - k*sqrt(b)", "payoff defender = v", 1))
    assert [impact.effect for impact in found.impacts] == [Effect.STILL_PROVED]
    assert "proved again: costs_matter: costs matter" in diff_text(found)


def planted(mutations: Sequence[Mutation]) -> list[str]:
    """What is told wrongly of these."""
    return [words for one in mutations for words in complaints(one, compare_texts(one.old, one.new))]


def test_planted_changes_of_locks_are_told() -> None:
    mutations = list(lock_mutations((ULTIMATUM, CRISIS, WALLS), every=6))
    assert len(mutations) > 30
    assert {one.is_change for one in mutations} == {True, False}
    assert planted(mutations) == []


def test_planted_changes_of_models_are_told() -> None:
    assert planted(list(islice(model_mutations((CONTEST, WALLS)), 12))) == []


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("lock 3", "lock 4", "line 1: this program reads locks of the formats 1, 2, 3"),
    ("v - k*sqrt(b)", "v - __import__(b)", "'__import__' is no name here; the names are b, k, v"),
    ("    positive b", "    positive f", "'f' is no name here; the names are b, k, v"),
    ("    positive b", "    pickle b", "'pickle' does not belong below 'assumption'"),
    ("parameter b = 4", "parameter b = 1e9999", "b = '1e9999' is not an exact number"),
    ("players defender challenger", "players 1 + 1", "'players' is followed by their names"),
    ("  regime peace", "  regime peace war", "'regime' is followed by 1 name"),
])
def test_a_hostile_lock_is_refused_with_one_sentence(old: str, new: str, complaint: str) -> None:
    assert old in lock(WALLS)
    with pytest.raises(LockError) as refusal:
        compare_texts(lock(WALLS).replace(old, new, 1), lock(WALLS), "other.lock")
    assert str(refusal.value).startswith("other.lock: line ")
    assert complaint in str(refusal.value)
    assert "\n" not in str(refusal.value)


PART = PartChange("payoff of a", Status.CHANGED, "1", "2", Difference({"k": Fraction(1, 2)}, Fraction(1), Fraction(2)))
NASTY = Diff("walls", (ResultChange("walls", "regime", "a,b: 50%\n::error::|<b>\x1b[2J", Status.CHANGED, (PART,)),))


def test_reports_escape_what_a_lock_says() -> None:
    github = diff_github(NASTY, Origin(Path("derivations/walls.py")))
    assert github.count("\n") == 0
    assert github.startswith("::error file=derivations/walls.py,line=1,title=changed%3A regime a%2Cb%3A 50%25?%3A%3Aerror")
    row = next(line for line in diff_markdown(NASTY).split("\n") if line.startswith("| regime"))
    assert row.count("|") - row.count("\\|") == 6
    assert "<b>" not in row
    suite = ElementTree.fromstring(diff_junit(NASTY))
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "1", 1)
    assert "\x1b" not in diff_text(NASTY) + diff_markdown(NASTY) + github + diff_junit(NASTY)
    assert not any(line.startswith("::") for line in diff_text(NASTY).split("\n"))
    assert diff_json(NASTY)["results"][0]["parts"][0]["difference"] == {
        "point": {"k": "1/2"}, "old": {"exact": "1", "value": 1.0}, "new": {"exact": "2", "value": 2.0}}


def test_what_a_project_accepts_is_a_notice() -> None:
    origin = Origin(Path("derivations/walls.py"), accepted=frozenset([Status.CHANGED]))
    assert diff_github(NASTY, origin).startswith("::notice file=")


def test_a_theorem_is_annotated_where_it_is_written() -> None:
    def stated(setting: object) -> None:
        """Stand for a theorem's function."""

    theorem = PaperTheorem(Heading(Rank.REMARK, "A remark"), stated)  # type: ignore[arg-type]
    changed = Diff("walls", (ResultChange("", "remark", "stated", Status.WEAKER),))
    line = stated.__code__.co_firstlineno
    assert f"file=tests/derivation/test_diff.py,line={line}," in diff_github(changed, Origin(Path("x.py"), (theorem,)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a committed lock, in a git repository."""
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "walls.py").write_text(SOURCE)
    assert run(tmp_path, "update", "walls", "--no-certify")[0] == 0
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "one"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command on a project."""
    result = CliRunner().invoke(app, [*arguments, "--project", str(folder)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_the_walk_through(folder: Path) -> None:
    source = folder / "derivations" / "walls.py"
    assert run(folder, "diff", "walls")[0] == 0
    source.write_text(SOURCE.replace("b - height**2", "(b**2 - height**4)/(b + height**2)"))
    status, out, _ = run(folder, "diff", "walls")
    assert status == 0
    assert "no claim was judged again" in out
    source.write_text(SOURCE.replace("b - height**2", "b - 4*height**2"))
    assert "no claims have been judged" in run(folder, "diff", "walls", "--no-impact")[1]
    status, out, _ = run(folder, "diff", "walls")
    assert status == 1
    assert "changed: cutoff k_peace_to_war of walls" in out
    assert "    at b = 1, v = 1: 1 -> 2\n" in out
    assert "impact: 40 claims" in out
    assert run(folder, "diff", "walls", "--against", "HEAD")[:2] == (1, out)
    status, out, _ = run(folder, "diff", "walls", "--format", "json")
    found = json.loads(out)
    assert (status, found["harmless"]) == (1, False)
    assert run(folder, "update", "walls", "--no-certify")[0] == 0
    assert run(folder, "diff", "walls")[0] == 0
    assert run(folder, "diff", "walls", "--against", "HEAD")[0] == 1
    kept = folder / "kept.lock"
    kept.write_text((folder / "derivations" / "walls.lock").read_text())
    assert run(folder, "diff", "walls", "--against", str(kept))[0] == 0


@pytest.mark.parametrize("against", [
    "", "-x", "--output=planted", "HEAD~5", "HEAD:walls.lock", "$(touch planted)", "; touch planted", "HEAD\ntouch planted",
    "no/such.lock", "x" * 5000, "\x1b[2J"])
def test_a_hostile_revision_is_data(folder: Path, against: str) -> None:
    before = sorted(path for path in folder.rglob("*") if ".git" not in path.parts)
    status, out, said = run(folder, "diff", "walls", f"--against={against}")
    assert (status, out) == (2, "")
    assert said.count("\n") == 1
    assert said.startswith("symbolic-alliance: --against")
    assert sorted(path for path in folder.rglob("*") if ".git" not in path.parts) == before


def test_without_a_lock_there_is_nothing_to_compare_with(folder: Path) -> None:
    (folder / "derivations" / "walls.lock").unlink()
    status, _, said = run(folder, "diff", "walls")
    assert status == 2
    assert "'update walls' writes one" in said


def test_a_changed_chance_is_told_with_both_values() -> None:
    p, h = sp.symbols("p h", real=True)
    game = vary(Model(name="accident", game=ACCIDENT), Variation(replace={h: h**2})).game
    found = compared(solved_lock(ACCIDENT), solved_lock(game))
    change = found["regime concession_or_victory_or_defeat"]
    part = next(part for part in change.parts if part.what == "probability of victory")
    assert (part.status, sp.expand(part.old - h * p), sp.expand(part.new - h**2 * p)) == (Status.CHANGED, 0, 0)
