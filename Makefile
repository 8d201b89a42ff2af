# Everything a person types. `make` alone lists it.
PYTHON ?= python3
ASSIST := .venv/bin/python
BOT := .venv-bot/bin/python

.DEFAULT_GOAL := help
.PHONY: help up down environments prepare train test lint eval bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

up: ## install what is missing, then start the shop, the bot and the desk, and keep them running
	@exec $(PYTHON) -m scripts.bootstrap up

down: ## stop what `make up` started
	@exec $(PYTHON) -m scripts.bootstrap down

environments: ## the two Python environments, from the locks
	@exec $(PYTHON) -m scripts.bootstrap environments

prepare: ## environments, demo shop, knowledge index, models, database: all that `make up` does before it starts
	@exec $(PYTHON) -m scripts.bootstrap prepare

train: ## train the feeling model and the bot
	@exec $(PYTHON) -m scripts.bootstrap train

lint: environments ## ruff, mypy and the check of the training sentences
	$(ASSIST) -m ruff check .
	$(ASSIST) -m ruff format --check .
	$(ASSIST) -m mypy
	$(ASSIST) -m mypy --python-version 3.10 --python-executable $(BOT) -p bot
	$(ASSIST) -m nlu_data.validate

test: prepare lint ## everything: consistent environments, lint, every test; ends with pytest's summary
	$(ASSIST) -m pip check
	$(BOT) -m pip check
	$(ASSIST) -m pytest

eval: prepare ## how well the bot, the knowledge search, the feeling model and the handover policy do on held-out sentences
	$(BOT) -m bot.evaluate
	$(BOT) -m bot.evaluate_entities
	$(ASSIST) -m knowledge_base.evaluate
	$(ASSIST) -m assist_api.feeling.evaluate
	$(ASSIST) -m assist_api.handover_evaluate
	$(ASSIST) -m assist_api.red_lines.evaluate

bench: prepare ## the benchmarks of bench/, each a table
	@set -e; for file in $$(grep -l __main__ bench/*.py); do \
	  name=$$(basename $$file .py); echo "== bench.$$name"; $(ASSIST) -m bench.$$name; done

lock: ## write the two lock files anew from pyproject.toml (needs uv)
	scripts/lock.sh

clean: ## remove what is made at run time: databases, models, index, logs (not the environments)
	@$(PYTHON) -m scripts.bootstrap down
	rm -rf var
