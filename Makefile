.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8765
ARGS ?=
BROWSER ?= 1
ROWS ?= 1000000
# The digest is measured at three sizes, because its growth is promised too; with another ROWS, at that one.
DIGEST_ROWS ?= $(if $(filter 1000000,$(ROWS)),100000 1000000 10000000,$(ROWS))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help install demo demo-reset test check bench pictures lock

help: ## What each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Two stamps, so that `make demo` needs only the run-time lock and `make test` adds the tools once.
.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

install: .venv/.dev ## Install the bot and the development tools into .venv

demo: .venv/.run ## Start the bot in a local workspace and open it in the browser (PORT=8765 ARGS=--no-browser)
	$(BIN)/groundswell demo --port $(PORT) $(ARGS)

demo-reset: ## Forget everything that was logged in the demo
	rm -rf .groundswell

test: install ## Run all tests (needs Chromium; BROWSER=0 leaves the browser tests out, loudly)
	@BROWSER=$(BROWSER) .ci/chromium
	BROWSER=$(BROWSER) $(BIN)/python -m pytest -n 3 --dist loadgroup

check: install ## Format, lint, types, import arrows, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m storage.migrations.check

bench: install ## Measure the promised speeds, and how good themes, trends and reading are (first run about an hour and 19 GB in build/, then 12 min; ROWS=100000 for less)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_workspace
	$(BIN)/python -m tests.bench_import --rows $(ROWS)
	$(BIN)/python -m tests.bench_themes
	$(BIN)/python -m tests.deals_coverage
	$(BIN)/python -m tests.bench_likeness --rows $(ROWS)
	$(BIN)/python -m tests.bench_search --rows $(ROWS)
	$(BIN)/python -m tests.bench_trends
	$(BIN)/python -m tests.bench_reading
	$(BIN)/python -m tests.bench_digest --rows $(DIGEST_ROWS)

pictures: install ## Take the README's pictures again
	@.ci/chromium
	$(BIN)/python -m tests.pictures

LOCK := uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11
lock: ## Rewrite both locks from pyproject.toml (needs uv on the PATH)
	$(LOCK) -o requirements.lock pyproject.toml .ci/build.in
	$(LOCK) -c requirements.lock -o requirements-dev.lock --group pyproject.toml:dev pyproject.toml .ci/build.in
