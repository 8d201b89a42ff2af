import numpy as np

from assist_api.adapters.clusters import Clusters, border, led
from assist_api.adapters.knowledge import KnowledgeReader
from knowledge_base.search import Knowledge
from tests.knowledge_base.builders import CALIBRATION, TOPICS, CharacterEncoder, entry, words


def reader(encoder: CharacterEncoder) -> KnowledgeReader:
    entries = [entry(name) for name in TOPICS]
    return KnowledgeReader(Knowledge.of(entries, encoder, words(), CALIBRATION), {})


async def test_ways_to_ask_one_thing_come_together() -> None:
    texts = ["什么时候能发货", "发票能开吗", "什么时候给发货", "能开发票吗"]
    assert await Clusters(reader(CharacterEncoder())).grouped(texts, []) == [0, 1, 0, 1]


async def test_a_known_leader_gathers_its_own() -> None:
    texts = ["能开发票吗", "什么时候能发货"]
    assert await Clusters(reader(CharacterEncoder())).grouped(texts, ["今天什么时候发货", "可以开发票吗"]) == [1, 0]


async def test_a_question_is_encoded_once() -> None:
    encoder = CharacterEncoder()
    clusters = Clusters(reader(encoder))
    await clusters.grouped(["能开发票吗"], [])
    encoder.asked.clear()
    await clusters.grouped(["能开发票吗", "什么时候能发货"], ["能开发票吗"])
    assert encoder.asked == ["什么时候能发货"]


async def test_no_questions_make_no_groups() -> None:
    assert await Clusters(reader(CharacterEncoder())).grouped([], ["能开发票吗"]) == []


def test_the_border_lies_between_the_same_and_the_rest() -> None:
    likeness = np.array([[0.9, 0.3, 0.2], [0.4, 0.8, 0.1], [0.2, 0.5, 0.7]], dtype=np.float32)
    assert border(likeness) == np.float32(0.7)


def test_what_is_near_to_nobody_leads() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert led(vectors, np.empty((0, 3), dtype=np.float32), 0.5) == [0, 1, 2]
