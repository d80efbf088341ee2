"""Exact values of closed forms at exact points, and closed forms as text.

In:  rational functions with square roots, nested ones included, and an exact number for each of their symbols; or text.
Out: exact numbers and their signs; expressions read from text and written to it.  Open `program.py` first.
"""

from symbolic_alliance.exact.form import Form, UndefinedForm, compile_form
from symbolic_alliance.exact.program import Evaluation, Program, compile_program
from symbolic_alliance.exact.surd import WORKING_DIGITS, Exact, Number, Surd, enclosure, number, sign_of, square_root
from symbolic_alliance.exact.value import (
    Delayed,
    Numbers,
    Real,
    ball,
    compare,
    evaluate,
    exact,
    numbers_at,
    plain,
    shifted,
    sign,
    sign_at,
    value_at,
)

__all__ = [
    "WORKING_DIGITS",
    "Delayed",
    "Evaluation",
    "Exact",
    "Form",
    "Number",
    "Numbers",
    "Program",
    "Real",
    "Surd",
    "UndefinedForm",
    "ball",
    "compare",
    "compile_form",
    "compile_program",
    "enclosure",
    "evaluate",
    "exact",
    "number",
    "numbers_at",
    "plain",
    "shifted",
    "sign",
    "sign_at",
    "sign_of",
    "square_root",
    "value_at",
]
