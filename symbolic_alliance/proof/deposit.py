"""Write theorems as a file that the kernel reads alone.

In:  for each claim's name its theorems, one a case.
Out: text in JSON, the same for the same theorems: ``python -m symbolic_alliance.certificate`` checks it anywhere.
"""

import json
from collections.abc import Mapping, Sequence

from symbolic_alliance.certificate import FORMAT, Deny, Fact, Identity, Proof, Split, Statement, Theorem, write_polynomial

Data = dict[str, object]
EXACT_IN_JSON = 2**53  # many readers of JSON round whole numbers from here on, so these are written as text


def deposit(claims: Mapping[str, Sequence[Theorem]]) -> str:
    """The deposited set of claims, name -> its cases, as text.

    >>> from symbolic_alliance.certificate import Statement, Term
    >>> square = Statement(("x",), (), ((Fact(">=", (((2,), 1),)),),))
    >>> proof = Deny(0, (Identity((Term(1, (0,)), Term(1, (), ((((1,), 1),),)))),))
    >>> print(deposit({"square_is_not_negative": [Theorem(square, proof)]}))
    {"format": "symbolic_alliance certificates, version 1", "claims": {
    "square_is_not_negative": [
    {"variables": ["x"], "hypotheses": [], "alternatives": [[[">=", "x^2"]]], "proof": {"deny": 0, "branches": [{"terms": \
[[1, [0], []], [1, [], ["x"]]], "equations": []}]}}
    ]}}
    <BLANKLINE>
    """
    blocks = ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(theorem_data(theorem)) for theorem in theorems) + "\n]"
        for name, theorems in claims.items())
    return f'{{"format": {json.dumps(FORMAT)}, "claims": {{\n{blocks}}}}}\n'


def theorem_data(theorem: Theorem) -> Data:
    """One theorem as plain data, as `certificate.read_theorem` reads it."""
    return {**statement_data(theorem.statement), "proof": _proof(theorem.proof, theorem.statement.variables)}


def statement_data(statement: Statement) -> Data:
    """What a theorem says as plain data."""
    return {"variables": list(statement.variables),
            "hypotheses": _facts(statement.hypotheses, statement.variables),
            "alternatives": [_facts(alternative, statement.variables) for alternative in statement.alternatives]}


def _facts(facts: Sequence[Fact], variables: tuple[str, ...]) -> list[list[str]]:
    return [[fact.relation, write_polynomial(fact.polynomial, variables)] for fact in facts]


def _proof(proof: Proof, variables: tuple[str, ...]) -> Data:
    if isinstance(proof, Deny):
        return {"deny": proof.alternative, "branches": [_proof(branch, variables) for branch in proof.branches]}
    if isinstance(proof, Split):
        return {"split": write_polynomial(proof.polynomial, variables),
                "branches": [[relation, _proof(branch, variables)] for relation, branch in proof.branches]}
    return _identity(proof, variables)


def _identity(proof: Identity, variables: tuple[str, ...]) -> Data:
    terms = [[term.coefficient if term.coefficient < EXACT_IN_JSON else str(term.coefficient), list(term.facts),
              [write_polynomial(square, variables) for square in term.squares]] for term in proof.terms]
    return {"terms": terms,
            "equations": [[number, write_polynomial(cofactor, variables)] for number, cofactor in proof.equations]}
