"""The kernel: what it proves, and that nothing which has been tampered with gets past it."""

import copy
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from symbolic_alliance import certificate
from symbolic_alliance.certificate import (
    FORMAT,
    Deny,
    Fact,
    Identity,
    Rejected,
    Split,
    Statement,
    Term,
    Theorem,
    main,
    read_claims,
    read_polynomial,
    read_theorem,
    write_polynomial,
)
from symbolic_alliance.proof.deposit import deposit, theorem_data

ROOT = Path(__file__).resolve().parent.parent


def case(variables: str, hypotheses: list, alternatives: list, proof: dict) -> dict:
    return {"variables": variables.split(), "hypotheses": hypotheses, "alternatives": alternatives, "proof": proof}


def identity(*terms: list, equations: list | None = None) -> dict:
    return {"terms": list(terms), "equations": equations or []}


# Every hypothesis of these is needed and used, so that a change anywhere must be noticed.
SQUARE = case("x y", [], [[[">=", "x^2 - 2*x*y + y^2"]]],
              {"deny": 0, "branches": [identity([1, [0], []], [1, [], ["x - y"]])]})
# The contest of one player with cost s^2:  (1-s)^2 >= m/(m+1) - s^2*m, with m + 1 cleared.
CONTEST = case("m s", [], [[[">=", "m^2*s^2 + 2*m*s^2 - 2*m*s + s^2 - 2*s + 1"]]],
               {"deny": 0, "branches": [identity([1, [0], []], [1, [], ["m*s + s - 1"]])]})
ORDERED = case("a b c", [[">", "a - b"], [">=", "b - c"]], [[[">", "a - c"]]],
               {"deny": 0, "branches": [identity([1, [0], []], [1, [1], []], [1, [2], []])]})
ROOT_OF_PRODUCT = case(  # r = sqrt(k*m), so k >= m gives r >= m: by r < m, r^2 = k*m >= m^2 > r*m >= r^2
    "k m r", [[">=", "k - m"], [">", "m"], ["=", "-k*m + r^2"], [">=", "r"]], [[[">=", "-m + r"]]],
    {"deny": 0, "branches": [identity([1, [0, 1], []], [1, [4, 1], []], [1, [4, 3], []], equations=[[2, "1"]])]})
EITHER = case(
    "x y", [[">", "y"]], [[[">=", "x - y"]], [["=", "x"]], [["=", "x"], [">", "y"]], [[">", "x*y"]], [[">", "-x*y"]]],
    {"deny": 0, "branches": [{"split": "x", "branches": [
        ["<", {"deny": 4, "branches": [identity([1, [0, 2], []], [1, [3], []])]}],
        [">", {"deny": 3, "branches": [identity([1, [0, 2], []], [1, [3], []])]}],
        ["=", {"deny": 2, "branches": [identity([1, [3], []], equations=[[2, "1"]]),
                                       identity([1, [3], []], equations=[[2, "-1"]]),
                                       identity([1, [0], []], [1, [3], []])]}]]}]})
CONTRADICTION = case("x y", [[">=", "x - 1"], [">=", "y - 2"], [">", "-x*y + 2"]], [],
                     identity([1, [0, 1], []], [2, [0], []], [1, [1], []], [1, [2], []]))
CASES = {"square": SQUARE, "contest": CONTEST, "ordered": ORDERED, "root_of_product": ROOT_OF_PRODUCT,
         "either": EITHER, "contradiction": CONTRADICTION}


def text_of(cases: dict[str, dict]) -> str:
    return json.dumps({"format": FORMAT, "claims": {name: [one] for name, one in cases.items()}})


def accepted(data: object) -> bool:
    """Whether the kernel accepts a case; any exception but its own passes through and fails the test."""
    try:
        read_theorem(data)
    except Rejected as reason:
        assert str(reason)
        return False
    return True


@pytest.mark.parametrize("name", CASES)
def test_a_proof_replays_and_survives_its_own_file(name: str) -> None:
    theorem = read_theorem(CASES[name])
    assert theorem_data(theorem) == CASES[name]
    assert read_theorem(json.loads(deposit({name: [theorem]}))["claims"][name][0]) == theorem


