from pathlib import Path

import pytest

from knowledge_base import calibrate, evaluate, judged, public_sets
from knowledge_base.evaluate import Stage
from knowledge_base.exam import Question
from knowledge_base.index import make
from knowledge_base.tuning_data import MESSAGES
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words

FOREIGN = ["唐朝灭亡", "播放音乐", "打开空调", "今日天气"]
QUESTIONS = [
    Question("几点能发货呀", "shipping.when"),
    Question("退货邮费是谁出", "returns.fee"),
    Question("能给我开个发票吗", "invoice.can"),
    Question("一米七五穿什么码", "size.advice"),
]


@pytest.fixture
def stage() -> Stage:
    encoder = CharacterEncoder()
    return Stage(make([entry(name) for name in TOPICS], "source", encoder, words()), encoder, encoder, words())


def test_every_way_sits_the_same_exam(stage: Stage) -> None:
    inside = calibrate.examined(stage.index, QUESTIONS, stage.encoder, stage.cut)
    outside = calibrate.foreign(stage.index, FOREIGN, stage.encoder, stage.cut)
    rows = dict(evaluate.examined(stage, QUESTIONS, judged.crossed(inside, outside)))
    assert {"untuned encoder, nearest", "BM25 of words and characters", "ours: both, fused"} <= rows.keys()
    assert rows["TF-IDF of characters, nearest"] == "1.000 / 1.000"


def test_the_public_sets_are_told_for_both_encoders(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / public_sets.OUT_OF_SCOPE).write_text("text\tdomain\n什么时候发货\tapp\n", encoding="utf-8")
    trials = calibrate.held_out(stage.index) + calibrate.foreign(stage.index, FOREIGN, stage.encoder, stage.cut)
    rows = dict(evaluate.public(tmp_path, stage, calibrate.fit(trials)))
    assert rows["the same, untuned: similarity JD, Spearman"] == "skipped: no jddc_sts_dev.txt"
    assert rows["FAQ by five sentences"] == "skipped: no jd_intent_dev.tsv"
    assert rows["out of scope, suggested to an agent"] == "1.000 of 1"


def test_our_way_finds_intents_by_five_sentences_too(stage: Stage, tmp_path: Path) -> None:
    texts = [(f"第{place}单几点能发货", "什么时间出库") for place in range(12)]
    texts += [(f"第{place}单能退款吗", "退款到哪儿") for place in range(12)]
    lines = ["text\tjd_intent\tproposed_intent", *(f"{text}\t{intent}\t" for text, intent in texts)]
    (tmp_path / MESSAGES).write_text("\n".join(lines), encoding="utf-8")
    trials = calibrate.held_out(stage.index) + calibrate.foreign(stage.index, FOREIGN, stage.encoder, stage.cut)
    rows = dict(evaluate.public(tmp_path, stage, calibrate.fit(trials)))
    first, _ = rows["FAQ by five sentences: ours: both, fused"].split(" / ")
    assert float(first) > 0.9
