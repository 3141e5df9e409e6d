# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PROCESSES ?= 2
PYTEST := $(BIN)/pytest -n $(PROCESSES) --dist worksteal

# What `make quick` adds to lint and types: the quickest tests, none of commands or comparisons.
QUICK := tests/model tests/reading tests/language tests/case tests/templates tests/rules/subjects \
	tests/rules/test_catalogue.py tests/rules/test_exemptions.py tests/word/tags tests/word/values \
	tests/register/acts/test_numbers.py tests/register/diary/test_show.py \
	tests/whole/test_layering.py tests/whole/test_mirror.py tests/whole/test_fields.py \
	tests/whole/test_golden.py tests/whole/test_developer_docs.py

.PHONY: help demo quick test check long install system lint bench pictures clean

help:
	@echo "make demo      install into $(VENV) and build the Täby case into output/"
	@echo "make quick     lint, types and the quickest tests, in a minute"
	@echo "make check     the checks and tests that need no system package"
	@echo "make test      install everything that tests need, run all checks and tests"
	@echo "make long      soak, load and full fuzzing: each step that make test takes by sample"
	@echo "make bench     measure; figures are printed as ratios"
	@echo "make pictures  make the pictures of the README anew"
	@echo "make clean     remove $(VENV), and caches"

demo: install
	$(BIN)/avtal build content/taby-2018

quick: install lint
	$(PYTEST) -q -m "not system and not long" $(QUICK)

check: install lint
	$(PYTEST) -m "not system and not long"

test: install system lint
	$(PYTEST) -m "not long"

long: install system
	$(PYTEST) -m long

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

pictures: install system
	$(BIN)/python docs/pictures/make.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
