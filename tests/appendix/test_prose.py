"""Proofs as data: what they state, what they cite, and that every identity in them can be multiplied out."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy as sp

from symbolic_alliance import Assumption, Choice, Decide, Lottery, Parameter, Parameters, solve
from symbolic_alliance.appendix.prose import abbreviations
from symbolic_alliance.appendix.prose.context import Context
from symbolic_alliance.appendix.prose.document import (
    Document,
    GameTerm,
    NumberedStatement,
    Section,
    Table,
    join,
    say,
    walk,
)
from symbolic_alliance.appendix.prose.reasons import Reason, Reasons
from symbolic_alliance.appendix.prose.repeats import repeats
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.closed_form import UndefinedForm, evaluate
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.game.equilibrium import Policy, Region, Strategy
from symbolic_alliance.game.tree import Choose, Game, Node, Outcome
from symbolic_alliance.proof.claim import Grade
from symbolic_alliance.typeset.layout import Applied, Layout, Name, Relation, Sum, layouts_in
from symbolic_alliance.typeset.meaning import expression_of
from symbolic_alliance.typeset.normal_form import normal_form
from symbolic_alliance.typeset.plain import plain
from symbolic_alliance.typeset.shorthand import Abbreviation
from symbolic_alliance.typeset.style import Style, interval_slacks
from tests import games
from tests.rendered import citations, derivation, identity, spelled, texts, twice, unfinished, written_out

NAMES = ("CONTEST", "ULTIMATUM", "BARGAINING", "DUOPOLY", "ENTRY", "AGENDA_QUADRATIC", "CRISIS", "ACCIDENT",
         "RANDOM_REVERSION", "POWER_SHIFT", "DRAWN_AT_FIRST")


def document(found: Derivation) -> Document:
    return appendix(found, Style.of(found.equilibrium.game))


@pytest.fixture(scope="module")
def contest() -> Document:
    return document(derivation("CONTEST"))


def test_the_contest_is_proved_by_its_square(contest: Document) -> None:
    found = texts(contest)
    assert ("U_1(m*) - U_1(m) = (sqrt(c) - sqrt(k)*(c + m))^2/(c + m)", "equation:arms-2") in found.displays
    assert ("U_1(m*) - U_1(m) = m*(k*(c + m) - 1)/(c + m)", "equation:arms-1") in found.displays
    assert "is not negative by Assumption [assumption:positive] and since m >= 0 and k >= 1/c." in found.sentences
    assert "Case 2 k <= 1/c: m* = sqrt(c/k) - c, where U_1 peaks." in found.sentences


def test_the_shape_of_the_objective_has_its_reason(contest: Document) -> None:
    shape = next(sentence for sentence in texts(contest).sentences if "concave" in sentence)
    assert shape == ("U_1(m) = m/(c + m) - k*m (fought). It is concave in m: U_1'(m) = c/(c + m)^2 - k vanishes at "
                     "m = sqrt(c/k) - c, and U_1''(m) = -2*c/(c + m)^3 < 0.")


def test_a_number_is_worked_out_at_the_witness(contest: Document) -> None:
    sentences = texts(contest).sentences
    assert "Take k = 1/4 and c = 1." in sentences
    assert "The equilibrium: the regime is fought 1, ending in fought, with m = 1; the state gets 1/4." in sentences


def test_the_document_has_its_parts_in_order(contest: Document) -> None:
    assert texts(contest).statements == (
        "definition:equilibrium", "proposition:path-of-play", "proposition:strategy-profile", "proposition:cutoffs",
        "proposition:sufficiency", "lemma:arms")
    assert [section.title for section in contest.sections] == [
        "The game", "Equilibrium", "The regimes", "The strategies", "An example in numbers", "How the claims are settled",
        "Proofs at the nodes"]
    assert spelled(contest.subtitle).endswith(
        "if 1 claim about them hold: 1 claim decided by computation (z3). "
        "All results together, theorems and companions included, rest on 1 claim: 1 claim decided by computation (z3).")


def test_lemmas_go_from_the_last_mover_upwards() -> None:
    found = derivation("CRISIS")
    labels = [label for label in texts(document(found)).statements if label.startswith("lemma:")]
    movers = [node.name for node in found.equilibrium.game.nodes if hasattr(node, "player")]
    assert labels == [f"lemma:{name}" for name in reversed(movers)]


@pytest.mark.parametrize("name", NAMES)
def test_every_citation_has_a_target_and_every_target_a_number(name: str) -> None:
    made = document(derivation(name))
    assert set(citations(made)) <= set(made.numbers)
    equations = [number for label, number in made.numbers.items() if label.startswith("equation:")]
    assert equations == [str(number) for number in range(1, len(equations) + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_no_identity_is_stated_twice(name: str) -> None:
    labels = [label for _, label in texts(document(derivation(name))).displays if label]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_that_a_proof_gives_is_true_at_points(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the conditions hold, the sign is the one for which a reason was given."""
    given: list[tuple[sp.Expr, tuple[sp.Expr, ...], Reason]] = []
    find = Reasons.of

    def recorded(self: Reasons, expression: sp.Expr, conditions: Sequence[sp.Expr]) -> Reason | None:
        reason = find(self, expression, conditions)
        if reason is not None:
            given.append((expression, tuple(conditions), reason))
        return reason

    monkeypatch.setattr(Reasons, "of", recorded)
    found = derivation(name)
    document(found)
    slacks = Style.of(found.equilibrium.game).slacks
    checked = 0
    for point in points(found.equilibrium.game):
        for expression, conditions, reason in given:
            if all(positive(slack, point) for slack in (*(slack.expression for slack in slacks), *conditions)):
                value = evaluate(expression, point)
                assert value == 0 if reason.is_zero else value * reason.sign >= 0, (expression, conditions, point)
                checked += 1
    assert checked > 30


