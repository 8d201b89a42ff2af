"""What a shop knows, as plain values. Money is Decimal yuan, times are aware datetimes (Asia/Shanghai for people)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class OrderState(StrEnum):
    """The states of a Tmall order, in the order of its life; the last four are ways out of it."""

    UNPAID = "unpaid"
    PAID = "paid"  # waiting to be sent
    LOCKED = "locked"  # handed to the warehouse: address and items can no longer change
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    SIGNED = "signed"  # delivered, the shopper has not confirmed yet
    COMPLETED = "completed"
    CLOSED_UNPAID = "closed_unpaid"
    CANCELLED = "cancelled"
    REFUNDING = "refunding"
    REFUNDED = "refunded"

    @property
    def zh(self) -> str:
        return _ORDER_STATE_ZH[self]


_ORDER_STATE_ZH = {
    OrderState.UNPAID: "待付款",
    OrderState.PAID: "待发货",
    OrderState.LOCKED: "仓库配货中",
    OrderState.PARTLY_SHIPPED: "部分发货",
    OrderState.SHIPPED: "已发货",
    OrderState.SIGNED: "已签收",
    OrderState.COMPLETED: "交易成功",
    OrderState.CLOSED_UNPAID: "超时未付款已关闭",
    OrderState.CANCELLED: "已取消",
    OrderState.REFUNDING: "退款中",
    OrderState.REFUNDED: "已退款",
}


class ParcelState(StrEnum):
    CREATED = "created"  # label printed, courier has not collected it
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    EXCEPTION = "exception"  # refused, wrong address, damaged
    LOST = "lost"

    @property
    def zh(self) -> str:
        return _PARCEL_STATE_ZH[self]


_PARCEL_STATE_ZH = {
    ParcelState.CREATED: "待揽收",
    ParcelState.IN_TRANSIT: "运输中",
    ParcelState.OUT_FOR_DELIVERY: "派送中",
    ParcelState.DELIVERED: "已签收",
    ParcelState.EXCEPTION: "派送异常",
    ParcelState.LOST: "疑似丢件",
}


class ReturnState(StrEnum):
    APPLIED = "applied"
    APPROVED = "approved"  # waiting for the shopper to send it
    SENT_BACK = "sent_back"
    RECEIVED = "received"  # registered inbound by the warehouse
    REFUNDED = "refunded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def zh(self) -> str:
        return _RETURN_STATE_ZH[self]


_RETURN_STATE_ZH = {
    ReturnState.APPLIED: "待审核",
    ReturnState.APPROVED: "待寄回",
    ReturnState.SENT_BACK: "寄回途中",
    ReturnState.RECEIVED: "仓库已收货",
    ReturnState.REFUNDED: "已退款",
    ReturnState.REJECTED: "已驳回",
    ReturnState.WITHDRAWN: "已撤销",
}


class Flag(StrEnum):
    """插旗: the coloured flag with which a shop marks an order for its own people."""

    RED = "red"  # complaint or risk
    YELLOW = "yellow"  # address or item change
    GREEN = "green"  # gift or gift wrap
    BLUE = "blue"  # logistics follow-up
    PURPLE = "purple"  # after-sales promise


@dataclass(frozen=True)
class Sku:
    id: str
    product_id: str
    options: dict[str, str]  # {"颜色": "雾霾蓝", "尺码": "M"}
    price: Decimal
    stock: int
    restock_at: datetime | None = None

    @property
    def label(self) -> str:
        return " ".join(self.options.values())


@dataclass(frozen=True)
class PricePoint:
    at: datetime
    price: Decimal
    reason: str


@dataclass(frozen=True)
class Certificate:
    kind: str  # 质检报告, 3C, 化妆品备案 …
    number: str
    issued_by: str
    says: str  # what it states, as a sentence that may be quoted


@dataclass(frozen=True)
class ComplaintPoint:
    """What such a product draws complaints for, and the honest answer to it."""

    point: str
    answer: str


@dataclass(frozen=True)
class Product:
    id: str
    title: str
    category: str  # 服饰, 鞋靴, 童装, 零食, 护肤, 小家电
    kind: str  # the everyday word: 卫衣, 运动鞋, 空气炸锅
    price: Decimal  # lowest SKU price
    attributes: dict[str, str]  # {"材质": "95% 棉 5% 氨纶", …}
    skus: tuple[Sku, ...]
    selling_points: tuple[str, ...] = ()
    craft: str = ""
    care: str = ""
    aliases: tuple[str, ...] = ()  # other words shoppers use for it
    matching: tuple[str, ...] = ()  # ids of matching pieces
    complaint_points: tuple[ComplaintPoint, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    price_history: tuple[PricePoint, ...] = ()
    size_chart: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # {"M": {"胸围": "96", "身高": "160-168", "体重": "50-58"}}
    instalments: tuple[int, ...] = ()  # interest-free months on offer
    picture: str = ""  # address for a page: whole, or a path below the service
    weight_g: int = 500  # one piece, packed for sending
    handling: tuple[str, ...] = ()  # 易碎, 冷藏: what a courier must heed

    @property
    def stock(self) -> int:
        return sum(sku.stock for sku in self.skus)


@dataclass(frozen=True)
class Shopper:
    id: str
    name: str  # nickname on the platform, never the legal name
    phone_last4: str
    level: str  # 新客, 会员, 银卡, 金卡, 黑卡
    region: str
    since: datetime
    spent: Decimal


@dataclass(frozen=True)
class OrderLine:
    product_id: str
    title: str
    sku_id: str
    sku_label: str
    quantity: int
    price: Decimal  # paid for one
    packed_sku_id: str | None = None  # what the warehouse really packed; differs when the wrong item was sent
    packed_quantity: int | None = None


@dataclass(frozen=True)
class Note:
    at: datetime
    by: str
    text: str
    flag: Flag | None = None


@dataclass(frozen=True)
class Order:
    id: str
    shopper_id: str
    state: OrderState
    lines: tuple[OrderLine, ...]
    goods_total: Decimal
    discount: Decimal
    postage: Decimal
    paid: Decimal
    created_at: datetime
    paid_at: datetime | None
    ship_by: datetime | None  # the promise; None when unpaid or closed
    shipped_at: datetime | None
    signed_at: datetime | None
    receiver: str  # masked: 张**
    phone_masked: str  # 138****1234
    address_masked: str  # 浙江省杭州市西湖区****
    region: str  # province
    parcel_ids: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    flag: Flag | None = None
    oversold: bool = False
    in_big_sale: bool = False  # bought during a big sale: the longer shipping promise and price protection hold
    invoice: str = ""  # "" not asked for, 开具中, 已开具

    @property
    def to_pay(self) -> Decimal:
        """What the goods come to after the discount, with postage: for an unpaid order nothing stands in `paid` yet."""
        return self.goods_total - self.discount + self.postage

    @property
    def title(self) -> str:
        """The first line's title, with the number of the others: what a person calls this order."""
        more = len(self.lines) - 1
        return self.lines[0].title + (f" 等 {more + 1} 件" if more else "")


