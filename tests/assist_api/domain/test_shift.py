from datetime import date

import pytest

from assist_api.domain.shift import day_passed, ends

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (None, None),
        (date(2026, 11, 30), None),
        (date(2026, 11, 29), "11-29 到期"),
        (date(2026, 11, 26), "11-26 到期"),
        (date(2026, 11, 25), "11-25 已过期"),
    ],
)
def test_knowledge_is_marked_three_days_before_it_ends_and_after(last: date | None, told: str | None) -> None:
    assert ends(last, TODAY) == told


def test_a_text_that_names_a_day_that_is_over_is_marked() -> None:
    assert day_passed("双十一活动到11月20日结束", TODAY) == "提到的 11-20 已经过去"


@pytest.mark.parametrize(
    "text", ["活动 11 月 1 日到 11月30日", "签收 7 天内可退", "2月30日", "2027年1月3日前有效", "今天 26 号截止"]
)
def test_a_text_whose_days_are_to_come_or_that_names_none_is_not(text: str) -> None:
    assert day_passed(text, TODAY) is None


def test_a_day_without_its_year_is_the_nearest() -> None:
    assert day_passed("1月5日恢复发货", date(2026, 12, 30)) is None
    assert day_passed("12月28日截止", date(2027, 1, 3)) == "提到的 12-28 已经过去"
