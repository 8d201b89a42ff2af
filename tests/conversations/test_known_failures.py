"""nlu_data/known_failures.yml says what the bot still gets wrong; whoever mends one moves it into nlu_data/test."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import yaml

from tests.conversations.servers import ROOT, RunningBot

FAILURES = yaml.safe_load((ROOT / "nlu_data" / "known_failures.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("failure", FAILURES, ids=[failure["text"] for failure in FAILURES])
def test_it_still_fails(failure: dict[str, Any], bot: RunningBot) -> None:
    understood = httpx.post(f"{bot.url}/model/parse", json={"text": failure["text"]}, timeout=10).json()
    assert understood["intent"]["name"] != failure["right"], "mended: move it into nlu_data/test"
