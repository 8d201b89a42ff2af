"""A message on its way into the inbox."""

from __future__ import annotations

from dataclasses import replace

from assist_api.domain.inbox import Line, Said, fold_key, normalised, of_line, of_message, ordered
from assist_api.domain.teaching import Reason
from tests.assist_api.conftest import OPENING

LINE = Line("file:1", "打13812345678", OPENING)
SAID = Said("m1", "c1", "给小林同学便宜点", OPENING, "小林同学", "p1", "angry", "bargain", 0.4, [("bargain", 0.4)])


def test_letters_and_digits_are_of_one_width_and_punctuation_stays_chinese() -> None:
    assert normalised("ＳＦ　发吗，１３８ \n 谢谢") == "SF 发吗，138 谢谢"


def test_texts_that_differ_in_case_spaces_and_punctuation_fold() -> None:
    assert fold_key("SF 发吗？") == fold_key("sf发吗")
    assert fold_key("SF 发吗") != fold_key("YT 发吗")


def test_texts_without_a_letter_do_not_all_fold_into_one() -> None:
    assert fold_key("？？？") != fold_key("！")


def test_two_lines_that_differ_in_a_telephone_number_alone_fold() -> None:
    assert of_line(LINE).key == of_line(replace(LINE, id="file:2", text="打13912345678")).key


def test_a_line_is_one_item_however_often_it_is_sent() -> None:
    assert of_line(LINE).id == of_line(LINE).id != of_line(replace(LINE, id="file:2")).id


def test_a_message_is_masked_with_its_shoppers_name() -> None:
    draft = of_message(SAID, [Reason.UNSURE])
    assert draft.text == "给【姓名】便宜点"
    assert (draft.message_id, draft.intent, draft.feeling, draft.product_id) == ("m1", "bargain", "angry", "p1")


def test_reasons_stand_in_one_order_and_once() -> None:
    assert ordered(["unsure", "handover", "unsure"]) == (Reason.HANDOVER, Reason.UNSURE)
