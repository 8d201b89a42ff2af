import numpy as np

from knowledge_base.fusion import READ_FIRST, UNSEEN, Calibration


def test_more_evidence_is_more_confidence() -> None:
    low, high = Calibration([2.0, 1.0, 1.0], -1.0, 0.5).confidence(np.array([[0, 0, 0], [1, 1, 0]], np.float32))
    assert 0 < low < high < 1


def test_who_reads_first_is_shown_what_a_shopper_is_not_told() -> None:
    assert READ_FIRST.threshold == 0.4 < UNSEEN.threshold == Calibration([1.0], 0.0).threshold
