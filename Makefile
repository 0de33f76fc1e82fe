# Everything a person does with this project. `make` alone lists it.
# Only Python 3.11 or newer with its venv module is needed; each target sets up what it uses, once.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
# The tests start Python hundreds of times: it is to keep what it compiles.
unexport PYTHONDONTWRITEBYTECODE

SEED := tests/pages/id-seed-kompas/copied.txt

# PYTHON=python3.13 works in an environment of its own, so that several versions live side by side.
ifeq ($(origin PYTHON),undefined)
VENV ?= .venv
INTERPRETERS := python3 python python3.14 python3.13 python3.12 python3.11
else
VENV ?= .venv-$(notdir $(PYTHON))
INTERPRETERS := $(PYTHON) $(wildcard $(HOME)/.pyenv/versions/*/bin/$(notdir $(PYTHON)))
endif

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
WORKERS ?= $(shell nproc 2> /dev/null || echo 2)
# One more than there are cores: some tests wait for processes and servers.
TESTS ?= -n $(shell expr $(WORKERS) + 1)
PAGES ?= ../shared/pages
LABELLED := $(if $(wildcard $(PAGES)/*/gold.jsonl),--pages=$(PAGES))
FOLDS ?= build/folds
LIGHTHOUSE := 12.8.2

##@ Look

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## "; print "make [target] [PYTHON=python3.13]" } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z][a-z-]*:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: try
try: $(VENV)/ready-to-read ## read a copied page and show its article
	@echo '$$ lugas read $(SEED)'
	@$(BIN)/lugas read $(SEED)

##@ Work

.PHONY: test
test: $(VENV)/ready-to-work ## run the everyday tests (TESTS="-k title" for a few; PAGES=folder for a sample of it)
	@$(BIN)/python -m pytest $(TESTS) $(LABELLED)

.PHONY: check
check: $(VENV)/ready-to-work ## lint, format and types, changing nothing
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

.PHONY: format
format: $(VENV)/ready-to-work ## mend what lint and format can mend by themselves
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: slow
slow: $(VENV)/ready-to-work ## the tests that take long: updates killed thirty times, a whole week followed, the first minute as it is shown
	@$(BIN)/python -m pytest tests/follow/test_killed.py --whole
	@$(BIN)/python -m pytest -m slow --whole -n auto

.PHONY: docs
docs: $(VENV)/ready-to-work ## run every example of the documentation, check its commands, options and links
	@$(BIN)/python -m pytest tests/docs

##@ Measure and hand out

.PHONY: pages
pages: $(VENV)/ready-to-work ## the slow tests, over a folder of labelled pages (PAGES=folder)
	@$(BIN)/python -m pytest tests/labelled --pages=$(PAGES) --whole -n auto

.PHONY: hostile
hostile: $(VENV)/ready-to-work ## read pages made to exhaust time and memory, and tell what each cost
	@$(BIN)/python -m tests.hostile $(SLACK)

.PHONY: browser
browser: $(VENV)/ready-to-browse ## open the HTML views and the desk in Chromium, with hostile pages too
	@$(BIN)/python -m pytest tests/browser --whole

.PHONY: lighthouse
lighthouse: $(VENV)/ready-to-light ## let Lighthouse open the desk's front page and an article, and write the table (needs npm)
	@$(BIN)/python -m bench.desk.lighthouse --program $(VENV)/lighthouse/node_modules/.bin/lighthouse \
	  --json bench/results/lighthouse.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: screenshots
screenshots: $(VENV)/ready-to-browse ## photograph the desk for the documentation
	@$(BIN)/python -m bench.desk.screenshots

.PHONY: fuzz
fuzz: $(VENV)/ready-to-fuzz ## give reading and views bytes that nobody thought of (MINUTES=10 TARGET=html|text|data|decode)
	@$(BIN)/python -m fuzz $(or $(TARGET),all) --minutes $(or $(MINUTES),10)

.PHONY: speed
speed: $(VENV)/ready-to-measure ## measure speed and memory beside a peer in the same run (PAGES=folder)
	@$(BIN)/python -m bench.speed --pages $(PAGES)

.PHONY: bench
bench: $(VENV)/ready-to-measure ## measure the shipped weights beside other extractors (PAGES=folder)
	@$(BIN)/python -m bench.quality --pages $(PAGES) --kept build/peers --workers $(WORKERS)

.PHONY: quality
quality: $(VENV)/ready-to-measure $(FOLDS)/html-4.npz $(FOLDS)/text-4.npz ## measure cross-validated, and write the tables
	@$(BIN)/python -m bench.quality --pages $(PAGES) --model '$(FOLDS)/{form}-{fold}.npz' --kept build/peers \
	  --styles blank,single,wrapped,wet --workers $(WORKERS) --json bench/results/quality.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: fields
fields: $(VENV)/ready-to-measure $(FOLDS)/html-4.npz $(FOLDS)/text-4.npz ## measure the fields cross-validated, and write the tables
	@$(BIN)/python -m bench.fields --pages $(PAGES) --model '$(FOLDS)/{form}-{fold}.npz' --kept build/peers --copied \
	  --workers $(WORKERS) --json bench/results/fields.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: store
