"""The theorems of the burden-sharing paper in plain numbers, checked against walks through the tree.

In:  exact points.
Out: every statement at every point, and whether it holds there.
A statement is written from the sentence of the theorem and the model's text.  What equilibria do is played in the tree, what
a crisis gives is worked out here from its payoffs, arms are best if none of a grid are better, and an offer is the least one
if no smaller one of a grid has its effect.  Only the cutoffs, whose closed forms are the assertion, are taken from the
theorems; the tree is walked on both sides of each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from derivations.burden_sharing.found import Found
from derivations.burden_sharing.model import ALLY, OPPONENT
from symbolic_alliance import load
from symbolic_alliance.claims.theorems import Setting, Threshold
from symbolic_alliance.closed_form import Number, UndefinedForm, evaluate, number, plain
from symbolic_alliance.explore.walk import Walk, play
from symbolic_alliance.game.equilibrium import Equilibrium

Point = Mapping[str, Fraction]
NOTHING, ALL = number(0), number(1)
Told = Iterator[tuple[str, bool]]
LADDER, SHARES, GRID, BESIDE = (tuple(number(Fraction(text)) for text in texts.split()) for texts in (
    "1/50 1/5 3/5 9/10 6/5 2 6 40", "0 1/10 1/2 9/10", "0 1/3 9/10 9999/10000", "999999/1000000 1000001/1000000"))


@dataclass(frozen=True)
class Crisis:
    """What a crisis gives: who gets what, and whose threat is credible."""

    outcome: str
    ally_share: Number
    ally_attacks: bool
    opponent_attacks: bool


def crisis(it: "Walked", m: Number, a: Number) -> Crisis:
    """Work out a crisis by backward induction in numbers, from the text of the model."""
    q, m_O, w_A, w_O = (it[name] for name in ("q", "m_O", "w_A", "w_O"))
    p_off, p_def = m / (m + m_O), (m + a) / (m + a + m_O)
    extorts = 1 - p_def - w_O > 1 - q
    left = max(p_def - w_A, NOTHING) if extorts else q
    attacks = p_off - w_A >= left
    taken = min(p_off + w_O, ALL) if attacks else left
    if attacks and taken > max(q, left):
        return Crisis("revision", taken, attacks, extorts)
    return Crisis("extraction" if extorts else "status_quo", left, attacks, extorts)


Statement = Callable[["Walked"], Told]


@cache
def solved() -> tuple[Equilibrium, Equilibrium, Equilibrium]:
    """The game, the benchmark and the least offers, as they are locked."""
    game, benchmark, least = load("burden_sharing").derivation.all_equilibria
    return game, benchmark, least


@cache
def derived() -> Found:
    """The cutoffs that the theorems are about."""
    return Found(Setting(solved()))


@dataclass(frozen=True, eq=False)
class Walked:
    """Everything that is played at a point, when it is asked for."""

    at: Point

    def __getitem__(self, name: str) -> Number:
        return number(self.at[name])

    def moved(self, **values: Number) -> "Walked":
        """The same at another value of a parameter."""
        return Walked({**self.at, **{name: plain(value) for name, value in values.items()}})

    @cached_property
    def full(self) -> Walk:
        return self.played(0)

    @cached_property
    def alone(self) -> Walk:
        return self.played(1)

    @cached_property
    def least(self) -> Walk:
        return self.played(2)

    def played(self, place: int, *moves: tuple[str, Any]) -> Walk:
        """Play the game, the benchmark or the least offers from a history on."""
        equilibrium = solved()[place]
        history = [(node, move if isinstance(move, str) else plain(number(move))) for node, move in moves]
        return play(equilibrium.game, equilibrium.strategy, self.at, history)

    def offered(self, a: Number) -> Walk:
        """What follows an offer that the ally may accept."""
        return self.played(2, ("superpower_offers", a))

    def after(self, m: Number, a: Number, *moves: tuple[str, Any]) -> Walk:
        """What follows arms beside forces, and moves in the crisis."""
        return self.played(0, ("superpower_offers", a), ("ally_joins", "accept"), ("ally_arms", m), *moves)

    @property
    def effect(self) -> str:
        """What the least offer has changed."""
        change = (self.alone.outcome, self.least.outcome)
        return {("revision", "status_quo"): "restraint", ("extraction", "status_quo"): "deterrence",
                ("status_quo", "status_quo"): "calm"}.get(change, "none")

    @property
    def m_D(self) -> Number:
        """The forces on the ally's side that leave the opponent indifferent between war and the status quo."""
        chance = self["q"] - self["w_O"]
        return chance * self["m_O"] / (1 - chance)

    @property
    def m_R(self) -> Number:
        """The arms that leave the ally indifferent between war and the status quo."""
        chance = self["q"] + self["w_A"]
        return chance * self["m_O"] / (1 - chance)

    @property
    def share(self) -> Number:
        """The superpower's share of the forces on the ally's side."""
        a, m = forces(self.least), arms(self.least)
        return a / (a + m) if a != 0 else NOTHING

    def value(self, bound: Threshold, **more: Number) -> Any:
        """A threshold's value at the point, or nothing where none of its cases counts."""
        numbers = {**self.at, **{name: plain(value) for name, value in more.items()}}
        for value, when in bound.cases:
            try:
                if all(evaluate(slack, numbers) >= 0 for slack in when):
                    return number(evaluate(value, numbers))
            except UndefinedForm:
                continue
        return None

    @cached_property
    def ladder(self) -> tuple["Walked", ...]:
        """The same point at opportunity costs from low to high, on both sides of each cutoff and further in between."""
        it = derived()
        cutoffs = [self.value(bound) for bound in (it.k_N, it.k_R, it.k_D)]
        marks = [number(Fraction(float(plain(mark))).limit_denominator(10**12)) * side for mark in cutoffs for side in BESIDE]
        scale = marks[2]
        return tuple(self.moved(k_A=k_A) for k_A in sorted({*marks, *(scale * step for step in LADDER)}))


