from __future__ import annotations

from assist_api.domain.around import Around, around


def test_the_bots_lines_stand_in_their_order_before_and_behind_each_message() -> None:
    lines = [(False, "在的"), (False, "您说"), (True, "件到哪了"), (False, "查一下"), (False, "到杭州了"), (True, "好")]
    assert around(lines) == [
        Around(2, "件到哪了", "在的\n您说", "查一下\n到杭州了"),
        Around(5, "好", "查一下\n到杭州了", ""),
    ]


def test_between_two_messages_in_a_row_nothing_was_said() -> None:
    assert around([(True, "在吗"), (True, "件到哪了")]) == [
        Around(0, "在吗", "", ""),
        Around(1, "件到哪了", "", ""),
    ]
    assert around([(False, "在的")]) == []
