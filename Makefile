# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PROCESSES ?= 2

.PHONY: help demo test check long install system bench clean

help:
	@echo "make demo   install into $(VENV) and build the Täby case into output/"
	@echo "make test   install everything that tests need, run all checks and tests"
	@echo "make check  the checks and tests that need no system package"
	@echo "make long   soak, load and full fuzzing: every step of what make test tries by sample"
	@echo "make bench  measure; figures are printed as ratios"
	@echo "make clean  remove $(VENV), and caches"

demo: install
	$(BIN)/avtal build content/taby-2018

test: install system lint
	$(BIN)/pytest -n $(PROCESSES) --dist worksteal -m "not long"

check: install lint
	$(BIN)/pytest -n $(PROCESSES) --dist worksteal -m "not system and not long"

long: install system
	$(BIN)/pytest -n $(PROCESSES) --dist worksteal -m long

.PHONY: lint
lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("avtal needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

system:
	tests/install_system_packages.sh

bench: install
	$(BIN)/python bench/check.py
	$(BIN)/python bench/render.py
	$(BIN)/python bench/build.py
	$(BIN)/python bench/register.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/verify.py
	$(BIN)/python bench/compare.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