@dataclass(frozen=True)
class CarrierEvent:
    at: datetime
    place: str
    text: str


@dataclass(frozen=True)
class Parcel:
    id: str
    order_id: str
    courier_code: str
    courier: str
    tracking_no: str
    state: ParcelState
    events: tuple[CarrierEvent, ...]  # oldest first; empty until the courier scans it
    expected_at: datetime | None
    sku_ids: tuple[str, ...] = ()  # what is in it; an order may travel in several parcels

    @property
    def last_event(self) -> CarrierEvent | None:
        return self.events[-1] if self.events else None


@dataclass(frozen=True)
class Return:
    id: str
    order_id: str
    sku_id: str
    kind: str  # 仅退款, 退货退款, 换货
    state: ReturnState
    reason: str
    amount: Decimal
    applied_at: datetime
    tracking_no: str | None = None
    received_at: datetime | None = None
    refunded_at: datetime | None = None
    courier: str = ""  # who carries it back
    evidence: tuple[str, ...] = ()  # addresses of photos and videos
    exchange_sku_id: str | None = None  # 换货: what is kept back for the shopper
    exchange_order_id: str | None = None  # 换货: the order by which it leaves, once that has been made


@dataclass(frozen=True)
class Coupon:
    id: str
    title: str
    amount: Decimal
    from_amount: Decimal
    valid_until: datetime
    used: bool = False
    categories: tuple[str, ...] = ()  # empty: the whole shop


class OfferScheme(StrEnum):
    """How an offer is calculated from the lines of its categories; `tiers` are pairs (from, off)."""

    EVERY = "every"  # each whole `from` yuan: `off` yuan less
    REACHED = "reached"  # the highest `from` yuan that is reached: `off` yuan less
    PIECES = "pieces"  # from `from` pieces on: `off` is the share taken off, 0.12 for 88 折
    SECOND_PIECE = "second_piece"  # of the same product: `off` is the share taken off the second piece
    RATE = "rate"  # `off` is the share taken off everything


