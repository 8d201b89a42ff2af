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

from shop.columns import ComplaintPoints, Instant, Money, Tiers, Tuple
from shop.models import Flag, OfferScheme, OrderState, ParcelState, ReturnState, ShopEventKind, TicketKind

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
    Column("weight_g", Integer, nullable=False),
    Column("handling", Tuple, nullable=False),
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
    Column("reason", Text, nullable=False),
    Column("amount", Money, nullable=False),
    Column("applied_at", Instant, nullable=False),
    Column("tracking_no", String(80)),
    Column("received_at", Instant),
    Column("refunded_at", Instant),
    Column("courier", String(80), nullable=False),
    Column("evidence", Tuple, nullable=False),
    Column("exchange_sku_id", ForeignKey(skus.c.id)),
    Column("exchange_order_id", ForeignKey(orders.c.id)),
    Column("order_state_before", _state(OrderState)),  # to which the order goes back when the return is withdrawn
    Column("whole_order", Boolean, nullable=False, default=False),  # a paid order that was cancelled
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
    Column("categories", Tuple, nullable=False),
    Column("offer_id", String(40)),  # from which offer it was taken
    UniqueConstraint("shopper_id", "offer_id"),
)

coupon_offers = Table(
    "shop_coupon_offers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", String(80), nullable=False),
    Column("amount", Money, nullable=False),
    Column("from_amount", Money, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("days_valid", Integer, nullable=False),
    Column("least_level", String(20), nullable=False),
    Column("categories", Tuple, nullable=False),
    Column("left", Integer, nullable=False),
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
    Column("scheme", _state(OfferScheme)),
    Column("tiers", Tiers, nullable=False),
    Column("least_level", String(20), nullable=False),
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
)

tickets = Table(
    "shop_tickets",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False, index=True),
    Column("order_id", ForeignKey(orders.c.id)),
    Column("kind", _state(TicketKind), nullable=False),
    Column("level", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("shop_tickets_of_a_kind", "kind", "opened_at"),
)

invoices = Table(
    "shop_invoices",
    metadata,
    Column("order_id", ForeignKey(orders.c.id), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("tax_no", String(40), nullable=False),
    Column("email_masked", String(120), nullable=False),
    Column("send_to", String(200), nullable=False),  # the address in full, which no call gives out
    Column("amount", Money, nullable=False),
    Column("state", String(20), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("issued_at", Instant),
)

order_addresses = Table(  # in full, for the warehouse: nothing that answers a shopper reads it
    "shop_order_addresses",
    metadata,
    Column("order_id", ForeignKey(orders.c.id), primary_key=True),
    Column("receiver", String(80), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("region", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

merged_orders = Table(
    "shop_merged_orders",
    metadata,
    Column("order_id", ForeignKey(orders.c.id), primary_key=True),
    Column("parcel_of", String(40), nullable=False),  # the order whose parcel carries them all
)

refunds = Table(  # money given back beside returns: postage of merged orders, price protection
    "shop_refunds",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("why", String(20), nullable=False),
    Column("amount", Money, nullable=False),
    Column("at", Instant, nullable=False),
    Column("sku_id", ForeignKey(skus.c.id)),
    Column("price_now", Money),  # price protection: down to which price the difference has been paid
)

given = Table(  # what the shop's people gave a shopper: their limits are counted from it
    "shop_given",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False, index=True),
    Column("order_id", ForeignKey(orders.c.id), index=True),
    Column("what", String(20), nullable=False),
    Column("amount", Money, nullable=False),  # of points as many yuan as points, so that all are counted alike
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(80), nullable=False),
    Column("role", String(20), nullable=False),
    Column("sku_id", ForeignKey(skus.c.id)),
    Column("pieces", Integer),
)

replacements = Table(  # orders of nothing: what leaves in the place of goods that were exchanged, lost or broken
    "shop_replacements",
    metadata,
    Column("order_id", ForeignKey(orders.c.id), primary_key=True),
    Column("of_order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("return_id", ForeignKey(returns.c.id)),  # null: sent again without anything coming back
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

restock_wishes = Table(
    "shop_restock_wishes",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("sku_id", ForeignKey(skus.c.id), nullable=False, index=True),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("told_at", Instant),
)

events = Table(
    "shop_events",
    metadata,
    Column("row", Integer, primary_key=True),  # grows as the events are written: the order in which they are told
    Column("id", String(80), nullable=False, unique=True),
    Column("kind", _state(ShopEventKind), nullable=False),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False),
    Column("at", Instant, nullable=False),
    Column("order_id", ForeignKey(orders.c.id)),
    Column("sku_id", ForeignKey(skus.c.id)),
)

done = Table(  # what a writing call returned, so that the same key returns it again
    "shop_done",
    metadata,
    Column("shopper_id", ForeignKey(shoppers.c.id), primary_key=True),
    Column("action", String(40), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("result", JSON, nullable=False),
)

audit = Table(
    "shop_audit",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("shopper_id", ForeignKey(shoppers.c.id), nullable=False),
    Column("order_id", ForeignKey(orders.c.id), index=True),
    Column("action", String(40), nullable=False),
    Column("by", String(80), nullable=False),  # a person of the shop; "": the shopper, by the bot
    Column("role", String(20), nullable=False),
    Column("before", JSON),  # the order as it stood, null where none is concerned
    Column("after", JSON),  # the order as it stands now
    Column("result", JSON),  # what came of the call, where that is not the order
    Column("key", String(120), nullable=False),
)
