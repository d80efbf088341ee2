"""The shape of the repository: what a reader meets at the top, and the habits that no other tool holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symbolic_alliance

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"LICENSE", "Makefile", "README.md", "pyproject.toml",
             "derivations", "docs", "symbolic_alliance", "templates", "tests"}
MAY_JOIN = {"CITATION.cff", "CHANGELOG.md", "findings"}
GENERATED = {"build", "dist", "__pycache__"}
LIBRARY = sorted((ROOT / "symbolic_alliance").rglob("*.py"))
PAPERS = sorted((ROOT / "derivations").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_MODULE, LONGEST_FUNCTION = 350, 45
BANNED_CALLS = {"simplify", "nsimplify", "parse_expr"}
BANNED_BUILTINS = {"eval", "exec", "compile", "__import__"}
# A tree that was built node by node, never text, becomes a function that numba compiles.
MAY_COMPILE = "symbolic_alliance/closed_form/compiled.py"
BANNED_IMPORTS = {"pickle", "marshal", "shelve", "dill"}
ORDER_FREE = {"all", "any", "frozenset", "max", "min", "set", "sorted", "sum"}
SYMBOL_MAKERS = {"Symbol", "symbols", "Dummy"}
SIGNS = {"positive", "nonnegative", "negative", "nonpositive", "nonzero"}
# Tests that hold something other than one module: the repository, or the whole road through it.
WITHOUT_MODULE = {"arena", "docs", "edges", "fuzz", "hooks", "layout", "main", "messages", "wheel"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = tuple[str, Function | ast.ClassDef, bool]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(tree: ast.Module) -> Iterator[Definition]:
    """Every function and class with its dotted name, and whether a reader may use it: nothing on the way is private."""

    def visit(body: list[ast.stmt], prefix: str, is_public: bool) -> Iterator[Definition]:
        for node in body:
            if isinstance(node, Function | ast.ClassDef):
                public = is_public and not node.name.startswith("_")
                yield prefix + node.name, node, public
                yield from visit(node.body, f"{prefix}{node.name}.", public and isinstance(node, ast.ClassDef))

    return visit(tree.body, "", True)


def length(function: Function) -> int:
    """The lines of a function, its docstring left out."""
    documentation = ast.get_docstring(function) or ""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - len(documentation.splitlines())


def called(node: ast.AST) -> str:
    """The last name of what a call calls, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def complaint(node: ast.AST) -> str:
    """What a piece of syntax does that it must not do, or nothing."""
    if isinstance(node, ast.Call):
        name = called(node)
        if name in BANNED_CALLS or (name in BANNED_BUILTINS and isinstance(node.func, ast.Name)):
            return name
        if name in SYMBOL_MAKERS and any(keyword.arg in SIGNS for keyword in node.keywords):
            return f"{name} with a sign: state a named assumption instead"
        if name in ("sympify", "S") and node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr):
            return f"{name} of text"
    elif isinstance(node, ast.Import | ast.ImportFrom):
        modules = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
        return "".join(f"import {module}" for module in modules if module in BANNED_IMPORTS)
    elif isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type).endswith("Exception")):
        return "a blind except"
    elif any(map(is_set, looped(node))):
        return "iterates over a set"
    return ""


def looped(node: ast.AST) -> list[ast.expr]:
    """What a loop, a list or a generator runs through, in its order."""
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return [loop.iter for loop in node.generators]
    return [node.iter] if isinstance(node, ast.For) else []


def is_set(node: ast.expr) -> bool:
    """Whether an expression is plainly a set, whose order would change from run to run."""
    return (isinstance(node, ast.Set | ast.SetComp) or called(node) in ("set", "frozenset", "atoms")
            or (isinstance(node, ast.Attribute) and node.attr == "free_symbols"))


def banned(tree: ast.Module) -> list[str]:
    """The complaints about a module; where the order does not matter, a set may be passed through."""
    passed_on = [id(node.args[0]) for node in ast.walk(tree) if called(node) in ORDER_FREE and node.args]
    return [words for node in ast.walk(tree) if (words := complaint(node)) and id(node) not in passed_on]


def test_top_level_holds_only_what_a_reader_expects() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - GENERATED
    assert found <= TOP_LEVEL | MAY_JOIN
    assert TOP_LEVEL - found == set()


@pytest.mark.parametrize("path", LIBRARY + PAPERS, ids=relative)
def test_module_keeps_the_habits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= LONGEST_MODULE, "is it two rooms?"
    assert ast.get_docstring(tree) or not tree.body, "a module opens with what goes in and what comes out"
    assert [name for name, node, _ in definitions(tree)
            if isinstance(node, Function) and length(node) > LONGEST_FUNCTION] == []
    assert banned(tree) == (["compile"] if relative(path) == MAY_COMPILE else [])


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_every_public_name_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [name for name, node, is_public in definitions(tree) if is_public and not ast.get_docstring(node)] == []


