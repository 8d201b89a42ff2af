from datetime import timedelta

import pytest

from assist_api.domain.order_facts import OrderFacts, Standing
from tests.assist_api.domain.dialogues import NOW, order, parcel, sent


@pytest.mark.parametrize(
    ("facts", "standing", "words"),
    [
        (order(), Standing.LATE, "付款 2 天没发，承诺 今天 07:00 前发货，已超时"),
        (order(ship_by=NOW + timedelta(hours=20)), Standing.TO_SEND, "最晚 明天 08:00 前发货"),
        (sent(), Standing.STALLED, "中通快递停在合肥转运中心 3 天没有更新"),
        (sent(place=""), Standing.STALLED, "中通快递物流 3 天没有更新"),
        (
            sent(moved_at=NOW - timedelta(hours=1), expected_at=NOW + timedelta(days=1)),
            Standing.ON_THE_WAY,
            "中通快递运输中，今天 11:00 在合肥转运中心，预计明天到",
        ),
        (sent(state="lost", state_zh="疑似丢件"), Standing.LOST, "中通快递疑似丢件（11月20日 04:00）"),
        (order(state="signed", signed_at=NOW - timedelta(days=1)), Standing.ARRIVED, "昨天签收"),
        (order(state="unpaid"), Standing.UNPAID, ""),
        (order(state="cancelled"), Standing.OVER, ""),
    ],
)
def test_how_an_order_stands(facts: OrderFacts, standing: Standing, words: str) -> None:
    assert (facts.standing(NOW), facts.words(NOW)) == (standing, words)


def test_a_parcel_that_was_never_scanned_is_not_said_to_stand_still() -> None:
    facts = order(state="shipped", state_zh="已发货", parcel=parcel(moved_at=None, place=""))
    assert facts.standing(NOW) is Standing.ON_THE_WAY
    assert facts.words(NOW) == ""
