from collections import Counter

import pytest
import torch

from knowledge_base.tuning_batches import NONE, Batches
from knowledge_base.tuning_data import Sentence
from knowledge_base.tuning_plan import Plan

PLAN = Plan(intent=4, jd=2, entry=3, each=3, talk=2, family=2, nearest=1)
INTENTS = ["ask_price", "bargain", "greet", "thank"]
SENTENCES = [
    *(Sentence(f"{intent} {place}", intent) for intent in INTENTS for place in range(4)),
    *(Sentence(f"{jd} {place}", "greet", jd) for jd in ("代收", "拒收") for place in range(4)),
    *(Sentence(f"{entry} {place}", entry=entry) for entry in ("a.b", "a.c", "b.d") for place in range(4)),
    *(Sentence(f"talk {place}") for place in range(3)),
]


def proxies(**near: torch.Tensor) -> dict[str, torch.Tensor]:
    return {"intent": torch.eye(4), "jd": torch.eye(2), "entry": torch.eye(3), **near}


def test_a_batch_has_sentences_of_each_labelling_and_talk() -> None:
    batch = Batches(SENTENCES, PLAN).draw(proxies())
    drawn = {name: len(set(labels.tolist()) - {NONE}) for name, labels in batch.labels.items()}
    assert drawn == {"intent": 4, "jd": 2, "entry": 3}
    assert len(batch.rows) == 3 * (4 + 2 + 3) + 2


def test_a_message_of_jd_is_drawn_by_jds_intent_alone() -> None:
    """Else `greet`, which two of JD's intents mean, would bring them a second time."""
    batch = Batches(SENTENCES, Plan(intent=4, jd=0, entry=0, talk=0)).draw(proxies())
    assert not any(SENTENCES[row].jd for row in batch.rows)


def test_no_sentence_is_drawn_twice() -> None:
    batch = Batches(SENTENCES, PLAN).draw(proxies())
    assert max(Counter(batch.rows.tolist()).values()) == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_class_brings_the_one_that_it_is_easily_taken_for(seed: int) -> None:
    near = torch.tensor([[1.0, 0], [1, 0.1], [0, 1], [0.1, 1]])
    batches = Batches(SENTENCES, Plan(intent=2, jd=0, entry=0, talk=0, family=2, nearest=1, seed=seed))
    drawn = set(batches.draw(proxies(intent=near)).labels["intent"].tolist())
    assert drawn in ({0, 1}, {2, 3})


def test_neighbours_are_found_anew_when_the_proxies_have_moved() -> None:
    batches = Batches(SENTENCES, Plan(intent=2, jd=0, entry=0, talk=0, family=2, nearest=1))
    near = torch.tensor([[1.0, 0], [0, 1], [1, 0.1], [0.1, 1]])
    drawn = set(batches.draw(proxies(intent=near)).labels["intent"].tolist())
    assert drawn in ({0, 2}, {1, 3})
