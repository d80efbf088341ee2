"""Write certificates as a bundle that Coq checks alone.

In:  a derivation's deposited certificates, which the kernel replays first.
Out: a folder: `Kernel.v`, which states the rules of a certificate and proves them sound over the real numbers, the claims as
     theorems about polynomials, a Makefile, and a page that says what is stated and what proves it.
Nothing here is trusted: what is written is what Coq checks, and a statement is read in Coq's words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from symbolic_alliance.appendix.render.templates import environment
from symbolic_alliance.certificate import (
    Fact,
    Identity,
    Polynomial,
    Proof,
    Rejected,
    Split,
    Term,
    Theorem,
    read_claims,
    read_theorem,
    write_polynomial,
)
from symbolic_alliance.derivation.project import Project
from symbolic_alliance.derivation.storage import read_text, replace_folder, write_text
from symbolic_alliance.errors import LockError, RequestError

KERNEL = Path(__file__).with_name("Kernel.v")
MOST_LETTERS = 400_000  # of the theorems in one file: it then takes some seconds and a few hundred MB
RELATIONS = {"<": "Lt", "<=": "Le", "=": "Eq", ">=": "Ge", ">": "Gt"}
KINDS = {">": "Strict", ">=": "NonStrict", "=": "Equal"}
RESERVED = frozenset((
    "as", "at", "cofix", "do", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "if", "in", "let",
    "match", "mod", "return", "then", "using", "where", "with", "Prop", "Set", "SProp", "Type", "R", "sound", "point",
    "eq_refl", "true"))
HEAD = """\
Require Import Reals List ZArith Kernel.
From Coq.micromega Require Import RingMicromega EnvRing.
Import ListNotations.
Open Scope R_scope.
Arguments PEc {C} _%Z.
Arguments PEX {C} _%positive.
Arguments PEpow {C} _ _%N.
Arguments PsatzC {C} _%Z.
Arguments PsatzIn {C} _%nat.
Arguments Deny _%nat.
"""


def export(project: Project, name: str, folder: Path) -> str:
    """Write the bundle of a derivation into a folder, which it replaces, and say so in a sentence.

    `RequestError` where nothing is deposited, or the folder holds something else; `LockError` for what does not replay.
    """
    path = project.deposit(name)
    if not path.exists():
        raise RequestError(_nothing(name))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / KERNEL.name).is_file():
        raise RequestError(f"{folder} holds other things than a bundle for Coq: name a new folder")
    try:
        claims = {claim: [read_theorem(case) for case in cases] for claim, cases in read_claims(read_text(path)).items()}
    except Rejected as reason:
        raise LockError(f"{project.spell(path)}: {reason}") from reason
    files = bundle(name, claims)
    with replace_folder(folder) as new:
        for file, text in files.items():
            write_text(new / file, text)
    return f"{folder}: {len(files)} files; 'make' in it checks them with Coq, and README.md says what is checked"


def _nothing(name: str) -> str:
    return f"{name} has no certified claim to export; 'symbolic-alliance update {name}' searches certificates"


def bundle(name: str, claims: Mapping[str, Sequence[Theorem]]) -> dict[str, str]:
    """The files of a bundle for the claims of a derivation; `RequestError` where none of them has a certificate.

    >>> from symbolic_alliance.certificate import Deny, Statement
    >>> square = Statement(("x",), (), ((Fact(">=", (((2,), 1),)),),))
    >>> proof = Deny(0, (Identity((Term(1, (0,)), Term(1, (), ((((1,), 1),),)))),))
    >>> files = bundle("squares", {"square_is_not_negative": [Theorem(square, proof)]})
    >>> sorted(files)
    ['Claims1.v', 'Kernel.v', 'Makefile', 'README.md']
    >>> print(files["Claims1.v"].split("Arguments Deny _%nat.")[1].strip().splitlines()[0])
    Theorem claim_square_is_not_negative : forall x : R, x^2 >= 0.
    """
    theorems = [text for claim, cases in claims.items() for text in _theorems(claim, cases)]
    if not theorems:
        raise RequestError(_nothing(name))
    files = {f"Claims{number}": HEAD + "\n" + "\n".join(part) for number, part in enumerate(_parts(theorems), 1)}
    told = {"name": name, "claims": sum(bool(cases) for cases in claims.values()), "statements": len(theorems),
            "files": tuple(files)}
    templates = environment()
    return {"Kernel.v": KERNEL.read_text(encoding="utf-8"), **{f"{file}.v": text for file, text in files.items()},
            **{file: templates.get_template(f"coq/{file}.jinja").render(told) for file in ("Makefile", "README.md")}}


def _parts(theorems: Sequence[str]) -> Iterator[list[str]]:
    """The theorems in parts that fit into a file each."""
    part: list[str] = []
    for theorem in theorems:
        if part and sum(map(len, part)) + len(theorem) > MOST_LETTERS:
            yield part
            part = []
        part.append(theorem)
    yield part


def _theorems(claim: str, cases: Sequence[Theorem]) -> Iterator[str]:
    label = "claim_" + re.sub(r"[^A-Za-z0-9_]", "_", claim)
    for number, theorem in enumerate(cases, 1):
        yield _theorem(label if number == 1 else f"{label}_case_{number}", theorem)


def _theorem(label: str, theorem: Theorem) -> str:
    """One statement in words that a reader knows, and its proof: an instance of the kernel's theorem, which Coq computes."""
    statement, names = theorem.statement, _names(theorem.statement.variables)
    quantified = f"forall {' '.join(names)} : R, " if names else ""
    hypotheses = [_said(one, names) for one in statement.hypotheses]
    alternatives = [" /\\ ".join(_said(one, names) for one in facts) or "True" for facts in statement.alternatives]
    if len(alternatives) > 1:
        alternatives = [f"({one})" for one in alternatives]
    stated = " ->\n  ".join((*hypotheses, " \\/ ".join(alternatives) or "False"))
    given, wanted = _stated(theorem)
    return (f"Theorem {label} : {quantified}{stated}.\n"
            f"Proof.{f' intros {chr(32).join(names)}.' if names else ''} exact (sound\n"
            f"  {given}\n  {wanted}\n  {_proof(theorem.proof)}\n"
            f"  ltac:(vm_cast_no_check (eq_refl true)) (point {_list(names)})).\nQed.\n")


