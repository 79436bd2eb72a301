# Two commands matter: `make demo` and `make test`. Both set up what is missing and ask nothing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
# Containers like to forbid Python its bytecode; without it each `ape` command compiles a thousand
# modules anew, which takes longer than most commands themselves.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(VENV)/.ready node_modules/.ready ## Create the virtualenv and fetch Anvil (done by the others)

$(VENV)/.ready: requirements/lock.txt requirements/bootstrap.txt pyproject.toml ape-garter/pyproject.toml
	@test -x $(PY) || python3 -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@$(VENV)/bin/uv pip sync --quiet --require-hashes --python $(PY) requirements/lock.txt
	@$(VENV)/bin/uv pip install --quiet --no-deps --no-build-isolation --python $(PY) --editable . --editable ape-garter
	@touch $@

# The lock pins and hashes the binaries; scripts of npm packages are not needed and do not run.
node_modules/.ready: package.json package-lock.json
	@npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

compile: setup ## Compile the contracts that changed, in parallel
	@garter compile

demo: compile ## Deploy an ecosystem with three chains on a local fork and read it back
	@garter demo

down: setup ## Stop the local network that the demo left running
	@garter network down

test: compile ## Run the whole suite
	@ape test tests -n 2

bench: compile ## Measure gas, times and sizes; write docs/benchmarks.md (ONLY="..." for some)
	@python -m tests.bench $(ONLY)

lint: setup ## ruff and mypy
	@ruff check .
	@ruff format --check .
	@mypy

lock: ## Write the lock files anew after a change of pyproject.toml or package.json
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -o requirements/bootstrap.txt requirements/bootstrap.in
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra dev -o requirements/lock.txt pyproject.toml
	@npm install --package-lock-only --ignore-scripts

clean: ## Remove everything that was generated
	@rm -rf $(VENV) node_modules .build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help setup compile demo down test bench lint lock clean
