# Everything that is done with this project; `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install try test check evaluate learn bench soak format lock clean

help: ## What can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | column -t -s'|'

install: $(READY) ## Create .venv and install everything into it

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not that." \
	       "Install it, or name it: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV); the first time takes about a minute …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

try: $(READY) ## Play an interview in your browser: no account, no key, no Docker
	@$(BIN)/mock-interview try $(ARGS)

test: $(READY) ## The whole suite, on a real PostgreSQL; browser stories where a Chromium is found
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: $(READY) ## Format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

evaluate: $(READY) ## Measure every coach and the truth check on the labelled set
	@$(BIN)/python tests/evaluation/evaluate.py --date $$(date +%F) $(ARGS)

learn: $(READY) ## Learn what sentences show, and what it comes to, from the labelled set anew
	@$(BIN)/python tests/evaluation/learning.py

bench: $(READY) ## Measure the hot path beside bare Bolt apps, and what Claude's input costs
	@$(BIN)/python tests/bench/bench.py $(ARGS)

soak: $(READY) ## Sixty interviews at once while everything goes wrong, for five minutes; then the books
	@$(BIN)/python tests/soak/soak.py $(ARGS)

format: $(READY) ## Put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(READY) ## Pin the newest versions that pyproject.toml allows (needs uv)
	@uv pip compile --quiet pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	  --output-file requirements.lock

clean: ## Remove what was installed and built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
