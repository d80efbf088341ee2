"""Rendering: what is written, that it compiles, that it is the same twice, and what is said where something is missing."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from symbolic_alliance import Assumption, Decide, Game, Outcome, Parameter, Parameters
from symbolic_alliance.appendix.render import find_engine, pages, reconstruction, render
from symbolic_alliance.appendix.render.names import macro_name
from symbolic_alliance.appendix.render.pdf import TexEngine, make_pdf
from symbolic_alliance.appendix.render.running_text import HtmlWords, LatexWords
from symbolic_alliance.appendix.render.templates import environment, fill_template, template_folder
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.model import Model
from symbolic_alliance.errors import RequestError
from symbolic_alliance.solver import solve
from symbolic_alliance.typeset.layout import Formulas, Name, Relation, Sum
from tests.derivation.test_lock import SOLVED
from tests.rendered import ABOUT, derivation
from tests.tex import compiled, write

NAMES = ("CONTEST", "ULTIMATUM", "AGENDA_QUADRATIC", "CRISIS")
ENGINE = find_engine()
BYTES = """
import hashlib
from symbolic_alliance.appendix.render import pages
from tests.rendered import derivation
for name, text in sorted(pages(derivation("DUOPOLY")).items()):
    print(name, hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.fixture(scope="module", params=NAMES)
def written(request: pytest.FixtureRequest) -> Mapping[str, str]:
    return pages(derivation(request.param))


def test_every_file_is_there(written: Mapping[str, str]) -> None:
    assert {"appendix.tex", "symbolic-alliance.sty", "macros.tex", "paper.tex", "appendix.html",
            "fragments/proposition-strategy-profile.tex"} <= set(written)
    assert all(re.fullmatch(r"[a-z0-9/-]+\.(tex|sty|html)", name) for name in written)


def test_dollars_braces_and_environments_balance(written: Mapping[str, str]) -> None:
    for name, text in written.items():
        if name.endswith(".tex"):
            plain = re.sub(r"\\[\\${}]|(?<!\\)%.*", "", text)
            assert plain.count("$") % 2 == 0, name
            assert plain.count("{") == plain.count("}"), name
            opened = re.findall(r"\\begin\{(\w+\*?)\}", text)
            assert sorted(opened) == sorted(re.findall(r"\\end\{(\w+\*?)\}", text)), name


def test_the_html_is_well_formed_and_needs_nothing_else(written: Mapping[str, str]) -> None:
    tree = ElementTree.fromstring(written["appendix.html"])
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "math" in names
    assert not names & {"link", "img", "iframe", "object"}
    scripts = [element for element in tree.iter() if element.tag.endswith("}script")]
    assert [script.attrib for script in scripts] == [{}]
    assert not re.search(r"https?:|fetch|import|eval|innerHTML", scripts[0].text or "")
    assert not re.search(r"(src|href)=\"(?!#)", written["appendix.html"])
    targets = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {link.get("href", "")[1:] for link in tree.iter() if link.tag.endswith("}a")} <= targets


def test_the_html_has_contents_folded_proofs_and_formulas_that_copy_as_latex(written: Mapping[str, str]) -> None:
    tree = ElementTree.fromstring(written["appendix.html"])
    tags = [element.tag.rpartition("}")[2] for element in tree.iter()]
    listed = [link.get("href") for link in tree.iter() if link.tag.endswith("}a") and link.get("class") == "plain"]
    assert listed == [f"#section-{place}" for place in range(1, tags.count("h2") + 1)]
    assert written["appendix.html"].count('<details class="proof">') == written["appendix.tex"].count(r"\begin{proof}")
    formulas = [element for element in tree.iter() if element.tag.endswith("}math")]
    assert all(formula.get("alttext") for formula in formulas)
    shown = "".join(formula.get("alttext", "") for formula in formulas)
    assert set(re.findall(r"\\[a-z]+", shown)) <= set(re.findall(r"\\[a-z]+", written["appendix.tex"]))


def test_every_reference_of_the_latex_has_a_label_and_a_known_number(written: Mapping[str, str]) -> None:
    latex = written["appendix.tex"]
    labels = re.findall(r"\\label\{([^}]*)\}|\\sapoint\{[^}]*\}\{([^}]*)\}", latex)
    places = [one or other for one, other in labels]
    assert len(places) == len(set(places))
    assert set(re.findall(r"\\(?:eq)?ref\{([^}]*)\}", latex)) <= set(places)
    assert set(places) == set(re.findall(r"\\sa@known\{([^}#]*)\}", written["symbolic-alliance.sty"]))


def test_an_equation_holds_nothing_that_converters_leave_as_tex(written: Mapping[str, str]) -> None:
    for name, text in written.items():
        assert not re.search(r"\\(raisebox|hypertarget|tag|hyperlink)\b", text), name
        for inside in re.findall(r"\\begin\{equation\*?\}(.*?)\\end\{equation\*?\}", text, re.DOTALL):
            assert not re.search(r"\\(parbox|mbox|hbox|ref|href)\b", inside), name


def test_a_macro_is_a_name_of_letters_with_its_expression() -> None:
    macros = pages(derivation("CONTEST"))["macros.tex"]
    assert r"\newcommand{\RegimeFoughtOneActionM}{\sqrt{c/k} - c}" in macros
    assert r"\newcommand{\CutoffKFoughtOneToFoughtTwo}{1/c}" in macros
    assert r"Where}" not in macros
    assert r"\newcommand{\CutoffVDealToNoneWhere}{b \ge 2 \sqrt{c}}" in pages(derivation("HAGGLING"))["macros.tex"]
    assert macro_name("k_A", "to_2") == "KAToTwo"
    commands = re.findall(r"\\newcommand\{\\([^}]*)\}", macros)
    assert len(commands) == len(set(commands))
    assert all(command.isalpha() for command in commands)


def test_a_fragment_is_a_part_of_the_appendix() -> None:
    texts = pages(derivation("CONTEST"))
    fragment, whole = (re.sub(r"\n+", "\n", texts[name]) for name in ("fragments/lemma-arms.tex", "appendix.tex"))
    assert fragment.startswith("\\begin{derived}{lemma:arms}\n\\begin{lemma}[{arms}]\\label{lemma:arms}\n")
    assert fragment in whole


def test_page_one_says_that_it_is_a_reconstruction() -> None:
    assert reconstruction(ABOUT) == 'A reconstruction, for a test, of "a verbal argument" (Journal 61(5), 2024).'
    assert "A reconstruction, for a test, of “a verbal argument”" in pages(derivation("CONTEST"))["appendix.tex"]
    assert reconstruction("It declares a game.") == ""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    outputs = {subprocess.run([sys.executable, "-c", BYTES], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True,
                              cwd=template_folder().parent, check=True, timeout=300).stdout for seed in ("1", "4242")}
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") >= 6


@pytest.mark.skipif(ENGINE is None, reason="no TeX engine is installed")
@pytest.mark.parametrize("name", ["CONTEST", "DUOPOLY"])
def test_it_compiles_with_no_line_too_long(name: str, tmp_path: Path) -> None:
    write(pages(derivation(name)), tmp_path)
    assert compiled(tmp_path, "appendix.tex") == []


@pytest.mark.skipif(ENGINE is None, reason="no TeX engine is installed")
def test_a_pdf_is_made_and_is_the_same_twice(tmp_path: Path) -> None:
    made = [render(derivation("CONTEST"), tmp_path / name, ENGINE) for name in ("one", "two")]
    assert [one.note for one in made] == ["", ""]
    first, second = ((one.folder / "appendix.pdf").read_bytes() for one in made)
    assert first == second
    assert sorted(path.name for path in made[0].folder.iterdir()) == [
        "appendix.html", "appendix.pdf", "appendix.tex", "figures", "fragments", "macros.tex", "paper.tex",
        "symbolic-alliance.sty"]


def test_without_an_engine_a_sentence_says_why_there_is_no_pdf(tmp_path: Path) -> None:
    made = render(derivation("CONTEST"), tmp_path / "out", None)
    assert made.note.startswith("There is no PDF: no TeX engine was found (latexmk or tectonic); read appendix.html")
    assert "appendix.pdf" not in made.files
    assert sorted(made.files) == sorted(str(path.relative_to(made.folder)) for path in made.folder.rglob("*.*"))


def test_an_engine_that_fails_hangs_or_is_gone_costs_only_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "appendix.tex").write_text("x", encoding="utf-8")

    def python(code: str) -> TexEngine:
        return TexEngine(sys.executable, ("-c", code))

    failed = make_pdf(tmp_path, "appendix.tex", python("print('! Emergency stop.'); raise SystemExit(1)"))
    assert failed.endswith("failed on appendix.tex: ! Emergency stop.")
    slow = make_pdf(tmp_path, "appendix.tex", python("import time; time.sleep(60)"), seconds=1)
    assert slow.endswith("did not finish appendix.tex in 1 s.")
    gone = make_pdf(tmp_path, "appendix.tex", TexEngine("/no/such/program", ()))
    assert gone == "There is no PDF: /no/such/program cannot be run: No such file or directory."


