"""The audit of a print: nothing wrong in what is generated or retyped, and nearly every slip of one character is seen."""

import random
import re
from functools import cache

import pytest

from symbolic_alliance.appendix.audit import Audit, audit
from symbolic_alliance.appendix.audit.source import EVENT, FORMULAS, LatexSource
from symbolic_alliance.appendix.prose.document import Document
from symbolic_alliance.appendix.prose.letters import style_of
from symbolic_alliance.appendix.prose.sections import appendix
from symbolic_alliance.appendix.render import pages
from symbolic_alliance.appendix.render.names import macros
from tests.appendix.render.test_fill import paper

LETTERS, DIGITS = "DFqskmwx", "0123456789"


@cache
def printed() -> tuple[Document, str]:
    style = style_of(paper().theorems, paper().equilibrium.game)
    return appendix(paper(), style), pages(paper())["appendix.tex"]


def audited(text: str) -> Audit:
    style = style_of(paper().theorems, paper().equilibrium.game)
    return audit(printed()[0], style, macros(paper(), style), text)


def slip(text: str, seed: int) -> str:
    """The text with one character of one formula replaced, left out, put in, or changed over with the next."""
    chance, body = random.Random(seed), text.index(r"\begin{document}")
    spans = [match.span(name) for match in EVENT.finditer(text, body) for name in FORMULAS if match[name] is not None]
    places = [place for start, end in spans for place in range(start, end) if not text[place].isspace()]
    while True:
        place, kind = chance.choice(places), chance.choice(("replace", "leave out", "put in", "change over"))
        here, after = text[place], text[place + 1]
        others = next((group for group in (DIGITS, "+-", "<>=") if here in group), LETTERS)
        new = {"replace": chance.choice([one for one in others if one != here]), "leave out": "",
               "put in": chance.choice(DIGITS + LETTERS + "+-()") + here, "change over": after + here}[kind]
        if kind != "change over" or (here != after and not after.isspace()):
            return text[:place] + new + text[place + 1 + (kind == "change over"):]


def test_nothing_is_wrong_in_what_is_generated() -> None:
    found = audited(printed()[1])
    assert found.complaints == ()
    assert found.compared > 100
    assert (found.own, found.left_out) == (0, 0)
    for name, text in pages(paper()).items():
        if name.startswith("fragments/") or name == "paper.tex":
            assert audited(text).is_good, name


def test_slips_of_one_character_are_seen() -> None:
    slips = [slip(printed()[1], seed) for seed in range(50)]
    assert sum(not audited(text).is_good for text in slips) >= 48


EQUIVALENT = {
    r"\overline{F} = D^2/16$": r"\frac{D^2}{4^2} = \overline F$",
    r"16 (F - \overline{F})/(4 \sqrt{F} + D)": r"\frac{16 \left(F - \overline{F}\right)}{\bigl(D + 4 F^{1/2}\bigr)}",
    r"$q_I = D/2$ if $F \ge \overline{F}$": r"\(q_I = \tfrac12 D\) if $\overline{F} \leq F$ % ours, not $F$",
    r"$q_I = D - 2 \sqrt{F}$": r"$q_I = D - 2 \cdot \sqrt{F}$",
    r"\section{Proofs at the nodes}": (
        "Take $\\pi = 2$, $N + 1$ and $\\overline{F} = 3$ for an example of ours.\n\\section{Proofs at the nodes}"),
    "no player gains by changing": "nobody gains by a change of",
    r"(\ref{regime:entry})": r"(regime \ref{regime:entry})",
}
WRONG = {
    r"\overline{F} = D^2/16$": (r"\overline{F} = D^2/15$", r"= D\^2/15 is not shown to be what .* has, .*= D\^2/16"),
    r"$F \ge \overline{F}$, where": (r"$F > \overline{F}$, where", "is not shown to be"),
    r"$F \ge \overline{F}$, where ": ("needed, where ", r"the condition F \\ge \\overline\{F\} has gone"),
    r"$q_I = D - 2 \sqrt{F}$ if": (r"$q_J = D - 2 \sqrt{F}$ if", "q is not known here"),
    r"$q_I = D - 2 \sqrt{F}$": (r"$q_I = D \cdot - 2 \sqrt{F}$", "- is not known here"),
    r"16 (F - \overline{F})/": (r"1 \cdot 6 (F - \overline{F})/", "is not shown to be"),
    r"(4 \sqrt{F} + D)": (r"(4 \sqrt(F) + D)", r"\( stands where a brace should"),
    r"- 2 \sqrt{F}$ if": (r"- 2 \sqrt[3]{F}$ if", r"\[ stands where a brace should"),
    r"\section{Proofs at the nodes}": ("With $F_W = D$.\n\\section{Proofs at the nodes}", "F_W stands for two things"),
    r"(\ref{regime:entry})": (r"(\ref{regime:enter})", "the label regime:enter points nowhere"),
    r"\label{lemma:apart}": (r"\label{lemma:aprat}", "lemma:aprat is not the derivation's lemma:apart"),
    r"\begin{lemma}[{Apart}]\label": (r"\begin{lemma}[{Apart}]\lbel", "lemma:apart stands there without the command"),
    r"\label{proposition:quantities}": (r"\label{lemma:blockade}", "the label lemma:blockade stands in line"),
    r"$q_I = D/2$ if": (r"$q_I = D/2 if", "a formula that starts here has no end"),
}


@pytest.mark.parametrize("old", EQUIVALENT)
def test_what_means_the_same_is_left_alone(old: str) -> None:
    changed = printed()[1].replace(old, EQUIVALENT[old], 1)
    assert changed != printed()[1]
    assert audited(changed).complaints == ()


@pytest.mark.parametrize("old", WRONG)
def test_what_is_wrong_is_told_with_its_line(old: str) -> None:
    new, words = WRONG[old]
    place = printed()[1].index(old)
    found = audited(printed()[1].replace(old, new, 1)).complaints
    assert any(re.search(words, told) for _, told in found), found
    line = 1 + printed()[1].count("\n", 0, place)
    assert min(abs(line - where) for where, told in found if re.search(words, told)) <= 1


@pytest.mark.parametrize("hostile", [
    "$" + "(" * 5000 + "$", "$" + "F^" * 3000 + "2$", "$" + "9" * 10**5 + "$", r"$F^{10^{10^{10}}}$", "$F/0 + 0/0$",
    r"$\input{/etc/passwd}$", "$__import__('os')$", r"\begin{equation}" * 300, "\\" * 9999, "$F" * 999,
    "$\N{SUPERSCRIPT TWO}F$"])
def test_text_from_outside_is_only_read(hostile: str) -> None:
    audited(printed()[1].replace("It is positive.", hostile))
    audited(hostile)


def test_a_text_of_its_own_is_its_own() -> None:
    found = audited("\\documentclass{article}\\begin{document}\nLet $x = 1$, by \\ref{one}. \\label{one}\n\\end{document}")
    assert (found.complaints, found.compared, found.own) == ((), 0, 1)


def test_comments_and_percent_signs_are_told_apart() -> None:
    text = LatexSource("a $b$ \\% $c$ % $d$\n\\(e\\)")
    assert {label: [one.latex for one in group] for label, group in text.formulas({})[0].items()} == {"": ["b", "c", "e"]}
