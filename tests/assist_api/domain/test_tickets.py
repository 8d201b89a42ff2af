"""What a complaint is about and how serious it is, proposed with reasons."""

from __future__ import annotations

import pytest

from assist_api.domain.tickets import Kind, Level, propose_level


@pytest.mark.parametrize(
    ("text", "level", "kind"),
    [
        ("用了你们的面霜整张脸都红肿了", Level.SERIOUS, Kind.SAFETY),
        ("孩子吃完上吐下泻，刚从医院回来", Level.SERIOUS, Kind.SAFETY),
        ("炸锅插上电就冒烟，家里跳闸了", Level.SERIOUS, Kind.SAFETY),
        ("打开袋子里面有虫子", Level.SERIOUS, Kind.SAFETY),
        ("坚果一股霉味，好几颗都发霉了", Level.SERIOUS, Kind.SAFETY),
        ("这鞋就是假货，我拿去鉴定了", Level.SERIOUS, Kind.COUNTERFEIT),
        ("刚用一天就坏了，什么破锅", Level.SERIOUS, Kind.QUALITY),
        ("快递五天了一动不动", Level.DELAY, Kind.LOGISTICS),
        ("拍了三天还没发货", Level.DELAY, Kind.LOGISTICS),
        ("箱子压扁了，瓶子碎了一地", Level.DELAY, Kind.LOGISTICS),
        ("我买两条只收到一条，少发了", Level.DELAY, Kind.LOGISTICS),
        ("寄错颜色了吧，发错了", Level.DELAY, Kind.LOGISTICS),
        ("退回去半个月了，退款一直没到", Level.DELAY, Kind.CONTRACT),
        ("说好昨天发的，结果今天还没动", Level.DELAY, Kind.CONTRACT),
        ("刚才那个客服阴阳怪气的", Level.DELAY, Kind.DIGNITY),
        ("你们客服什么态度", Level.DELAY, Kind.DIGNITY),
        ("实物跟图片颜色差太多了", Level.SMALL, Kind.ADVERTISING),
        ("写的500克，我称了一下只有430", Level.SMALL, Kind.MEASURE),
        ("昨天刚买今天就降价三十", Level.SMALL, Kind.PRICE),
        ("袖口有个小线头，开线了", Level.SMALL, Kind.QUALITY),
        ("洗了一次就掉色", Level.SMALL, Kind.QUALITY),
    ],
)
def test_the_level_and_the_kind_of_what_was_told(text: str, level: Level, kind: Kind) -> None:
    proposed = propose_level([text])
    assert (proposed.level, proposed.kind) == (level, kind)
    assert proposed.reasons


@pytest.mark.parametrize(
    "text",
    [
        "敏感肌用会不会过敏",
        "这个容易起球吗",
        "怕摔碎，能多包一层吗",
        "是不是假货呀",
        "有没有色差",
        "支持价保吗",
        "我的优惠券过期了",
        "客服态度真好，谢谢",
        "不会掉色吧",
        "今天能发货吗",
        "包装没有破损，挺好的",
    ],
)
def test_what_is_asked_feared_or_denied_is_no_complaint(text: str) -> None:
    proposed = propose_level([text])
    assert (proposed.level, proposed.kind, proposed.reasons) == (Level.SMALL, Kind.OTHER, ())


def test_the_most_serious_of_several_decides() -> None:
    proposed = propose_level(["快递好几天了还没到", "到了发现箱子冒烟"])
    assert (proposed.level, proposed.kind) == (Level.SERIOUS, Kind.SAFETY)
    assert len(proposed.reasons) == 2


def test_what_the_words_do_not_tell_the_intent_does() -> None:
    proposed = propose_level(["你看看这个"], intents=["report_package_problem"])
    assert (proposed.level, proposed.kind) == (Level.DELAY, Kind.LOGISTICS)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"feelings": ["neutral", "angry"]}, "顾客情绪愤怒"),
        ({"repeated": 1}, "同一订单第 2 次投诉"),
    ],
)
def test_anger_and_repetition_make_a_small_matter_a_pressing_one(more: dict[str, object], why: str) -> None:
    proposed = propose_level(["衣服掉色"], **more)  # type: ignore[arg-type]
    assert proposed.level is Level.DELAY
    assert why in proposed.reasons


def test_who_names_the_authorities_is_taken_seriously() -> None:
    proposed = propose_level(["再不处理我打12315投诉"])
    assert proposed.level is Level.DELAY
    assert proposed.reasons == ("明确表示投诉", "提到监管部门、法律或媒体")


def test_what_is_serious_in_itself_stays_so() -> None:
    assert propose_level(["用了脸过敏"], feelings=["angry"], repeated=3).level is Level.SERIOUS
