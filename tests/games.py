"""Small games from the literature, each declared with the library's own classes, for the tests to solve and to walk."""

from dataclasses import replace

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Lottery, Outcome, Parameter, Parameters


def symbols(names: str) -> tuple[sp.Symbol, ...]:
    """The plain real symbols of these names."""
    return tuple(sp.Symbol(name, real=True) for name in names.split())


def ultimatum() -> Game:
    """The ultimatum game with outside options (Osborne 2004, An Introduction to Game Theory, section 6.1.1).

    The proposer offers the share x of a pie of size 1; where the responder rejects, each takes an outside option.
    """
    o_P, o_R, x = symbols("o_P o_R x")
    answer = Decide("answer", "responder", {"accept": Outcome("trade", {"proposer": 1 - x, "responder": x}),
                                            "reject": Outcome("outside", {"proposer": o_P, "responder": o_R})})
    parameters = Parameters(
        (Parameter("o_P", "o_P", "the proposer's outside option"), Parameter("o_R", "o_R", "the responder's outside option")),
        (Assumption("valuable", (o_P > 0, o_R > 0), "outside options are worth something"),
         Assumption("modest", (o_P < 1, o_R < 1), "neither is worth the whole pie")),
        {"o_P": "1/4", "o_R": "1/3"})
    share = Choice("x", "x", "the share that is offered to the responder")
    return Game("ultimatum", "An ultimatum with outside options", ("proposer", "responder"), parameters,
                Choose("offer", "proposer", share, 0, 1, answer), ("o_P",))


def bargaining() -> Game:
    """Take-it-or-leave-it bargaining in the shadow of war (Fearon 1995, Rationalist Explanations for War, IO 49(3)).

    The complete-information benchmark of the section on private information and incentives to misrepresent: state A
    demands the share x of the good, state B accepts or fights.
    """
    p, c_A, c_B, x = symbols("p c_A c_B x")
    answer = Decide("answer", "B", {"accept": Outcome("settlement", {"A": x, "B": 1 - x}),
                                    "fight": Outcome("war", {"A": p - c_A, "B": 1 - p - c_B})})
    parameters = Parameters(
        (Parameter("p", "p", "the chance that A wins a war"), Parameter("c_A", "c_A", "A's cost of war"),
         Parameter("c_B", "c_B", "B's cost of war")),
        (Assumption("chance", (p >= 0, p <= 1), "p is a chance"),
         Assumption("costly", (c_A > 0, c_B > 0), "war is costly to both")),
        {"p": "1/2", "c_A": "1/10", "c_B": "1/5"})
    return Game("bargaining", "Take-it-or-leave-it bargaining", ("A", "B"), parameters,
                Choose("demand", "A", Choice("x", "x", "the share that A demands"), 0, 1, answer), ("p", "c_B"))


def duopoly() -> Game:
    """Stackelberg's duopoly with linear demand and unequal unit costs (Osborne 2004, section 6.2), corners included."""
    a, c_1, c_2, q_1, q_2 = symbols("a c_1 c_2 q_1 q_2")
    price = a - q_1 - q_2
    sold = Outcome("sold", {"leader": q_1 * (price - c_1), "follower": q_2 * (price - c_2)})
    parameters = Parameters(
        (Parameter("a", "a", "the highest price"), Parameter("c_1", "c_1", "the leader's unit cost"),
         Parameter("c_2", "c_2", "the follower's unit cost")),
        (Assumption("costly", (c_1 > 0, c_2 > 0), "production is costly"),
         Assumption("viable", (c_1 < a, c_2 < a), "either firm would produce on its own")),
        {"a": 1, "c_1": "1/4", "c_2": "1/4"})
    follow = Choose("follow", "follower", Choice("q_2", "q_2", "the follower's quantity"), 0, None, sold)
    return Game("duopoly", "Stackelberg's duopoly", ("leader", "follower"), parameters,
                Choose("lead", "leader", Choice("q_1", "q_1", "the leader's quantity"), 0, None, follow), ("c_1", "c_2"))