def points(game: Game) -> Iterator[dict[str, Fraction]]:
    """Random rational values for parameters and choices."""
    random = Random(7)
    names = [*game.parameters.names, *(choice.name for choice in game.choices)]
    for _ in range(120):
        yield {name: Fraction(random.randint(1, 60), random.choice((20, 30, 50))) for name in names}


def positive(slack: sp.Expr, point: dict[str, Fraction]) -> bool:
    try:
        return evaluate(slack, point) > 0
    except UndefinedForm:
        return False


def test_an_identity_multiplies_out() -> None:
    """Both sides of each comparison, with the payoffs that the proof lists, are equal at numbers."""
    found = derivation("DUOPOLY")
    game = found.equilibrium.game
    payoffs = {("follow", 1): expression("q_2*(a - c_2 - q_1 - q_2)"), ("lead", 1): expression("q_1*(a - c_1 - q_1)"),
               ("lead", 2): expression("q_1*(a - 2*c_1 + c_2 - q_1)/2")}
    checked = 0
    for statement in walk(document(found).sections):
        if not isinstance(statement, NumberedStatement) or statement.kind != "lemma":
            continue
        node = game.node(statement.label.removeprefix("lemma:"))
        assert isinstance(node, Choose)
        chosen: sp.Expr | None = None
        for block in walk(statement.proof):
            formula = identity(block)
            if isinstance(formula, Relation):
                assert chosen is not None
                assert same(formula, node, chosen, payoffs)
                checked += 1
            else:
                stars = [part for part in getattr(block, "parts", ())
                         if isinstance(part, Relation) and plain(part.first).endswith("*")]
                chosen = expression_of(stars[0].steps[0][1]) if stars else chosen
    assert checked == 10


def expression(text: str) -> sp.Expr:
    from symbolic_alliance.closed_form.notation import read

    return read(text, {name: sp.Symbol(name, real=True) for name in ("a", "c_1", "c_2", "q_1", "q_2")})


def same(formula: Relation, node: Choose, chosen: sp.Expr, payoffs: dict[tuple[str, int], sp.Expr]) -> bool:
    """Whether ``U_i(z*) - U_j(z) = side`` holds with these payoffs."""
    assert isinstance(formula.first, Sum)
    (_, left), (_, right) = formula.first.terms
    assert isinstance(left, Applied)
    assert isinstance(right, Applied)
    symbol = node.choice.symbol
    best, rival = (payoffs[node.name, int(part.function.below)] for part in (left, right))
    difference = best.xreplace({symbol: chosen}) - rival.xreplace({symbol: expression_of(right.arguments[0])})
    point = {"a": Fraction(7), "c_1": Fraction(2, 3), "c_2": Fraction(5, 4), "q_1": Fraction(9, 7), "q_2": Fraction(1, 5)}
    return evaluate(difference - expression_of(formula.steps[0][1]), point) == 0


def test_what_is_not_seen_is_said_to_be_computed_and_only_where_it_has_been_verified() -> None:
    found = derivation("AGENDA_QUADRATIC")
    verified = texts(document(found)).sentences
    unverified = texts(document(replace(found, judged={}))).sentences
    assert "is not negative here: decided by computation." in verified
    assert not any("decided by computation" in sentence for sentence in unverified)
    assert "is not negative here: the solver found it so, and it has not been verified." in unverified


