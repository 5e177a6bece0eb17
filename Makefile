# make run    set up, build, run the study of optimal baselines, print verdicts and the path of the report
# make test   set up, check the format and run all tests
# make setup  install what is missing (Debian packages), or say what is missing and why it is needed
# make lint   check formatting
# make clean  remove what the build made
#
# COUNTERWEIGHT_QUICK=1 make run    the same study with fewer batches and seeds

SWIFT = swift
# The package description looks at the processor; a cached description would not notice another one.
RELEASE = -c release --manifest-cache none

.PHONY: run test setup lint clean

run: setup
	$(SWIFT) build $(RELEASE) --product counterweight
	$$($(SWIFT) build $(RELEASE) --show-bin-path)/counterweight study run simulations/optimal-baseline

test: setup lint
	$(SWIFT) test $(RELEASE) --disable-xctest

setup:
	@.ci/install-dependencies

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build
