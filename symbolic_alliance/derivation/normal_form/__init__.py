"""Regions in normal form: found by search, proved like every other claim, and used by everything that prints.

`restate_regions` finds the forms of a derivation, `judge_forms` settles those that it has; open `restate_regions.py` first.
"""

from symbolic_alliance.derivation.normal_form.restate_regions import (
    judge_forms,
    names_for,
    restate_regions,
    speak_of_the_same,
    told_forms,
)
from symbolic_alliance.derivation.normal_form.told import Told, ToldForm, form_latex, form_text, tell_form

__all__ = ["Told", "ToldForm", "form_latex", "form_text", "judge_forms", "names_for", "restate_regions",
           "speak_of_the_same", "tell_form", "told_forms"]
