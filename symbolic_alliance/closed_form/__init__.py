"""Exact values of closed forms at exact points, and closed forms as text.

In:  rational functions with square roots, nested ones included, and an exact number for each of their symbols; or text.
Out: exact numbers and their signs; expressions read from text and written to it.  Open `program.py` first.
"""

from symbolic_alliance.closed_form.evaluation import Evaluation, UndefinedForm, evaluate, holds_at, sign
from symbolic_alliance.closed_form.program import Compiler, Program, compile_program
from symbolic_alliance.closed_form.surd import WORKING_DIGITS, Exact, Number, Surd, enclosure, number, sign_of, square_root
from symbolic_alliance.closed_form.value import Real, ball, compare, exact, mean, plain, shifted

__all__ = [
    "WORKING_DIGITS", "Compiler", "Evaluation", "Exact", "Number", "Program", "Real", "Surd", "UndefinedForm", "ball",
    "compare", "compile_program", "enclosure", "evaluate", "exact", "holds_at", "mean", "number", "plain", "shifted", "sign",
    "sign_of", "square_root",
]
