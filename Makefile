# 债明白. `make run` and `make test` need Python >= 3.11, make and a package index; everything goes into .venv.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help run test check lint types bench lock clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -nE 's/^([a-z]+):.*## (.*)/make \1  \2/p' $(MAKEFILE_LIST)

run: .venv/run.stamp ## serve on http://127.0.0.1:8000 (HOST and PORT change it)
	@exec $(BIN)/python -m app serve --host "$(HOST)" --port "$(PORT)"

test: .venv/test.stamp lint types check ## every check and every test
	$(BIN)/python -m pytest -n auto

check: .venv/run.stamp ## load all content and print every problem in it
	$(BIN)/python -m app check

lint: .venv/test.stamp ## style, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/test.stamp ## types
	$(BIN)/mypy

bench: .venv/test.stamp ## how fast it is and how much memory it takes; rewrites bench/README.md
	@$(MAKE) --no-print-directory .venv-bench/stamp || echo "WARNING: no WeasyPrint; it will not be measured." >&2
	$(BIN)/python -m bench

lock: ## resolve the dependencies of pyproject.toml anew (needs uv; UPGRADE=1 takes newer versions)
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra postgres pyproject.toml -o requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra postgres --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["bench"], sep="\n")' \
		| $(COMPILE) $(if $(UPGRADE),--upgrade) - -o requirements-bench.lock

clean: ## remove what was installed or cached; var/ with its cases stays
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || echo 'not there')." >&2; \
		echo "Name another one: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }

# A network that fails for a moment is tried again; a second run finds its stamp and installs nothing.
define install
	@for attempt in 1 2 3; do \
		$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --retries 10 --timeout 60 \
			--require-hashes -r $(1) && break; \
		[ $$attempt -lt 3 ] || { echo "Could not install $(1)." >&2; exit 1; }; \
		echo "Trying again in 5 seconds." >&2; sleep 5; \
	done
	@touch $@
endef

.venv/run.stamp: requirements.lock | .venv/bin/python
	@echo "Installing requirements.lock"
	$(call install,requirements.lock)

.venv/test.stamp: requirements-test.lock .venv/run.stamp | .venv/bin/python
	@echo "Installing requirements-test.lock"
	$(call install,requirements-test.lock)

# An engine our letters are compared with. Without it everything else is measured all the same.
.venv-bench/stamp: requirements-bench.lock
	@echo "Installing requirements-bench.lock"
	@$(PYTHON) -m venv .venv-bench
	$(call install,requirements-bench.lock)
