# Every target calls one script in scripts/. Each sets up what it needs, keeps it in
# ${XDG_CACHE_HOME:-~/.cache}/popcorn-geek, and does nothing twice.

.DEFAULT_GOAL := help
# `make lint test` means in that order: both use the same build directory.
.NOTPARALLEL:
.PHONY: help run test lint fmt dev sqlx migration bench bench-sentiment admin clean-data

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-24s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Build the release, start it with its own database and the demo, Ctrl-C stops all
	@scripts/run.sh

test: ## Run the tests of all crates, then the journeys in a browser
	@scripts/test.sh

lint: ## Check format, clippy on host and WASM, layer boundaries, size budget
	@scripts/lint.sh

fmt: ## Format the Rust code
	@scripts/fmt.sh

dev: ## Build for development, rebuild and reload the browser on every change
	@scripts/dev.sh

sqlx: ## Write services/.sqlx anew after a query or a migration has changed
	@scripts/sqlx.sh

migration: ## Create an empty migration: make migration NAME=add_likes
	@scripts/migration.sh "$(NAME)"

bench: ## Measure sizes, queries, requests per second and latency; DATA=corpus.tsv.xz loads real reviews
	@scripts/bench.sh $(ARGS)

bench-sentiment: ## Measure the sentiment model: time per review and memory, beside Python; DATA=reviews.tsv for its texts
	@scripts/bench-sentiment.sh

admin: ## Make a member an administrator: make admin EMAIL=demo@example.com
	@scripts/admin.sh "$(EMAIL)"

clean-data: ## Drop this clone's demo database; the next `make run` fills it again
	@scripts/clean-data.sh
