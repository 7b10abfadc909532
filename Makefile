# The front door. `make` alone lists what there is; ARGS="…" goes to the program behind a target.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run demo setup test soak lint check bench queries fmt

help: ## Lists the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: ## Sets up what is missing, builds and serves on http://127.0.0.1:8000
	@scripts/run.sh $(ARGS)

demo: ## Makes a bank to play with, where `make run` keeps its data: ARGS="--customers 1000"
	@scripts/run.sh demo $(ARGS)

setup: ## Installs PostgreSQL's programs and a C compiler if they are missing
	@scripts/setup.sh

test: setup ## Runs all tests, on a private PostgreSQL of their own
	@scripts/test.sh $(ARGS)

soak: ## Tries the promises of docs/security.md for an hour; SHORT=1: for minutes, as CI does
	@scripts/setup.sh soak
	@scripts/soak.sh $(if $(SHORT),--short) $(ARGS)

lint: setup ## Formatting, clippy, documentation, fresh queries, and no secrets
	cargo fmt --all --check
	cargo clippy --locked -p proffer -p pg_types -p proffer-bench --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps -p proffer -p pg_types -p proffer-bench
	scripts/queries.sh --check
	scripts/secrets.sh

check: lint test ## What CI checks, and the dependencies' licences and advisories
	scripts/deny.sh

bench: setup ## Measures the workloads of docs/benchmarks.md
	@benches/run.sh $(ARGS)

queries: setup ## Generates crates/queries from queries/*.sql and migrations/*.sql
	scripts/queries.sh

fmt: ## Formats the code
	cargo fmt --all
