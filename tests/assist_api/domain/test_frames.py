import pytest

from assist_api.domain.frames import holds_against_us, is_bare_threat, of_another_shop, only_asks, shouts, teases


@pytest.mark.parametrize("text", ["想请教下打12315要带什么材料", "法官袍还有货吗", "话剧里演记者 要一身风衣"])
def test_who_asks_or_buys_holds_nothing_against_us(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize("text", ["再不退款我就打12315 你们知道要带什么材料吗", "收到就坏 有人管吗", "你们凭什么不退"])
def test_a_question_with_a_grievance_is_no_mere_question(text: str) -> None:
    assert holds_against_us(text)
    assert not only_asks(text)


@pytest.mark.parametrize("text", ["再上新我的荷包要报警了", "我要起诉我的闹钟", "吓你的啦"])
def test_who_lets_a_purse_threaten_teases(text: str) -> None:
    assert teases(text)


def test_a_threat_without_a_reason_is_bare() -> None:
    assert is_bare_threat("我要投诉你们")
    assert not is_bare_threat("我要投诉 三天不发货")


def test_what_another_shop_did_is_not_ours() -> None:
    assert of_another_shop("上次在别家买的全是假货")
    assert not of_another_shop("别家都发了 你们还不发")


def test_shouting_is_told_by_its_marks() -> None:
    assert shouts("发货！！！")
    assert not shouts("谢谢！")
