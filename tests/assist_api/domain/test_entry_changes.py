from datetime import timedelta

from assist_api.domain.entry_changes import Edit, entry_changes
from tests.assist_api.conftest import OPENING

ANSWER = "支持的，签收后 {policy.days} 天内可以退货，点订单里的申请售后就行。"
TEXT = ANSWER.replace("{policy.days}", "7")


def edit(sent: str, agent: str = "a1", entry: str = "returns.how", template: str = ANSWER, days: int = 0) -> Edit:
    at = OPENING + timedelta(days=days)
    return Edit(entry, agent, at, template, {"policy.days": "7"}, TEXT, sent)


def added(words: str, agent: str, days: int = 0) -> Edit:
    return edit(TEXT.replace("，点订单", f"，{words}，点订单"), agent, days=days)


TAGS = [added("吊牌不要剪", "a1"), added("吊牌先不要剪", "a2", 1), added("吊牌不要剪", "a1", 2)]


def test_three_edits_of_two_agents_in_one_direction_become_one_change_with_its_slots() -> None:
    (change,) = entry_changes(TAGS, {"returns.how": ANSWER})
    assert change.proposed == ANSWER.replace("，点订单", "，吊牌不要剪，点订单")
    assert (len(change.edits), change.agents, change.days) == (3, 2, 3)
    assert change.edits[0].at > change.edits[-1].at


def test_one_agent_alone_asks_for_nothing() -> None:
    assert entry_changes([added("吊牌不要剪", "a1", day) for day in range(9)], {"returns.how": ANSWER}) == []


def test_two_edits_ask_for_nothing() -> None:
    assert entry_changes(TAGS[:2], {"returns.how": ANSWER}) == []


def test_edits_that_say_different_things_ask_for_nothing() -> None:
    edits = [added("吊牌不要剪", "a1"), added("我帮您催", "a2"), added("运费险会赔", "a3"), added("请拍照", "a1")]
    assert entry_changes(edits, {"returns.how": ANSWER}) == []


def test_two_directions_in_one_entry_make_one_change() -> None:
    sent = TEXT.replace("，点订单", "，吊牌不要剪，点订单").replace("支持的，", "")
    (change,) = entry_changes([edit(sent, agent) for agent in ("a1", "a2", "a3")], {"returns.how": ANSWER})
    assert change.proposed == "签收后 {policy.days} 天内可以退货，吊牌不要剪，点订单里的申请售后就行。"


def test_edits_of_an_older_answer_say_nothing_of_the_new_one() -> None:
    assert entry_changes(TAGS, {"returns.how": "可以退。"}) == []
    assert entry_changes(TAGS, {}) == []


def test_a_number_of_the_rules_that_agents_change_is_not_proposed() -> None:
    edits = [edit(TEXT.replace("7 天", "15 天"), agent) for agent in ("a1", "a2", "a3")]
    assert entry_changes(edits, {"returns.how": ANSWER}) == []


def test_somebodys_phone_number_is_not_proposed() -> None:
    edits = [added("找我13812345678", agent) for agent in ("a1", "a2", "a3")]
    assert entry_changes(edits, {"returns.how": ANSWER}) == []


def test_a_comma_more_is_no_direction() -> None:
    edits = [edit(TEXT.replace("签收后", "，签收后"), agent) for agent in ("a1", "a2", "a3")]
    assert entry_changes(edits, {"returns.how": ANSWER}) == []
