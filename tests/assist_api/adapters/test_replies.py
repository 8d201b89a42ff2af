from __future__ import annotations

from datetime import UTC, datetime

from assist_api.adapters.replies import filled
from assist_api.adapters.scene import Scene, Who
from assist_api.domain.ranking import Candidate, Fact

SCENE = Scene(datetime(2026, 11, 26, tzinfo=UTC), {}, {}, Who(None))
WANTED = Candidate("您的快递是{order.courier}。", "canned", "k1", "物流", "2026-11-01", 0.8)


def test_a_reply_carries_its_template_and_the_facts_in_it() -> None:
    found = filled(WANTED, SCENE, {"order.courier": "中通快递"})
    assert found
    assert (found.text, found.template) == ("您的快递是中通快递。", WANTED.text)
    assert found.facts == (Fact("order.courier", "中通快递"),)


def test_a_reply_whose_slot_has_no_value_now_is_not_there() -> None:
    assert filled(WANTED, SCENE, {}) is None