def entry(times: int = 1) -> Game:
    """Entry deterrence by quantity with a fixed cost of entry (Dixit 1979, A model of duopoly suggesting a theory of
    entry barriers, Bell Journal of Economics 10(1); Tirole 1988, The Theory of Industrial Organization, section 8.1).

    Entry is accommodated, deterred or blockaded.  D is the highest price less the unit cost that both firms have; so many
    times F is the cost of entry.
    """
    D, F, q_I, q_E = symbols("D F q_I q_E")
    contested = Outcome("entry", {"incumbent": q_I * (D - q_I - q_E), "entrant": q_E * (D - q_I - q_E) - times * F})
    alone = Outcome("monopoly", {"incumbent": q_I * (D - q_I), "entrant": 0})
    produce = Choose("produce", "entrant", Choice("q_E", "q_E", "the entrant's quantity"), 0, None, contested)
    parameters = Parameters(
        (Parameter("D", "D", "the highest price less the unit cost"), Parameter("F", "F", "the fixed cost of entry")),
        (Assumption("positive", (D > 0, F > 0), "the market is worth something, and entry costs something"),),
        {"D": 1, "F": "1/100"})
    return Game("entry", "Entry deterrence", ("incumbent", "entrant"), parameters,
                Choose("commit", "incumbent", Choice("q_I", "q_I", "the incumbent's quantity"), 0, None,
                       Decide("enter", "entrant", {"stay_out": alone, "enter": produce})), ("F",))


def agenda_setter(loss: str) -> Game:
    """The agenda setter (Romer and Rosenthal 1978, Political Resource Allocation, Controlled Agendas, and the Status Quo,
    Public Choice 33(4)): the setter proposes a budget x, and where the voter declines, the status quo q stays.

    Preferences are single-peaked: ``loss`` is ``absolute`` or ``quadratic`` in the distance from the ideal point.
    """
    s, v, q, x = symbols("s v q x")

    def utility(policy: sp.Expr, ideal: sp.Expr) -> sp.Expr:
        return -sp.Abs(policy - ideal) if loss == "absolute" else -(policy - ideal) ** 2

    def outcome(label: str, policy: sp.Expr) -> Outcome:
        return Outcome(label, {"setter": utility(policy, s), "voter": utility(policy, v)})

    parameters = Parameters(
        (Parameter("s", "s", "the setter's ideal budget"), Parameter("v", "v", "the voter's ideal budget"),
         Parameter("q", "q", "the status quo")),
        (Assumption("positive", (s > 0, v > 0, q > 0), "ideal budgets and the status quo are positive"),),
        {"s": 2, "v": 1, "q": "1/2"})
    vote = Decide("vote", "voter", {"accept": outcome("proposal", x), "decline": outcome("status_quo", q)})
    return Game(f"agenda_{loss}", "The agenda setter", ("setter", "voter"), parameters,
                Choose("propose", "setter", Choice("x", "x", "the proposed budget"), 0, None, vote), ("q",))


def crisis() -> Game:
    """A crisis in three moves (Schultz 2001, Democracy and Coercive Diplomacy, chapter 2, with complete information).

    The challenger challenges or not, the target resists or concedes, the challenger fights or backs down and then pays
    the audience cost r (Fearon 1994).
    """
    w_C, w_T, r = symbols("w_C w_T r")
    fight = Decide("fight", "challenger", {"back_down": Outcome("bluff_called", {"challenger": -r, "target": 1}),
                                           "attack": Outcome("war", {"challenger": w_C, "target": w_T})})
    answer = Decide("answer", "target", {"concede": Outcome("concession", {"challenger": 1, "target": 0}), "resist": fight})
    parameters = Parameters(
        (Parameter("w_C", "w_C", "the challenger's value of war"), Parameter("w_T", "w_T", "the target's value of war"),
         Parameter("r", "r", "the challenger's cost of backing down")),
        (Assumption("costly", (w_C < 1, w_T < 1), "war is worth less than winning without it"),
         Assumption("audience", (r > 0,), "backing down is costly")),
        {"w_C": "-1/4", "w_T": "-1/2", "r": "1/2"})
    challenge = Decide("challenge", "challenger", {
        "wait": Outcome("status_quo", {"challenger": 0, "target": 1}), "challenge": answer})
    return Game("crisis", "A crisis in three moves", ("challenger", "target"), parameters, challenge, ("r",))


