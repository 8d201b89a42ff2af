"""What stands inside a Chinese word is found, as written Chinese does not part its words."""

import pytest

from knowledge_base.search import Knowledge
from tests.knowledge_base.builders import CALIBRATION, TOPICS, CharacterEncoder, entry, words

CARE = entry("care.down", question="羽绒服可以机洗吗", variants=("羽绒服怎么洗",))
PRICE = entry("price.protect", question="买贵了能价保吗", variants=("降价了可以保价么",))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.of([CARE, PRICE, *map(entry, TOPICS)], CharacterEncoder(), words(), CALIBRATION)


@pytest.mark.parametrize(
    ("part", "name"),
    [("羽绒", "care.down"), ("绒服", "care.down"), ("保价", "price.protect"), ("价保", "price.protect"),
     ("保", "price.protect"), ("绒", "care.down"), ("票", "invoice.can")],
)  # fmt: skip
def test_a_part_of_a_word_finds_the_word(knowledge: Knowledge, part: str, name: str) -> None:
    assert knowledge.search(part, threshold=0.0)[0].entry.id == name


def test_a_part_is_found_by_its_terms_and_not_by_its_vector_alone(knowledge: Knowledge) -> None:
    far = CharacterEncoder().encode(["尺码怎么选"])[0]
    assert "price.protect" in [hit.entry.id for hit in knowledge.search("保", 10, vector=far, threshold=0.0)]
