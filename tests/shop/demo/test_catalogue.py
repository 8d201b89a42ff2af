from __future__ import annotations

from pathlib import Path

import pytest

from shop.demo.world import World
from shop.models import Product

_SIZED = {"服饰", "鞋靴", "童装"}
_PICTURES = Path(__file__).parents[3] / "shop" / "demo" / "pictures"


@pytest.fixture(scope="session")
def goods(world: World) -> tuple[Product, ...]:
    return world.products


def test_every_sheet_is_complete(goods: tuple[Product, ...]) -> None:
    for each in goods:
        assert all((each.selling_points, each.craft, each.care, each.aliases, each.certificates)), each.id
        assert min(len(each.attributes) - 2, len(each.complaint_points)) >= 2, each.id


def test_certificates_are_clearly_of_the_demo_and_no_two_alike(goods: tuple[Product, ...]) -> None:
    papers = [paper for each in goods for paper in each.certificates]
    assert all(paper.number.startswith("DEMO-") and "演示" in paper.issued_by for paper in papers)
    assert len({paper.number for paper in papers}) == len(papers)


def test_matching_pieces_exist_and_a_piece_does_not_match_itself(goods: tuple[Product, ...]) -> None:
    ids = {each.id for each in goods}
    assert all(set(each.matching) <= ids - {each.id} for each in goods)


def test_what_comes_in_sizes_has_a_chart_for_each(goods: tuple[Product, ...]) -> None:
    for each in goods:
        sizes = {sku.options.get("尺码") or sku.options.get("鞋码") for sku in each.skus}
        if each.category in _SIZED and each.size_chart:
            assert sizes <= set(each.size_chart), each.id
    assert sum(bool(each.size_chart) for each in goods if each.category in _SIZED) >= 28


def test_the_price_history_runs_up_to_todays_price(goods: tuple[Product, ...]) -> None:
    for each in goods:
        assert each.price_history[-1].price == each.price, each.id


def test_every_product_has_its_picture(goods: tuple[Product, ...]) -> None:
    assert {each.picture for each in goods} == {f"/shop/pictures/{file.name}" for file in _PICTURES.glob("*.svg")}
