import json

from assist_api.domain.handover import Circumstances, Turn, decide
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.replayable import circumstances_of, inputs_of, turns_of
from tests.assist_api.domain.test_handover import THRESHOLDS

TURNS = [
    Turn("快递怎么还不动", Understanding("urge_delivery", 0.8), FeltAs("dissatisfied", {"dissatisfied": 0.7}, True),
         message_id="m1"),
    Turn("那个呢", None, None, True, "m2"),
    Turn("还是不动啊", Understanding("urge_delivery", 0.9), FeltAs("dissatisfied", {"dissatisfied": 0.8}, False),
         message_id="m3"),
]  # fmt: skip
KNOWN = Circumstances("金卡", 1299.0, "failure", "请查件", False, 0)


def test_a_stored_decision_is_decided_again_exactly() -> None:
    texts = {turn.message_id: turn.text for turn in TURNS}
    kept = json.loads(json.dumps(inputs_of(TURNS, KNOWN, THRESHOLDS)))
    again = decide(turns_of(kept, texts, dict.fromkeys(texts, "")), THRESHOLDS, circumstances_of(kept))
    assert again == decide(TURNS, THRESHOLDS, KNOWN)
    assert len(again.reasons) >= 5


def test_the_whole_ranking_and_an_agents_mark_are_kept() -> None:
    ranking = (("nlu_fallback", 0.3), ("urge_delivery", 0.29), ("report_not_received", 0.28))
    marked = FeltAs("angry", {"angry": 1.0}, False, by="小青")
    turns = [Turn("坐上就不想起来", Understanding("nlu_fallback", 0.3, ranking), marked, message_id="m1")]
    kept = json.loads(json.dumps(inputs_of(turns, KNOWN, THRESHOLDS)))
    assert turns_of(kept, {"m1": turns[0].text}, {"m1": ""}) == turns


def test_what_is_stored_names_the_file_and_holds_no_text() -> None:
    kept = inputs_of(TURNS, KNOWN, THRESHOLDS)
    assert (kept["thresholds"], kept["mode"]) == (THRESHOLDS.version, "bot_first")
    assert "快递" not in json.dumps(kept, ensure_ascii=False)
