"""The LaTeX interface: results in any class from one package, styles of page, and the paper's numbers in the appendix."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from symbolic_alliance import Model, Reference, solve
from symbolic_alliance.appendix.render import pages
from symbolic_alliance.appendix.render.templates import require_page
from symbolic_alliance.derivation.bundle import Derivation
from symbolic_alliance.derivation.derive import judge_derivation
from symbolic_alliance.errors import RequestError
from tests.appendix.prose.test_theorems import apart, blockade, quantities, signs
from tests.derivation.test_lock import SOLVED
from tests.games import ENTRY
from tests.rendered import derivation
from tests.tex import compiled, require_tex, write

HOSTS = {"article": r"\documentclass{article}", "two columns": r"\documentclass[twocolumn]{article}",
         "amsart": r"\documentclass{amsart}", "elsarticle": r"\documentclass{elsarticle}",
         "IEEEtran": r"\documentclass[journal]{IEEEtran}"}
STYLES = {"article": "article.cls", "two-column": "article.cls", "elsevier": "elsarticle.cls", "american": "article.cls"}
THEOREMS, DUOPOLY = "theorems", "DUOPOLY"


@cache
def paper() -> Derivation:
    model = Model(name="entry", game=ENTRY, theorems=(blockade, quantities, apart, signs), authors="A. Author & Co.",
                  references=(Reference("dixit1980", "Dixit, A.", 1980, "The Role of Investment", "Economic Journal 90"),))
    return judge_derivation(Derivation(model, solve(ENTRY)))


def texts(name: str, page: str = "article") -> dict[str, str]:
    return dict(pages(paper() if name == THEOREMS else derivation(name), page=page))


def host(first_line: str, *lines: str) -> str:
    return "\n".join((first_line, r"\usepackage{symbolic-alliance}", r"\begin{document}", *lines, r"\end{document}"))


def numbers(folder: Path, file: str) -> dict[str, str]:
    """The number of each label, as TeX has written it."""
    return dict(re.findall(r"\\newlabel\{([^}]*)\}\{\{([^}]*)\}", (folder / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [THEOREMS, DUOPOLY])
@pytest.mark.parametrize("kind", HOSTS)
def test_every_fragment_compiles_in_every_class(kind: str, name: str, tmp_path: Path) -> None:
    first_line = HOSTS[kind]
    require_tex("amsthm.sty", re.findall(r"\{(\w+)\}", first_line)[0] + ".cls")
    made = texts(name)
    write(made, tmp_path)
    fragments = [rf"\input{{{file.removesuffix('.tex')}}}" for file in made if file.startswith("fragments/")]
    (tmp_path / "host.tex").write_text(host(first_line, *fragments), encoding="utf-8")
    assert compiled(tmp_path, "host.tex") == []


def test_environments_of_the_host_are_used_and_what_it_lacks_is_told_by_number(tmp_path: Path) -> None:
    require_tex("amsthm.sty")
    write(texts(DUOPOLY), tmp_path)
    own = "\\documentclass{article}\n\\usepackage{amsthm,hyperref}\n\\newtheorem{lemma}{Hilfssatz}[section]"
    (tmp_path / "host.tex").write_text(
        host(own, r"\renewcommand{\elsewhere}[1]{#1 of the appendix}", r"\section{One}",
             r"\input{fragments/lemma-follow}", r"\ref{lemma:lead}."), encoding="utf-8")
    assert compiled(tmp_path, "host.tex") == []
    assert numbers(tmp_path, "host.aux")["lemma:follow"] == "1.1"
    shown = subprocess.run(["pdftotext", "host.pdf", "-"], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert "Hilfssatz 1.1" in shown
    assert "2 of the appendix." in shown


@pytest.mark.parametrize("page", STYLES)
def test_every_style_compiles(page: str, tmp_path: Path) -> None:
    require_tex("amsthm.sty", STYLES[page])
    write(texts(THEOREMS, page), tmp_path)
    assert compiled(tmp_path, "appendix.tex") == []


def test_the_appendix_restates_results_of_the_paper_under_their_numbers_there(tmp_path: Path) -> None:
    require_tex("amsthm.sty", "xr-hyper.sty")
    write(texts(THEOREMS, "american"), tmp_path)
    paper = tmp_path / "paper.tex"
    paper.write_text(paper.read_text().replace(r"\withoutproofs", "\\withoutproofs\\setcounter{proposition}{4}"))
    assert compiled(tmp_path, "paper.tex") == []
    assert compiled(tmp_path, "appendix.tex") == []
    stated, restated = numbers(tmp_path, "paper.aux"), numbers(tmp_path, "appendix.aux")
    shared = {label for label in stated if label.startswith("proposition:")}
    assert shared
    assert {label: restated[label] for label in shared} == {label: stated[label] for label in shared}
    assert {stated[label] for label in shared} >= {"5", "6"}
    assert re.fullmatch(r"[A-Z]\.1", restated["proposition:strategy-profile"])


def test_the_numbers_that_tex_counts_are_those_of_the_html(tmp_path: Path) -> None:
    require_tex("amsthm.sty")
    made = texts(THEOREMS)
    write(made, tmp_path)
    assert compiled(tmp_path, "appendix.tex") == []
    known = dict(re.findall(r"\\sa@known\{([^}#]*)\}\{([^}]*)\}", made["symbolic-alliance.sty"]))
    assert {label: number for label, number in numbers(tmp_path, "appendix.aux").items() if label in known} == known


def test_a_style_that_there_is_none_of_is_told_and_a_project_may_have_its_own(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="there is no style tall; there are american, article, elsevier, two-column"):
        require_page("tall")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tall.tex").write_text("% ours\n")
    assert pages(SOLVED, templates=tmp_path, page="tall")["appendix.tex"].startswith("% ours")
