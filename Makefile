# immunote: `make note` prints two notes, `make test` checks everything. Needs Python 3.11 or later, a C compiler, make.
#
#   make help                            what there is to make
#   make test PYTHON=python3.12          with the Python of your choice
#
# One environment a Python version (.venv-3.11, .venv-3.12), made from the lock files, with hashes. It is made again
# only where a lock file, pyproject.toml, the Python or the place of this folder has changed.

SHELL := /bin/sh
.DEFAULT_GOAL := note
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.PHONY: help note quick rules rewrite say-what-tests-need serve page smart test setup setup-test lint format lock bench bench-lists bench-service bench-page nightly sbom docs clean

# Without PYTHON=...: the first of these that runs here, is new enough and has the headers that durable-rules needs.
PYTHON ?= python3
ifeq ($(filter clean help,$(MAKECMDGOALS)),)
ifeq ($(origin PYTHON),file)
CANDIDATES := python3.12 python3.11 python3 python3.13
else
CANDIDATES := $(PYTHON)
endif
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
HAS_HEADERS := import os, sysconfig; assert os.path.exists(sysconfig.get_path("include") + "/Python.h")
CHOSEN := $(firstword $(shell for check in '$(HAS_HEADERS);$(NEW_ENOUGH)' '$(NEW_ENOUGH)'; do \
	for each in $(CANDIDATES); do "$$each" -c "$$check" >/dev/null 2>&1 && echo "$$each"; done; done; true))
ifeq ($(CHOSEN),)
$(error No Python 3.11 or later runs here under the name(s): $(CANDIDATES). Install Python 3.11 or later with its headers, \
or name one: make PYTHON=/path/to/python3.12)
endif
# two words: the version, and a fingerprint of all that the environment is made from
MADE_FROM := $(shell "$(CHOSEN)" tools/setup_environment.py fingerprint)
VENV := .venv-$(word 1,$(MADE_FROM))
BIN := $(VENV)/bin
READY := $(VENV)/ready-$(word 2,$(MADE_FROM))
SERVICE_READY := $(VENV)/service-ready-$(word 2,$(MADE_FROM))
TEST_READY := $(VENV)/test-ready-$(word 2,$(MADE_FROM))
BENCH_READY := $(VENV)/bench-ready-$(word 2,$(MADE_FROM))
DOCS_READY := $(VENV)/docs-ready-$(word 2,$(MADE_FROM))
SBOM_READY := $(VENV)/sbom-ready-$(word 2,$(MADE_FROM))
# a tool of the tests that cannot share their environment
CLIENTS := .venv-$(word 1,$(MADE_FROM))-clients
CLIENTS_READY := $(CLIENTS)/ready-$(word 2,$(MADE_FROM))
# what the container holds and nothing else, so that the list of its parts is true
SHIPPED := .venv-$(word 1,$(MADE_FROM))-shipped
SHIPPED_READY := $(SHIPPED)/ready-$(word 2,$(MADE_FROM))
endif

# A target is listed with what stands after `##` in its line.
help:
	@sed -n 's/^\([a-z][a-z-]*\):.*## */\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r target says; do \
		printf '  make %-14s %s\n' "$$target" "$$says"; done
	@printf '\n  With PYTHON=python3.12: the Python of your choice. First steps: README.md; a change: CONTRIBUTING.md.\n'

note: $(READY) ## set everything up and print the notes of a published patient
	@$(BIN)/immunote example --note
	@printf '\n\n'
	@$(BIN)/immunote example --completed --note

# Hundreds of tests start the program in a process of its own: its byte code is kept, whatever is set outside.
COMPILED := env -u PYTHONDONTWRITEBYTECODE
test: lint $(CLIENTS_READY) ## all checks and tests; says first what it installs
	@$(COMPILED) $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# said before anything is installed, and only while something is to be
say-what-tests-need:
	@test -e $(TEST_READY) || printf '%s\n' >&2 \
		'make test takes some 2 GB of disk and, on two cores, some 30 minutes.' \
		'Into $(VENV): the Python packages of requirements-test.lock, pyspark (0.5 GB) among them.' \
		'On this machine, as root on Debian or Ubuntu and where they are missing:' \
		'postgresql, openjdk-17-jre-headless, nginx-light, chromium, libpangoft2-1.0-0, fonts-dejavu-core.' \
		'As another user, tests that need these are skipped. git is needed, and a C compiler for durable-rules.'

# The loop of a developer, under a minute on two free cores.
QUICK := tests/test_laws.py tests/test_architecture.py tests/engine/test_truth.py tests/engine/test_reader.py \
	tests/engine/test_conditions.py tests/engine/test_cells.py tests/engine/test_intake.py \
	tests/engine/test_second_rulebase.py tests/settings tests/service/test_render.py
