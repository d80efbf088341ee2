"""Exact values of closed forms at exact points: rational functions with square roots, nested ones included."""

from symbolic_alliance.closed_form.form import Form, UndefinedForm, compile_form
from symbolic_alliance.closed_form.program import Evaluation, Program, compile_program
from symbolic_alliance.closed_form.surd import WORKING_DIGITS, Number, Surd, enclosure, number, sign_of, square_root
from symbolic_alliance.closed_form.value import (
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
