# run · test · check · bench · dev. Needs Python 3.11 or newer, make, and a package index.
PYTHON ?= python3
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8080

UV = .tools/bin/uv
BIN = .venv/bin
PROJECTS = $(wildcard core/pyproject.toml jpeg/pyproject.toml hostctl/pyproject.toml webapp/pyproject.toml plugins/*/pyproject.toml)
COMPILED = jpeg/hatch_build.py jpeg/limn_jpeg/requantise.c
INSTALL = $(UV) pip install --quiet --python .venv
EXPORT = $(UV) export --quiet --locked --all-packages --no-emit-workspace --no-header --no-annotate
# Clients that tests run beside ours, each in a place of its own.
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate
export UV_PYTHON_DOWNLOADS = never
# The web app is built by its own step below, not while packages are installed.
export LIMN_SKIP_WEBAPP = 1
export DJANGO_SETTINGS_MODULE = limn.config.settings
# Every start would compile all of it anew: 1.4 s of a processor, and tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev test check fix bench bench-million soak screenshots web install install-dev lock openapi clean

run: install web
	@exec $(BIN)/hostctl up --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

dev: install-dev
	@exec $(BIN)/python -m limn_webapp.dev --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

test: install-dev web
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m limn_webapp.npm run test
	$(BIN)/pytest -n auto --dist loadscope

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/pyright -p .
	LIMN_DATA=$$(mktemp -d) $(BIN)/python -m django check
	LIMN_DATA=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/python -m limn_webapp.npm run check

fix: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m limn_webapp.npm run fix

bench: install-dev
	$(BIN)/python -m bench

# Takes minutes: an export of a million polygons, by memory and processor time.
bench-million: install-dev
	$(BIN)/python -m bench.million

# Takes minutes: a task of 100,000 pictures, 200 rounds of many who save at once.
soak: install-dev
	$(BIN)/pytest -m soak tests/perf tests/faults

# Every page, dialog and state with sample data, in two themes, sizes and languages, in FOLDER;
# SCREENS="tasks profile" takes these only. Takes minutes.
screenshots: install-dev web
	@$(BIN)/python tests/browser/chromium.py
	PYTHONPATH=tests $(BIN)/python -m browser.gallery "$(or $(FOLDER),screenshots)" $(SCREENS)

# The client's types follow the schema of the server; how it differs from CVAT's is listed.
openapi: install-dev
	LIMN_DATA=$$(mktemp -d) $(BIN)/hostctl openapi > webapp/src/api/openapi.json
	$(BIN)/python -m limn_webapp.npm run api
	LIMN_DATA=$$(mktemp -d) PYTHONPATH=tests $(BIN)/python tests/contracts/digest.py

web: install
	@$(BIN)/python -m limn_webapp.build

install: $(BIN)/installed-to-run

install-dev: $(BIN)/installed-to-work

$(BIN)/installed-to-run: locks/run.txt $(PROJECTS) $(COMPILED) | $(UV)
	@$(UV) venv --quiet --allow-existing .venv
	@$(INSTALL) --require-hashes -r locks/run.txt
	@$(INSTALL) --no-deps $(foreach project,$(PROJECTS),-e $(dir $(project)))
	@touch $@

$(BIN)/installed-to-work: locks/dev.txt $(BIN)/installed-to-run
	@$(INSTALL) --require-hashes -r locks/dev.txt
	@touch $@

# What is installed is pinned with hashes; say `make lock` after a change of dependencies.
lock: $(UV)
	@$(UV) lock --upgrade --quiet
	@$(EXPORT) --no-dev --group web --output-file locks/run.txt > /dev/null
	@$(EXPORT) --output-file locks/dev.txt > /dev/null
	@$(COMPILE) --python-version 3.11 locks/fiftyone.in --output-file locks/fiftyone.txt > /dev/null
	@$(COMPILE) --python-version 3.11 locks/cvat-sdk-2.73.in --no-deps --output-file locks/cvat-sdk-2.73.txt > /dev/null
	@$(COMPILE) --python-version 3.14 locks/opa.in --no-deps --output-file locks/opa.txt > /dev/null

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Limn needs Python 3.11 or newer, this is " + sys.version) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

clean:
	rm -rf .venv .tools webapp/node_modules webapp/limn_webapp/static