quick: lint ## lint, types and the fast tests, under a minute
	@$(BIN)/python -m pytest -n auto $(QUICK)

# What a change below rules/ can break; the scenarios, proofs and invented patients take most of the time.
RULES := features tests/turning_points tests/test_features_cover_rules.py tests/test_feature_sentences.py \
	tests/test_scenario_names.py tests/test_source_ids.py tests/test_changes_documented.py \
	tests/test_published_cases.py tests/unchanged tests/golden_pages tests/lists/synth/test_cohort.py
rules: $(TEST_READY) ## what a change of rules can break: examples, scenarios, stored notes
	@$(BIN)/immunote rules check
	@$(BIN)/python -m pytest -n auto --dist loadfile $(RULES)

rewrite: $(TEST_READY) ## write stored notes and pages anew, where a note is meant to change
	@$(BIN)/python -m tests.unchanged.digests
	@$(BIN)/python -m tests.golden_pages.test_golden_pages

lint: say-what-tests-need $(TEST_READY) ## style, types, and which room may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo 'run: make format' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --no-cache >/dev/null || $(BIN)/lint-imports --no-logo --no-cache

format: $(TEST_READY) ## format the code
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .

# OPTIONS='--development' for a simulator on this machine; settings: docs/settings.md
serve: $(SERVICE_READY) ## answer over HTTP: REST, FHIR R4, CDS Hooks
	@$(BIN)/immunote serve $(OPTIONS)

