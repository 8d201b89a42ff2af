"""Goods come in: `python -m shop.restock c101-12 30` puts 30 pieces on the shelf and tells who waits for them."""

from __future__ import annotations

import argparse

from shop.connect import DEFAULT_URL, read_policy
from shop.protocol import NotFound
from shop.sql import SqlShop


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sku", help="the SKU's id")
    arguments.add_argument("pieces", type=int, help="how many lie on the shelf from now on")
    arguments.add_argument("--url", default=DEFAULT_URL, help=f"the shop's database, {DEFAULT_URL} unless told")
    given = arguments.parse_args()
    try:
        told = SqlShop(given.url, read_policy()).restock(given.sku, given.pieces)
    except NotFound:
        raise SystemExit(f"没有这个规格：{given.sku}") from None
    print(f"{given.sku} 库存已设为 {given.pieces}，通知了 {told} 位等货的买家")


if __name__ == "__main__":
    main()