def arms(walk: Walk) -> Number:
    """The arms that the ally builds on a walk."""
    return next(number(action) for node, action in walk.path if node.startswith("ally_arms"))


def forces(walk: Walk) -> Number:
    """The forces that count on a walk: an offer that is rejected is none."""
    path = dict(walk.path)
    return number(path["superpower_offers"]) if path["ally_joins"] == "accept" else NOTHING


def gets(walk: Walk, player: str) -> Number:
    """What a player gets on a walk."""
    return number(walk.payoffs[player])


def histories(it: Walked) -> Iterator[tuple[Number, Number]]:
    """Arms and forces that make the opponent's threat credible, nobody's, hardly nobody's, the ally's."""
    few, many = it.m_D / 7, it.m_D * 3 / 2
    yield from ((it.m_D / 5, few), ((it.m_D + it.m_R) / 2, many), (it.m_R * BESIDE[0], few), (it.m_R * 3 / 2, few))


# ---- the statements, by the name of the theorem


def threats_exclude_each_other(it: Walked) -> Told:
    yield "m_R exceeds m_D", it.m_R > it.m_D
    for m, a in histories(it):
        resisted = it.after(m, a, ("ally_moves", "challenge"), ("ally_demands", 1), ("opponent_answers", "resist"))
        attacks = dict(resisted.path)["ally_attacks"] == "attack"
        resisted = it.after(m, a, ("ally_moves", "wait"), ("opponent_moves", "challenge"), ("opponent_demands", 0),
                            ("ally_answers", "resist"))
        extorts = dict(resisted.path)["opponent_attacks"] == "attack"
        yield f"the ally's threat is credible if and only if m reaches m_R: m = {m}, a = {a}", attacks == (m >= it.m_R)
        yield f"the opponent's is if and only if m + a is less than m_D: m = {m}, a = {a}", extorts == (m + a < it.m_D)
        yield "not both", not (attacks and extorts)