def test_kernel_is_short_and_needs_only_the_standard_library() -> None:
    source = Path(certificate.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 332
    imported = re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE)
    assert set(imported) <= sys.stdlib_module_names


# ---- tampering, piece by piece


def integers(data: object, path: tuple = ()) -> Iterator[tuple[tuple, int]]:
    """Every number in a case that stands on its own."""
    if isinstance(data, int):
        yield path, data
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from integers(value, (*path, key))


def polynomials(data: object, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every polynomial in a case: the texts that are neither relations nor names of variables."""
    if isinstance(data, str) and data not in certificate.SIGNS and path[0] != "variables":
        yield path, data
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from polynomials(value, (*path, key))


def changed(data: dict, path: tuple, value: object) -> dict:
    """A copy of a case with one piece replaced."""
    result = copy.deepcopy(data)
    place = result
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return result


def altered_polynomials(text: str, variables: list[str]) -> Iterator[str]:
    """The polynomial with one coefficient, one sign or one exponent changed, in standard form."""
    names = tuple(variables)
    terms = list(read_polynomial(text, names))
    for place, (exponents, coefficient) in enumerate(terms):
        rest = terms[:place] + terms[place + 1:]
        for other in (coefficient + 1, coefficient - 1, -coefficient, 2 * coefficient):
            yield write_polynomial(tuple(sorted([*rest, *([(exponents, other)] if other else [])], reverse=True)), names)
        for variable in range(len(names)):
            for step in (1, -1):
                moved = tuple(e + step * (index == variable) for index, e in enumerate(exponents))
                if min(moved) >= 0 and moved not in dict(rest):
                    yield write_polynomial(tuple(sorted([*rest, (moved, coefficient)], reverse=True)), names)


@pytest.mark.parametrize("name", CASES)
def test_any_changed_coefficient_sign_or_exponent_is_rejected(name: str) -> None:
    """Only the sign of a whole square's root, or of the polynomial of a split taken with its branches, may change."""
    data = CASES[name]
    for path, text in polynomials(data):
        for other in altered_polynomials(text, data["variables"]):
            same_square = path[-2] == 2 and sum_is_zero(text, other, data["variables"])
            assert accepted(changed(data, path, other)) == same_square or unused(name, path), (path, text, other)


def sum_is_zero(left: str, right: str, variables: list[str]) -> bool:
    a, b = (dict(read_polynomial(text, tuple(variables))) for text in (left, right))
    return all(a.get(key, 0) + b.get(key, 0) == 0 for key in {**a, **b})


def unused(name: str, path: tuple) -> bool:
    """Alternatives that the proof need not deny may be anything: the statement still holds."""
    return name == "either" and path[:2] in (("alternatives", 0), ("alternatives", 1))


@pytest.mark.parametrize("name", CASES)
def test_any_changed_number_or_type_is_rejected(name: str) -> None:
    for path, number in integers(CASES[name]["proof"], ("proof",)):
        for other in (number + 1, -number - 1, float(number), str(number), None, True, [number], {}, 10**2000):
            if path[-1] == "deny" and name == "either" and other == 1:
                continue
            assert not accepted(changed(CASES[name], path, other)), (path, number, other)


@pytest.mark.parametrize("name", CASES)
def test_a_dropped_hypothesis_term_equation_or_branch_is_rejected(name: str) -> None:
    def drops(data: object, path: tuple) -> Iterator[tuple]:
        if isinstance(data, (dict, list)):
            for key, value in data.items() if isinstance(data, dict) else enumerate(data):
                if path + (key,) != ("alternatives", 4) and not unused(name, path + (key,)):
                    yield path + (key,)
                yield from drops(value, path + (key,))

    for path in drops(CASES[name], ()):
        shorter = copy.deepcopy(CASES[name])
        place = shorter
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]
        assert not accepted(shorter), path


# ---- tampering, at random


