from pathlib import Path

from knowledge_base import public_sets
from tests.knowledge_base.builders import CharacterEncoder


def test_sets_that_are_not_there_are_named(tmp_path: Path) -> None:
    rows = dict(public_sets.of_encoder(tmp_path, CharacterEncoder()))
    assert "skipped: no jddc_select_dev.txt" in rows.values()
    assert public_sets.faq(tmp_path) == []


def test_a_set_that_is_there_is_measured_times_a_hundred(tmp_path: Path) -> None:
    lines = ["5\t几点发货\t几点发货", "3\t几点发货\t几点退货", "1\t几点发货\t开票吗"]
    (tmp_path / "edc_sts_dev.txt").write_text("\n".join(lines), encoding="utf-8")
    assert dict(public_sets.of_encoder(tmp_path, CharacterEncoder()))["similarity Taobao, Spearman"] == "100.0"


def test_commands_out_of_scope_are_read_without_their_heading(tmp_path: Path) -> None:
    (tmp_path / public_sets.OUT_OF_SCOPE).write_text("text\tdomain\n打开手电筒\tapp\n", encoding="utf-8")
    assert public_sets.out_of_scope(tmp_path) == ["打开手电筒"]
