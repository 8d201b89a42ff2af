"""The shop's tables. A column is named as the model's field it fills; `shop_` keeps them apart in a shared database."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from shop.columns import ComplaintPoints, Instant, Money, Tuple
from shop.models import Flag, OrderState, ParcelState, ReturnState

metadata = MetaData()


def _state(kind: type[StrEnum]) -> Enum:
    return Enum(kind, native_enum=False, length=20, values_callable=lambda members: [str(member) for member in members])


meta = Table("shop_meta", metadata, Column("key", String(40), primary_key=True), Column("value", JSON, nullable=False))

products = Table(
    "shop_products",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    Column("category", String(40), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("selling_points", Tuple, nullable=False),
    Column("craft", Text, nullable=False),
    Column("care", Text, nullable=False),
    Column("aliases", Tuple, nullable=False),
    Column("matching", Tuple, nullable=False),
    Column("complaint_points", ComplaintPoints, nullable=False),
    Column("size_chart", JSON, nullable=False),
    Column("instalments", Tuple, nullable=False),
    Column("picture", String(200), nullable=False),
)

skus = Table(
    "shop_skus",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("product_id", ForeignKey(products.c.id), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("options", JSON, nullable=False),
    Column("price", Money, nullable=False),
    Column("stock", Integer, nullable=False),
    Column("restock_at", Instant),
)

certificates = Table(
    "shop_certificates",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("product_id", ForeignKey(products.c.id), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("number", String(80), nullable=False),
    Column("issued_by", String(120), nullable=False),
    Column("says", Text, nullable=False),
)

price_points = Table(
    "shop_price_points",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("product_id", ForeignKey(products.c.id), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("price", Money, nullable=False),
    Column("reason", String(120), nullable=False),
)

shoppers = Table(
    "shop_shoppers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("phone_last4", String(4), nullable=False),
    Column("level", String(20), nullable=False),
    Column("region", String(20), nullable=False),
    Column("since", Instant, nullable=False),
    Column("spent", Money, nullable=False),
)

orders = Table(
    "shop_orders",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False),
    Column("state", _state(OrderState), nullable=False),
    Column("goods_total", Money, nullable=False),
    Column("discount", Money, nullable=False),
    Column("postage", Money, nullable=False),
    Column("paid", Money, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("paid_at", Instant),
    Column("ship_by", Instant),
    Column("shipped_at", Instant),
    Column("signed_at", Instant),
    Column("receiver", String(40), nullable=False),
    Column("phone_masked", String(20), nullable=False),
    Column("address_masked", String(120), nullable=False),
    Column("region", String(20), nullable=False),
    Column("flag", _state(Flag)),
    Column("oversold", Boolean, nullable=False),
    Column("in_big_sale", Boolean, nullable=False),
    Column("invoice", String(20), nullable=False),
    Index("shop_orders_of_a_shopper", "shopper_id", "created_at"),
)

order_lines = Table(
    "shop_order_lines",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("product_id", ForeignKey(products.c.id), nullable=False),
    Column("title", String(200), nullable=False),
    Column("sku_id", ForeignKey(skus.c.id), nullable=False),
    Column("sku_label", String(80), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price", Money, nullable=False),
    Column("packed_sku_id", ForeignKey(skus.c.id)),
    Column("packed_quantity", Integer),
)

notes = Table(
    "shop_notes",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("by", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("flag", _state(Flag)),
    Column("key", String(120)),
    UniqueConstraint("order_id", "key"),
)

couriers = Table(
    "shop_couriers",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", String(40), nullable=False),
    Column("aliases", Tuple, nullable=False),
)

parcels = Table(
    "shop_parcels",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("courier_code", ForeignKey(couriers.c.code), nullable=False),
    Column("courier", String(40), nullable=False),
    Column("tracking_no", String(40), nullable=False, unique=True),
    Column("state", _state(ParcelState), nullable=False),
    Column("expected_at", Instant),
    Column("sku_ids", Tuple, nullable=False),
)

carrier_events = Table(
    "shop_carrier_events",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("parcel_id", ForeignKey(parcels.c.id), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("place", String(80), nullable=False),
    Column("text", Text, nullable=False),
)

returns = Table(
    "shop_returns",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("sku_id", ForeignKey(skus.c.id), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", _state(ReturnState), nullable=False),
    Column("reason", String(120), nullable=False),
    Column("amount", Money, nullable=False),
    Column("applied_at", Instant, nullable=False),
    Column("tracking_no", String(40)),
    Column("received_at", Instant),
    Column("refunded_at", Instant),
)

coupons = Table(
    "shop_coupons",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False, index=True),
    Column("title", String(80), nullable=False),
    Column("amount", Money, nullable=False),
    Column("from_amount", Money, nullable=False),
    Column("valid_until", Instant, nullable=False),
    Column("used", Boolean, nullable=False),
)

promotions = Table(
    "shop_promotions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", String(80), nullable=False),
    Column("rule", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("categories", Tuple, nullable=False),
    Column("stacks_with_coupons", Boolean, nullable=False),
    Column("big", Boolean, nullable=False),
)

installations = Table(
    "shop_installations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("product_title", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("booked_for", Instant),
    Column("window", String(20), nullable=False),
    Column("installer_masked", String(40), nullable=False),
)

follow_ups = Table(
    "shop_follow_ups",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("key", String(120), nullable=False),
    UniqueConstraint("order_id", "kind", "key"),
)
