"""Each kind at its edges; how often the rules are right is measured in test_entity_quality.py."""

from __future__ import annotations

import pytest

from tests.bot_components.entities.conftest import Read


def values(read: Read, kind: str, text: str) -> list[str]:
    return [value for entity, value in read(text) if entity == kind]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("order_id", "订单773412345678901到哪了", ["773412345678901"]),
        ("tracking_no", "773412345678901到哪了", ["773412345678901"]),
        ("tracking_no", "528690173109这款有优惠吗", []),
        ("tracking_no", "快递单号528690173109", ["528690173109"]),
        ("tracking_no", "ea123456789cn", ["EA123456789CN"]),
        ("tracking_no", "13812345678", []),
        ("phone", "+86 138 1234 5678", ["13812345678"]),
        ("phone", "4001234567", []),
        ("phone_last4", "8866结尾的手机", ["8866"]),
        ("phone_last4", "尾号88661", []),
        ("courier", "SF到付吗", ["顺丰速运"]),
        ("courier", "发天天吗", ["天天快递"]),
        ("courier", "走京东吧", ["京东物流"]),
        ("courier", "用京东E卡付的", []),
        ("courier", "晚安能回我吗", []),
        ("height", "裤长95cm", []),
        ("height", "身高1.72", ["172"]),
        ("weight", "承重150斤吗", []),
        ("weight", "身高175体重75", ["75"]),
        ("weight", "身高175体重150", ["75"]),
        ("size", "大一码", []),
        ("size", "28号发货", []),
        ("size", "科技路43号", []),
        ("size", "38或者39码", ["39"]),
        ("size", "38码或者39", ["38", "39"]),
        ("size", "要100", []),
        ("colour", "苍白的道歉", []),
        ("colour", "豆沙馅的还有吗", []),
        ("colour", "豆沙那件", ["豆沙"]),
        ("money", "一块买便宜吗", []),
        ("money", "满300减50", []),
        ("money", "两三百的", ["200-300"]),
        ("money", "48小时以内", []),
        ("quantity", "三包服务", []),
        ("quantity", "99包邮", []),
        ("quantity", "给我一个说法", []),
        ("region", "包装开封了", []),
        ("region", "寄到开封", ["开封"]),
        ("region", "大厂县能送吗", ["大厂县"]),
        ("region", "南京路", []),
        ("ordinal", "最后一件事", []),
        ("ordinal", "第二个问题", []),
        ("product_word", "手机尾号8866", []),
    ],
)
def test_a_kind_is_found_with_its_value_or_left_alone(read: Read, kind: str, text: str, expected: list[str]) -> None:
    assert values(read, kind, text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("周五能到吗", "2026-11-27"),
        ("周五买的", "2026-11-20"),
        ("周二买的", "2026-11-24"),
        ("周二能到吗", "2026-12-01"),
        ("上上周一", "2026-11-09"),
        ("九号还没收到", "2026-11-09"),
        ("31号发货", "2026-10-31"),
        ("1月2日到", "2027-01-02"),
        ("2025年2月29日", None),
        ("周一到周五上班", None),
        ("大一号", None),
        ("五个月了", None),
        ("双11便宜吗", None),
        ("双11之前能到吗", "双十一"),
        ("11月底", "11月底"),
    ],
)
def test_days_count_from_today(read: Read, text: str, day: str | None) -> None:
    assert values(read, "date", text) == ([day] if day else [])
