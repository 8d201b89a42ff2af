import numpy as np
import pytest

from knowledge_base import calibrate, judged
from knowledge_base.calibrate import NOWHERE, Trial
from knowledge_base.evidence import EVIDENCE
from knowledge_base.fusion import Calibration
from knowledge_base.index import make
from knowledge_base.judged import Judged
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words

BY = Calibration([1.0, *[0.0] * (len(EVIDENCE) - 1)], 0.0, 0.5)
FOREIGN = ["唐朝灭亡", "播放音乐", "打开空调", "今日天气"]


def found(right: int, scores: list[float], unsure: list[bool] | None = None) -> Judged:
    evidence = np.zeros((len(scores), len(EVIDENCE)), np.float32)
    evidence[:, 0] = scores
    return Judged(Trial(right, np.arange(len(scores)), evidence, np.array(unsure or [False] * len(scores))), BY)


def test_a_question_is_right_when_its_own_entry_comes_first() -> None:
    assert found(1, [0.1, 0.9]).is_right_among(1)
    assert not found(0, [0.1, 0.9]).is_right_among(1)
    assert found(0, [0.1, 0.9]).is_right_among(2)


def test_another_entry_that_answers_as_well_is_right_too() -> None:
    assert found(0, [0.1, 0.9], [False, True]).is_right_among(1)


def test_a_confidence_that_keeps_its_word_has_no_calibration_error() -> None:
    assert judged.calibration_error([found(0, [50.0, 0])] * 4) == pytest.approx(0, abs=1e-3)
    assert judged.calibration_error([found(NOWHERE, [50.0, 0])] * 4) == pytest.approx(1, abs=1e-3)


def test_each_half_is_judged_by_the_other() -> None:
    made = make([entry(name) for name in TOPICS], "source", CharacterEncoder(), words())
    inside, outside = calibrate.held_out(made), calibrate.foreign(made, FOREIGN, CharacterEncoder(), words())
    halves: dict[int, set[int]] = {}
    for one in judged.crossed(inside, outside):
        if one.trial.right != NOWHERE:
            halves.setdefault(id(one.by), set()).add(one.trial.right % 2)
    assert sorted(map(sorted, halves.values())) == [[0], [1]]


def test_silence_is_told_for_each_audience() -> None:
    rows = dict(judged.silence([found(0, [2.0]), found(0, [-0.3]), found(NOWHERE, [-0.3]), found(NOWHERE, [-2.0])]))
    assert rows["told to a shopper unseen: questions answered"] == "0.500 of 2"
    assert rows["suggested to an agent: questions answered"] == "1.000 of 2"
    assert rows["suggested to an agent: negatives answered"] == "0.500 of 2"