def outcome_of_the_crisis(it: Walked) -> Told:
    for m, a in histories(it):
        walked, worked_out = it.after(m, a), crisis(it, m, a)
        told = "revision" if m >= it.m_R else "extraction" if m + a < it.m_D else "status_quo"
        share = gets(walked, ALLY) + it["k_A"] * m
        yield f"the outcome of m = {m}, a = {a}", walked.outcome == worked_out.outcome == told
        yield f"the division of m = {m}, a = {a}", share == worked_out.ally_share == 1 - gets(walked, OPPONENT)


def opportunity_cost_decides_alone(it: Walked) -> Told:
    order = [("revision", "status_quo", "extraction").index(one.alone.outcome) for one in it.ladder]
    yield "revision, the status quo, extraction as k_A rises", order == sorted(order)
    yield "each occurs", {0, 1, 2} == set(order)
    for one in it.ladder:
        k_A, k_R, k_D = one["k_A"], it.value(derived().k_R), it.value(derived().k_D)
        told = "revision" if k_A < k_R else "status_quo" if k_A < k_D else "extraction"
        yield f"the outcome alone at k_A = {k_A}", one.alone.outcome == told
        yield f"no arms are better alone at k_A = {k_A}", arms_are_best(one, one.alone, NOTHING)


def arms_are_best(it: Walked, walk: Walk, a: Number) -> bool:
    """Whether no arms of a grid give the ally more."""
    m = arms(walk)
    grid = [*(m * side for side in (*GRID, *BESIDE, 2)), *(it.m_D * side for side in (*GRID, *BESIDE)),
            *(it.m_R * side for side in (*BESIDE, 1, 2, 5))]
    return all(crisis(it, other, a).ally_share - it["k_A"] * other <= gets(walk, ALLY) for other in grid)


def an_offer_restrains_above_a_cutoff(it: Walked) -> Told:
    k_N, k_R = (it.value(bound) for bound in (derived().k_N, derived().k_R))
    yield "k_N is below k_R", k_N < k_R
    for one in it.ladder:
        k_A = one["k_A"]
        if k_A < k_R:
            yield f"an offer restrains at k_A = {k_A}", (one.effect == "restraint") == (k_A > k_N)


def an_offer_restrains_only_above_a_cutoff(it: Walked) -> Told:
    if it.effect == "restraint":
        yield from least_of(it)
    if it.alone.outcome == "revision" and it.least.outcome == "revision":
        for a in (it.m_D / 9, it.m_D * BESIDE[0], it.m_D, it.m_D * 2, it.m_R * 3):
            yield f"a = {a} does not restrain", it.offered(a).outcome != "status_quo"


def least_of(it: Walked) -> Told:
    a = forces(it.least)
    for part in GRID:
        yield f"{part} of the least offer does not do", it.offered(a * part).outcome != "status_quo"
    yield "no arms are better beside the least offer", arms_are_best(it, it.least, a)


def restraint_cuts_arms_and_their_cost(it: Walked) -> Told:
    if it.effect == "restraint":
        yield "arms fall", arms(it.least) < arms(it.alone)
        yield "the total is m_D", forces(it.least) + arms(it.least) == it.m_D
        yield "and less than the arms alone", it.m_D < arms(it.alone)


def the_least_offer_makes_the_ally_arm(it: Walked) -> Told:
    if it.alone.outcome == "extraction":
        a, m = forces(it.least), arms(it.least)
        yield "an offer deters", it.effect == "deterrence"
        yield "it is positive and less than m_D", 0 < a < it.m_D
        yield "arms are added", m > 0 and a + m == it.m_D
        yield from least_of(it)


def effects_never_overlap(it: Walked) -> Told:
    effects = [one.effect for one in it.ladder]
    order = [("none", "restraint", "calm", "deterrence").index(effect) for effect in effects]
    yield "revision, restraint, calm, deterrence as k_A rises", order == sorted(order)
    yield "there is a calm between the effects", "calm" in effects
    yield "no offer in the calm", all(forces(one.least) == 0 for one in it.ladder if one.effect == "calm")


def restraining_burden_falls_with_cost(it: Walked) -> Told:
    shares = [one.share for one in it.ladder if one.effect == "restraint"]
    yield "the share falls", all(first > second for first, second in pairwise(shares))
    yield "it is between nothing and all", all(0 < share < 1 for share in shares)
    yield "it is close to all and to nothing at the ends", not shares or (shares[0] > GRID[2] and shares[-1] < 1 - GRID[2])


