# make run    crawl the sample world and look at it
# make test   run every test
# make check  lint and types
# make bench  speed, scale and accuracy
# make bench-rounds      what a round over 1,000 unchanged sources costs (minutes; writes docs/)
# make bench-killed      what 200 deaths at random moments leave behind (half an hour; writes docs/)
# make bench-alerts      how people are told, killed while telling (minutes; writes docs/)
# make bench-monitoring  how well changes are told, beside other monitors (JOBS=n worlds at once; an hour; writes docs/)
# make bench-newsroom    how quick the newsroom is at a million articles (half an hour, 12 GB; writes docs/)
# Each sets itself up in .venv/ on a machine that has Python 3.11, make and git.

JOBS ?= 1
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench bench-newsroom bench-rounds bench-killed bench-alerts bench-monitoring lock clean

run: .venv/run.stamp
	@$(BIN)/dozor demo

test: .venv/dev.stamp
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: .venv/dev.stamp
	@$(BIN)/pip install -q -r bench/requirements.txt
	@$(BIN)/python -m bench.normalisers
	@$(BIN)/python -m bench.extraction
	@$(BIN)/python -m bench.unchanged_round --sources 200
	@$(BIN)/python -m bench.catalogue_crawl
	@$(BIN)/python -m bench.workbook

bench-newsroom: .venv/dev.stamp
	@$(BIN)/python -m bench.newsroom --articles 1000000 --grants 200000 --out docs/newsroom-speed.md

bench-rounds: .venv/dev.stamp
	@$(BIN)/python -m bench.unchanged_round --out docs/rounds.md

bench-killed: .venv/dev.stamp
	@$(BIN)/python -m bench.killed --points 200 --jobs 2 --out docs/killed.md

bench-alerts: .venv/dev.stamp
	@$(BIN)/python -m bench.alerts.page --out docs/alerts.md

bench-monitoring: .venv/dev.stamp
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/pip install -q -r bench/monitoring/requirements.txt
	@$(BIN)/python -m bench.monitoring.run dozor --jobs $(JOBS) --out docs/monitoring.md
	@PATH="$(CURDIR)/.venv-peers/bin:$$PATH" $(BIN)/python -m bench.monitoring.run \
	  --seeds 2 --sites 8 --days 10 dozor webchanges webchanges-selected urlwatch \
	  urlwatch-selected changedetection changedetection-selected \
	  --out docs/monitoring.md --append

lock: .venv/dev.stamp
	@for extra in "" dev; do \
	  $(BIN)/pip-compile -q --allow-unsafe --generate-hashes --strip-extras \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    $${extra:+--extra $$extra} -o requirements$${extra:+-$$extra}.txt pyproject.toml; \
	done

clean:
	rm -rf .venv .venv-peers data-demo

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Dozor needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2> /dev/null \
	  || { echo "Python's venv module is missing (Debian: apt install python3-venv)"; exit 2; }
	@$(PYTHON) -m venv .venv

# Other locked versions or another pyproject.toml set the environment up anew; else nothing is done.
.venv/run.stamp: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Setting up .venv/ (once; a minute or two) ..."
	@$(BIN)/pip install -q --require-hashes -r requirements.txt
	@$(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Setting up the tools for tests (once) ..."
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	@touch $@