def _stated(theorem: Theorem) -> tuple[str, str]:
    """The hypotheses and the alternatives as data."""
    given, *wanted = (_list(_fact(one) for one in facts)
                      for facts in (theorem.statement.hypotheses, *theorem.statement.alternatives))
    return given, _list(wanted)


def replay_of(theorem: Theorem) -> str:
    """What Coq computes to replay a proof, as a term: it is ``true`` where the proof holds."""
    given, wanted = _stated(theorem)
    return f"check (map (map as_fact) {wanted}) (map as_fact {given}) {_proof(theorem.proof)}"


def _names(variables: Sequence[str]) -> tuple[str, ...]:
    """The variables by names that mean nothing else in Coq."""
    names: list[str] = []
    for name in variables:
        while name in RESERVED or name in names:
            name += "_"
        names.append(name)
    return tuple(names)


def _said(one: Fact, names: tuple[str, ...]) -> str:
    return f"{write_polynomial(one.polynomial, names)} {one.relation} 0"


def _list(items: Iterable[str]) -> str:
    return f"[{'; '.join(items)}]"


def _fact(one: Fact) -> str:
    return f"({_written(one.polynomial)}, {KINDS[one.relation]})"


def _written(polynomial: Polynomial) -> str:
    """The polynomial as Coq reads ``-x*y + 3``, which is (-x)*y + 3: sums and products from left to right."""
    text = ""
    for exponents, coefficient in polynomial:
        powers = [f"(PEX {place})" if e == 1 else f"(PEpow (PEX {place}) {e})" for place, e in enumerate(exponents, 1) if e]
        product, *rest = [*([] if abs(coefficient) == 1 and powers else [f"(PEc {abs(coefficient)})"]), *powers]
        product = f"(PEopp {product})" if coefficient < 0 and not text else product
        for factor in rest:
            product = f"(PEmul {product} {factor})"
        text = f"({'PEsub' if coefficient < 0 else 'PEadd'} {text} {product})" if text else product
    return text or "(PEc 0)"


def _proof(proof: Proof) -> str:
    if isinstance(proof, Identity):
        terms = [_term(term) for term in proof.terms]
        terms += [f"(PsatzMulC (normal {_written(cofactor)}) (PsatzIn {number}))" for number, cofactor in proof.equations]
        return f"(Close {_chain('PsatzAdd', terms)})"
    if isinstance(proof, Split):
        signs = _list(RELATIONS[relation] for relation, _ in proof.branches)
        return _branch(f"(Split (normal {_written(proof.polynomial)}) {signs})", [branch for _, branch in proof.branches])
    return _branch(f"(Deny {proof.alternative})", proof.branches)


def _branch(step: str, branches: Sequence[Proof]) -> str:
    below = "Done"
    for branch in reversed(branches):
        below = f"(Next {_proof(branch)} {below})"
    return f"(Branch {step} {below})"


def _term(term: Term) -> str:
    factors = [f"(PsatzIn {number})" for number in term.facts]
    factors += [f"(PsatzSquare (normal {_written(square)}))" for square in term.squares]
    return _chain("PsatzMulE", [*([f"(PsatzC {term.coefficient})"] if term.coefficient > 1 or not factors else []), *factors])


def _chain(operation: str, parts: Sequence[str]) -> str:
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = f"({operation} {part} {text})"
    return text