def test_nothing_is_written_before_everything_is_text(tmp_path: Path) -> None:
    opened = []

    @contextmanager
    def writer(folder: Path) -> Iterator[Path]:
        opened.append(folder)
        yield folder

    with pytest.raises(AttributeError):
        render(None, tmp_path / "out", folder_writer=writer)  # type: ignore[arg-type]
    assert opened == []


def test_a_value_that_a_template_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.tex").write_text(r"\VAR{ whatever }", encoding="utf-8")
    for words in (LatexWords(), HtmlWords({})):
        with pytest.raises(RequestError, match=r"one\.tex, line 1 asks for .*'whatever' is undefined"):
            fill_template(environment(tmp_path), "one.tex", words)


def test_what_an_author_writes_cannot_break_the_markup() -> None:
    nasty = r'50% & $x_1 {a} \b "c" <d>'
    assert LatexWords().parts((nasty,)) == (
        r"50\% \& \$x\_1 \{a\} \textbackslash{}b “c” \textless{}d\textgreater{}")
    assert ElementTree.fromstring(f"<p>{HtmlWords({}).parts((nasty,))}</p>").text == nasty.replace('"c"', "“c”")


HOSTILE = r"\input{/etc/passwd} \VAR{document} {{ 7*7 }} <script>alert(1)</script> \write18{ls} $x$ %#&_~^"
NAME = r"../../\input{x}<script>"


