import pytest

from assist_api.domain.person_wanted import asks_in_words, may_ask, only_looks_like_it, says_yes


@pytest.mark.parametrize(
    "text",
    ["转人工", "人工客服", "人工！", "我要找真人", "叫你们主管来", "让你们店长来", "有没有真人在", "来个能做主的",
     "麻烦帮我接一下人工谢谢", "别让机器人跟我说，要人工", "不想跟机器人说", "叫你们员工来", "有没有会说人话的"],
)  # fmt: skip
def test_these_ask_for_a_person(text: str) -> None:
    assert asks_in_words(text)
    assert not only_looks_like_it(text)


@pytest.mark.parametrize(
    "text",
    ["这是人工智能的吗", "人工费另算吗", "人工呼吸怎么做", "模特图是真人拍的吗", "真人实拍吗", "人工色素有吗",
     "老板椅有货吗", "送领导合适吗", "我是客户经理", "人工客服几点上班", "不用转人工", "我不找人工你告诉我就行"],
)  # fmt: skip
def test_these_only_look_like_it(text: str) -> None:
    assert not asks_in_words(text)
    assert only_looks_like_it(text)


@pytest.mark.parametrize("text", ["手工做的吗", "你是真人吗", "扫地机器人不要了", "换个颜色"])
def test_these_have_nothing_of_it(text: str) -> None:
    assert not asks_in_words(text)


def test_a_look_alike_beside_a_request_hides_nothing() -> None:
    assert asks_in_words("别跟我扯人工智能，转人工")


@pytest.mark.parametrize("text", ["找个人来", "能不能给我回个电话", "空调不制冷 派人来修"])
def test_these_ask_only_where_nothing_else_is_meant(text: str) -> None:
    assert may_ask(text)
    assert not asks_in_words(text)


@pytest.mark.parametrize(
    ("text", "yes"), [("改 马上改", True), ("嗯转吧", True), ("不用了", False), ("要收费吗", False)]
)
def test_an_offer_is_taken_or_not(text: str, yes: bool) -> None:
    assert says_yes(text) is yes
