"""Compare what is said of a game and a strategy with the tree: what `solve`, `verify`, `prove` and the walk say.

In:  a `Subject`: a game, and a strategy for it, which the solver finds where none is given.
Out: `Finding`s, of each kind perhaps many.
1. proved and wrong: every claim proved, nothing unsolved, and at a point of the printed assumptions the tree says otherwise,
   the strategy read literally: the first piece that holds is played;
2. right and refuted: a strategy that the tree bears out is refuted, or is given another verdict when it is written otherwise;
3. a regime in the unsolved: a regime is reported inside a region that is listed as unsolved;
4. crash: anything but a `UserError`;
5. wrong word: a claim is refuted by a point that does not refute it on the tree; `verify` and `prove` contradict each other;
6. walk: the walk disagrees where some reading of the strategy is subgame perfect, as far as the grid tells.
The tree speaks through `tests.fuzz.brute_force`; the walk is `disagreements`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations, product

from symbolic_alliance import Choose, Outcome, Region, Result, Strategy, UserError, Verdict, prove
from symbolic_alliance.proof.claim import fails_at
from tests.fuzz.arithmetic import Beyond, Undefined, compile_exact, rational, sign
from tests.fuzz.brute_force import Fault, NoReading, Tree
from tests.fuzz.planned import Place
from tests.fuzz.points import Point, Sampler, points
from tests.fuzz.rewrite import Written, rewritings, witnessed
from tests.fuzz.subject import POINTS, Finding, Kind, Subject, overall
from tests.regimes_by_definition import regimes_at

CLAIMS, SECONDS, ORDERS = 6, 1.0, 24
BESIDE = Fraction(1, 997), Fraction(1, 99991)  # a cutoff may be shifted by a thousandth
TOLD = ("best_response", "cover")  # claims of which the tree can tell whether a point refutes them
# Claims on closed sets: true of a right strategy unless its pieces overlap or cannot be carried out where another is played;
# where their hypotheses never hold they are proved, and `prove` calls them vacuous.
CLOSED = ("no_overlap", "feasible", "defined", "continuous", "interval", "dense")


# ---- 1 and 6: proved and wrong, and the walk


def proved_and_wrong(subject: Subject) -> Iterator[Finding]:
    """All proved, and the tree, or a regime that is reported, says otherwise."""
    if subject.gaps and subject.is_whole:
        yield from _beside_the_unsolved(subject)
    if subject.gaps or not subject.is_whole or subject.verdict != "proved":
        return
    for fault in subject.faults_in_turn():
        yield Finding(Kind.WRONG, _sort(fault.reason), str(fault), fault.point, subject.given)
    yield from _regimes(subject, subject.points)


def _beside_the_unsolved(subject: Subject) -> Iterator[Finding]:
    """What is kept of a solution, outside of regions of parameters that are listed as unsolved."""
    letters = frozenset(subject.game.parameters.symbols)
    if all(gap.region.symbols <= letters for gap in subject.gaps):
        outside = [point for point in subject.points if all(_margin(subject, gap.region, point) < 0 for gap in subject.gaps)]
        faults = [fault for point in outside if (fault := subject.fault_at(point)) is not None]
        for fault in faults:
            yield Finding(Kind.WRONG, f"beside the unsolved: {_sort(fault.reason)}", str(fault), fault.point)
        for one in _regimes(subject, outside):
            yield replace(one, sort=f"beside the unsolved: {one.sort}")


def _sort(reason: str) -> str:
    order = "in order: " if reason.startswith("in order") else ""
    return f"{order}a deviation pays" if " pays " in reason else reason


def _regimes(subject: Subject, where: Iterable[Point]) -> Iterator[Finding]:
    """No regime where one should be, the first pays other than what is played, or another than any reading pays."""
    for point in where if subject.equilibrium is not None else ():
        try:
            played, values = subject.literal.values(point), subject.tree.values(point)
        except (NoReading, Beyond, Undefined):
            continue
        try:
            holding = regimes_at(subject.equilibrium, point)  # type: ignore[arg-type]
            for place, regime in enumerate(holding):
                paid = tuple(_number(subject, regime.payoffs[player], point) for player in subject.game.players)
                if paid not in (values if place else played):
                    yield Finding(Kind.WRONG, "a regime pays otherwise" if place else "the regime is not what is played",
                                  f"at {_told(point)}: regime {regime.name} says {', '.join(map(str, paid))}, the tree "
                                  f"{values if place else played}", point)
            if not holding:
                yield Finding(Kind.WRONG, "no regime", f"at {_told(point)}: no regime holds", point)
        except (Undefined, UserError) as error:
            yield Finding(Kind.WRONG, "a regime without a value", f"at {_told(point)}: {error}", point)
        except Beyond:
            continue


def _number(subject: Subject, form: object, point: Point) -> object:
    return subject.tree.compiled(form)(subject.tree.numbers(point))


def _margin(subject: Subject, region: Region, point: Point) -> int:
    """1 inside a region, 0 on its edge, -1 outside its closure."""
    places = {name: place for place, name in enumerate(point)}
    numbers = [rational(value) for value in point.values()]
    best = -1
    for case in region.cases:
        try:
            best = max(best, min((sign(compile_exact(slack, places)(numbers)) for slack in case), default=1))
        except (Undefined, Beyond, KeyError):
            continue
    return best


def walk_alone(subject: Subject) -> Iterator[Finding]:
    """The walk disagrees, of a strategy with all claims proved, where the tree bears it out."""
    if subject.gaps or not subject.is_whole or subject.verdict != "proved":
        return
    wrong = [dict(fault.point) for fault in subject.faults]
    for point in subject.points:
        if point in wrong:
            continue
        found, told = subject.walk(point)
        if told:
            yield Finding(Kind.WALK, "no value", f"at {_told(point)}: {told}", point, subject.given)
        for one in found:
            sort = "a deviation pays" if one.gain is not None else one.reason.split(" that ")[0].split(" of regime ")[0]
            yield Finding(Kind.WALK, sort, str(one), point, subject.given)


# ---- 2: right and refuted


def right_and_refuted(subject: Subject) -> Iterator[Finding]:
    """A strategy that the tree bears out is refuted, or a verdict that changes with the writing."""
    if subject.gaps or not subject.is_whole:
        return
    yield from _refuted_as_it_stands(subject)
    yield from _other_answer(subject)
    written = Written(subject.game, subject.strategy, subject.planned)
    for name, other in rewritings(written, subject.random, subject.rewritten):
        try:
            verdict, words = overall(subject.judge(other.game, other.strategy)), ""
        except UserError as error:
            verdict, words = "refused", str(error)
        subject.written[name, verdict] += 1
        if len({verdict, subject.verdict} & {"proved", "refuted", "refused"}) == 2 and (
                name != "a whisker" or some_order_is_right(subject, other.strategy)):
            changed = "; ".join(f"{policy.node}: {policy.pieces}" for policy in other.strategy.policies
                                if name in ("a piece split", "a whisker") and policy not in subject.strategy.policies)
            yield Finding(Kind.REFUTED, f"{name}: {subject.verdict}, then {verdict}",
                          f"{words}{changed} with the witness {_told(other.game.parameters.witness)}", None, subject.given)


def some_order_is_right(subject: Subject, strategy: Strategy, also: Iterable[Point] = ()) -> bool:
    """Whether in some order of its pieces a strategy, read literally, is borne out at the subject's points and others."""
    points = (*subject.points, *also)
    orders = list(islice(product(*(permutations(policy.pieces) for policy in strategy.policies)), 10 * ORDERS))
    for order in orders[:1] + subject.random("orders").sample(orders[1:], min(len(orders) - 1, ORDERS)):
        policies = (replace(policy, pieces=pieces) for policy, pieces in zip(strategy.policies, order, strict=True))
        tree = Tree(subject.game, Strategy(tuple(policies)), True, subject.planned)
        if not any(_literal_fault(tree, point) for point in points):
            return True
    return False