@pytest.fixture(scope="module")
def attacked() -> Mapping[str, str]:
    """The pages of a game whose author writes commands of TeX, Jinja and HTML into everything that is text."""
    prize = Parameter("b", "b", HOSTILE)
    b = prize.symbol
    root = Decide(NAME, "state", {"hold": Outcome(NAME, {"state": 0}), HOSTILE: Outcome(HOSTILE, {"state": b - 1})})
    parameters = Parameters((prize,), (Assumption(NAME, (b > 0,), HOSTILE),), {"b": 2})
    game = Game("attack", HOSTILE, ("state",), parameters, root, ("b",))
    about = f"A reconstruction, {HOSTILE}"
    return pages(Derivation(Model(name="attack", game=game, about=about), solve(game)))


def test_commands_in_an_authors_text_are_text(attacked: Mapping[str, str]) -> None:
    for name, text in attacked.items():
        assert re.fullmatch(r"(fragments/[A-Za-z0-9.=-]+|appendix|macros|paper|symbolic-alliance)\.(tex|sty|html)", name)
        if name.endswith(".tex"):
            assert not re.search(r"\\(input|write|VAR)(?![a-z])", text), name
            assert "49" not in text
    assert r"\textbackslash{}input\{/etc/passwd\}" in attacked["appendix.tex"]
    tree = ElementTree.fromstring(attacked["appendix.html"])
    assert sum(element.tag.endswith("}script") for element in tree.iter()) == 1
    assert attacked["appendix.html"].count("<script") == 1
    assert HOSTILE in "".join(tree.itertext())


def test_links_of_an_attacked_document_still_have_targets(attacked: Mapping[str, str]) -> None:
    test_every_reference_of_the_latex_has_a_label_and_a_known_number(attacked)
    test_the_html_is_well_formed_and_needs_nothing_else(attacked)


def test_a_sequence_fills_the_lines_of_a_browser() -> None:
    part = Relation(Name("q", "q"), (("=", Sum(tuple((1, Name("k", "k")) for _ in range(8)))),))
    lines = ElementTree.fromstring(f"<p>{HtmlWords({}).display(Formulas((part,) * 5))}</p>").findall("math")
    assert [len(line.findall(".//mo[.='=']")) for line in lines] == [2, 2, 1]


def test_the_regime_map_is_drawn_where_cutoffs_in_two_parameters_are_asked_for(tmp_path: Path) -> None:
    made = render(SOLVED, tmp_path / "out")
    assert {"figures/regime-map.pdf", "figures/regime-map.svg", "figures/choice-1.pdf"} <= set(made.files)
    latex = (made.folder / "appendix.tex").read_text()
    assert re.findall(r"\\label\{(figure:[^}]*)\}", latex) == re.findall(r"Figure \\ref\{([^}]*)\}", latex)
    assert (made.folder / "figures" / "regime-map.pdf").read_bytes().startswith(b"%PDF")
    assert "\\includegraphics{figures/regime-map.pdf}" in (made.folder / "appendix.tex").read_text()
    ElementTree.fromstring((made.folder / "appendix.html").read_text())
    again = render(SOLVED, tmp_path / "again")
    assert all((made.folder / name).read_bytes() == (again.folder / name).read_bytes() for name in made.files)


def test_without_matplotlib_the_appendix_has_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbolic_alliance.explore.plot.drawing.find_spec", lambda name: None)
    made = render(SOLVED, tmp_path / "out")
    assert not [name for name in made.files if "figure" in name]
    assert "includegraphics{" not in (made.folder / "appendix.tex").read_text()


@pytest.mark.parametrize(("name", "text", "told"), [
    ("macros.tex", "% one\n\\BLOCK{ for macro in }", r"macros.tex, line 2: Expected an expression"),
    ("macros.tex", "% one\n% two\n\\VAR{ macroes }", r"macros.tex, line 3 asks for a value .* 'macroes' is undefined"),
    ("fragment.tex", "\\BLOCK{ include \"nothing.tex\" }", "the template fragment.tex uses nothing.tex, and there is no"),
    ("fragment.tex", "\\VAR{ 1 + block.title }", r"fragment.tex, line 1: unsupported operand"),
])
def test_a_template_of_the_project_that_is_wrong_is_told_with_file_and_line(
        tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(RequestError, match=told):
        pages(SOLVED, templates=tmp_path)


def test_a_template_of_the_project_wins_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "macros.tex").write_text("% ours: \\VAR{ macros | length }\n")
    written, usual = pages(SOLVED, templates=tmp_path), pages(SOLVED, templates=tmp_path / "none")
    assert re.fullmatch(r"% ours: [0-9]+\n", written["macros.tex"])
    assert written["appendix.tex"] == usual["appendix.tex"]
