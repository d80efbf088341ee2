# What `__init__.py` imports when it is first used, for type checkers; a test holds the two together.
from symbolic_alliance.claims.obligations import put_in_order as put_in_order, verify as verify
from symbolic_alliance.derivation.model import Model as Model, Reference as Reference
from symbolic_alliance.errors import (
    LockError as LockError,
    ModelError as ModelError,
    RequestError as RequestError,
    UserError as UserError,
)
from symbolic_alliance.explore.walk import disagreements as disagreements
from symbolic_alliance.game.equilibrium import (
    Cutoff as Cutoff,
    CutoffCase as CutoffCase,
    Equilibrium as Equilibrium,
    Piece as Piece,
    Policy as Policy,
    Regime as Regime,
    Region as Region,
    Strategy as Strategy,
    Tie as Tie,
)
from symbolic_alliance.game.parameters import (
    Assumption as Assumption,
    Choice as Choice,
    Parameter as Parameter,
    Parameters as Parameters,
    Quantity as Quantity,
    exact as exact,
)
from symbolic_alliance.game.tree import (
    Choose as Choose,
    Decide as Decide,
    Game as Game,
    Lottery as Lottery,
    Node as Node,
    Outcome as Outcome,
)
from symbolic_alliance.interface.notebook import load as load
from symbolic_alliance.proof.claim import (
    Claim as Claim,
    ClaimKind as ClaimKind,
    Grade as Grade,
    Inequality as Inequality,
    Result as Result,
    Verdict as Verdict,
)
from symbolic_alliance.proof.prover import ledger as ledger, prove as prove
from symbolic_alliance.solver import solve as solve

__version__: str