def _literal_fault(tree: Tree, point: Point) -> Fault | None:
    """What the tree says at a point, nothing where its numbers cannot be compared."""
    with suppress(Beyond):
        return tree.fault(point)
    return None


def _around(subject: Subject, refuted: Iterable[Result]) -> Iterator[Point]:
    """The points that are said to refute, where they are rational, and points beside them: a pole reaches further."""
    sampler = Sampler(subject.game.parameters, subject.random("around"))
    for result in refuted:
        point = {name: value for name, value in (result.point or {}).items()
                 if name in subject.game.parameters.names and isinstance(value, Fraction)}
        if len(point) == len(subject.game.parameters.names):
            moved = ({**point, name: point[name] + way} for name in point for step in BESIDE for way in (step, -step))
            yield from filter(sampler.holds, [point, *moved])


def _refuted_as_it_stands(subject: Subject) -> Iterator[Finding]:
    """Claims refuted of a strategy that the tree bears out in some order, nor at the points that are said to refute it.

    Where pieces overlap and do not do the same, they are refuted in every order.
    """
    refuted = [result for result in subject.results if result.verdict is Verdict.REFUTED and result.claim.kind != "unique"]
    overlaps = any(result.claim.kind == "no_overlap" and _refutes(subject, result) for result in refuted)
    if not refuted or overlaps or subject.faults:
        return
    if any(_literal_fault(subject.literal, point) for point in subject.points):
        if some_order_is_right(subject, subject.strategy, _around(subject, refuted)):
            yield Finding(Kind.REFUTED, "as it stands (another order is right)", refuted[0].claim.name, None, subject.given)
        return
    confirmed = [_refutes(subject, result) for result in refuted]
    if True in confirmed:
        return
    for result, found in zip(refuted, confirmed, strict=True):
        there = {name: value for name, value in (result.point or {}).items() if name in subject.game.parameters.names}
        if found is False or (result.claim.kind not in (*TOLD, *CLOSED) and subject.is_told(there)):
            yield Finding(Kind.REFUTED, f"as it stands ({result.claim.kind})",
                          f"{result.claim.name} at {_told(result.point or {})}", None, subject.given)