def contest() -> Game:
    """A contest against given forces: m units at cost k each win a prize of 1 with chance m/(m + c) (Tullock 1980)."""
    k, c, m = symbols("k c m")
    fought = Outcome("fought", {"state": m / (m + c) - k * m})
    parameters = Parameters(
        (Parameter("k", "k", "the cost of one unit of arms"), Parameter("c", "c", "the rival's arms")),
        (Assumption("positive", (k > 0, c > 0), "arms are costly, and the rival has some"),), {"k": "1/4", "c": 1})
    return Game("contest", "A contest", ("state",), parameters,
                Choose("arms", "state", Choice("m", "m", "the arms that the state builds"), 0, None, fought), ("k",))


def levy(threshold: sp.Basic) -> Game:
    """A firm sells or not; what it earns steps where its size a passes a threshold (at a <= 1 or at a < 1)."""
    (a,) = symbols("a")
    earned = sp.Piecewise((1 + 1 / (2 * a), threshold), (1 / a, True))
    return Game("levy", "A levy from some size on", ("firm",), Parameters(
        (Parameter("a", "a", "the firm's size"),), (Assumption("some", (a > 0,), "it has a size"),), {"a": 1}),
        Decide("sell", "firm", {"stay": Outcome("stay", {"firm": sp.Rational(3, 4)}), "go": Outcome("go", {"firm": earned})}),
        ("a",))


def free_arms() -> Game:
    """The contest with a cost that may be 0, where the state would arm for ever."""
    k, c = symbols("k c")
    may_be_free = Assumption("positive", (k >= 0, c > 0), "arms may be free, and the rival has some")
    game = contest()
    parameters = Parameters(game.parameters.declared, (may_be_free,), {"k": 1, "c": 1})
    return replace(game, name="free_arms", parameters=parameters)


def haggling() -> Game:
    """An offer x is worth b*x - x**2 - c to who answers it: nothing is accepted where b**2 < 4*c."""
    b, c, v, x = symbols("b c v x")
    answer = Decide("answer", "buyer", {"accept": Outcome("deal", {"seller": x - v, "buyer": b * x - x**2 - c}),
                                        "reject": Outcome("none", {"seller": 0, "buyer": 0})})
    parameters = Parameters(
        (Parameter("b", "b", "the buyer's benefit"), Parameter("c", "c", "the buyer's cost"),
         Parameter("v", "v", "the seller's value")),
        (Assumption("positive", (b > 0, c > 0, v > 0), "all of them are positive"),), {"b": 3, "c": 1, "v": 1})
    return Game("haggling", "Haggling", ("seller", "buyer"), parameters,
                Choose("offer", "seller", Choice("x", "x", "the offer"), 0, None, answer), ("v",))


def war_as_a_lottery(a: sp.Expr | int, b: sp.Expr | int) -> Lottery:
    """A war that A wins with probability p, the winner taking all, at a cost to either side (Fearon 1995)."""
    p, c_A, c_B = symbols("p c_A c_B")
    return Lottery("war", {"A wins": (p, Outcome("victory", {"A": a - c_A, "B": -c_B})),
                           "B wins": (1 - p, Outcome("defeat", {"A": -c_A, "B": b - c_B}))})


def costly_lottery() -> Game:
    """`bargaining` with war as what it stands for: a lottery over the whole good."""
    game, x = bargaining(), symbols("x")[0]
    answer = Decide("answer", "B", {"accept": Outcome("settlement", {"A": x, "B": 1 - x}), "fight": war_as_a_lottery(1, 1)})
    return replace(game, name="costly_lottery", root=replace(game.root, then=answer))


def accident() -> Game:
    """A threat that may get out of hand (Schelling 1960, The Strategy of Conflict, chapter 8: the threat that leaves
    something to chance), and who makes it and backs down pays an audience cost (Fearon 1994, APSR 88(3))."""
    p, c_A, c_B, h, d = symbols("p c_A c_B h d")
    war = war_as_a_lottery(1, 1)
    follow_up = Decide("follow_up", "A", {"back down": Outcome("backdown", {"A": -d, "B": 1}), "fight": war})
    answer = Decide("answer", "B", {"concede": Outcome("concession", {"A": 1, "B": 0}), "resist": follow_up})
    parameters = Parameters(
        (*bargaining().parameters.declared, Parameter("h", "h", "the hazard of a threat"),
         Parameter("d", "d", "A's audience cost")),
        (Assumption("chance", (p > 0, p < 1), "p is a chance"), Assumption("hazard", (h >= 0, h <= 1), "h is a chance"),
         Assumption("costly", (c_A > 0, c_B > 0, d > 0), "war and backing down are costly")),
        {"p": "1/2", "c_A": "3/10", "c_B": "1/5", "h": "1/10", "d": "1/5"})
    return Game("accident", "A threat that leaves something to chance", ("A", "B"), parameters,
                Decide("threaten", "A", {"wait": Outcome("peace", {"A": 0, "B": 1}),
                                         "threaten": Lottery("accident", {"calm": (1 - h, answer), "accident": (h, war)})}),
                ("h", "p"))


