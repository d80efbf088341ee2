# Every target sets up .venv by itself, and again only when pyproject.toml has changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help appendix test lint bench docs pictures wheel coq clean

help:  ## say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

appendix: $(READY)  ## render every derivation, from its lock, to build/NAME/appendix.tex, .html and, with TeX, .pdf
	$(BIN)/symbolic-alliance build --out build

test: $(READY)  ## run the tests and the doctests, on every core
	$(BIN)/python -m pytest -n auto

lint: $(READY)  ## style, types and the one-way imports
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(READY)  ## measure seconds, ratios and peak memory
	$(BIN)/python -m tests.bench

docs: $(READY)  ## build the documentation to build/docs; a link that leads nowhere is an error
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/docs

pictures: appendix  ## draw the README's pictures again, with TeX and poppler-utils
	$(BIN)/python docs/pictures.py

wheel: $(READY)  ## build the source archive and the wheel into dist, and try the wheel in an environment of its own
	rm -rf dist build/wheel
	$(BIN)/python -m build --outdir dist
	$(BIN)/python -m twine check --strict dist/*
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd build/wheel && bin/symbolic-alliance --version && bin/symbolic-alliance build burden_sharing --out appendix

coq: $(READY)  ## check every certified claim of the paper's derivations with Coq, for some minutes
	for name in burden_sharing offensive_clause; do \
	  $(BIN)/symbolic-alliance export $$name --coq build/coq/$$name && $(MAKE) -C build/coq/$$name || exit 1; done

clean:  ## remove everything that was generated, the environment included
	rm -rf build dist $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find symbolic_alliance derivations tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: Python 3.11 or newer is needed, %s is %s; say which with make PYTHON=..." % (sys.executable, sys.version.split()[0]))'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: this Python cannot make environments; on Debian or Ubuntu install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
