import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from assist_api.domain.thresholds import Thresholds
from assist_api.errors import SettingsRefused

FILE: dict[str, Any] = tomllib.loads(Path("assist_api/handover.toml").read_text("utf-8"))


def changed(table: str, name: str, value: object) -> dict[str, Any]:
    copy = deepcopy(FILE)
    copy[table][name] = value
    return copy


def test_a_misspelt_name_is_refused() -> None:
    with pytest.raises(SettingsRefused, match=r"weights\.angri means nothing"):
        Thresholds.of(changed("weights", "angri", 1.0))


def test_a_missing_name_is_refused() -> None:
    copy = deepcopy(FILE)
    del copy["limits"]["decay"]
    with pytest.raises(SettingsRefused, match=r"limits\.decay is missing"):
        Thresholds.of(copy)


@pytest.mark.parametrize(("name", "value"), [("first", "robots"), ("share_to_persons", 1.5), ("bot_helps_after_s", "")])
def test_a_mode_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(SettingsRefused, match="mode"):
        Thresholds.of(changed("mode", name, value))


def test_every_change_of_content_is_another_version() -> None:
    assert Thresholds.of(FILE).version == Thresholds.of(deepcopy(FILE)).version
    assert Thresholds.of(FILE).version != Thresholds.of(changed("weights", "angry", 0.9)).version
