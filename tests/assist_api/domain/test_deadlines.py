import pytest

from assist_api.domain.deadlines import Needed, needed_by


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("快点吧，周六婚礼要穿的", Needed("周六婚礼要穿的", "周六", "婚礼")),
        ("我明天就要用", Needed("我明天就要用", "明天", "")),
        ("买给我妈过生日送人的", Needed("买给我妈过生日送人的", "", "生日")),
        ("28号出差要带走", Needed("28号出差要带走", "28号", "出差")),
        ("等着用呢", Needed("等着用呢", "", "")),
    ],
)
def test_when_and_for_what_it_is_needed(text: str, needed: Needed) -> None:
    assert needed_by(text) == needed


@pytest.mark.parametrize(
    "text",
    ["上周六婚礼穿过一次", "我昨天生日", "什么时候发货", "周六能到吗", "出生日期写错了", "怎么用", "这个码穿着大"],
)
def test_what_is_over_or_no_need_tells_nothing(text: str) -> None:
    assert needed_by(text) is None
