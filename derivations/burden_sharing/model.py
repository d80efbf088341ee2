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


class BurdenSharing:
    """The game; a variant of the model overrides one of these lines."""

    name = "burden_sharing"
    title = "Asymmetric burden-sharing and the restraining and deterrence effects of alliances"
    ally_loss = w_A
    opponent_loss = w_O
    largest_demand = sp.Integer(1)
    cutoff_parameters: tuple[str, ...] = ("k_A", "k_S")

    def p_off(self, forces: sp.Expr) -> sp.Expr:
        """The chance that the ally wins a war that it starts: the forces committed to its defence stay out."""
        return m / (m + m_O)

    def p_def(self, forces: sp.Expr) -> sp.Expr:
        """The chance that the ally's side wins a war that the opponent starts."""
        return (m + forces) / (m + forces + m_O)

    def superpower_gains(self, label: str, forces: sp.Expr) -> sp.Expr:
        """The superpower values the status quo and nothing else, less what its forces cost it."""
        return (v if label == "status_quo" else 0) - k_S * forces

    def outcome(self, label: str, ally_share: sp.Expr, opponent_share: sp.Expr, forces: sp.Expr) -> Outcome:
        """Pay shares, less what arms and forces cost."""
        return Outcome(label, {SUPERPOWER: self.superpower_gains(label, forces), ALLY: ally_share - k_A * m,
                               OPPONENT: opponent_share})

    def war(self, p: sp.Expr, forces: sp.Expr) -> Outcome:
        """The winner takes the whole good, which the ally's side does with chance p; both pay for the war."""
        return self.outcome("war", p - self.ally_loss, 1 - p - self.opponent_loss, forces)

    def crisis(self, where: str, forces: sp.Expr) -> Node:
        """Crisis bargaining with these forces at the ally's side."""
        status_quo = self.outcome("status_quo", q, 1 - q, forces)
        opponent_resisted = Decide(f"opponent_attacks{where}", OPPONENT,
                                   {"back_down": status_quo, "attack": self.war(self.p_def(forces), forces)})
        opponent_demand = Choose(
            f"opponent_demands{where}", OPPONENT, EXTRACTION, lower=0, upper=q, upper_open=True,
            then=Decide(f"ally_answers{where}", ALLY,
                        {"concede": self.outcome("extraction", y, 1 - y, forces), "resist": opponent_resisted}))
        opponent_move = Decide(f"opponent_moves{where}", OPPONENT, {"wait": status_quo, "challenge": opponent_demand})

        ally_resisted = Decide(f"ally_attacks{where}", ALLY,
                               {"back_down": opponent_move, "attack": self.war(self.p_off(forces), forces)})
        ally_demand = Choose(
            f"ally_demands{where}", ALLY, REVISION, lower=q, upper=self.largest_demand, lower_open=True,
            then=Decide(f"opponent_answers{where}", OPPONENT,
                        {"concede": self.outcome("revision", x, 1 - x, forces), "resist": ally_resisted}))
        return Decide(f"ally_moves{where}", ALLY, {"wait": opponent_move, "challenge": ally_demand})

    def arms_stage(self, where: str, forces: sp.Expr) -> Node:
        """The ally builds arms, then faces the crisis."""
        return Choose(f"ally_arms{where}", ALLY, ARMS, lower=0, upper=None, then=self.crisis(where, forces))

    def game(self) -> Game:
        """The three stages: the alliance, arms, the crisis."""
        joins = Decide("ally_joins", ALLY, {"reject": self.arms_stage("_alone", sp.Integer(0)),
                                            "accept": self.arms_stage("", a)})
        return Game(self.name, self.title, (SUPERPOWER, ALLY, OPPONENT), PARAMETERS,
                    root=Choose("superpower_offers", SUPERPOWER, FORCES, lower=0, upper=None, then=joins),
                    cutoff_parameters=self.cutoff_parameters)


class LeastOffers(BurdenSharing):
    """The same game with participation set aside: the status quo comes first for the superpower, then fewer forces.

    With perfect information and no chance moves only the order of payoffs matters; m_O/(m_O + a) after the status quo and 0
    after everything else put the outcomes in this order.
    """

    name = "least_offers"
    title = "The least offers that have an effect"
    cutoff_parameters = ("k_A",)

    def superpower_gains(self, label: str, forces: sp.Expr) -> sp.Expr:
        """More wherever the status quo stands than anywhere else, and less with more forces."""
        return m_O / (m_O + forces) if label == "status_quo" else sp.Integer(0)


GAME = BurdenSharing().game()
BENCHMARK = GAME.subgame("ally_arms_alone", "without_alliance", "The game without an alliance")
ABBREVIATIONS = {"g_O": 1 - q + w_O, "g_A": 1 - q - w_A}
EFFECTS = {("revision", "status_quo"): "restraint", ("extraction", "status_quo"): "deterrence"}
