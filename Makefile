# The commands of the house. Everything runs from .venv; nothing has to be activated.
PYTHON ?= python3
ARGS ?=
PY = .venv/bin/python

.PHONY: run setup setup-dev setup-browser test bench check format pictures lock clean

run: setup
	@$(PY) -m quitus up

setup:
	@$(PYTHON) tools/setup.py base

setup-dev:
	@$(PYTHON) tools/setup.py dev

setup-browser: setup-dev
	@$(PY) tools/setup_browser.py

test: setup-browser
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

# What takes time, against its limit: ARGS=--json for one object a line.
bench: setup-dev
	@$(PY) -m tools.bench $(ARGS)

check: setup-dev
	@$(PY) -m tools.check

# The pictures of the documentation, taken from the running program.
pictures: setup-browser
	@$(PY) -m tools.pictures

format: setup-dev
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

# Writes the lock files again (the only target that needs the network every time).
lock: setup-dev
	@$(PY) -m tools.lock $(ARGS)
