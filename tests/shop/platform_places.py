"""Servers in the shape that WooCommerce and Shopify document: written here, never a copy of a shop's data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.shop.json_server import Place

WOO_TOKEN = "ck_1:cs_1"
SHOPIFY_TOKEN = "shpat_1"


def _asked(target: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(target)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def woo_order(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "number": str(number),
        "status": "processing",
        "currency": "CNY",
        "customer_id": 25,
        "date_created_gmt": "2026-11-20T02:11:09",
        "date_paid_gmt": "2026-11-20T02:13:40",
        "date_completed_gmt": None,
        "discount_total": "20.00",
        "shipping_total": "8.00",
        "total": "186.00",
        "customer_note": "",
        "billing": {
            "first_name": "梅",
            "last_name": "李",
            "phone": "138 0013 8000",
            "state": "浙江",
            "city": "杭州市",
            "address_1": "西湖区文三路 1 号",
        },
        "shipping": {
            "first_name": "",
            "last_name": "",
            "phone": "",
            "state": "浙江",
            "city": "杭州市",
            "address_1": "西湖区文三路 1 号",
        },
        "line_items": [
            {
                "id": 311,
                "name": "加绒卫衣",
                "product_id": 93,
                "variation_id": 94,
                "quantity": 2,
                "subtotal": "198.00",
                "total": "178.00",
                "meta_data": [{"id": 1, "key": "pa_color", "value": "blue", "display_value": "雾霾蓝"}],
            }
        ],
        "meta_data": [],
        **changes,
    }


def woo_shipped(number: int) -> dict[str, Any]:
    tracked = [{"tracking_provider": "中通快递", "tracking_number": "78123456789012", "date_shipped": "1763690400"}]
    meta = [{"id": 9, "key": "_wc_shipment_tracking_items", "value": tracked}]
    return woo_order(number, status="completed", date_completed_gmt="2026-11-21T09:00:00", meta_data=meta)


@dataclass
class WooPlace(Place):
    orders: dict[int, dict[str, Any]] = field(
        default_factory=lambda: {
            701: woo_order(701),
            702: woo_shipped(702),
            703: woo_order(703, customer_id=26),
            704: woo_order(704, status="pending", date_paid_gmt=None, date_created_gmt="2026-11-22T01:00:00"),
            705: woo_order(705, customer_id=0),
        }
    )
    notes: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        path, query = _asked(target)
        if not headers.get("Authorization", "").startswith("Basic "):
            return 401, {"code": "woocommerce_rest_cannot_view", "message": "", "data": {"status": 401}}
        return self._known(method, path.removeprefix("/wp-json/wc/v3"), query, body)

    def _known(self, method: str, path: str, query: Mapping[str, str], body: Any) -> tuple[int, Any]:
        number = int(found.group()) if (found := re.search(r"\d+", path)) else 0
        if path == "/orders":
            own = [each for each in self.orders.values() if str(each["customer_id"]) == query["customer"]]
            newest = sorted(own, key=lambda each: str(each["date_created_gmt"]), reverse=True)
            return 200, newest[: int(query["per_page"])]
        if path.endswith("/notes"):
            return self._noted(method, number, body)
        if path.startswith("/orders/") and number in self.orders:
            if method == "PUT":
                self._changed(self.orders[number], body)
            return 200, self.orders[number]
        return self._goods_or_people(path, number)

    def _noted(self, method: str, number: int, body: Any) -> tuple[int, Any]:
        kept = self.notes.setdefault(number, [])
        if method == "POST":
            kept.append({"id": len(kept) + 1, "author": "system", "date_created_gmt": "2026-11-23T00:00:00", **body})
            return 201, kept[-1]
        return 200, kept

    @staticmethod
    def _changed(order: dict[str, Any], body: dict[str, Any]) -> None:
        order["shipping"] = {**order["shipping"], **body.pop("shipping", {})}
        order.update(body)

    @staticmethod
    def _goods_or_people(path: str, number: int) -> tuple[int, Any]:
        known = {
            "/products": [_WOO_HOODIE, _WOO_CUP],
            "/products/93": _WOO_HOODIE,
            "/products/93/variations": _WOO_VARIATIONS,
            "/products/95": _WOO_CUP,
            "/customers/25": _WOO_CUSTOMER,
        }
        return (200, known[path]) if path in known else (404, {"code": "woocommerce_rest_invalid_id", "message": ""})


_WOO_CUSTOMER = {
    "id": 25,
    "date_created_gmt": "2025-03-01T08:00:00",
    "first_name": "梅",
    "username": "meimei",
    "billing": {"phone": "13800138000", "state": "浙江"},
}
_WOO_HOODIE: dict[str, Any] = {
    "id": 93,
    "name": "棠里 加绒卫衣",
    "type": "variable",
    "price": "99.00",
    "stock_status": "instock",
    "stock_quantity": None,
    "categories": [{"id": 1, "name": "服饰"}, {"id": 2, "name": "卫衣"}],
    "tags": [{"id": 5, "name": "抓绒衫"}],
    "images": [{"id": 8, "src": "https://shop.example/hoodie.jpg"}],
    "attributes": [{"id": 1, "name": "颜色", "options": ["雾霾蓝", "燕麦色"]}],
    "variations": [94, 96],
}
_WOO_VARIATIONS = [
    {
        "id": 94,
        "price": "99.00",
        "stock_status": "instock",
        "stock_quantity": 7,
        "attributes": [{"name": "颜色", "option": "雾霾蓝"}],
    },
    {
        "id": 96,
        "price": "109.00",
        "stock_status": "outofstock",
        "stock_quantity": 0,
        "attributes": [{"name": "颜色", "option": "燕麦色"}],
    },
]
_WOO_CUP: dict[str, Any] = {
    "id": 95,
    "name": "马克杯",
    "type": "simple",
    "price": "39.9",
    "stock_status": "instock",
    "stock_quantity": None,
    "categories": [],
    "tags": [],
    "images": [],
    "attributes": [],
}


def shopify_order(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"#{number}",
        "created_at": "2026-11-20T10:11:09+08:00",
        "processed_at": "2026-11-20T10:13:40+08:00",
        "cancelled_at": None,
        "financial_status": "paid",
        "fulfillment_status": None,
        "total_line_items_price": "198.00",
        "total_discounts": "20.00",
        "total_price": "186.00",
        "tags": "",
        "note_attributes": [],
        "customer": {"id": 501, "first_name": "梅"},
        "shipping_address": {
            "name": "李梅",
            "phone": "13800138000",
            "province": "浙江",
            "city": "杭州市",
            "address1": "西湖区文三路 1 号",
        },
        "shipping_lines": [{"title": "普通快递", "price": "8.00"}],
        "line_items": [
            {
                "id": 1,
                "product_id": 93,
                "variant_id": 94,
                "title": "加绒卫衣",
                "variant_title": "雾霾蓝 / M",
                "quantity": 2,
                "price": "99.00",
            }
        ],
        "fulfillments": [],
        **changes,
    }


def shopify_fulfilled(number: int, state: str, **changes: Any) -> dict[str, Any]:
    parcel = {
        "id": 9000 + number,
        "created_at": "2026-11-21T17:00:00+08:00",
        "updated_at": "2026-11-22T09:30:00+08:00",
        "tracking_company": "中通快递",
        "tracking_number": "78123456789012",
        "shipment_status": state,
        "line_items": [{"id": 1, "variant_id": 94}],
    }
    return shopify_order(number, fulfillment_status="fulfilled", fulfillments=[parcel], **changes)


@dataclass
class ShopifyPlace(Place):
    cancelled: list[dict[str, Any]] = field(default_factory=list)
    orders: dict[int, dict[str, Any]] = field(
        default_factory=lambda: {
            801: shopify_order(801),
            802: shopify_fulfilled(802, "in_transit", created_at="2026-11-19T10:11:09+08:00"),
            803: shopify_order(803, customer={"id": 502}),
            804: shopify_order(804, financial_status="pending"),
            805: shopify_fulfilled(805, "delivered"),
        }
    )

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        path, query = _asked(target)
        if headers.get("X-Shopify-Access-Token") != SHOPIFY_TOKEN:
            return 401, {"errors": "[API] Invalid API key or access token"}
        return self._known(method, path.removeprefix("/admin/api/2024-10"), query, body)

    def _known(self, method: str, path: str, query: Mapping[str, str], body: Any) -> tuple[int, Any]:
        number = int(found.group()) if (found := re.search(r"\d+", path)) else 0
        if path == "/orders.json":
            own = [each for each in self.orders.values() if str(each["customer"]["id"]) == query["customer_id"]]
            return 200, {"orders": own}
        if path.endswith("/cancel.json") and number in self.orders:
            self.cancelled.append(body)
            self.orders[number]["cancelled_at"] = "2026-11-23T12:00:00+08:00"
            return 200, {"order": self.orders[number]}
        if path == f"/orders/{number}.json" and number in self.orders:
            self.orders[number].update(body.get("order", {}))
            return 200, {"order": self.orders[number]}
        known = {
            "/products.json": {"products": [_SHOPIFY_HOODIE]},
            "/products/93.json": {"product": _SHOPIFY_HOODIE},
            "/customers/501.json": {"customer": _SHOPIFY_CUSTOMER},
        }
        return (200, known[path]) if path in known else (404, {"errors": "Not Found"})


_SHOPIFY_CUSTOMER = {
    "id": 501,
    "first_name": "梅",
    "phone": "+8613800138000",
    "total_spent": "1280.00",
    "created_at": "2025-03-01T08:00:00+08:00",
    "default_address": {"province": "浙江"},
}
_SHOPIFY_HOODIE = {
    "id": 93,
    "title": "棠里 加绒卫衣",
    "product_type": "卫衣",
    "tags": "抓绒衫, 秋冬",
    "options": [{"name": "颜色"}, {"name": "尺码"}],
    "images": [{"id": 3, "src": "https://shop.example/hoodie.jpg"}],
    "variants": [
        {"id": 94, "price": "99.00", "option1": "雾霾蓝", "option2": "M", "inventory_quantity": 7, "grams": 620},
        {"id": 96, "price": "109.00", "option1": "燕麦色", "option2": "M", "inventory_quantity": -1, "grams": 620},
    ],
}
