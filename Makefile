# Everything the project can do with itself. `make` alone prints this help; CI calls only these targets (see .ci/run).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

GOLANGCI_VERSION ?= v2.15.0
FUZZTIME ?= 10s
BENCH_PEOPLE ?= 40
BENCH_SECONDS ?= 5
GO_FILES = git ls-files --cached --others --exclude-standard '*.go'

.PHONY: help
help: ## print this help
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/cordee, one static binary
	CGO_ENABLED=0 go build -trimpath -o bin/cordee ./cmd/cordee

.PHONY: test
test: ## every test, stories on both engines included
	go test -timeout 30m ./...

.PHONY: test-strict
test-strict: ## as test, and a skipped test is a failure (unless it only waits for the shared data sets)
	CI=true .ci/strict-test ./...

.PHONY: race
race: ## the writer, the store and the feed under the race detector
	go test -race -timeout 30m ./internal/app/... ./internal/store/... ./internal/feed/... ./stories/...

.PHONY: generate
generate: ## write the screens' Go code anew from their templates
	go tool templ generate -path internal

.PHONY: generate-check
generate-check: generate ## the committed screens are those of the templates
	@changed=$$(git status --porcelain -- '*_templ.go'); \
	if [ -n "$$changed" ]; then echo "generated code is not current, commit it:"; echo "$$changed"; exit 1; fi

.PHONY: lint
lint: fmt-check vet staticcheck ## gofmt, vet, staticcheck

.PHONY: fmt-check
fmt-check: ## no file that gofmt would change
	@bad=$$($(GO_FILES) | xargs -r gofmt -l); if [ -n "$$bad" ]; then echo "not gofmt-clean:"; echo "$$bad"; exit 1; fi

.PHONY: vet
vet: ## go vet
	go vet ./...

.PHONY: staticcheck
staticcheck: ## staticcheck, as a tool of the module
	go tool staticcheck ./...

.PHONY: golangci
golangci: ## golangci-lint with the reasoned list of .golangci.yml, built from its Go module
	go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION) run ./...

.PHONY: proof-c1
proof-c1: ## 100,000 random operations on each engine: totals = independent recomputation = model, to the last digit
	CORDEE_C1_OPS=100000 go test -count=1 -timeout 30m -run 'TestC1' -v ./stories/proof

.PHONY: proof-d1
proof-d1: ## 50 kill -9 under write load: nothing acknowledged is lost
	CORDEE_D1_KILLS=50 go test -count=1 -timeout 20m -run 'TestD1' -v ./stories/proof

.PHONY: proof-d6
proof-d6: ## 10,000 histories of a result in 20 orders of arrival each: the same final state every time
	CORDEE_D6_HISTORIES=10000 go test -count=1 -timeout 20m -run 'TestVersionsInAnyOrderEndTheSame' -v ./internal/ledger

.PHONY: proof-d7
proof-d7: ## one key, 32 writers at once, 500 rounds: exactly one effect
	CORDEE_D7_ROUNDS=500 go test -count=1 -timeout 20m -run 'TestD7' -v ./stories/proof

.PHONY: proof-d8
proof-d8: ## PostgreSQL killed 20 times in mid-load: only "unavailable", nothing acknowledged lost
	CORDEE_D8_KILLS=20 go test -count=1 -timeout 20m -run 'TestD8' -v ./stories/proof

.PHONY: proof-d9
proof-d9: ## 10,000 awards, two instances on one database at once: exactly 10,000, and one adjustment each
	CORDEE_D9_AWARDS=10000 go test -count=1 -timeout 20m -run 'TestD9' -v ./stories/proof

.PHONY: proofs
proofs: proof-c1 proof-d1 proof-d6 proof-d7 proof-d8 proof-d9 ## every proof at its full size

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME each (default 10s)
	@grep -rHoE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' internal stories | sed -E 's/:func /\t/' | sort | \
	while IFS=$$'\t' read -r file name; do \
		echo "fuzz $$name ($$(dirname "$$file"))"; \
		go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "./$$(dirname "$$file")"; \
	done

.PHONY: journeys
journeys: ## whole journeys in a real headless browser
	go test -count=1 -timeout 20m -run 'Journey' -v ./internal/web/... ./cmd/...

.PHONY: axe
axe: ## every screen checked for accessibility, light and dark (CORDEE_AXE: path of axe.min.js)
	go test -count=1 -timeout 20m -run 'Axe' -v ./internal/web/... ./cmd/...

.PHONY: bench
bench: ## what this machine reaches, each figure beside the raw engine
	go run ./cmd/cordee bench --people $(BENCH_PEOPLE) --seconds $(BENCH_SECONDS)
