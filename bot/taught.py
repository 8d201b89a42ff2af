"""What the bot does at intents that trainers have taught: it stands in the catalogue, beside their names.

`entry` is the knowledge entry that answers, `like` another intent whose answer serves for this one too. Domain and
rules are made from that for each training, so that nothing has to be written into bot/ by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

VERSION = {"version": "3.1"}


@dataclass(frozen=True)
class Taught:
    intent: str
    entry: str = ""
    like: str = ""

    @property
    def response(self) -> str:
        return f"utter_taught_{self.intent}"


def read(catalogue: Path) -> list[Taught]:
    """None where there is no catalogue: sentences may be trained alone."""
    skills = _yaml().load(catalogue.read_text(encoding="utf-8")) if catalogue.exists() else {}
    return [
        Taught(name, about.get("entry", ""), about.get("like", ""))
        for intents in skills.values()
        for name, about in intents.items()
        if about.get("entry") or about.get("like")
    ]


def digest_of(taught: Sequence[Taught]) -> bytes:
    """Changes with whatever changes the bot's behaviour."""
    return json.dumps([asdict(one) for one in taught], sort_keys=True).encode() if taught else b""


def domain(taught: Sequence[Taught]) -> dict[str, Any]:
    """An answer that stands in the knowledge base is a field of the reply: docs/reference/bot-replies.md."""
    answers = {one.response: [{"custom": {"knowledge": {"entry": one.entry}}}] for one in taught if one.entry}
    return {**VERSION, "intents": [one.intent for one in taught], "responses": answers}


def rules(taught: Sequence[Taught], known: Path) -> dict[str, Any]:
    """`known`: the folder of the rules that are written by hand."""
    steps = {one.intent: list(_steps(one, known)) for one in taught}
    return {**VERSION, "rules": [{"rule": f"taught {name}", "steps": found} for name, found in steps.items()]}


def write(taught: Sequence[Taught], known: Path, folder: Path) -> tuple[Path, Path]:
    """The files of domain and rules."""
    files = folder / "taught_domain.yml", folder / "taught_rules.yml"
    for path, content in zip(files, (domain(taught), rules(taught, known)), strict=True):
        with path.open("w", encoding="utf-8") as file:
            _yaml().dump(content, file)
    return files


def _steps(one: Taught, known: Path) -> Iterator[dict[str, Any]]:
    yield {"intent": one.intent}
    if one.entry:
        yield {"action": one.response}
    else:
        yield from _behind(one.like, known)


def _behind(intent: str, known: Path) -> Sequence[dict[str, Any]]:
    """What follows this intent where no form is open."""
    for path in sorted(known.rglob("*.yml")):
        for rule in _yaml().load(path.read_text(encoding="utf-8")).get("rules", []):
            if "condition" not in rule and rule["steps"][0] == {"intent": intent}:
                found: Sequence[dict[str, Any]] = rule["steps"][1:]
                return found
    raise ValueError(f"{known} has no rule for the intent {intent}.")


def _yaml() -> YAML:
    return YAML(typ="safe")
