from assist_api.domain.staleness import TEXT, Change, changes, still_told

THEN = {"order.id": "7", "order.state": "待发货", "order.ship_time": "今天 18:00"}
MOVED = {"order.id": "7", "order.state": "已发货"}
TOLD = "订单7目前待发货，最晚今天 18:00前发出。"


def test_a_fact_that_differs_and_one_that_is_gone_have_changed() -> None:
    assert changes(THEN, MOVED) == [
        Change("order.state", "待发货", "已发货"),
        Change("order.ship_time", "今天 18:00", None),
    ]


def test_an_untouched_text_tells_every_fact_it_was_made_of() -> None:
    assert len(still_told([*changes(THEN, MOVED), Change(TEXT, TOLD, "别的")], TOLD + "\n", TOLD)) == 3


def test_a_rewritten_text_tells_only_what_it_still_names() -> None:
    found = still_told(changes(THEN, MOVED), "亲，今天 18:00前一定发", TOLD)
    assert [change.slot for change in found] == ["order.ship_time"]
    assert still_told(changes(THEN, MOVED), "亲，我帮您催一下", TOLD) == []


def test_a_change_is_told_by_the_name_a_person_knows() -> None:
    assert Change("order.state", "待发货", "已发货").body()["name"] == "订单状态"
