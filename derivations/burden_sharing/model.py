"""The model section: players, parameters, assumptions, the tree, its payoffs."""

import sympy as sp

from symbolic_alliance import Assumption, Choice, Choose, Decide, Game, Node, Outcome, Parameter, Parameters

SUPERPOWER, ALLY, OPPONENT = "superpower", "ally", "opponent"

DECLARED = (
    Parameter("q", "q", "the ally's share of the disputed good under the status quo"),
    Parameter("m_O", "m_O", "the opponent's military capability"),
    Parameter("w_A", "w_A", "the ally's cost of fighting a war"),
    Parameter("w_O", "w_O", "the opponent's cost of fighting a war"),
    Parameter("k_A", "k_A", "the ally's opportunity cost of one unit of arms"),
    Parameter("k_S", "k_S", "the superpower's opportunity cost of one unit of forces"),
    Parameter("v", "v", "the superpower's value for the status quo"),
)
q, m_O, w_A, w_O, k_A, k_S, v = (parameter.symbol for parameter in DECLARED)

FORCES = Choice("a", "a", "the units of forces that the superpower commits to the ally's defence")
ARMS = Choice("m", "m", "the units of arms that the ally builds")
REVISION = Choice("x", "x", "the share that the ally demands for itself")
EXTRACTION = Choice("y", "y", "the share that the opponent's demand leaves to the ally")
a, m, x, y = (choice.symbol for choice in (FORCES, ARMS, REVISION, EXTRACTION))

PARAMETERS = Parameters(
    declared=DECLARED,
    assumptions=(
        Assumption("positive", (m_O > 0, w_A > 0, w_O > 0, k_A > 0, k_S > 0, v > 0),
                   "all costs, values and capabilities are positive"),
        Assumption("opponent_can_challenge", (w_O < q,), "the opponent is a potential challenger"),
        Assumption("ally_can_revise", (q + w_A + w_O <= 1,),
                   "the ally is a potential revisionist, and the stake is not exhausted by the costs of war"),
    ),
    witness={"q": "1/2", "m_O": 1, "w_A": "1/10", "w_O": "1/10", "k_A": "1/4", "k_S": "1/5", "v": 1},
)


def outcome(label: str, ally_share: sp.Expr, opponent_share: sp.Expr, committed: sp.Expr) -> Outcome:
    """Pay shares, less what arms and forces cost; the superpower values the status quo and nothing else."""
    kept = v if label == "status_quo" else 0
    return Outcome(label, {SUPERPOWER: kept - k_S * committed, ALLY: ally_share - k_A * m, OPPONENT: opponent_share})


def war(p: sp.Expr, committed: sp.Expr) -> Outcome:
    """The winner takes the whole good; the ally's side wins with chance p."""
    return outcome("war", p - w_A, 1 - p - w_O, committed)


def crisis(where: str, forces: sp.Expr) -> Node:
    """Crisis bargaining with these forces at the ally's side: they fight when the opponent attacks, and only then."""
    p_off = m / (m + m_O)
    p_def = (m + forces) / (m + forces + m_O)
    status_quo = outcome("status_quo", q, 1 - q, forces)

    opponent_resisted = Decide(f"opponent_attacks{where}", OPPONENT,
                               {"back_down": status_quo, "attack": war(p_def, forces)})
    opponent_demand = Choose(
        f"opponent_demands{where}", OPPONENT, EXTRACTION, lower=0, upper=q, upper_open=True,
        then=Decide(f"ally_answers{where}", ALLY,
                    {"concede": outcome("extraction", y, 1 - y, forces), "resist": opponent_resisted}))
    opponent_move = Decide(f"opponent_moves{where}", OPPONENT, {"wait": status_quo, "challenge": opponent_demand})

    ally_resisted = Decide(f"ally_attacks{where}", ALLY, {"back_down": opponent_move, "attack": war(p_off, forces)})
    ally_demand = Choose(
        f"ally_demands{where}", ALLY, REVISION, lower=q, upper=1, lower_open=True,
        then=Decide(f"opponent_answers{where}", OPPONENT,
                    {"concede": outcome("revision", x, 1 - x, forces), "resist": ally_resisted}))
    return Decide(f"ally_moves{where}", ALLY, {"wait": opponent_move, "challenge": ally_demand})


def arms_stage(where: str, forces: sp.Expr) -> Node:
    """The ally builds arms, then faces the crisis."""
    return Choose(f"ally_arms{where}", ALLY, ARMS, lower=0, upper=None, then=crisis(where, forces))


GAME = Game(
    name="burden_sharing",
    title="Asymmetric burden-sharing and the restraining and deterrence effects of alliances",
    players=(SUPERPOWER, ALLY, OPPONENT),
    parameters=PARAMETERS,
    root=Choose("superpower_offers", SUPERPOWER, FORCES, lower=0, upper=None,
                then=Decide("ally_joins", ALLY,
                            {"reject": arms_stage("_alone", sp.Integer(0)), "accept": arms_stage("", a)})),
    cutoff_parameters=("k_A", "k_S"),
)
BENCHMARK = GAME.subgame("ally_arms_alone", "without_alliance", "The game without an alliance")
EFFECTS = {("revision", "status_quo"): "restraint", ("extraction", "status_quo"): "deterrence"}
