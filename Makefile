# Everything that a person types. `make` alone lists it.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE ?= seibi.config.settings.test

.DEFAULT_GOAL := help
.PHONY: help setup assets messages demo up test slow lint types ci bench components gallery journeys screens fuzz faults pg docs matrix new-context events permissions contexts snapshots clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready build/.assets build/.messages ## install everything into .venv, build the look and the words

.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3.11 python3.11-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

TEMPLATES := $(shell find src/seibi -name '*.html' -o -name '*.css' -path '*ui/styles*' -o -name '*.ts' -path '*ui/islands*' 2>/dev/null)
build/.assets: .venv/.ready package-lock.json tools/frontend.py $(TEMPLATES)
	@mkdir -p build && $(BIN)/python tools/frontend.py && touch $@

WORDS := $(shell find src/seibi -name '*.po' 2>/dev/null)
build/.messages: .venv/.ready tools/messages.py $(WORDS)
	@mkdir -p build && $(BIN)/python tools/messages.py compile && touch $@

assets: build/.assets ## build CSS, scripts and islands
messages: build/.messages ## compile the translations

demo: setup ## a living dealer group with a day in progress; prints a link for each role
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/seibi demo $(ARGS)

up: setup ## the platform on one port
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/seibi up $(ARGS)

test: setup ## all tests but the journeys in a browser and the random kills
	$(BIN)/pytest -n 2 --dist worksteal -q -m "not browser and not faults and not slow" $(ARGS)

slow: setup ## the same rules on thousands of examples, and every cell of the permissions at every place
	$(BIN)/pytest -q -m slow $(ARGS)
	SEIBI_MATRIX=whole $(BIN)/pytest -n 2 --dist worksteal -q tests/permissions $(ARGS)

components: setup ## every component and the board in a real browser
	$(BIN)/pytest -q -m browser src/seibi/ui/tests $(ARGS)

gallery: setup ## take the pictures that the gallery is held against anew; look at them before they land
	SEIBI_KEEP_GALLERY=1 $(BIN)/pytest -q -m browser src/seibi/ui/tests/test_gallery_pictures.py $(ARGS)

journeys: setup ## whole visits in a real browser: phone and desktop, three languages, axe
	$(BIN)/pytest -q -m browser tests/journeys $(ARGS)

screens: setup ## take every picture of docs/screens anew, on the way of the journeys
	SEIBI_KEEP_SCREENS=1 $(BIN)/pytest -q -m browser tests/journeys $(ARGS)
	$(BIN)/python -m tests.journeys.pictures

fuzz: setup ## schemathesis: 50 right and 50 wrong requests per operation of the API, as three roles
	SEIBI_FUZZ=50 $(BIN)/pytest -n 2 --dist worksteal -q tests/fuzz $(ARGS)

faults: setup ## the fault table: races, kill -9 at random, journal and restore, uploads, odd tables
	$(BIN)/pytest -q -m faults tests/faults $(ARGS)

pg: setup ## migrations and marked tests on Debian's PostgreSQL 15
	@tools/on_postgresql_15 $(BIN)/pytest -q -m pg -p no:cacheprovider $(ARGS)

lint: .venv/.ready ## format, lint, import contracts, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint src --lint --quiet

types: .venv/.ready ## mypy --strict
	$(BIN)/mypy

ci: setup ## the gate: everything that must be green before it lands
	@tools/gate

bench: setup ## every benchmark, as JSON with its limit of the same run
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/seibi bench --json $(ARGS)

snapshots: setup ## accept the API, the events and the permissions as they are now
	$(BIN)/python -m tools.snapshots

matrix: setup ## write who is answered what into tests/permissions/matrix.csv, to be reviewed
	$(BIN)/pytest -q tests/permissions/draft.py

docs: setup ## the documentation as a site in site/
	$(BIN)/python tools/docs.py

new-context: .venv/.ready ## scaffold a context: make new-context NAME=tyres ABOVE=parts
	$(BIN)/python tools/new_context.py "$(NAME)" "$(ABOVE)"

events: .venv/.ready ## who tells what, and who listens
	@$(BIN)/python -m tools.living_map events

permissions: .venv/.ready ## who may do what
	@$(BIN)/python -m tools.living_map permissions

contexts: .venv/.ready ## the order of contexts and what each is for
	@$(BIN)/python -m tools.living_map contexts

clean: ## forget what was built; data in var/ stay
	rm -rf build site src/seibi/ui/static/ui/build .mypy_cache .ruff_cache .pytest_cache
