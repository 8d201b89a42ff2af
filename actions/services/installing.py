"""预约安装: a day and a part of it on which a fitter can come; moved, looked up and chased."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.goods import shop_product
from actions.services.lines import ORDER, name_of, order_in
from actions.services.next_step import then
from actions.services.ordinals import place_of
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, Button, Reply, knowledge, promise
from actions.services.return_rules import not_yet
from actions.services.subject import product_in_question
from actions.services.wording import day_and_date, moment, short
from shop.installation import needs_fitter
from shop.models import Installation, Order, OrderLine
from shop.protocol import Refusal, Refused, Shop

DAY, WINDOW = "day", "window"
_CHASE_HOURS = 4  # a fitter who did not come is a delay: DESIGN §5, level 2
_COSTS = re.compile(r"要钱|收费|免费|多少钱|费用|另收|材料费|包安装|合理|送装")
_CHASES = re.compile(r"还没来|没来|没人联系|怎么还没|人呢|放.{0,3}鸽子|没动静|打不通|催|几点到|没联系")
_MOVES = re.compile(r"改|换一?天|换个|推迟|往后|提前|延后|不在家")
_CANCELS = re.compile(r"取消|不用装|自己装|不装了|先别派")


def book(shop: Shop, question: Question) -> Reply:
    costs = _costs(shop, question) if _COSTS.search(question.text) else None
    if costs:
        return costs
    if question.shopper_id is None:
        return NEEDS_IDENTITY
    fitted = _orders_to_fit(shop, question.shopper_id)
    if not fitted and not question.order_id:
        return _nothing_to_fit(shop, question)
    found = find_order(shop, question, likely=lambda order: order.id in fitted, ask="亲，您要预约哪一单的安装呢？")
    if found.order is None:
        return found.reply or Reply()
    return replace(_of_order(shop, found.order, question), order_id=found.order.id)


def _orders_to_fit(shop: Shop, shopper_id: str) -> set[str]:
    booked = {each.order_id for each in shop.installations(shopper_id) if each.state != "已完成"}
    return booked | {order.id for order in shop.orders(shopper_id) if _to_fit(shop, order) and not not_yet_open(order)}


def not_yet_open(order: Order) -> bool:
    """Closed and unpaid orders get no fitter; one that is only paid may book already."""
    return not_yet(order, "安装") is not None and order.paid_at is None


def _to_fit(shop: Shop, order: Order) -> OrderLine | None:
    goods = ((line, shop_product(shop, line.product_id)) for line in order.lines)
    return next((line for line, product in goods if product and needs_fitter(product)), None)


def _costs(shop: Shop, question: Question) -> Reply:
    """By the product's own sheet; else the knowledge base."""
    product = product_in_question(shop, question)
    said = product.attributes.get("安装") if product else None
    if product is None or said is None:
        return knowledge(question.text)
    reply = Reply(f"亲，{short(product.title)}：{said}；另收的材料费安装前师傅会先报价～", product_id=product.id)
    return then(reply, "要帮您约上门时间吗？", "book_installation") if _waits_for(shop, question, product.id) else reply


def _waits_for(shop: Shop, question: Question, product_id: str) -> bool:
    """Whether the shopper has bought it and no fitter is booked yet."""
    if question.shopper_id is None:
        return False
    booked = {each.order_id for each in shop.installations(question.shopper_id) if each.booked_for}
    open_orders = _orders_to_fit(shop, question.shopper_id) - booked
    orders = (order for order in shop.orders(question.shopper_id) if order.id in open_orders)
    return any(line.product_id == product_id for order in orders for line in order.lines)


def _nothing_to_fit(shop: Shop, question: Question) -> Reply:
    product = product_in_question(shop, question)
    if product and not needs_fitter(product):
        return Reply(f"亲，{short(product.title)}不用上门安装，收到就能用～", product_id=product.id)
    return Reply("亲，帮您看过了，您的订单里没有需要上门安装的商品～")


def _of_order(shop: Shop, order: Order, question: Question) -> Reply:
    booked = next((each for each in shop.installations(order.shopper_id) if each.order_id == order.id), None)
    if _to_fit(shop, order) is None and booked is None:
        return Reply(f"亲，{short(order.lines[0].title)}不用上门安装，收到就能用～")
    if not_yet_open(order):
        return Reply(f"亲，这单现在是「{order.state.zh}」，还约不了安装～")
    if booked and booked.state == "已完成":
        return _done(booked)
    if booked and booked.booked_for and not _wants_to_move(question, booked.booked_for.date()):
        return _booked(shop, booked, question)
    return _begun(shop, order, question)