store: $(VENV)/ready-to-work ## measure the store with 100,000 articles in it, on both databases, and write the table (an hour)
	@$(BIN)/python -m bench.store --json bench/results/store.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: bench-follow
bench-follow: $(VENV)/ready-to-work ## measure an update of 1,000 made-up sites beside reading alone, and write the table (an hour)
	@$(BIN)/python -m bench.follow --stores sqlite,postgresql --json bench/results/follow.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: bench-desk
bench-desk: $(VENV)/ready-to-work ## measure the desk with 100,000 articles and 50 readers, and write the tables (half an hour)
	@$(BIN)/python -m bench.desk --busy --keep build/desk --json bench/results/desk.json
	@$(BIN)/python -m bench.quality.markdown

.PHONY: learn
learn: $(VENV)/ready-to-learn ## learn the weights that are shipped, measured by site first (PAGES=folder; an hour)
	@for door in html text; do \
	  $(BIN)/python -m train --pages $(PAGES) --door $$door --folds 5 --keep-folds $(FOLDS) \
	    --out src/lugas/blocks/weights || exit 1; \
	done

.PHONY: floors
floors: $(VENV)/ready-to-work ## measure the shipped weights, and write the floors a little under that (PAGES=folder)
	@$(BIN)/python -m bench.quality.floors --pages $(PAGES) --workers $(WORKERS) --write
	@$(BIN)/python -m bench.fields.floors --pages $(PAGES) --workers $(WORKERS) --write

.PHONY: dist
dist: $(VENV)/ready-to-work ## build the wheel and the source archive into dist/
	@rm -rf dist
	@log=$$(mktemp) && { $(BIN)/python -m build --outdir dist . > $$log 2>&1 || { cat $$log; exit 1; }; }
	@ls -l dist

.PHONY: compiled
compiled: $(VENV)/ready-to-work ## build the wheel with what is slowest compiled (needs a C compiler), hold it against the plain one
	@rm -rf build/compiled && mkdir -p build/compiled
	@log=build/compiled/log; HATCH_BUILD_HOOK_ENABLE_MYPYC=1 LDFLAGS=-s $(BIN)/python -m build --outdir build/compiled . \
	  > $$log 2>&1 || { cat $$log; exit 1; }
	@$(BIN)/python -m venv build/compiled/venv
	@build/compiled/venv/bin/python -m pip -qq --disable-pip-version-check --no-input install build/compiled/*.whl
	@ls -l build/compiled/*.whl
	@build/compiled/venv/bin/python -m tests.compiled $(BIN)/python

.PHONY: clean
clean: ## remove the environments and everything that was built
	rm -rf .venv .venv-* build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp file for each purpose says that the environment holds what pyproject.toml asks for it. While the stamp is
# newer than pyproject.toml nothing is installed, so everything works without a network.

$(VENV)/bin/python:
	@for python in $(INTERPRETERS); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then \
	    echo "setting up $(VENV) with $$("$$python" --version), once"; exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "No Python 3.11 or newer with its venv module among: $(INTERPRETERS)" >&2; \
	echo "Install one (on Debian: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1

$(VENV)/pip-is-new: | $(VENV)/bin/python # dependency groups need pip 25.1
	@$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/ready-to-read: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --editable .
	@touch $@

$(VENV)/ready-to-work: pyproject.toml | $(VENV)/pip-is-new
	@echo "installing what tests and checks need into $(VENV), once"
	@$(PIP) install --editable '.[all]' --group test --group check --group release
	@touch $@ $(VENV)/ready-to-read

$(VENV)/ready-to-measure: pyproject.toml $(VENV)/ready-to-work
	@echo "installing what is measured beside lugas into $(VENV), once"
	@$(PIP) install --editable '.[all]' --group bench
	@touch $@

$(VENV)/ready-to-browse: pyproject.toml $(VENV)/ready-to-work
	@echo "installing what steers a browser into $(VENV), once"
	@$(PIP) install --editable '.[all]' --group browser
	@touch $@

$(VENV)/ready-to-light: Makefile $(VENV)/ready-to-work
	@command -v npm > /dev/null || { echo "npm is missing, which brings Lighthouse; on Debian: apt-get install npm" >&2; exit 1; }
	@echo "installing Lighthouse into $(VENV), once"
	@npm install --silent --no-fund --no-audit --prefix $(VENV)/lighthouse lighthouse@$(LIGHTHOUSE)
	@touch $@

$(VENV)/ready-to-fuzz: pyproject.toml $(VENV)/ready-to-work
	@echo "installing the fuzzer into $(VENV), once"
	@$(PIP) install --editable '.[all]' --group fuzz
	@touch $@

$(VENV)/ready-to-learn: pyproject.toml $(VENV)/ready-to-work
	@echo "installing what the tagger is learned with into $(VENV), once"
	@$(PIP) install --editable '.[all]' --group train
	@touch $@

# The weights of the five folds, each learned without the sites of its fold; the last to be written stands for all.
$(FOLDS)/%-4.npz: | $(VENV)/ready-to-learn
	@$(BIN)/python -m train --pages $(PAGES) --door $* --folds 5 --keep-folds $(FOLDS)