def mutate(data: dict, random_source: random.Random) -> dict:
    """A case with one to three random changes somewhere."""
    result = copy.deepcopy(data)
    for _ in range(random_source.randint(1, 3)):
        place, key = random_place(result, random_source)
        place[key] = random_source.choice(CHANGES)(place[key], random_source)
    return result


def random_place(data: dict, random_source: random.Random) -> tuple:
    place, key = data, random_source.choice(list(data))
    while isinstance(place[key], (dict, list)) and place[key] and random_source.random() < 0.9:
        place = place[key]
        key = random_source.choice(list(place) if isinstance(place, dict) else range(len(place)))
    return place, key


def change_text(value: object, random_source: random.Random) -> object:
    text = json.dumps(value)
    at = random_source.randrange(len(text) + 1)
    edited = text[:at] + random_source.choice("0123456789-+*^ xym><=[],") + text[at + random_source.randint(0, 1):]
    try:
        return json.loads(edited)
    except ValueError:
        return edited


CHANGES: list[Callable[[object, random.Random], object]] = [
    change_text, change_text, change_text,
    lambda value, source: source.choice([0, -1, 1, 2, 10**1500, 0.5, 1e300, "", "x", "0", None, True, [], {}, [[]]]),
    lambda value, source: [*value, *value] if isinstance(value, list) else [value],
    lambda value, source: value[1:] if isinstance(value, (list, str)) else value,
]


def assert_true_at_random_points(statement: Statement) -> None:
    source = random.Random(0)
    for _ in range(200):
        point = [source.randint(-3, 3) for _ in statement.variables]
        if all(holds(fact, point) for fact in statement.hypotheses):
            assert any(all(holds(fact, point) for fact in alternative) for alternative in statement.alternatives)


def holds(fact: Fact, point: list[int]) -> bool:
    value = 0
    for exponents, coefficient in fact.polynomial:
        for base, exponent in zip(point, exponents, strict=True):
            coefficient *= base**exponent
        value += coefficient
    return {">": value > 0, ">=": value >= 0, "=": value == 0}[fact.relation]


@settings(max_examples=500)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(sorted(CASES)))
def test_nothing_false_is_accepted_among_ten_thousand_mutations(seed: int, name: str) -> None:
    """A few changes do no harm (a weak hypothesis made strict, a lemma stated twice): then the statement is still true."""
    source = random.Random(seed)
    for _ in range(25):
        mutated = mutate(CASES[name], source)
        if accepted(mutated):
            assert_true_at_random_points(read_theorem(mutated).statement)


@settings(max_examples=300)
@given(st.data())
def test_a_cut_or_garbled_file_is_refused_with_a_sentence(data: st.DataObject) -> None:
    text = text_of(CASES)
    at = data.draw(st.integers(0, len(text) - 1))
    garbled = text[:at] + data.draw(st.one_of(st.just(""), st.text(max_size=4)))
    with pytest.raises(Rejected, match=r"\w"):
        read_claims(garbled)


@given(st.text(alphabet="xy0123456789 +-*^_", max_size=20))
def test_text_is_a_polynomial_only_in_standard_form(text: str) -> None:
    try:
        polynomial = read_polynomial(text, ("x", "y"))
    except Rejected:
        return
    assert write_polynomial(polynomial, ("x", "y")) == text


# ---- the form of a file