@pytest.mark.parametrize("path", [path for path in TESTS if path.name.startswith("test_")], ids=relative)
def test_test_module_mirrors_something(path: Path) -> None:
    subject = path.stem.removeprefix("test_")
    folder = path.parent.relative_to(ROOT / "tests")
    homes = [ROOT / "symbolic_alliance" / folder, ROOT / "derivations" / folder]
    mirrored = [home / name for home in homes for name in (f"{subject}.py", subject) if (home / name).exists()]
    assert mirrored or subject in WITHOUT_MODULE or subject == folder.name


@pytest.mark.parametrize("path", [path for path in LIBRARY if path.name != "__init__.py"], ids=relative)
def test_module_has_its_tests(path: Path) -> None:
    """In a test of its own, in one of a folder that it lies in, or in its own doctests."""
    place = path.relative_to(ROOT / "symbolic_alliance")
    folders = [folder for folder in place.parents if folder.name]
    named = [place.with_name(f"test_{place.stem.strip('_')}.py"),
             *(beside / f"test_{folder.name}.py" for folder in folders for beside in (folder, folder.parent))]
    assert any((ROOT / "tests" / one).exists() for one in named) or ">>> " in path.read_text(encoding="utf-8")


def test_a_file_name_stands_in_one_room_only() -> None:
    rooms: dict[str, list[str]] = {}
    for path in LIBRARY:
        if path.name != "__init__.py":
            rooms.setdefault(path.name, []).append(relative(path))
    assert [places for places in rooms.values() if len(places) > 1] == []


def test_a_class_or_an_alias_has_a_name_of_its_own() -> None:
    homes: dict[str, list[str]] = {}
    for path in LIBRARY:
        for name in types_of(ast.parse(path.read_text(encoding="utf-8"))):
            homes.setdefault(name, []).append(relative(path))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def types_of(tree: ast.Module) -> Iterator[str]:
    """The classes of a module and its aliases of types: capitalised names that are given a value, but for type variables."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and called(node.value) != "TypeVar":
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name.id for name in targets if isinstance(name, ast.Name)]
            yield from (name for name in names if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name))


def test_nothing_is_loose_beside_the_rooms() -> None:
    loose = {path.name for path in (ROOT / "symbolic_alliance").iterdir() if path.is_file()}
    assert loose == {"__init__.py", "__init__.pyi", "__main__.py", "certificate.py", "errors.py", "py.typed"}
    opened = [path.parent.name for path in (ROOT / "symbolic_alliance").glob("*/__init__.py")
              if "\nIn: " not in path.read_text(encoding="utf-8") or " first." not in path.read_text(encoding="utf-8")]
    assert opened == [], "a room says what goes in, what comes out, and which file to open first"


def test_nothing_names_the_machine_it_was_written_on() -> None:
    machine = re.compile("|".join(f"/{folder}/" for folder in ("work", "home", "root", "Users", "opt", "tmp")))
    suffixes = {".py", ".md", ".toml", ".j2", ".tex", ".lock", ".html", ""}
    places = [ROOT / name for name in sorted(TOP_LEVEL | {".ci", ".gitignore"})]
    texts = [path for place in places for path in [place, *place.rglob("*")]
             if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts]
    assert [relative(path) for path in texts if machine.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("source", "words"), [
    ("import sympy\nsympy.simplify(x)", "simplify"),
    ("from sympy import Symbol\nSymbol('k', positive=True)", "Symbol with a sign: state a named assumption instead"),
    ("import pickle", "import pickle"),
    ("sp.sympify('x + 1')", "sympify of text"),
    ("try:\n    f()\nexcept Exception:\n    pass", "a blind except"),
    ("[symbol for symbol in payoff.free_symbols]", "iterates over a set"),
    ("for root in set(roots):\n    pass", "iterates over a set"),
    ("simplify(sorted(symbol.name for symbol in payoff.free_symbols))", "simplify"),
])
def test_a_banned_habit_is_found(source: str, words: str) -> None:
    assert banned(ast.parse(source)) == [words]


def test_every_name_of_the_package_is_there_for_type_checkers_too() -> None:
    typed = ast.parse((ROOT / "symbolic_alliance" / "__init__.pyi").read_text(encoding="utf-8"))
    names = [alias.name for node in typed.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(names) == symbolic_alliance.__all__
    assert all(getattr(symbolic_alliance, name) is not None for name in names)
