# Needs python3 (3.11 or newer, with venv) and make; everything else goes into .venv.
#   make run ARGS=--demo      make test ARGS="-k grid"      make check

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
WORKERS := -n auto --maxprocesses 4
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check bench screenshots clean tools

run: $(VENV)/.for-run
	@exec $(BIN)/windrow $(ARGS)

test: $(VENV)/.for-test
	@exec $(BIN)/python -m pytest $(WORKERS) $(ARGS)

check: tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(WORKERS)

bench: $(VENV)/.for-test
	@exec $(BIN)/python -m tests.bench $(ARGS)

screenshots: $(VENV)/.for-screenshots
	@exec $(BIN)/python -m tests.pictures $(ARGS)

tools: $(VENV)/.for-check

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find tui tests -name __pycache__ -prune -exec rm -rf {} +

# One stamp for each use; what one installs stays when another adds to it.
$(VENV)/.for-run: EXTRAS = [serve,keyring]
$(VENV)/.for-test: EXTRAS = [test]
$(VENV)/.for-check: EXTRAS = [test,check]
$(VENV)/.for-screenshots: EXTRAS = [test,pictures]

$(VENV)/.for-%: pyproject.toml $(BIN)/python
	@echo "Installing Windrow$(EXTRAS) into $(VENV) ..."
	@$(INSTALL) -e '.$(EXTRAS)'
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON): Windrow needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Windrow needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
			"Name a newer one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment; on Debian, install python3-venv."; \
		exit 1; }
