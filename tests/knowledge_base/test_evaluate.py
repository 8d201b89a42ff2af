from pathlib import Path

import numpy as np
import pytest

from knowledge_base import calibrate, evaluate, index
from knowledge_base.calibrate import NOWHERE, Trial
from knowledge_base.fusion import Calibration
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words

BY = Calibration([1.0, 0.0, 0.0, 0.0, 0.0], 0.0, 0.5)
FOREIGN = ["唐朝灭亡", "播放音乐", "打开空调", "今日天气"]


def trial(right: int, scores: list[float], unsure: list[bool] | None = None) -> Trial:
    evidence = np.array([[score, 0, 0, 0, 0] for score in scores], np.float32)
    return Trial(right, np.arange(len(scores)), evidence, np.array(unsure or [False] * len(scores)))


def small_index() -> index.Index:
    return index.make([entry(name) for name in TOPICS], "source", CharacterEncoder(), words())


def test_a_trial_is_right_when_its_own_entry_comes_first() -> None:
    assert evaluate.is_first(trial(1, [0.1, 0.9]), BY)
    assert not evaluate.is_first(trial(0, [0.1, 0.9]), BY)


def test_a_related_entry_is_acceptable_but_not_right() -> None:
    found = trial(0, [0.1, 0.9], [False, True])
    assert calibrate.is_acceptable(found, BY)
    assert not evaluate.is_first(found, BY)


def test_only_what_is_confident_enough_is_answered() -> None:
    assert evaluate.is_answered(trial(0, [0.1]), BY)
    assert not evaluate.is_answered(trial(0, [-0.1]), BY)


def test_a_confidence_that_keeps_its_word_has_no_calibration_error() -> None:
    sure = [(trial(0, [50.0, 0]), BY)] * 4
    assert evaluate.calibration_error(sure) == pytest.approx(0, abs=1e-3)
    assert evaluate.calibration_error([(trial(NOWHERE, [50.0, 0]), BY)] * 4) == pytest.approx(1, abs=1e-3)


def test_every_sentence_is_tried_as_if_it_did_not_stand_there() -> None:
    trials = calibrate.held_out(small_index())
    assert len(trials) == sum(map(len, TOPICS.values()))
    nearest = max(found.evidence[found.candidates == found.right][0, 0] for found in trials)
    assert nearest < 0.99


def test_the_threshold_keeps_the_negatives_silent() -> None:
    made = small_index()
    outside = calibrate.foreign(made, FOREIGN, CharacterEncoder(), words())
    inside = calibrate.held_out(made)
    fitted = calibrate.fit(inside + outside)
    assert sum(evaluate.is_answered(found, fitted) for found in outside) <= 1
    assert sum(evaluate.is_first(found, fitted) for found in inside) > 12


def test_the_report_judges_each_half_by_the_other() -> None:
    made = small_index()
    outside = calibrate.foreign(made, FOREIGN, CharacterEncoder(), words())
    report = dict(evaluate.own(calibrate.held_out(made), outside))
    assert report["held-out sentences: right entry first"].endswith("of 16")
    assert report["held-out negatives: wrongly answered"].endswith("of 4")


def test_public_sets_that_are_not_there_are_named(tmp_path: Path) -> None:
    rows = dict(evaluate.public(tmp_path, CharacterEncoder(), small_index(), words(), BY))
    assert set(rows.values()) >= {"skipped: no jddc_select_dev.txt", "skipped: no out_of_scope_dev.tsv"}


def test_messages_out_of_scope_are_counted(tmp_path: Path) -> None:
    (tmp_path / evaluate.OUT_OF_SCOPE).write_text("text\tdomain\n什么时候发货\tapp\n", encoding="utf-8")
    rows = dict(evaluate.public(tmp_path, CharacterEncoder(), small_index(), words(), BY))
    assert rows["out of scope: wrongly answered"] == "1.000 of 1"


def test_there_are_more_than_four_hundred_negatives_and_none_twice() -> None:
    found = calibrate.negatives()
    assert len(set(found)) == len(found) > 400