def test_what_is_certified_is_said_to_be() -> None:
    found = derivation("AGENDA_QUADRATIC")
    certified = {name: tuple(replace(claim, grade=Grade.CERTIFIED) for claim in claims)
                 for name, claims in found.judged.items()}
    sentences = texts(document(replace(found, judged=certified))).sentences
    assert "is not negative here: certified by an identity that the checker replays." in sentences
    assert not any("decided by computation" in sentence for sentence in sentences)


def test_a_subgame_that_repeats_another_is_proved_once() -> None:
    game = twice()
    equilibrium = solve(game)
    context = Context(equilibrium, Style.of(game))
    a = sp.Symbol("a", real=True)
    (repeat,) = repeats(context)
    assert (repeat.node, repeat.like, repeat.values) == ("strike_alone", "strike", ((a, 0),))
    made = document(Derivation(Model(name="twice", game=game), equilibrium))
    assert "lemma:strike_alone" not in texts(made).statements
    assert any("The node strike alone is the same with a = 0" in sentence for sentence in texts(made).sentences)


def test_chance_is_told_where_it_moves_and_what_it_brings_about() -> None:
    told = texts(document(derivation("ACCIDENT"))).sentences
    assert "Where chance moves, everybody sees what it picks, and payoffs before that are expected payoffs." in told
    assert "It ends in concession with probability 1 - h, victory with probability p*h and defeat with probability h - p*h." \
        in told
    assert any("the mean of what is paid after its branches" in sentence for sentence in told)
    assert not any("hance moves" in sentence for sentence in texts(document(derivation("CRISIS"))).sentences)


def test_lotteries_repeat_each_other_only_with_the_same_chances() -> None:
    def crisis(where: str, aid: sp.Expr, chance: sp.Expr) -> Decide:
        return Decide(f"strike{where}", "rival", {"hold": Outcome("peace", {"patron": 1, "rival": 0}), "strike": Lottery(
            f"war{where}", {"won": (chance, Outcome("won", {"patron": -aid, "rival": 1 - p})),
                            "lost": (1 - chance, Outcome("lost", {"patron": 1 - aid, "rival": -p}))})})

    p, a = games.symbols("p a")
    parameters = Parameters((Parameter("p", "p", "a chance"),), (Assumption("chance", (p > 0, p < 1), "one"),), {"p": "1/2"})
    for chance, expected in ((p, [("strike_alone", "strike")]), (p**2, [])):
        game = Game("aided", "Aid", ("patron", "rival"), parameters, Decide("join", "patron", {
            "abstain": crisis("_alone", sp.Integer(0), chance),
            "aid": Choose("size", "patron", Choice("a", "a", "aid"), 0, None, crisis("", a, p))}))
        assert [(one.node, one.like) for one in repeats(Context(solve(game), Style.of(game)))] == expected


def test_a_policy_that_differs_is_no_repeat() -> None:
    game = twice()
    equilibrium = solve(game)
    changed = tuple(replace(policy, pieces=tuple(replace(piece, action="hold") for piece in policy.pieces))
                    if policy.node == "strike_alone" else policy for policy in equilibrium.strategy.policies)
    context = Context(replace(equilibrium, strategy=Strategy(changed)), Style.of(game))
    assert repeats(context) == ()


def test_a_region_keeps_what_its_roots_need_in_order_to_be_real_and_an_older_one_gets_it() -> None:
    solved = derivation("HAGGLING").equilibrium
    deal = solved.regime("deal")
    silent = replace(solved, regimes=tuple(replace(one, region=Region((one.region.cases[0][:1],))) if one == deal else one
                                           for one in solved.regimes))
    for one in (solved, silent):
        told = texts(document(Derivation(Model(name="haggling", game=games.HAGGLING), one))).sentences
        assert "deal: if v <= (b + sqrt(b^2 - 4*c))/2 and b >= 2*sqrt(c)." in told
        assert "from deal to none, where b >= 2*sqrt(c): v = (b + sqrt(b^2 - 4*c))/2." in told


def test_ties_and_what_is_open_are_said_plainly() -> None:
    found = Derivation(Model(name="unfinished", game=games.ULTIMATUM), unfinished())
    sentences = texts(document(found)).sentences
    assert ('At answer, the responder is indifferent between "accept (trade)" and "reject (outside)" if x >= o_P. '
            "The first stands, since the proposer prefers it.") in sentences
    assert "At offer if o_P >= 1/2: a comparison of two quartics is open." in sentences
    assert "Open: where o_P >= 1/2, a comparison of two quartics is open." in sentences


