from __future__ import annotations

import pytest

from actions.services.authenticity import genuine
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_a_certificate_is_quoted_with_its_number_and_issuer(shop: SqlShop, ask: Ask) -> None:
    paper = shop.product("c101").certificates[0]
    text = genuine(shop, ask("是正品吗", None, page_product_id="c101")).text
    assert all(word in text for word in (paper.number, paper.issued_by, paper.says.rstrip("。"), "棠里生活旗舰店"))


@pytest.mark.parametrize("word", ["保证", "绝对", "百分百", "假一赔"])
def test_nothing_is_promised_beyond_the_paper(shop: SqlShop, ask: Ask, word: str) -> None:
    assert word not in genuine(shop, ask("保真吗", None, page_product_id="s204")).text


def test_the_paper_asked_for_is_chosen(shop: SqlShop, ask: Ask) -> None:
    text = genuine(shop, ask("有3C吗", None, page_product_id="a601")).text
    assert "DEMO-CCC-2026-0601" in text and "质检报告" not in text


def test_a_paper_that_is_not_there_is_said_to_be_missing(shop: SqlShop, ask: Ask) -> None:
    text = genuine(shop, ask("有3C认证吗", None, page_product_id="a603")).text
    assert "没有 3C" in text and "DEMO-JD-2601-0603" in text


def test_a_safety_class_is_told_only_as_it_stands(shop: SqlShop, ask: Ask) -> None:
    text = genuine(shop, ask("是A类的吗", None, page_product_id="k301")).text
    assert "B 类" in text and "A 类" not in text


@pytest.mark.parametrize("text", ["防伪码在哪里", "假一赔十吗", "有授权书吗"])
def test_what_no_paper_shows_is_left_to_the_knowledge_base(shop: SqlShop, ask: Ask, text: str) -> None:
    assert "knowledge" in genuine(shop, ask(text, None, page_product_id="b501")).custom
