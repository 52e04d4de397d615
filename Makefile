# `make` alone says what there is. Everything lives in .venv/ (tools) and var/ (state of `make run`).
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Two at a time, whole files, in the order of the tiers: phones mostly wait, and each office has its own ports.
IN_PARALLEL := -n 2 --dist loadfile --no-loadscope-reorder
SCRIPTS = $(shell grep -rlE '^\#!.*\<bash' .ci docker)

.PHONY: help
help: ## This list
	@echo "Two commands are enough to see it work: make demo, make test."
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand --tabs=18
	@echo 'ARGS goes to the program behind: make test ARGS="tests/unit -k menu", make demo ARGS=--once'

.PHONY: demo
demo: setup image ## A small call centre in this terminal: phones call, an agent answers, each step is told
	@$(BIN)/python -m tests.demo $(ARGS)

.PHONY: run
run: setup image var/ccd.toml ## The daemon and its Asterisk, with state in var/; Ctrl-C ends both
	@docker/asterisk/run --detach --name ccd-asterisk --config var/asterisk --recordings var/recordings \
	  --state var/state --sounds var/sounds >/dev/null
	@trap 'docker/engine stop ccd-asterisk >/dev/null' EXIT; CCD_FILE=var/ccd.toml $(BIN)/ccd run $(ARGS)

.PHONY: test
test: setup image ## Every tier: unit, architecture, simulation, integration, end to end
	@docker/install-tools postgresql opusenc sipp
	@$(BIN)/pytest $(IN_PARALLEL) $(ARGS)

.PHONY: sim
sim: setup ## Simulated shifts in virtual time, each by its seed: SEEDS=1000 FIRST=0 KIND=
	@$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),1000) --first $(or $(FIRST),0) $(KIND:%=--kind %)

.PHONY: check
check: setup ## Format, lint, types, import contracts, shell scripts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/shellcheck --severity=warning $(SCRIPTS)

.PHONY: format
format: setup ## Put the code into its one format
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format

.PHONY: bench
bench: setup image ## Measure (ARGS=waiting: one part); what was measured last is in tests/benchmarks/RESULTS.md
	@docker/install-tools sipp
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: lock
lock: | $(BIN)/python ## Write the newest versions that pyproject.toml allows to constraints.txt
	@echo "Asking for the newest versions ..."
	@{ echo "# Exact versions of all that runs and tests ccd; written by \`make lock\`."; \
	  $(PIP) install --dry-run --ignore-installed . --group dev | sed -n 's/^Would install //p' | tr ' ' '\n' \
	    | sed -E '/^ccd-/d; s/-([^-]+)$$/==\1/' | LC_ALL=C sort --ignore-case; } > .venv/constraints.new
	@mv .venv/constraints.new constraints.txt

.PHONY: clean
clean: ## Take away what can be made again; var/ stays
	rm -rf .venv dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.PHONY: setup
setup: .venv/.installed ## The Python packages, into .venv

.venv/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the Python packages, about half a minute ..."
	@$(PIP) install -qq --constraint constraints.txt --editable . --group dev
	@touch $@

$(BIN)/python:
	@docker/install-tools venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "$(PYTHON) is no Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) install -qq --upgrade 'pip>=25.1'

.PHONY: image
image: ## The Asterisk image; docker or podman, whichever is there
	@docker/asterisk/build

var/ccd.toml: | setup
	@install -d -m 0700 var
	@$(BIN)/ccd setup var
	@CCD_FILE=$@ $(BIN)/ccd db upgrade
	@CCD_FILE=$@ $(BIN)/ccd plan load docs/sample-plan.yaml
	@echo "The API's user admin, and his token (shown this once):"
	@CCD_FILE=$@ $(BIN)/ccd user add admin --role admin || CCD_FILE=$@ $(BIN)/ccd user token admin
