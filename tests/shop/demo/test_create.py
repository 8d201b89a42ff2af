from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from shop import schema
from shop.connect import open_shop
from shop.demo import create as creation
from shop.demo.create import NotTheDemo, create
from shop.engine import engine_for


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/var/shop.db"


def test_the_demo_is_made_once_a_day(url: str) -> None:
    assert create(url, date(2026, 11, 23))
    assert not create(url, date(2026, 11, 23))
    assert create(url, date(2026, 11, 24))
    assert open_shop(url).product("c101").kind == "卫衣"


def test_a_new_seed_makes_it_anew(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create(url, date(2026, 11, 23))
    monkeypatch.setattr(creation, "SEED_VERSION", creation.SEED_VERSION + 1)
    assert create(url, date(2026, 11, 23))


def test_a_shop_that_is_not_the_demo_is_left_alone(url: str) -> None:
    create(url, date(2026, 11, 23))
    with engine_for(url).begin() as connection:
        connection.execute(delete(schema.meta))
    with pytest.raises(NotTheDemo):
        create(url, date(2026, 11, 24))
    assert open_shop(url).product("c101").kind == "卫衣"
