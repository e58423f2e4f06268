# Everything a person types. Each target repeats cheaply; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
DEMO := data/demo
LABELS ?= labelled
.DEFAULT_GOAL := help
.PHONY: help run test disasters lint format bench eval serve docs lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/run: .ci/requirements.lock pyproject.toml .ci/install
	@.ci/install $(PYTHON) .ci/requirements.lock
	@touch $@

.venv/dev: .ci/requirements-dev.lock pyproject.toml .ci/install
	@.ci/install $(PYTHON) .ci/requirements-dev.lock
	@touch $@ .venv/run

run: .venv/run ## the main job on the shipped sample, and what came of it
	@mkdir -p $(DEMO) && cp -R data/sample/raw $(DEMO)/
	@$(BIN)/demarche run --data $(DEMO) --show

test: lint ## every check and test
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q -m "not slow or road"

disasters: .venv/dev ## the long tests: kills at random moments, readers through a hundred publishes, a real browser
	@$(BIN)/python -m pytest -q -m "slow and not road"

lint: .venv/dev ## format, lint, types, import rules, SQL
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint -q sql pipelines

format: .venv/dev ## put code and SQL in form
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .
	@$(BIN)/sqlfluff fix -q sql pipelines

bench: .venv/dev ## speed and memory as ratios to a floor or a peer in the same run
	@$(BIN)/python -m tests.bench

eval: .venv/dev ## quality on the project's own material, and on labelled articles kept apart: make eval LABELS=…
	@$(BIN)/demarche eval --groups --worst 12
	@$(BIN)/demarche eval tests/evaluation/other_hands --groups --worst 12
	@test ! -d $(LABELS) || $(BIN)/demarche eval $(LABELS) --apart --groups --worst 12

serve: .venv/run ## the Dagster web server and daemon
	@$(BIN)/demarche serve

docs: .venv/dev ## the generated pages under docs/, and all of docs/ as a site in build/docs
	@$(BIN)/python docs/generate.py && $(BIN)/python docs/analysts/generate.py
	@$(BIN)/python -m sphinx -q -W --keep-going -n -b html docs build/docs && echo build/docs/index.html

lock: ## the lock files from pyproject.toml (needs uv)
	@.ci/lock

clean: ## remove what runs have made, except your raw files
	@rm -rf data/lake data/report data/.dagster data/.vetted.json data/demarche.duckdb data/demo build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