def deterring_burden_rises_with_cost(it: Walked) -> Told:
    deterring = [one for one in it.ladder if one.effect == "deterrence"]
    yield "the share rises", all(first.share < second.share for first, second in pairwise(deterring))
    yield "what is missing to one", all(1 - one.share <= one["q"] / (one["k_A"] * one.m_D) for one in deterring)


def only_deterrence_aggrandizes(it: Walked) -> Told:
    if it.effect == "restraint":
        yield "arms and total fall", max(arms(it.least), it.m_D) < arms(it.alone)
    if it.effect == "deterrence":
        yield "the total rises", it.m_D > arms(it.alone)
        yield "so do the arms of an ally that would build none", arms(it.alone) != 0 or arms(it.least) > 0


def the_alliance_provokes_nobody(it: Walked) -> Told:
    if it.effect in ("restraint", "deterrence"):
        yield "arms make no threat credible", not crisis(it, arms(it.least), forces(it.least)).ally_attacks
        yield "the opponent keeps its share", gets(it.least, OPPONENT) == 1 - it["q"]
    if it.effect == "restraint":
        yield "and gains", gets(it.least, OPPONENT) > gets(it.alone, OPPONENT)


def the_superpower_offers_the_least_or_nothing(it: Walked) -> Told:
    a, stands = forces(it.least), it.least.outcome == "status_quo"
    worth = it["v"] - it["k_S"] * a
    if stands and worth > 0:
        yield "the least offer is made", (forces(it.full), arms(it.full)) == (a, arms(it.least))
        yield "and the status quo stands", it.full.outcome == "status_quo"
    elif not stands or worth < 0:
        yield "none is made", forces(it.full) == 0
        yield "and all is as without the alliance", it.full.outcome == it.alone.outcome


def burden_sharing_keeps_the_status_quo(it: Walked) -> Told:
    for bound in SHARES:
        low, high = (it.value(end, sigma=bound) for end in (derived().low, derived().high))
        k_R = it.value(derived().k_R)
        yield f"with {bound} the lower end is there", low is not None and low <= k_R
        for one in (one for one in it.ladder if one.effect == "restraint"):
            yield f"restraint with at most {bound}", (one.share <= bound) == (one["k_A"] >= low)
        admitted = [one.share <= bound for one in it.ladder if one.effect == "deterrence"]
        yield f"deterrence with at most {bound} holds up to a cost", admitted == sorted(admitted, reverse=True)
        for one in (one for one in it.ladder if one.effect == "deterrence" and one.share <= bound):
            yield f"deterrence is admitted only up to the upper end with {bound}", one["k_A"] <= high


def deterrence_starts_with_a_jump(it: Walked) -> Told:
    if it.effect == "deterrence" and arms(it.alone) > 0:
        yield "the least offer exceeds the arms alone", forces(it.least) > arms(it.alone)


AT_A_POINT: tuple[Statement, ...] = (
    threats_exclude_each_other, outcome_of_the_crisis, an_offer_restrains_only_above_a_cutoff,
    restraint_cuts_arms_and_their_cost, the_least_offer_makes_the_ally_arm, only_deterrence_aggrandizes,
    the_alliance_provokes_nobody, the_superpower_offers_the_least_or_nothing, deterrence_starts_with_a_jump)
ALONG_A_LADDER: tuple[Statement, ...] = (
    opportunity_cost_decides_alone, an_offer_restrains_above_a_cutoff, effects_never_overlap,
    restraining_burden_falls_with_cost, deterring_burden_rises_with_cost)
LIKELIHOOD: tuple[Statement, ...] = (burden_sharing_keeps_the_status_quo,)


def told(points: Iterable[Point], statements: Sequence[Statement]) -> Iterator[tuple[str, Point, bool]]:
    """Every statement at every point, and whether it holds there."""
    for point in points:
        it = Walked(point)
        for statement in statements:
            yield from ((f"{statement.__name__}: {what}", point, holds) for what, holds in statement(it))