def test_a_strategy_without_payoffs_cannot_be_proved() -> None:
    equilibrium = derivation("ULTIMATUM").equilibrium
    bare = tuple(Policy(policy.node, policy.player, tuple(replace(piece, payoffs=()) for piece in policy.pieces))
                 for policy in equilibrium.strategy.policies)
    with pytest.raises(RequestError, match="the policy at node answer does not say what it pays"):
        document(Derivation(Model(name="bare", game=games.ULTIMATUM), replace(equilibrium, strategy=Strategy(bare))))


def test_a_reason_is_given_only_for_a_true_sign() -> None:
    """A false claim has no reason: the sign that is found is that of the expression."""
    style = Style.of(games.CONTEST)
    k, c, m = games.symbols("k c m")
    reasons = Reasons(style, (m, k))
    assert reasons.of(k * (m + c) - 1, (k * c - 1,)).sign == 1  # type: ignore[union-attr]
    assert reasons.of(1 - k * (m + c), (k * c - 1,)).sign == -1  # type: ignore[union-attr]
    assert reasons.of(k * (m + c) - 2, (k * c - 1,)) is None
    assert reasons.of((m - c) ** 2, ()).has_square  # type: ignore[union-attr]
    assert reasons.of(m - m, ()).is_zero  # type: ignore[union-attr]


def test_sentences_are_filled_and_lists_are_joined() -> None:
    assert spelled(say("The {who} moves at {where}.", who="ally", where=GameTerm("arms"))) == "The ally moves at arms."
    assert join([("a",), ("b",)]) == ("a and b",)
    with pytest.raises(KeyError):
        say("{nobody}")


def test_each_end_of_an_interval_is_a_reason_of_its_own():
    sources = [slack.source for slack in interval_slacks(games.BARGAINING)]
    assert len(sources) == len(set(sources)) == 2


def test_the_tree_is_told_in_one_row_a_node() -> None:
    game = twice()
    made = document(Derivation(Model(name="twice", game=game), solve(game)))
    tree, payoffs = [block for block in made.sections[0].blocks if isinstance(block, Table)]
    ends = [tuple(map(spelled, row))[:2] for row in payoffs.rows]
    assert ends == [("peace", "hold at strike"), ("war", "strike at strike")]
    assert [tuple(map(spelled, row)) for row in tree.rows] == [
        ("join", "patron", "abstain (to strike alone) or aid (to size)"), ("size", "patron", "a >= 0 (to strike)"),
        ("strike", "rival", "hold (ends in peace) or strike (ends in war)")]
    assert "The subgame at strike alone is that at strike with a = 0, node by node." in texts(made).sentences
    assert any(sentence.startswith("Patron: aid, a; rival: ") for sentence in texts(made).sentences)


def test_letters_stand_for_what_recurs_and_every_formula_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    a, c_1, c_2 = games.symbols("a c_1 c_2")
    seen: list[tuple[tuple[Layout, ...], tuple[Layout, ...]]] = []
    put_in = abbreviations.abbreviate

    def recorded(sections: tuple[Section, ...], given: dict[str, sp.Expr], style: Style) -> Any:
        changed, letters = put_in(sections, given, style)
        seen.append((tuple(layouts_in(sections)), tuple(layouts_in(changed))))
        return changed, letters

    monkeypatch.setattr("symbolic_alliance.appendix.prose.sections.abbreviate", recorded)
    found = derivation("DUOPOLY")
    given = {"G": a - c_2, "H": a - c_1, "Z": a + 17 * c_1}
    model = copy(found.model)
    object.__setattr__(model, "abbreviations", given)
    made = texts(document(replace(found, model=model)))
    assert "definition:abbreviations" in made.statements
    assert ("G = a - c_2, H = a - c_1", "") in made.displays  # Z occurs nowhere
    letters = [Abbreviation(Name(name, name), normal_form(meant, Style.of(found.equilibrium.game)), meant)
               for name, meant in given.items()]
    ((before, after),) = seen
    assert len(before) == len(after)
    compared = [(one, two) for one, two in zip(map(values, before), map(values, after), strict=True) if one]
    assert sum(one != two for one, two in compared) > 10
    for one, two in compared:
        assert all(sp.expand(left - written_out(right, letters)) == 0 or sp.cancel(left - written_out(right, letters)) == 0
                   for left, right in zip(map(expression_of, one), two, strict=True))


