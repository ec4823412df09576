# The two commands of the README, and the developers' door (`make check`).
# PYTHON chooses the interpreter (3.11 or newer); nothing is installed outside .venv but, on Debian as root,
# a Chromium for the browser tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
EVAL ?= ../shared/eval
# What `make bench` measures with: numbers of briefings, and options of `python -m benchmark run`.
SIZES ?= 1000 5000
BENCH ?=
# A worker a core, each with whole files, since a file shares its sites and its browser; four need 4 GB of memory.
# tests/conftest.py has the long files come first.
PARALLEL ?= --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Material prints a notice about MkDocs 2 at every build; pyproject.toml keeps MkDocs below 2.
export NO_MKDOCS_2_WARNING := 1
# Compiled code is kept, whatever the shell says: commands that the tests start take up to a third longer without it.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help serve site docs convert test test-long coverage nightly check lint browser messages pictures audit evaluate bench clean

help:
	@echo "make serve   convert seeds/ and serve the site while you edit, at http://127.0.0.1:8000"
	@echo "make site    convert seeds/ and write the site to site/"
	@echo "make docs    write the guide alone, as a site of its own, to site-docs/"
	@echo "make test    run the tests, but for the long ones (make test-long)"
	@echo "make nightly the tests that have a long form, to the full"
	@echo "make bench   Dateline beside other tools on 1,000 and 5,000 invented briefings (SIZES=…)"
	@echo "make audit   Lighthouse on the sample site"
	@echo "make check   everything that has to be clean before a change lands"

serve: convert
	@echo "==> Serving at http://127.0.0.1:8000 (Ctrl-C stops it)"
	$(BIN)/mkdocs serve

site: convert
	@echo "==> Building site/"
	$(BIN)/mkdocs build --strict

# The guide as a site of its own, beside the sample.
docs: $(VENV)/convert.installed
	@echo "==> Building site-docs/"
	$(BIN)/mkdocs build --strict --config-file docs/mkdocs.yml

# A seed that can't be read is reported and does not keep the others from the site.
convert: $(VENV)/convert.installed
	@echo "==> Converting seeds/ to briefings/"
	-$(BIN)/dateline convert

test: $(VENV)/dev.installed browser
	@echo "==> Running the tests, but for the long ones"
	$(BIN)/python -m pytest $(PARALLEL) -m "not long"

# What takes seconds and guards what rarely breaks: the marker `long` of pyproject.toml.
test-long: $(VENV)/dev.installed browser
	@echo "==> Running the long tests"
	$(BIN)/python -m pytest $(PARALLEL) -m long

# Which lines and branches no test runs; CONTRIBUTING.md has the figure.
coverage: $(VENV)/dev.installed browser
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term-missing:skip-covered

# The tests that have a long form, which is what imports tests/nightly.py: about an hour.
nightly: $(VENV)/dev.installed browser
	@echo "==> Running the long form of the tests"
	DATELINE_NIGHTLY=1 $(BIN)/python -m pytest $(PARALLEL) $(shell grep -lE "(from|import) nightly|wide_(site|folder)" tests/test_*.py)

check: lint test test-long
	@echo "==> Checking the briefings and building the site strictly"
	$(BIN)/dateline convert --check
	$(BIN)/dateline check
	$(BIN)/mkdocs build --strict --quiet --site-dir $(VENV)/site

lint: $(VENV)/dev.installed
	@echo "==> Format, lint, types, layers"
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/dev.installed
	@echo "==> Looking for a Chromium for the browser tests"
	$(BIN)/python tests/browser.py

# The catalogues of messages, brought up to date with the package and the theme; LANGUAGE=fr begins a new one.
messages: $(VENV)/dev.installed
	PYTHONPATH=scripts $(BIN)/python tests/catalogues.py $(LANGUAGE)

# The two pictures of the README.
pictures: $(VENV)/dev.installed browser
	$(BIN)/mkdocs build --strict --quiet --site-dir $(VENV)/site
	$(BIN)/python tests/pictures.py $(VENV)/site docs/images

# Lighthouse on the sample site; a busy machine lowers the figures for performance.
audit: $(VENV)/dev.installed browser
	@echo "==> Asking Lighthouse about home, a briefing and a topic"
	$(BIN)/python tests/audits.py

# Figures on annotated news, where the data lies beside the project (see CONTRIBUTING.md).
evaluate: $(VENV)/dev.installed
	@for task in quotes times seeds timeline status; do \
	  PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python $(EVAL)/evaluate.py $$task $(EVAL)/$${task}_dev.jsonl | tail -n 1; \
	done

# Into docs/benchmarks.md, which tells what is measured; a quiet machine gives the better figures.
bench: $(VENV)/dev.installed
	PYTHONPATH="$(CURDIR)/scripts" $(BIN)/python -m benchmark run $(SIZES) $(BENCH) --page docs/benchmarks.md

clean:
	rm -rf $(VENV) site site-docs .dateline/cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@echo "==> Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer: make PYTHON=python3.11 …" or 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/convert.installed: pyproject.toml | $(VENV)/bin/python
	@echo "==> Installing what converting and publishing need"
	$(PIP) install --editable '.[convert]'
	@touch $@

$(VENV)/dev.installed: pyproject.toml | $(VENV)/bin/python
	@echo "==> Installing what the tests need"
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/convert.installed
