"""Scripts of SMT-LIB from a seed: small problems over the reals with choices, quotients and truth constants, half of them
incremental, with the answers that z3 gives.
"""

import random
import re
from collections.abc import Sequence

import z3

NUMBERS = ("0", "1", "2", "(- 1)", "(/ 1 2)", "0.5", "3.0")
REALS, TRUTHS = ("x", "y", "z"), ("p", "|q r|")


class Generator:
    """Random terms; what is defined or named may be used from then on."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.reals, self.truths, self.count = [*REALS], [*TRUTHS], 0

    def fresh(self) -> str:
        """A new name."""
        self.count += 1
        return f"d{self.count}"

    def real(self, depth: int) -> str:
        """A real term."""
        pick = self.random.random()
        if depth == 0 or pick < 0.2:
            return self.random.choice([*self.reals, *self.reals, *NUMBERS])
        a, b = self.real(depth - 1), self.real(depth - 1)
        if pick < 0.75:
            return f"({self.random.choice('+-**')} {a} {b})"
        if pick < 0.83:
            return f"(/ {a} {b})"
        if pick < 0.93:
            return f"(ite {self.truth(depth - 1)} {a} {b})"
        return self.random.choice([f"(- {a})", f"(let ((x {a}) (t {b})) (+ x t))", f"(twice {a})", f"(+ {a} {b} x)"])

    def truth(self, depth: int) -> str:
        """A formula."""
        pick = self.random.random()
        if depth == 0 or pick < 0.5:
            relation = self.random.choice(("<", "<=", ">", ">=", "=", "=", "distinct"))
            compared = f"({relation} {self.real(min(depth, 2))} {self.real(1)})"
            return self.random.choice(self.truths) if pick < 0.1 else compared
        parts = [self.truth(depth - 1) for _ in range(self.random.choice((2, 2, 3)))]
        return self.random.choice([
            f"(and {' '.join(parts)})", f"(or {' '.join(parts)})", f"(not {parts[0]})", f"(=> {' '.join(parts)})",
            f"(xor {parts[0]} {parts[1]})", f"(= {parts[0]} {parts[1]})", f"(ite {parts[0]} {parts[1]} {parts[-1]})",
            f"(let ((s {parts[0]})) (or (not s) {parts[1]}))", f"(distinct {parts[0]} {parts[1]})"])

    def script(self, is_incremental: bool) -> str:
        """A script with one question, or with several."""
        lines = ["(set-logic QF_NRA)", *(f"(declare-const {name} Real)" for name in REALS),
                 *(f"(declare-fun {name} () Bool)" for name in TRUTHS),
                 "(define-fun twice ((t Real)) Real (* 2 t)) ; a comment (check-sat)"]
        asserted = [f"(assert {self.truth(3)})" for _ in range(self.random.choice((2, 3, 4)))]
        asserted += self.random.choice(([], [], ["(assert (and (> x 0) (< y (- 1))))"], ["(assert (> (* x z) y 0))"]))
        if not is_incremental:
            return "\n".join([*lines, *asserted, "(check-sat)"])
        depth = 0
        for line in [*asserted, *(f"(assert {self.truth(2)})" for _ in range(3))]:
            lines.append(line)
            step = self.random.choice(("push", "push", "ask", "assume", "name", "echo", "pop", "pop", "reset", ""))
            if step == "push":
                depth += 1
                lines.append("(push 1)")
            elif step == "pop" and depth:
                depth -= 1
                lines += ["(check-sat)", "(pop 1)"]
            elif step == "assume":
                literals = [name if self.random.random() < 0.5 else f"(not {name})" for name in TRUTHS]
                lines.append(f"(check-sat-assuming ({' '.join(literals[:self.random.choice((1, 2))])}))")
            elif step == "name" and not depth:
                name = self.fresh()
                lines.append(self.random.choice((f"(define-const {name} Real {self.real(1)})",
                                                 f"(define-fun {name} () Real {self.real(2)})")))
                self.reals.append(name)
                label = self.fresh()
                lines.append(f"(assert (! {self.truth(1)} :named {label}))")
                self.truths.append(label)
            elif step == "echo":
                lines.append('(echo "say ""(check-sat)""; no")(set-info :status unknown)')
            elif step == "reset" and self.random.random() < 0.3:
                depth = 0
                lines += ["(check-sat)", "(reset-assertions)"]
            elif step == "ask":
                lines.append("(check-sat)")
        return "\n".join([*lines, "(check-sat)", *self.random.choice((["(exit)", "(assert false)", "(check-sat)"], []))])


def script(seed: int) -> str:
    """The script of a seed; odd ones are incremental."""
    return Generator(seed).script(seed % 2 == 1)


def answers_of_z3(text: str, seconds: float) -> Sequence[str]:
    """What z3 itself answers."""
    context = z3.Context()
    told = z3.Z3_eval_smtlib2_string(context.ref(), f"(set-option :timeout {int(1000 * seconds)})\n{text}")
    assert "error" not in told, told
    return re.findall("^(sat|unsat|unknown)$", told, re.MULTILINE)
