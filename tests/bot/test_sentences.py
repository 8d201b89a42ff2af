from __future__ import annotations

from pathlib import Path

from bot import sentences

FILE = """
version: "3.1"
nlu:
- intent: track_shipment
  examples: |
    - [2034567890](order_id) 到哪了
    - 快递[明天]{"entity": "date", "value": "+1"}到吗
    - 快递到哪了
    - 快递到哪了
- lookup: couriers
  examples: |
    - 顺丰
"""


def test_sentences_are_read_as_a_shopper_types_them_each_once(tmp_path: Path) -> None:
    (tmp_path / "logistics").mkdir()
    (tmp_path / "logistics" / "track_shipment.yml").write_text(FILE, "utf8")
    texts = ["2034567890 到哪了", "快递明天到吗", "快递到哪了"]
    assert sentences.read(tmp_path) == [(text, "track_shipment") for text in texts]


def test_known_failures_are_read_with_what_would_be_right(tmp_path: Path) -> None:
    file = tmp_path / "known_failures.yml"
    assert sentences.known_failures(file) == []
    file.write_text("- {text: 的地得, right: out_of_scope, says: affirm}\n", "utf8")
    assert sentences.known_failures(file) == [("的地得", "out_of_scope")]


def test_intents_have_the_names_that_people_read(tmp_path: Path) -> None:
    (tmp_path / "intents.yml").write_text('service:\n  praise: {zh: 夸奖, means: "…"}\n', "utf8")
    assert sentences.names(tmp_path / "intents.yml") == {"praise": "夸奖"}
