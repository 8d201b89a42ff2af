"""The starter library of canned replies, `assist_api/canned/*.yml`: what a new shop's agents begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assist_api.domain.canned import Wording

FOLDER = Path(__file__).parent / "canned"


def load(folder: Path = FOLDER) -> list[tuple[str, Wording]]:
    """Id and wording of each. The ids are the library's for good: by them a shop's own changes are kept."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml"))]
    return [(f"team.{raw['id']}", _wording(file["category"], raw)) for file in files for raw in file["replies"]]


def _wording(category: str, raw: dict[str, Any]) -> Wording:
    return Wording(
        category,
        raw["title"],
        raw["text"],
        raw.get("code", ""),
        tuple(raw.get("intents", ())),
        tuple(raw.get("examples", ())),
        raw.get("picture", ""),
    )
