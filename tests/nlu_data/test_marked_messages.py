from __future__ import annotations

from pathlib import Path

import pytest

from nlu_data.marked_messages import problems

NOTHING = ["在吗", "谢谢", "怎么退"]


def write(root: Path, tuning: list[str], final: list[str]) -> list[str]:
    domain = root / "bot" / "domain"
    folder = root / "nlu_data" / "entities"
    for path in (domain, folder):
        path.mkdir(parents=True, exist_ok=True)
    (domain / "session.yml").write_text("entities:\n- size  # S\n", encoding="utf-8")
    for half, messages in (("tuning", tuning), ("final", final)):
        lines = "".join(f"  - {message}\n" for message in messages)
        (folder / f"{half}.yml").write_text(f"today: 2026-11-25\nmessages: |\n{lines}", encoding="utf-8")
    return list(problems(root / "nlu_data"))


@pytest.mark.parametrize(
    ("tuning", "final", "says"),
    [
        (["[XL](size)还有吗", *NOTHING], ["要[2XL](size)", "几点下班"], None),
        (["[XL](size)还有吗", *NOTHING], ["谢谢"], "stands in both halves"),
        (["[XL](siez)还有吗", *NOTHING], [], "is not in bot/domain/session.yml"),
        (["[XL]还有吗", *NOTHING], [], "cannot be read"),
        ([*NOTHING, "在吗"], [], "stands twice"),
        (["[XL](size)", "[M](size)", "[L](size)", "[S](size)"], [], "too few"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, tuning: list[str], final: list[str], says: str | None) -> None:
    found = write(tmp_path, tuning, final)
    assert any(says in problem for problem in found) if says else found == []