# the address is printed; a browser is opened where this desktop has one
page: $(SERVICE_READY) ## the page for clinicians on this machine, without a key
	@(sleep 4; $(BIN)/python -m webbrowser http://127.0.0.1:8000/ >/dev/null 2>&1) & $(BIN)/immunote serve --development $(OPTIONS)

smart: $(SERVICE_READY) ## a small record system on this machine, and the page launched from it
	@$(BIN)/python tools/smart_sandbox.py --serve

bench: $(BENCH_READY) ## how long a note takes
	@$(BIN)/python bench/note.py

bench-lists: $(TEST_READY) $(BENCH_READY) ## how long a list takes
	@$(BIN)/python bench/lists.py $(OPTIONS)

bench-service: $(TEST_READY) $(BENCH_READY) ## how long an answer over HTTP takes
	@$(BIN)/python bench/service.py

bench-page: $(TEST_READY) $(BENCH_READY) ## how long a new note takes on the page; how many questions it asks
	@$(BIN)/python bench/page.py
	@$(BIN)/python bench/questions.py --patients 200

# What is too long for each landing. All of it runs, whatever fails; the last line and the exit status say what did.
# The seed is the date, so that every night kills at other moments: make nightly SEED=20261122 repeats one.
SEED ?= $(shell date -u +%Y%m%d)
KILLS ?= 200
PROFILES ?= 100000
NOTES ?= 200000
MUTATIONS ?= 20000
FLIPS ?= 10000
STOPS ?= 200
SOAK ?= 3600
SERVER_KILLS ?= 50
DESCRIBED ?= 600
nightly: $(TEST_READY) $(BENCH_READY) ## what is too long for each landing
	@failed=; \
	check() { echo "== $$*"; $(BIN)/python "$$@" || failed="$$failed $$1"; }; \
	check bench/kills.py --times $(KILLS) --seed $(SEED); \
	check bench/agreement_lists.py $(PROFILES); \
	check bench/agreement.py $(PROFILES) $(NOTES); \
	check bench/record_mutations.py $(MUTATIONS) --seed $(SEED); \
	check bench/flipped_bundles.py $(FLIPS) --seed $(SEED); \
	check bench/evidence.py $(PROFILES) --prove; \
	check bench/stops.py --times $(STOPS); \
	check bench/soak.py --seconds $(SOAK); \
	check bench/crowds.py --silent 2400; \
	check bench/described.py --seconds $(DESCRIBED) --seed $(SEED); \
	check bench/documented.py; \
	check bench/drift.py --seed $(SEED); \
	check bench/two_servers.py --times $(SERVER_KILLS) --seed $(SEED); \
	if [ -n "$$failed" ]; then echo "failed:$$failed (SEED=$(SEED))"; exit 1; fi; \
	echo "nothing failed (SEED=$(SEED))"

# A software bill of materials (CycloneDX, JSON) of what the container installs, with licences, and a statement on its
# vulnerabilities (VEX). With KEY=FILE both are signed; with AUDIT=FILE the VEX takes in a report of pip-audit.
sbom: $(SBOM_READY) $(SHIPPED_READY) ## what the container installs, with licences and known vulnerabilities
	@mkdir -p dist
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-format JSON --output-file dist/immunote.cdx.json $(SHIPPED)/bin/python
	@echo dist/immunote.cdx.json
	@$(BIN)/python tools/vex.py dist/immunote.cdx.json -o dist/immunote.vex.json $(if $(AUDIT),--audit "$(AUDIT)")
	@$(if $(KEY),for each in dist/immunote.cdx.json dist/immunote.vex.json; do \
		$(BIN)/python -m immunote keys sign "$$each" --key "$(KEY)" || exit 1; done,:)

# The site, in site/: rules, sources, tables, proofs, coverage, sign-offs. What was proved and covered is found anew
# where rules, scenarios or program have changed; a claim refuted or a gap is shown on the pages and stops nothing.
FINDINGS := build/docs
ifneq ($(filter docs,$(MAKECMDGOALS)),)
FOUND_FROM := $(shell find rules features tests/turning_points engine service/coverage service/scenarios -type f -not -name '*.pyc')
endif
docs: $(DOCS_READY) $(FINDINGS)/proofs.json $(FINDINGS)/coverage.json ## the site, in site/
	@$(BIN)/immunote docs --handbook . --features features --proofs $(FINDINGS)/proofs.json \
		--coverage $(FINDINGS)/coverage.json --work $(FINDINGS) --out site

$(FINDINGS)/proofs.json: $(DOCS_READY) $(FOUND_FROM)
	@mkdir -p $(FINDINGS)
	@echo 'Proving what holds for all patients ...' >&2
	@$(BIN)/immunote rules prove --json > $@ || [ $$? -eq 1 ]

$(FINDINGS)/coverage.json: $(DOCS_READY) $(FOUND_FROM)
	@mkdir -p $(FINDINGS)
	@echo 'Measuring what the scenarios cover (minutes) ...' >&2
	@$(BIN)/immunote rules coverage features tests/turning_points --json > $@ || [ $$? -eq 1 ]

setup: $(READY) ## the environment of a note, in .venv-3.x

setup-test: $(TEST_READY) $(CLIENTS_READY) ## the environment of all tests

$(READY):
	@"$(CHOSEN)" tools/setup_environment.py make $(VENV) $@ requirements.lock

$(TEST_READY): $(READY)
	@"$(CHOSEN)" tools/setup_environment.py add $(VENV) $@ requirements-test.lock

$(SERVICE_READY): $(READY)
	@"$(CHOSEN)" tools/setup_environment.py add $(VENV) $@ requirements-service.lock

$(BENCH_READY): $(READY)
	@"$(CHOSEN)" tools/setup_environment.py add $(VENV) $@ requirements-bench.lock

$(DOCS_READY): $(READY)
	@"$(CHOSEN)" tools/setup_environment.py add $(VENV) $@ requirements-docs.lock

$(SBOM_READY): $(READY)
	@"$(CHOSEN)" tools/setup_environment.py add $(VENV) $@ requirements-sbom.lock

$(CLIENTS_READY):
	@"$(CHOSEN)" tools/setup_environment.py tool $(CLIENTS) $@ requirements-clients.lock

$(SHIPPED_READY):
	@"$(CHOSEN)" tools/setup_environment.py ship $(SHIPPED) $@ requirements-telemetry.lock

# The lock files hold for Python 3.11 and later on every system. The later ones keep the versions of the first.
# Delete a lock file first to take the newest versions.
UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock'
lock: ## the lock files anew; needs uv
	@$(UV) --version >/dev/null 2>&1 || { echo 'make lock needs uv (docs.astral.sh/uv): make lock UV=...' >&2; exit 1; }
	@$(COMPILE) --group build -o requirements-build.lock
	@$(COMPILE) -c requirements-build.lock pyproject.toml -o requirements.lock
	@$(COMPILE) -c requirements-build.lock -c requirements.lock --extra service pyproject.toml -o requirements-service.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-service.lock --extra service --extra telemetry pyproject.toml -o requirements-telemetry.lock
	@$(COMPILE) -c requirements-build.lock -c requirements.lock -c requirements-telemetry.lock --extra service --extra telemetry --extra lists --extra databases --extra spark --extra proof --extra docs --extra pdf --extra test pyproject.toml -o requirements-test.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-test.lock --extra pdf pyproject.toml -o requirements-pdf.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-test.lock --extra lists --extra databases pyproject.toml -o requirements-lists.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-test.lock --extra proof pyproject.toml -o requirements-proof.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-test.lock --extra proof --extra docs pyproject.toml -o requirements-docs.lock
	@$(COMPILE) -c requirements-build.lock -c requirements-test.lock --extra lists --extra bench pyproject.toml -o requirements-bench.lock
	@$(COMPILE) -c requirements-test.lock --group sbom -o requirements-sbom.lock
	@$(COMPILE) --group clients -o requirements-clients.lock

clean: ## remove environments, caches and what was made
	@rm -rf .venv-3.* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist site
	@find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
