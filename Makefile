# What one does with silkgraph. `make` alone lists the goals.
#
# Everything is built with one profile, so that RocksDB (some ten minutes of C++) is compiled once.

CARGO ?= cargo
STORE ?= silkgraph.db
FLAGS := --locked --release

.PHONY: help setup run test outside bench lint doc

help:
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST)

setup: ## see that everything is there to compile with; on Debian and Ubuntu, as root, install what is missing
	@.ci/setup

run: setup ## build silkgraph, read seeds/documents, leave the store silkgraph.db and the files in exports/
	$(CARGO) run $(FLAGS) -- build seeds/documents --force --store $(STORE) --exports exports

test: setup ## run all tests
	$(CARGO) test $(FLAGS)

outside: setup ## ask the engines of others (pySHACL, HermiT, a scanner of pitfalls): needs python3 with venv, java, and once the network
	test -x target/outside/bin/python || { python3 -m venv target/outside && target/outside/bin/pip install --quiet -r tests/outside/requirements.txt; }
	SILKGRAPH_PYTHON=$(CURDIR)/target/outside/bin/python SILKGRAPH_OUTSIDE=needed $(CARGO) test $(FLAGS) --test ontology --test shapes

bench: setup ## measure the speed of every step
	$(CARGO) bench --locked

lint: setup ## check format and lints
	$(CARGO) fmt --check
	$(CARGO) clippy $(FLAGS) --all-targets -- -D warnings

doc: setup ## build the reference of the library
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc $(FLAGS) --no-deps
