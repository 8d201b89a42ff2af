import pytest

from assist_api.domain.bot_lines import hands_over, offers_person, reads_as_failure


@pytest.mark.parametrize(
    "line",
    [
        "抱歉，我没听懂您的意思",
        "亲，我还是没弄明白，别让您着急，点下面找人工同事帮您看看吧～",
        "亲，店铺系统暂时没有响应",
    ],
)
def test_an_answer_that_says_it_could_not_help_reads_as_failure(line: str) -> None:
    assert reads_as_failure(line)


def test_an_answer_does_not() -> None:
    assert not reads_as_failure("您的包裹已到杭州")


@pytest.mark.parametrize(
    "line",
    ["好的亲，我这就帮您转给人工同事～", "明白亲，这就请人工同事来帮您～", "这件事我已经登记，并交给同事优先处理"],
)
def test_the_bot_says_that_it_fetches_a_person(line: str) -> None:
    assert hands_over(line)


@pytest.mark.parametrize(
    "line", ["要我请同事联系仓库拦下来改吗？", "需要人工客服，随时说“转人工”～", "报修登记好了，同事最晚明天联系您～"]
)
def test_an_offer_or_a_note_is_no_handover(line: str) -> None:
    assert not hands_over(line)


def test_an_offer_is_known() -> None:
    assert offers_person("系统里改不了地址啦。要我请同事联系仓库拦下来改吗？")
    assert offers_person("点下面找人工同事帮您看看吧～")
    assert not offers_person("要我现在帮您催仓库吗？")
