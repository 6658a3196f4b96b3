# Gongyi: everything that a fresh machine with Python 3.11 or newer and make needs.

PYTHON ?= python3
PORT ?= 8000
GONGYI_DATA ?= instance
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet
PO := app/translations/zh_Hant_TW/LC_MESSAGES/messages.po
MO := $(PO:.po=.mo)
export GONGYI_DATA
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run test check endurance bench messages lock
.DEFAULT_GOAL := help

help:
	@echo "make run       set up, migrate, load the seeds once and serve http://127.0.0.1:$(PORT) (PORT=, GONGYI_DATA=)"
	@echo "make test      run every test that this machine can run, and say what was left out (GONGYI_REQUIRE=browser,postgresql,redis)"
	@echo "make check     formatter, linter, types, template lint, translations complete, migrations match models"
	@echo "make endurance kill, race, closing, fuzz and million-row tests at full size: hours (ENDURANCE=\"--size 0.1 --part racing\")"
	@echo "make bench     the benchmarks: prints a table, writes JSON under instance/bench/ (BENCH=\"--size full --markdown\")"
	@echo "make messages  collect the words of the source into the catalogue and compile it"
	@echo "make lock      compile requirements/*.txt anew from pyproject.toml"

run: .venv/.base $(MO)
	@$(BIN)/gongyi db upgrade
	@$(BIN)/gongyi seed
	@GONGYI_BASE_URL="$${GONGYI_BASE_URL:-http://127.0.0.1:$(PORT)}" $(BIN)/gongyi serve --worker --port $(PORT)

test: .venv/.dev $(MO)
	@$(BIN)/python -m tests.everything

check: .venv/.dev $(MO)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/djlint app/templates --lint --quiet
	$(BIN)/pytest -q -p no:xdist -p no:cacheprovider tests/test_translations.py tests/test_migrations.py

endurance: .venv/.dev $(MO)
	@$(BIN)/python -m tests.endurance $(ENDURANCE)

bench: .venv/.dev $(MO)
	@$(BIN)/python -m tests.bench $(BENCH)

messages: .venv/.dev
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -k lazy_ngettext:1,2 --no-location --sort-output -o $(PO)t .
	$(BIN)/pybabel -q update -i $(PO)t -o $(PO) -l zh_Hant_TW -w 110 -N --ignore-obsolete --ignore-pot-creation-date
	@rm $(PO)t
	$(BIN)/pybabel -q compile -i $(PO) -o $(MO) -l zh_Hant_TW

lock: .venv/.dev
	$(BIN)/uv pip compile -q $(LOCK) --group build -o requirements/base.txt
	$(BIN)/uv pip compile -q $(LOCK) --group dev -o requirements/dev.txt
LOCK = pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON= names it)" >&2; exit 1; }
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "python3 -m venv failed: on Debian, install python3-venv" >&2; exit 1; }

.venv/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the platform needs …"
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(MO): $(PO) .venv/.base
	@$(BIN)/pybabel -q compile -i $(PO) -o $@ -l zh_Hant_TW
