"""A model is declared as one value or as globals, and what does not fit in it is told in the same words."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from symbolic_alliance.derivation.model import Model
from symbolic_alliance.derivation.project import read_model
from symbolic_alliance.errors import ModelError
from tests.derivation.test_project import WALLS, project_with
from tests.games import CRISIS, ULTIMATUM
from tests.project.derivations.walls import BENCHMARK, EFFECTS, GAME

AS_ONE_MODEL = """
from symbolic_alliance import Model
FIELDS = ("game", "benchmark", "effects", "held_fixed", "example", "companions", "theorems", "sentences", "abbreviations",
          "variant_of")
DERIVATION = Model(**{name: globals().pop(name.upper()) for name in FIELDS if name.upper() in globals()})
"""


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("\nBENCHMARK = GAME", "\nBENCHMARK = 3 or GAME", "its benchmark is 3, not a Game"),
    ("BENCHMARK = GAME.sub", 'BENCHMARK = Game("other", "Other", GAME.players, GAME.parameters, challenge("_far", '
     "sp.Integer(0)))\nTHIRD = GAME.sub", "its benchmark is no subgame of its game"),
    ("\nBENCHMARK = GAME", "\nBENCHMARK = None and GAME", "effects speaks of the outcome 'war'; there is no benchmark"),
    ('("war", "peace")', '("war", "truce")', "effects speaks of the outcome 'truce'; the outcomes of walls are peace, war"),
    ('("war", "peace")', '"war"', "effects maps a pair of outcomes to a name, and 'war' is no pair"),
    ("EFFECTS = {", "HELD_FIXED = {'g': 0}\nEFFECTS = {", "held_fixed names g, no choice of the game; its choices are f"),
    ("EFFECTS = {", "HELD_FIXED = {'f': 0.5}\nEFFECTS = {", "held_fixed: f = 0.5 is not an exact number: write it as text, "
     "such as '1/10' or '0.1'"),
    ("EFFECTS = {", "EXAMPLE = {'b': 4, 'k': -1, 'v': 3}\nEFFECTS = {",
     "example violates the assumption k > 0 (positive): k = -1"),
    ("EFFECTS = {", "THEOREMS = (1, 2)\nEFFECTS = {",
     "its theorems hold 1, which is no theorem: head it as lemma, proposition or the like"),
    ("EFFECTS = {", "THEOREMS = 3\nEFFECTS = {", "its theorems is 3, not a module or a tuple"),
    ("EFFECTS = {", "from symbolic_alliance.claims.theorems import lemma\n"
     "THEOREMS = (lemma('Peace', answers=(2,))(challenge),)\nSENTENCES = {1: 'War.', 3: 'Peace.'}\nEFFECTS = {",
     "challenge answers question 2, and its sentences are numbered 1, 3"),
    ("EFFECTS = {", "SENTENCES = ['War.']\nEFFECTS = {", "its sentences is ['War.'], not a Mapping"),
    ("EFFECTS = {", "COMPANIONS = GAME\nEFFECTS = {", "its companions is a Game, not a tuple"),
    ("EFFECTS = {", "COMPANIONS = ('moats',)\nEFFECTS = {", "its companions hold 'moats', which is not a Game"),
    ("EFFECTS = {", "COMPANIONS = (GAME,)\nEFFECTS = {", "its companions give the name walls to a second game"),
    ("EFFECTS = {", "VARIANT_OF = 'moats'\nEFFECTS = {", "its variant_of is 'moats'; the derivations here are walls"),
])
def test_a_model_that_does_not_fit_is_told_in_the_same_words_in_both_forms(
        tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in WALLS
    source = WALLS.replace(old, new, 1)
    for text in (source, source + AS_ONE_MODEL):
        with pytest.raises(ModelError) as refusal:
            read_model(project_with(tmp_path, text), "walls")
        assert re.sub(r", line \d+", "", str(refusal.value)) == f"derivations/walls.py: {complaint}"


def test_both_forms_declare_the_same_model(tmp_path: Path) -> None:
    fields = 'HELD_FIXED = {"f": "1/2"}\nEXAMPLE = {"b": 1, "k": 2, "v": 3}\nSENTENCES = {1: "War."}\nEFFECTS = {'
    source = WALLS.replace("EFFECTS = {", fields)
    old, new = (read_model(project_with(tmp_path, text), "walls") for text in (source, source + AS_ONE_MODEL))
    for model in (old, new):
        assert (model.name, model.game.name, model.effects) == ("walls", "walls", {("war", "peace"): "deterrence"})
        assert model.about == "A defender may build walls; a challenger attacks where they are low."
        assert (model.held_fixed, model.example["k"], model.sentences) == ({"f": Fraction(1, 2)}, 2, {1: "War."})
        assert model.benchmark is not None
        assert model.benchmark.root is model.game.node("challenger_moves_unwalled")


@pytest.mark.parametrize(("source", "complaint"), [
    ('"""Nothing."""\n', "it exposes no DERIVATION = Model(game=...)"),
    (WALLS + "DERIVATION = GAME\n", "its DERIVATION is a Game, not a Model"),
    (WALLS + "from symbolic_alliance import Model\nDERIVATION = Model(game=GAME, name='moats')\n",
     "its name is 'moats', and that of its file walls: leave it out"),
    ("from symbolic_alliance import Model\nfrom tests.project.derivations.walls import GAME\nDERIVATOIN = Model(game=GAME)\n",
     "its Model is named DERIVATOIN: name it DERIVATION"),
])
def test_a_module_without_a_model_is_refused(tmp_path: Path, source: str, complaint: str) -> None:
    with pytest.raises(ModelError) as refusal:
        read_model(project_with(tmp_path, source), "walls")
    assert re.sub(r", line \d+", "", str(refusal.value)) == f"derivations/walls.py: {complaint}"


def test_an_example_is_exact_and_the_witness_where_there_is_none() -> None:
    assert Model(game=GAME).example == {"b": 4, "k": 1, "v": 3}
    assert Model(game=GAME, example={"b": "1/4", "k": 1, "v": 3}).example["b"] == Fraction(1, 4)


def test_the_games_of_a_model_come_in_one_order() -> None:
    assert Model(game=GAME, benchmark=BENCHMARK, companions=(ULTIMATUM, CRISIS)).games == (GAME, BENCHMARK, ULTIMATUM, CRISIS)
    assert Model(game=GAME, companions=(CRISIS,)).games == (GAME, CRISIS)


def test_what_is_declared_cannot_be_changed() -> None:
    effects = dict(EFFECTS)
    model = Model(game=GAME, benchmark=BENCHMARK, effects=effects)
    effects.clear()
    assert model.effects == EFFECTS
    with pytest.raises(TypeError):
        model.effects["war", "peace"] = "peace"