@pytest.mark.parametrize("text", [
    "", "[]", "{}", "null", "[" * 100_000, '{"format": "other", "claims": {"a": []}}', '{"claims": {}, "format": ""}',
    json.dumps({"format": FORMAT, "claims": {}}), json.dumps({"format": FORMAT, "claims": []}),
    '{"format": 1, "format": 2, "claims": {}}', f'{{"format": "{FORMAT}", "claims": {{"a": [], "a": []}}}}',
    '{"format": ' + "9" * 5000 + ', "claims": {}}',
], ids=range(12))
def test_a_malformed_file_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Rejected):
        read_claims(text)
    (tmp_path / "claims.json").write_text(text)
    assert main([str(tmp_path / "claims.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_duplicated_key_is_refused_at_every_depth() -> None:
    text = text_of({"square": SQUARE})
    for key, value in (("deny", "0"), ("variables", '["x", "y"]'), ("equations", "[]")):
        assert f'"{key}": {value}' in text
        with pytest.raises(Rejected, match="twice"):
            read_claims(text.replace(f'"{key}": {value}', f'"{key}": {value}, "{key}": {value}'))


def test_a_deep_proof_is_refused() -> None:
    closed = identity([1, [0], []], [1, [1], []])
    for depth, is_read in ((50, True), (150, False), (20_000, False)):
        deep = closed
        for _ in range(depth):
            deep = {"split": "x", "branches": [["<=", identity([1, [0], []], [1, [1], []])], [">", deep]]}
        assert accepted(case("x", [[">", "x"], [">=", "-x"]], [], deep)) == is_read


@pytest.mark.parametrize("term", [
    [1, [0] * 401, []], [10**999, [0], ["2"] * 10], [1, [0], ["x^256"]], [1, [0], ["x"] * 201],
    [1, [1] * 60, []],
], ids=["many facts", "large product", "large exponent", "many squares", "many steps"])
def test_a_huge_product_is_refused(term: list, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "MOST_STEPS", 100_000)
    wide = " + ".join(f"{name}" for name in "abcdefghij")
    assert not accepted(case("a b c d e f g h i j x", [[">", "x"], [">", wide]], [], identity(term)))


def test_no_theorem_exists_unverified() -> None:
    false = Statement(("x",), (), ((Fact(">", (((1,), 1),)),),))
    for proof in (Identity(()), Deny(0, (Identity((Term(1, (0,)),)),)), Deny(1, ()), Deny(0, ())):
        with pytest.raises(Rejected):
            Theorem(false, proof)
    theorem = read_theorem(SQUARE)
    with pytest.raises(Rejected):
        replace(theorem, statement=false)
    with pytest.raises(FrozenInstanceError):
        theorem.statement = false  # type: ignore[misc]
    assert copy.deepcopy(theorem) == theorem


def test_a_weak_hypothesis_proves_no_strict_conclusion() -> None:
    claimed = case("a", [[">=", "a"]], [[[">", "a"]]], {"deny": 0, "branches": [identity([1, [0], []], [1, [1], []])]})
    assert not accepted(claimed)
    squared = case("x", [], [[[">", "x^2"]]], {"deny": 0, "branches": [identity([1, [0], []], [1, [], ["x"]])]})
    assert not accepted(squared)


class Lists(tuple):
    """A tuple that can be anything to whoever iterates over it."""


class Whole(int):
    """A number that can compare as it likes."""


class Text(str):
    """A text that can compare as it likes."""


OTHERS: dict[type, tuple[Callable[[Any], object], ...]] = {
    tuple: (iter, list, Lists, lambda value: (one for one in value)), int: (Whole, float, str, bool), str: (Text, str.encode)}


def disguised(value: Any) -> Iterator[object]:
    """The same with one of its parts, at any depth, of another kind that reads the same once."""
    for other in OTHERS.get(type(value), ()):
        yield other(value)
    if type(value) is tuple:
        for place, part in enumerate(value):
            yield from ((*value[:place], other, *value[place + 1:]) for other in disguised(part))
    elif is_dataclass(value):
        yield type(f"Other{type(value).__name__}", (type(value),), {})(*vars(value).values())
        for name, part in vars(value).items():
            yield from (replace(value, **{name: other}) for other in disguised(part))


@pytest.mark.parametrize("name", CASES)
def test_nothing_but_plain_values_is_replayed(name: str) -> None:
    """A generator of branches would be checked once and be empty from then on; a list could be changed afterwards."""
    theorem = read_theorem(CASES[name])
    for statement, proof in [*((other, theorem.proof) for other in disguised(theorem.statement)),
                             *((theorem.statement, other) for other in disguised(theorem.proof))]:
        with pytest.raises(Rejected):
            Theorem(statement, proof)  # type: ignore[arg-type]


def test_a_branch_that_is_gone_when_it_is_looked_at_closes_nothing() -> None:
    nothing = Statement((), (), ())
    for branches in ((("<", None), ("=", None), (">", None)), ((relation, None) for relation in "<=>")):
        with pytest.raises(Rejected):
            Theorem(nothing, Split((), branches))  # type: ignore[arg-type]


def test_a_proof_as_deep_as_a_file_may_hold_is_replayed() -> None:
    deep = closed = identity([1, [0], []], [1, [1], []])
    for _ in range(98):
        deep = {"split": "x", "branches": [["<=", closed], [">", deep]]}
    assert accepted(case("x", [[">", "x"], [">=", "-x"]], [], deep))


# ---- large numbers

LARGE = 2**53 + 1


def scaled(size: int, coefficient: object) -> dict:
    return case("a", [[">=", f"{size}*a"]], [[[">=", "a"]]],
                {"deny": 0, "branches": [identity([1, [0], []], [coefficient, [1], []])]})


@pytest.mark.parametrize(("size", "written"), [(2**53 - 1, 2**53 - 1), (2**53, str(2**53)), (LARGE, str(LARGE))])
def test_a_number_that_readers_of_json_round_is_written_as_text(size: int, written: object) -> None:
    theorem = read_theorem(scaled(size, size))  # as older deposits have it
    assert theorem_data(theorem) == scaled(size, written)
    assert read_theorem(scaled(size, written)) == theorem


@pytest.mark.parametrize("coefficient", [
    f"0{LARGE}", f"+{LARGE}", f"-{LARGE}", f" {LARGE}", f"{LARGE}\n", f"{LARGE}.0", "9007_199254740993", "9e15",
    "\N{ARABIC-INDIC DIGIT NINE}" + str(LARGE)[1:], "9" * 1001, str(LARGE).encode(), [str(LARGE)], "", "1"])
def test_other_text_is_no_number(coefficient: object) -> None:
    assert not accepted(scaled(LARGE, coefficient))


# ---- the program


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The kernel as a program, with no package in reach but this one."""
    return subprocess.run([sys.executable, "-S", "-m", "symbolic_alliance.certificate", *arguments], cwd=ROOT,
                          capture_output=True, text=True, timeout=60, check=False)


def test_program_checks_a_file_without_any_other_package(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(text_of(CASES))
    bad.write_text(text_of({**CASES, "wrong": changed(SQUARE, ("alternatives", 0, 0, 0), ">")}))
    result = run(str(good))
    assert (result.returncode, result.stdout, result.stderr) == (0, "6 of 6 claims hold\n", "")
    result = run(str(bad))
    assert result.returncode == 1
    assert result.stdout.splitlines() == ["'wrong' does not hold: no term of an identity is strictly positive",
                                          "6 of 7 claims hold"]
    assert run(str(tmp_path / "none.json")).returncode == 2
    assert run().returncode == 1


def test_program_prints_what_it_has_replayed(tmp_path: Path) -> None:
    wrong, empty = changed(SQUARE, ("alternatives", 0, 0, 0), ">"), case("", [], [[]], {"deny": 0, "branches": []})
    claims = {"both": [EITHER, CONTRADICTION], "wrong\n": [SQUARE, wrong], "empty": [empty]}
    (tmp_path / "claims.json").write_text(json.dumps({"format": FORMAT, "claims": claims}))
    result = run("--print", str(tmp_path / "claims.json"))
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == """\
'both', case 1 of 2
  for all real x, y
  if   y > 0
  then x - y >= 0
  or   x = 0
  or   x = 0 and y > 0
  or   x*y > 0
  or   -x*y > 0

'both', case 2 of 2
  for all real x, y
  if   x - 1 >= 0
  and  y - 2 >= 0
  and  -x*y + 2 > 0
  then a contradiction

'wrong\\n' does not hold: no term of an identity is strictly positive
'empty', case 1 of 1
  for all real\x20
  if   true
  then true

2 of 3 claims hold
"""