def _wants_to_move(question: Question, booked: date) -> bool:
    """In words, or by naming another day than the one booked."""
    if _CANCELS.search(question.text):
        return False
    named = _entity_day(question) or said_day(question.text, question.now.date())
    return bool(_MOVES.search(question.text)) or (named is not None and named not in {booked, question.now.date()})


def _begun(shop: Shop, order: Order, question: Question) -> Reply:
    if not shop.installation_days(order.shopper_id, order.id):
        return _no_days(order)
    return begin(FORM, shop, question, {ORDER: order.id})


def _no_days(order: Order) -> Reply:
    return Reply(
        f"亲，{short(order.lines[0].title)}最近几天的师傅都约满了，请人工同事帮您排个时间吧～",
        buttons=[Button("转人工客服", "request_human")],
    )


def _done(booked: Installation) -> Reply:
    return Reply(f"亲，{short(booked.product_title)}的安装显示已经完成啦。装得有问题的话跟我说说具体情况～")


# What is booked


def _booked(shop: Shop, booked: Installation, question: Question) -> Reply:
    if _CANCELS.search(question.text):
        return _cancelled(shop, booked, question)
    if booked.booked_for and (booked.booked_for < question.now or _CHASES.search(question.text)):
        return _chased(shop, booked, question)
    return Reply(
        f"亲，{short(booked.product_title)}约在{_when(booked, question)}上门，{_fitter(booked)}。要改时间的话直接告诉我～",
        buttons=[Button("改时间", says="安装改个时间")],
    )


def _when(booked: Installation, question: Question) -> str:
    at = booked.booked_for
    return f"{day_and_date(at, question.now)}{booked.window}" if at else ""


def _fitter(booked: Installation) -> str:
    return f"{booked.installer_masked}会提前电话联系您" if booked.installer_masked else "师傅会提前电话联系您"


def _chased(shop: Shop, booked: Installation, question: Question) -> Reply:
    if booked.booked_for and booked.booked_for.date() > question.now.date():
        return Reply(
            f"亲，{short(booked.product_title)}约的是{_when(booked, question)}，还没到时间，{_fitter(booked)}，请保持电话畅通～"
        )
    follow_up = shop.open_follow_up(
        question.shopper_id or "",
        booked.order_id,
        kind="installation",
        due_hours=_CHASE_HOURS,
        key=f"{question.message_id}:installation",
    )
    due = moment(follow_up.due_at, question.now)
    who = booked.installer_masked or "安装师傅"
    return Reply(
        f"亲，让您等了，真的抱歉。约的是{_when(booked, question)}，我已经加急联系服务站催{who}，最晚{due}前给您准信～",
        custom=promise(booked.order_id, "installation", follow_up.due_at),
    )


def _cancelled(shop: Shop, booked: Installation, question: Question) -> Reply:
    """The shop's system moves bookings, it does not drop them: a person calls the station."""
    follow_up = shop.open_follow_up(
        question.shopper_id or "",
        booked.order_id,
        kind="installation_cancel",
        due_hours=_CHASE_HOURS,
        key=f"{question.message_id}:installation_cancel",
    )
    due = moment(follow_up.due_at, question.now)
    return Reply(
        f"好的亲，{short(booked.product_title)}{_when(booked, question)}的安装我已经请同事通知服务站取消，{due}前给您确认；想再装随时约～",
        custom=promise(booked.order_id, "installation_cancel", follow_up.due_at),
    )


# The form


def _days(step: Step) -> Sequence[date]:
    return step.shop.installation_days(step.question.shopper_id or "", step.value(ORDER))


def _ask_day(step: Step) -> Reply:
    order = order_in(step)
    line = _to_fit(step.shop, order) or order.lines[0]
    buttons = [Button(_day_title(day, step.question), says=_day_title(day, step.question)) for day in _days(step)]
    return Reply(f"亲，{name_of(line)}想约哪天上门呢？这几天可以约～", buttons=buttons[:6])


def _day_title(day: date, question: Question) -> str:
    at = datetime(day.year, day.month, day.day, tzinfo=question.now.tzinfo)
    return f"{day_and_date(at, question.now)}周{_WEEKDAYS[day.weekday()]}"


_WEEKDAYS = "一二三四五六日"
_NEAR = {"大后天": 3, "后天": 2, "明天": 1, "明儿": 1, "明早": 1, "明晚": 1, "今天": 0, "今晚": 0}
_WEEKDAY = re.compile(r"(下+)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])")
_DATE = re.compile(r"(?:(\d{1,2})\s*[月./-]\s*)?(\d{1,2})\s*[号日]|(\d{1,2})[月./-](\d{1,2})(?!\d)")