def values(formula: Layout) -> list[Layout]:
    """The parts of a formula that are expressions."""
    parts = [formula.first, *(part for _, part in formula.steps)] if isinstance(formula, Relation) else [formula]
    return [part for part in parts if is_expression(part)]


def is_expression(part: Layout) -> bool:
    try:
        expression_of(part)
    except TypeError:
        return False
    return True


def test_of_a_companion_only_what_differs_is_proved_again() -> None:
    """With a dearer peace the patron may aid less; the rival's crisis is the same."""
    game = twice()
    b = sp.Symbol("b", real=True)
    dearer = with_payoffs(game, "patron", lambda payoff: payoff.subs(b, b / 2), "dearer")
    found = texts(document(Derivation(Model(name="twice", game=game, companions=(dearer,)), solve(game),
                                      companions=(solve(dearer),))))
    assert [label for label in found.statements if "dearer" in label] == [
        "proposition:dearer-path-of-play", "proposition:dearer-strategy-profile", "proposition:dearer-cutoffs",
        "lemma:dearer-size", "lemma:dearer-join"]
    assert any("the patron gets b/2, not b (peace)" in sentence for sentence in found.sentences)
    assert any(sentence.startswith("At every node but those of the lemmas below every mover") for sentence in found.sentences)


def with_payoffs(game: Game, who: str, changed: Callable[[sp.Expr], sp.Expr], name: str) -> Game:
    """The same tree with other payoffs of one player."""

    def copied(node: Node) -> Node:
        if isinstance(node, Outcome):
            return Outcome(node.label, {**node.payoffs, who: changed(node.payoffs[who])})
        if isinstance(node, Choose):
            return replace(node, then=copied(node.then))
        return replace(node, moves={label: copied(child) for label, child in node.moves.items()})

    return replace(game, name=name, title=f"The {name} game", root=copied(game.root))


def test_an_edge_that_a_plan_does_not_have_is_told_in_the_regimes() -> None:
    sentences = texts(document(derivation("LEVY"))).sentences
    assert [one for one in sentences if one.startswith(("go 1:", "go 2:", "stay:"))] == [
        "go 1: if a <= 1.", "go 2: if 1 < a <= 4/3.", "stay: if a >= 4/3."]
    assert "sell (the firm): stay if a >= 4/3; go otherwise." in sentences


def test_where_nobody_has_a_best_reply_there_is_no_otherwise() -> None:
    sentences = texts(document(derivation("FREE_ARMS"))).sentences
    assert "At arms if k = 0: state has no best reply: its payoff rises with m for ever." in sentences
    (policy,) = [one for one in sentences if one.startswith("arms (the state):")]
    assert "otherwise" not in policy
    assert policy.endswith("and k > 0.")


def test_a_value_where_nobody_fights_is_printed_as_it_was_declared() -> None:
    x, k = games.symbols("x k")
    fight = Outcome("fight", {"A": x / x**2 - k * x}, where={sp.Eq(x, 0): {"A": sp.Rational(1, 2)}})
    game = Game("alone", "Alone", ("A",), Parameters((Parameter("k", "k", "a cost"),), (), {"k": 1}),
                Choose("try", "A", Choice("x", "x", "effort"), 0, 1, fight))
    sentences = texts(document(Derivation(Model(name="alone", game=game), solve(game)))).sentences
    assert any(one.startswith("As declared, fight pays A 1/2 if x = 0; ") for one in sentences)


def test_a_node_of_which_nothing_is_known_is_told_so() -> None:
    # The leader's payoff k x - x**6 - x y/10, where the follower plays y = k x, has a stationary point of degree 5.
    x, y, k = games.symbols("x y k")
    below = Choose("follow", "A", Choice("y", "y", "a number"), 0, 1,
                   Outcome("done", {"A": k * y * x - y**2 / 2, "B": k * x - x**6 - x * y / 10}))
    game = Game("quintic", "Quintic", ("A", "B"), Parameters(
        (Parameter("k", "k", "a slope"),), (Assumption("small", (k > 0, k < 1), "it is small"),), {"k": "1/2"}),
        Choose("lead", "B", Choice("x", "x", "a number"), 0, 1, below), ("k",))
    sentences = texts(document(Derivation(Model(name="quintic", game=game), solve(game)))).sentences
    assert "No play is known." in sentences
    assert "lead (B): nothing is known." in sentences