def _other_answer(subject: Subject) -> Iterator[Finding]:
    """From another witness the solver gives up where it did not, or regimes pay otherwise."""
    if subject.equilibrium is None:
        return
    other = witnessed(Written(subject.game, subject.strategy, subject.planned), subject.random("witness"))
    if other is None:
        return
    again = Subject(other.game)
    told = f"with the witness {_told(other.game.parameters.witness)}"
    try:
        if again.gaps:
            yield Finding(Kind.REFUTED, "another witness: unsolved", f"{told} {again.gaps[0].reason}")
            return
    except UserError as error:
        yield Finding(Kind.REFUTED, "another witness: refused", f"{told} {error}")
        return
    assert again.equilibrium is not None
    for point in subject.points:
        with suppress(Beyond, Undefined):
            paid = [{tuple(_number(subject, regime.payoffs[player], point) for player in subject.game.players)
                     for regime in one.regimes if _margin(subject, regime.region, point) > 0}
                    for one in (subject.equilibrium, again.equilibrium)]
            if all(paid) and paid[0] != paid[1] and subject.fault_at(point) is None:
                yield Finding(Kind.REFUTED, "another witness: another payoff", f"{told} at {_told(point)}", point)


# ---- 3: a regime in the unsolved


def regime_in_the_unsolved(subject: Subject) -> Iterator[Finding]:
    """A regime that holds inside a region of parameters that is listed as unsolved."""
    if subject.equilibrium is None or not subject.gaps or not subject.equilibrium.regimes:
        return
    anywhere = () if subject.is_whole else points(subject.game.parameters, (), subject.random("points"), POINTS)
    for point in anywhere or subject.points:
        for gap in subject.gaps:
            inside = [regime for regime in subject.equilibrium.regimes if _margin(subject, regime.region, point) > 0]
            if inside and _margin(subject, gap.region, point) > 0:
                yield Finding(Kind.UNSOLVED, gap.reason.split(":")[0], f"at {_told(point)}: regime {inside[0].name}, and "
                              f"{gap.node} is unsolved there: {gap.reason}", point)


# ---- 5: wrong word


