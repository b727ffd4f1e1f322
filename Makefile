# One command each; both set up what they need in .venv on first use.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# rulebooks checked out beside the code are the ones that run
SETUP  := $(VENV)/.installed

.PHONY: demo test test-spark check format bench clean

demo: $(SETUP)  ## the pilot case of examples/ge: the funnel, and every file in out/ge
	$(BIN)/rules case examples/ge/case -o out/ge --as-of 2024-10-11

test: $(SETUP)  ## the whole test suite
	$(BIN)/python -m pytest -n auto

test-spark: $(SETUP)  ## facts and decisions on Spark, and a cluster on 127.0.0.1; Java 17 is needed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[spark]'
	$(BIN)/python -m pytest tests/spark

check: $(SETUP)  ## format, lint, types, layers, rulebooks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/rules fmt --check rulebooks
	$(BIN)/rules check rulebooks
	$(BIN)/rules test rulebooks

format: $(SETUP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(SETUP)  ## speed, as ratios to a floor measured in the same run; make bench BENCH="--only facts --large"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/run.py $(BENCH)

$(SETUP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
