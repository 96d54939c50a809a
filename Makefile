# The commands of the house. Everything runs from .venv; nothing has to be activated.
PYTHON ?= python3
ARGS ?=
MINUTES ?= 3
PY = .venv/bin/python

.PHONY: run setup setup-dev setup-browser test chaos bench check format pictures lock clean

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

# Random lives of pass for MINUTES, in one hand then in many at once, at another chance each time; then a third as long
# of takings while workers and database are killed.
chaos: setup-dev
	@CHAOS_MINUTES=$(MINUTES) $(PY) -m pytest -q -s tests/scenarios/test_lives.py \
		tests/scenarios/test_lives_at_once.py $(ARGS)
	@$(PY) -m tools.killed $$(( $(MINUTES) * 20 ))

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