@dataclass(frozen=True)
class Promotion:
    id: str
    title: str
    rule: str  # as a sentence
    starts_at: datetime
    ends_at: datetime
    categories: tuple[str, ...]
    stacks_with_coupons: bool
    big: bool = False  # a big sale: policy's promise_hours_sale and days_sale hold
    scheme: OfferScheme | None = None  # how `rule` is calculated; None: in words only
    tiers: tuple[tuple[Decimal, Decimal], ...] = ()  # (from, off), meaning by the scheme
    least_level: str = ""  # 银卡: only from this level on


@dataclass(frozen=True)
class Installation:
    id: str
    order_id: str
    product_title: str
    state: str  # 待预约, 已预约, 已完成, 已改期
    booked_for: datetime | None
    window: str  # 上午 / 下午 / 晚上
    installer_masked: str


@dataclass(frozen=True)
class Courier:
    code: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class FollowUp:
    """A promise to look after a parcel or order until a deadline: urged shipping, stalled parcel."""

    id: str
    order_id: str
    kind: str  # urge_shipping, urge_delivery
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Address:
    """Where an order shall go, in full: only on its way into the shop, never out of it again."""

    receiver: str
    phone: str
    region: str  # province
    detail: str  # city, district, street and number


class TicketKind(StrEnum):
    """工单: what a person of the shop looks after until it is solved."""

    COMPLAINT = "complaint"
    DAMAGED = "damaged"
    LOST = "lost"
    MISSING_ITEM = "missing_item"
    WRONG_ITEM = "wrong_item"
    QUALITY = "quality"
    REPAIR = "repair"
    PAYMENT = "payment"
    LATE_RETURN = "late_return"

    @property
    def zh(self) -> str:
        return _TICKET_KIND_ZH[self]


_TICKET_KIND_ZH = {
    TicketKind.COMPLAINT: "投诉",
    TicketKind.DAMAGED: "破损",
    TicketKind.LOST: "丢件",
    TicketKind.MISSING_ITEM: "少件",
    TicketKind.WRONG_ITEM: "错发",
    TicketKind.QUALITY: "质量问题",
    TicketKind.REPAIR: "维修",
    TicketKind.PAYMENT: "支付异常",
    TicketKind.LATE_RETURN: "超期退货",
}


@dataclass(frozen=True)
class Ticket:
    id: str
    shopper_id: str
    order_id: str | None
    kind: TicketKind
    level: int  # 1 serious, 2 delay or damage, 3 a question or a small flaw
    text: str
    wish: str  # 退款, 补发, 换货 …; "" when none was told
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Invoice:
    order_id: str
    title: str  # 个人, or the company's name
    tax_no: str  # "" for a person
    email_masked: str
    amount: Decimal  # what was paid
    state: str  # 开具中, 已开具
    asked_at: datetime
    issued_at: datetime | None = None


@dataclass(frozen=True)
class RestockWish:
    sku_id: str
    shopper_id: str
    asked_at: datetime


@dataclass(frozen=True)
class CouponOffer:
    """A coupon that can still be taken from the shop's page."""

    id: str
    title: str
    amount: Decimal
    from_amount: Decimal
    ends_at: datetime
    days_valid: int
    least_level: str = ""  # only from this level on
    categories: tuple[str, ...] = ()  # empty: the whole shop


@dataclass(frozen=True)
class Merged:
    """Several orders that leave in one parcel, and the postage that comes back."""

    order_ids: tuple[str, ...]
    postage_refund: Decimal


@dataclass(frozen=True)
class PriceRefund:
    """价保: the difference paid back."""

    order_id: str
    amount: Decimal
    claimed_at: datetime


class ShopEventKind(StrEnum):
    """What happens in the shop that a shopper would want to hear of."""

    ORDER_CREATED = "order_created"  # not paid yet
    ORDER_PAID = "order_paid"
    ORDER_CLOSED = "order_closed"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    STALLED = "stalled"
    DELIVERED = "delivered"
    REFUNDED = "refunded"
    RESTOCKED = "restocked"


@dataclass(frozen=True)
class ShopEvent:
    id: str  # unique in the shop; the same event may be told twice
    kind: ShopEventKind
    shopper_id: str
    at: datetime
    order_id: str | None = None
    sku_id: str | None = None