def _read_day(step: Step, asked: bool) -> Read:
    offered = _days(step)
    wanted = _entity_day(step.question) or said_day(step.text, step.question.now.date())
    place = place_of(step.text, len(offered)) if asked and wanted is None else None
    day = offered[place] if place is not None else wanted
    if day is None:
        return NOTHING
    if day in offered:
        return Read({DAY: day.isoformat()})
    return Read(remark=f"亲，{_day_title(day, step.question)}师傅排不出来，")


def _entity_day(question: Question) -> date | None:
    told = question.first("date")
    try:
        return date.fromisoformat(told[:10]) if told else None
    except ValueError:  # a span or a word that the extractor left as it was
        return None


def said_day(text: str, today: date) -> date | None:
    near = next((days for word, days in _NEAR.items() if word in text), None)
    if near is not None:
        return today + timedelta(days=near)
    weekday = _WEEKDAY.search(text)
    if weekday:
        return _next_weekday(today, weekday.group(2), weeks=len(weekday.group(1) or ""))
    found = _DATE.search(text)
    return _calendar_day(found, today) if found else None


def _next_weekday(today: date, word: str, weeks: int) -> date:
    """周六 is the coming one, 下周六 that of the week after this one; 周末 is Saturday."""
    number = 5 if word == "末" else 6 if word == "天" else _WEEKDAYS.index(word)
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=number, weeks=weeks)
    return day if weeks or day >= today else day + timedelta(weeks=1)


def _calendar_day(found: re.Match[str], today: date) -> date | None:
    month = int(found.group(1) or found.group(3) or today.month)
    day = int(found.group(2) or found.group(4))
    years = (today.year, today.year + 1)
    candidates = (_day_or_none(year, month, day) for year in years)
    return next((each for each in candidates if each and each >= today), None)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31号 in a month of thirty days
        return None


_WINDOW_WORDS: Mapping[str, tuple[str, ...]] = {
    "上午": ("上午", "早上", "早点", "一早", "明早", "早晨"),
    "下午": ("下午", "中午", "午后"),
    "晚上": ("晚上", "晚点", "下班", "傍晚", "明晚", "夜里"),
}


def _windows(step: Step) -> Sequence[Option]:
    return [Option(each, each, _WINDOW_WORDS.get(each, ())) for each in step.shop.policy()["installation"]["windows"]]


def _summary(step: Step) -> Reply:
    day = date.fromisoformat(step.value(DAY))
    line = _to_fit(step.shop, order_in(step)) or order_in(step).lines[0]
    return Reply(
        f"亲，核对一下：{name_of(line)}，{_day_title(day, step.question)}{step.value(WINDOW)}上门安装，地址按收货地址。确认预约吗？"
    )


def _submit(step: Step) -> Reply:
    day = date.fromisoformat(step.value(DAY))
    try:
        booked = step.shop.book_installation(
            step.question.shopper_id or "",
            step.value(ORDER),
            day=day,
            window=step.value(WINDOW),
            key=f"{step.question.message_id}:book_installation",
        )
    except Refused as refused:
        return _taken(step, refused)
    return Reply(
        f"好的亲，约好了：{_when(booked, step.question)}上门，{_fitter(booked)}，请保持电话畅通～",
        order_id=booked.order_id,
    )


def _taken(step: Step, refused: Refused) -> Reply:
    """All fitters of that part of the day are booked, or it has gone by since: another one is the way."""
    if refused.refusal not in {Refusal.SOLD_OUT, Refusal.TOO_LATE}:
        raise refused
    day = date.fromisoformat(step.value(DAY))
    return Reply(
        f"亲，不好意思，{_day_title(day, step.question)}{step.value(WINDOW)}的师傅已经约满了，换个时间可以吗？",
        buttons=[
            *(Button(each, says=f"安装约{_day_title(day, step.question)}{each}") for each in _other_windows(step)),
            Button("换个时间", "book_installation", {"order_id": step.value(ORDER)}),
        ],
        order_id=step.value(ORDER),
    )


def _other_windows(step: Step) -> list[str]:
    """Of the same day, which costs no new choice of it."""
    return [each for each in step.shop.policy()["installation"]["windows"] if each != step.value(WINDOW)]


FORM = Form(
    name="installation_form",
    title="安装预约",
    intents=frozenset({"book_installation"}),
    fields=(
        Field(DAY, "日期", _ask_day, _read_day),
        options(WINDOW, "时段", lambda step: Reply("亲，上午、下午还是晚上方便呢？"), _windows),
        confirmation(_summary, yes="确认预约", no="先不约了"),
    ),
    submit=_submit,
    left="好的亲，那先不约了，想装的时候随时跟我说～",
)
