"""Symbolic derivation for formal theory: from a parametric game to its equilibrium, its proofs and its LaTeX appendix.

Names are imported when they are first used, so that the certificate checker runs where SymPy is missing.
"""

from importlib import import_module

_HOME = {
    "errors": ("LockError", "ModelError", "RequestError", "UserError"),
    "game.parameters": ("Assumption", "Choice", "Parameter", "Parameters", "Quantity", "exact"),
    "game.tree": ("Choose", "Decide", "Game", "Lottery", "Node", "Outcome"),
    "game.equilibrium": ("Cutoff", "CutoffCase", "Equilibrium", "Piece", "Policy", "Regime", "Region", "Strategy", "Tie"),
    "proof.claim": ("Claim", "ClaimKind", "Grade", "Inequality", "Result", "Verdict"),
    "proof.prover": ("ledger", "prove"),
    "solver": ("solve",),
    "claims.obligations": ("put_in_order", "verify"),
    "derivation.model": ("Model", "Reference"),
    "explore.walk": ("disagreements",),
    "interface.notebook": ("load",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
__all__ = sorted(_MODULE_OF)  # noqa: PLE0605
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
