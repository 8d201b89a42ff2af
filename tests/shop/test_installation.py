from __future__ import annotations

from datetime import date, datetime, timedelta

from shop import installation
from shop.china_time import CHINA
from tests.shop.goods import POLICY, product

TODAY = date(2026, 11, 23)


def test_a_fitter_comes_on_seven_days_from_tomorrow_on() -> None:
    days = installation.days(POLICY, TODAY, TODAY - timedelta(days=3), {})
    assert days == [date(2026, 11, day) for day in range(24, 31)]


def test_no_fitter_comes_before_the_goods() -> None:
    assert installation.days(POLICY, TODAY, date(2026, 11, 28), {})[0] == date(2026, 11, 29)


def test_a_day_is_left_out_when_each_part_of_it_is_full() -> None:
    tomorrow = date(2026, 11, 24)
    full = {(tomorrow, window): 3 for window in ("上午", "下午", "晚上")}
    assert tomorrow not in installation.days(POLICY, TODAY, TODAY, full)
    assert installation.free_windows(POLICY, tomorrow, full | {(tomorrow, "下午"): 2}) == ["下午"]


def test_the_afternoon_begins_at_two() -> None:
    now = datetime(2026, 11, 23, 16, 45, 12, tzinfo=CHINA)
    assert installation.begins(POLICY, TODAY, "下午", now) == datetime(2026, 11, 23, 14, tzinfo=CHINA)


def test_goods_need_a_fitter_when_their_sheet_says_so() -> None:
    assert installation.needs_fitter(product("heater", "小家电", "999", attributes={"安装": "上门安装，材料费另计"}))
    assert not installation.needs_fitter(product("fryer", "小家电", "299"))