def random_reversion() -> Game:
    """The agenda setter (Romer and Rosenthal 1978) where a rejected budget falls back to q or, else, to nothing.

    The setter wants the largest budget x; the voter's loss is the distance to 1.
    """
    r, q, x = symbols("r q x")
    rejected = Lottery("reversion", {
        "old budget": (r, Outcome("old_budget", {"setter": q, "voter": -sp.Abs(q - 1)})),
        "none": (1 - r, Outcome("no_budget", {"setter": 0, "voter": -1}))})
    vote = Decide("vote", "voter", {"yes": Outcome("budget", {"setter": x, "voter": -sp.Abs(x - 1)}), "no": rejected})
    parameters = Parameters(
        (Parameter("r", "r", "the chance of the old budget"), Parameter("q", "q", "the old budget")),
        (Assumption("chance", (r >= 0, r <= 1), "r is a chance"), Assumption("spent", (q >= 0,), "budgets are not negative")),
        {"r": "1/2", "q": "1/2"})
    return Game("random_reversion", "An agenda setter before a random reversion", ("setter", "voter"), parameters,
                Choose("propose", "setter", Choice("x", "x", "the proposal"), 0, None, vote), ("q",))


def power_shift() -> Game:
    """B may settle now, or wait for chance to make A strong, who then takes all, or weak, who is then bought off."""
    p, c_A, c_B, x, y = symbols("p c_A c_B x y")

    def bargain(name: str, share: sp.Symbol, war: Outcome) -> Choose:
        accept = Outcome("settlement", {"A": share, "B": 1 - share})
        return Choose(f"demand_{name}", "A", Choice(str(share), str(share), f"A's demand when {name}"), 0, 1,
                      Decide(f"answer_{name}", "B", {"accept": accept, "fight": war}))

    shift = Lottery("shift", {"rise": (p, bargain("strong", x, Outcome("war", {"A": 1 - c_A, "B": -c_B}))),
                              "fall": (1 - p, bargain("weak", y, Outcome("war", {"A": -c_A, "B": 1 - c_B})))})
    half = sp.Rational(1, 2)
    game = bargaining()
    return replace(game, name="power_shift", title="A shift of power by chance", cutoff_parameters=("c_B",), root=Decide(
        "start", "B", {"settle": Outcome("deal", {"A": half, "B": half}), "wait": shift}))


def drawn_at_first() -> Game:
    """Chance first says whether A is strong or weak: what each demands then, as in `power_shift`."""
    game = power_shift()
    assert isinstance(game.root, Decide)
    return replace(game, name="drawn_at_first", title="Chance moves first", root=game.root.moves["wait"])


ULTIMATUM = ultimatum()
BARGAINING = bargaining()
DUOPOLY = duopoly()
ENTRY = entry()
AGENDA_ABSOLUTE = agenda_setter("absolute")
AGENDA_QUADRATIC = agenda_setter("quadratic")
CRISIS = crisis()
CONTEST = contest()
LEVY, LEVY_BELOW = levy(symbols("a")[0] <= 1), levy(symbols("a")[0] < 1)
FREE_ARMS = free_arms()
HAGGLING = haggling()
GAMES = (ULTIMATUM, BARGAINING, DUOPOLY, ENTRY, AGENDA_ABSOLUTE, AGENDA_QUADRATIC, CRISIS, CONTEST)
COSTLY_LOTTERY, ACCIDENT, RANDOM_REVERSION, POWER_SHIFT = costly_lottery(), accident(), random_reversion(), power_shift()
DRAWN_AT_FIRST = drawn_at_first()
LOTTERIES = (COSTLY_LOTTERY, ACCIDENT, RANDOM_REVERSION, POWER_SHIFT, DRAWN_AT_FIRST)
