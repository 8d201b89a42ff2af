import pytest

from assist_api.domain.risk import risk_in


@pytest.mark.parametrize(
    "text",
    ["充电的时候冒烟了", "插上就漏电", "被电了一下", "空气炸锅炸了", "有一股焦糊味", "我手被割破了",
     "孩子吃了上吐下泻", "孩子吃了过敏住院了", "用了脸过敏", "过敏了", "不想活了"],
)  # fmt: skip
def test_danger_and_harm_that_happened(text: str) -> None:
    assert risk_in(text)


@pytest.mark.parametrize(
    "text",
    ["再不处理我打12315", "我去消协投诉", "找律师", "律师函准备收吧", "法院见", "我要报警了", "找媒体曝光",
     "315晚会就该曝光你们这种店", "发到抖音上让大家看看"],
)  # fmt: skip
def test_threats_with_law_authorities_and_the_public(text: str) -> None:
    assert risk_in(text)


@pytest.mark.parametrize(
    "text",
    ["会不会起火", "电池会不会爆炸", "万一漏电怎么办", "不会漏电吧", "过敏体质能用吗", "我对花生过敏",
     "过敏能退吗", "敏感肌会过敏吗", "有人用过敏的吗", "换季脸过敏 能用什么", "容易受伤吗", "住院穿的睡衣"],
)  # fmt: skip
def test_a_question_before_buying_is_no_event(text: str) -> None:
    assert risk_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["315活动价是多少", "律师袍有货吗", "烟雾报警器有吗", "机器一直报警", "一起火锅吧", "空气炸锅多少钱", "气炸了",
     "曝光度高吗", "12315是什么电话", "工商银行能付款吗", "法院地址能送吗", "要发小红书晒单返现吗"],
)  # fmt: skip
def test_words_that_only_look_like_a_risk(text: str) -> None:
    assert risk_in(text) is None


def test_each_clause_is_judged_by_itself() -> None:
    assert risk_in("会不会起火我不知道，反正已经冒烟了")
