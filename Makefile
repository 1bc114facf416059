# Everything a person does here, each with one word. `make` alone lists them.
# The targets install what they need: Debian packages when run as root, Python packages into .build/venv.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PROGRAMS := .build/debug
SHAPES_SETTINGS := Examples/Shapes/.env.example
HELLO_SETTINGS := Examples/Hello/.env.example
ECHO_SETTINGS := Examples/Echo/.env.example

.PHONY: help run hello echo approovctl postman test unit-tests example-tests integration-tests lint format bench bench-check bench-record bench-where install docs docs-preview docs-check docs-record clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-18s %s\n", $$1, $$2 }'

run: ## Serve the Shapes API with its playground on http://127.0.0.1:8002, and print requests to paste.
	@dev/build Examples --product shapes-server
	@dev/build Examples --product sample-requests
	@env -u APPROOV_BASE64_SECRET $(PROGRAMS)/sample-requests --env-file $(SHAPES_SETTINGS)
	@exec env -u APPROOV_BASE64_SECRET $(PROGRAMS)/shapes-server --env-file $(SHAPES_SETTINGS) --playground

hello: ## Serve "Hello, World!" on http://127.0.0.1:8002 to requests with a token. PROTECTION=token-binding, message-signing.
	@dev/build Examples --product hello-server
	@exec env -u APPROOV_BASE64_SECRET $(PROGRAMS)/hello-server --env-file $(HELLO_SETTINGS) --protection $(or $(PROTECTION),token)

echo: ## Serve Phoenix channels on http://127.0.0.1:8002 to genuine apps. PROTECTION=token-binding or unprotected.
	@dev/install libsqlite3-dev
	@dev/build Examples --product echo-server
	@exec env -u APPROOV_BASE64URL_SECRET $(PROGRAMS)/echo-server --env-file $(ECHO_SETTINGS) --protection $(or $(PROTECTION),token)

approovctl: ## Build the tool that makes, checks and explains tokens, as .build/debug/approovctl.
	@dev/build . --product approovctl

postman: ## Make the Postman collection of the example servers anew.
	@python3 Postman/make_collection.py

test: example-tests unit-tests docs integration-tests ## Run all tests, those against real peers included, and make the documentation.

unit-tests: ## Run the tests of the libraries. Needs nothing but Swift.
	@dev/build-traits
	@dev/test .

example-tests: ## Run the tests of the example servers. Installs SQLite's header.
	@dev/install libsqlite3-dev
	@dev/test Examples

integration-tests: ## Run the tests against other implementations and over real sockets. Installs what they need.
	@dev/integration-tests

lint: ## Check format, documentation and house rules.
	@dev/lint

format: ## Format the sources.
	@swift format --in-place --parallel --recursive $$(dev/swift-sources)

bench: ## Measure beside peers, with a verdict for each target. PARTS="verification growth servers channels" or some of them.
	@dev/bench $(PARTS)

bench-check: ## Count the instructions and allocations of a verification, and compare them with the recorded ones.
	@dev/bench check

bench-where: ## Show where the time of a verification goes, by sampling it.
	@dev/bench where

bench-record: ## Count them, and record them.
	@dev/bench record

install: ## Build PROGRAM for release and install it in PREFIX/bin. PROGRAM=shapes-server PREFIX=/usr/local
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' dev/install-program $(PROGRAM)

docs: ## Make the documentation of the libraries in .build/docs. A warning is an error.
	@dev/docs

docs-preview: docs ## Serve the documentation on http://127.0.0.1:8004; DOCS_PORT for another port.
	@exec python3 -m http.server --bind 127.0.0.1 --directory .build/docs $(or $(DOCS_PORT),8004)

docs-check: ## Run what the documents show, and compare it with what they say.
	@dev/docs-check

docs-record: ## Run it, and write down what happens where it differs.
	@dev/docs-check record

clean: ## Remove everything that has been built or installed.
	@rm -rf .build */.build
