.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export UV_PYTHON_DOWNLOADS := never
# Nothing outside the clone is written, not even a cache.
export UV_CACHE_DIR ?= $(CURDIR)/.uv/cache
UV := $(or $(shell command -v uv),.uv/bin/uv)
RUN := .venv/bin
PEERS := chromium postfix postgresql-15

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: .venv/.synced ## start Truckroll with its sandbox: a Slack workspace and mailboxes in the browser
	@$(RUN)/truckroll demo

test: .venv/.synced ## run every test this machine has the peers for
	$(RUN)/pytest --numprocesses 2

check: .venv/.synced ## what CI runs: format, lint, types, import contracts, docs in step, tests
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports --no-logo
	$(RUN)/python -m docs.generate --check
	@$(MAKE) test

fix: .venv/.synced ## format, apply safe fixes, print the generated docs anew
	$(RUN)/ruff check --fix --show-fixes .
	$(RUN)/ruff format .
	$(RUN)/python -m docs.generate

docs: .venv/.synced ## print settings.md, lifecycle.md and traceability.md of docs/ from the code
	$(RUN)/python -m docs.generate

bench: .venv/.synced ## print ratios against bare baselines and write bench/results.json
	$(RUN)/python -m bench

soak: .venv/.synced ## the long run: killed workers, random work orders, races for offers, a day and a month of a large company by the clock; by hand, takes about an hour
	$(RUN)/python -m bench.soak
	ORACLE_WALKS=100 ORACLE_STEPS=60 $(RUN)/pytest -s --timeout=0 tests/core/oracles/test_random_walks.py
	RACE_ROUNDS=10000 RACE_SEED=$$(shuf -i 1-999999 -n 1) $(RUN)/pytest -s --timeout=0 tests/core/offers/test_races.py
	$(RUN)/python -m bench.simulate --technicians 200 --orders 2000 --days 1
	$(RUN)/python -m bench.simulate --technicians 50 --orders 100 --days 30

migrate: .venv/.synced ## bring the database up to the newest schema
	@$(RUN)/truckroll migrate

peers: ## install the Debian packages some tests need: Chromium, Postfix, PostgreSQL 15
	@missing=; for peer in $(PEERS); do dpkg-query --show --showformat '$${db:Status-Status}\n' $$peer 2>/dev/null \
		| grep --quiet --line-regexp installed || missing="$$missing $$peer"; done; \
	test -z "$$missing" || { \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing < /dev/null > /dev/null; \
	} || { echo "make peers: could not install$$missing; as root on Debian 12, run: apt-get install$$missing" >&2; exit 1; }

lock: $(UV) ## choose the newest versions the ranges allow
	$(UV) pip compile --universal --generate-hashes --no-header --no-annotate --upgrade --quiet \
		--group dev -o requirements.lock pyproject.toml

.venv/.synced: pyproject.toml requirements.lock | $(UV)
	@test -x .venv/bin/python || $(UV) venv --quiet .venv
	@$(UV) pip sync --quiet --python .venv requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --editable .
	@touch $@

.uv/bin/uv:
	@python3 -m pip install --quiet --disable-pip-version-check --no-cache-dir --root-user-action ignore --target .uv uv

.PHONY: help demo test check fix docs bench soak migrate peers lock