def wrong_word(subject: Subject) -> Iterator[Finding]:
    """A refuted claim whose point does not refute it on the tree; a claim of which `prove` says the opposite."""
    if subject.gaps or not subject.is_whole:
        return
    for result in subject.results:
        if result.verdict is Verdict.REFUTED and _refutes(subject, result) is False:
            yield Finding(Kind.WORD, f"refuted {result.claim.kind}", f"{result.claim.name}: {result.claim.text}; at "
                          f"{_told(result.point or {})} the tree does not say so", None, subject.given)
    settled = [result for result in subject.results if result.verdict is not Verdict.UNDECIDED]
    for result in subject.random("claims").sample(settled, min(CLAIMS, len(settled))):
        try:
            again = prove(result.claim, SECONDS)
        except UserError as error:
            yield Finding(Kind.WORD, f"prove refuses a claim ({result.claim.kind})", f"{result.claim.name}: {error}", None,
                          subject.given)
            continue
        is_empty = result.claim.kind in CLOSED and again.verdict is Verdict.VACUOUS
        if again.verdict not in (result.verdict, Verdict.UNDECIDED) and not is_empty:
            yield Finding(Kind.WORD, f"verify says {result.verdict}, prove {again.verdict} ({result.claim.kind})",
                          f"{result.claim.name}: {result.claim.text}; {_told(again.point or {})}", None, subject.given)


def _refutes(subject: Subject, result: Result) -> bool | None:
    """Whether the point of a refuted claim refutes it on the tree; None where the tree cannot tell."""
    point, claim = dict(result.point or {}), result.claim
    if not fails_at(claim, point) or not all(isinstance(value, Fraction) for value in point.values()):
        return None if point and fails_at(claim, point) else False
    tree, name = subject.literal, claim.about
    try:
        numbers = tree.numbers(point, name if name in tree.ways else "")
        if not tree.assumptions_hold(point):
            return False
        if claim.kind in ("cover", "no_overlap"):
            holding = sum(piece.holds(numbers, inside=claim.kind == "no_overlap") for piece in tree.pieces[name])
            return holding == 0 if claim.kind == "cover" else holding > 1
        if any(one.claim.kind == "no_overlap" and one.verdict is Verdict.REFUTED for one in subject.results):
            return None  # the claim may be about a plan, or a continuation, that another one is played before
        if claim.kind == "best_response":
            tried = {node.name: [numbers[tree.places[node.choice.name]]] for node in subject.planned.nodes
                     if isinstance(node, Choose) and node.choice.name in point}
            return tree.fault(point, name, tried) is not None
        return _ties(subject, name, point) if claim.kind == "unique" else None
    except (Beyond, Undefined, KeyError, TypeError):
        return None


def _ties(subject: Subject, name: str, point: Point) -> bool | None:
    """Whether some other action at a history may pay the mover as much as what is played there; None if it has parts."""
    tree = subject.literal
    place, numbers, walk = tree.ways[name].place, tree.numbers(point, name), tree.induction(point)
    node, plan = place
    if isinstance(plan, Outcome) or isinstance(node, Outcome) or type(node) is not type(plan):
        return None
    mover = subject.game.players.index(node.player)
    try:
        own = min(value[mover] for value in walk.values(place, numbers))
        if isinstance(plan, Choose):
            move = walk.after(place, numbers[tree.places[plan.choice.name]], "", numbers)
            return move is not None and bool(max(value[mover] for value in walk.values(move.place, move.numbers)) >= own)
        played = [piece.action for piece in tree.pieces[name] if piece.holds(numbers)]
        others = [Place(node.moves[move], child) for move, child in plan.moves.items()  # type: ignore[union-attr]
                  if move not in played]
        return any(value[mover] >= own for other in others for value in walk.values(other, numbers))
    except NoReading:
        return True


def _told(point: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items()) or "the only point"


CHECKS: dict[Kind, Callable[[Subject], Iterator[Finding]]] = {
    Kind.WRONG: proved_and_wrong, Kind.REFUTED: right_and_refuted, Kind.UNSOLVED: regime_in_the_unsolved,
    Kind.WORD: wrong_word, Kind.WALK: walk_alone}
