"""What bot or agent promises a shopper, found in the sentence: what, until when. Conservative and pure.

A promise is ours, is to come, and depends on nothing: a question, an offer, a rule, what was done already, what the
courier or the platform will do, and what the shopper is asked for are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assist_api.domain.promise_times import PromiseRules, due

# What the bot's own actions promise, beside what is found in texts.
PROMISES = {
    "urge_shipping": "催发货",
    "urge_delivery": "催派送",
    "tell_courier": "转告快递",
    "invoice": "开发票",
    "payment": "核实付款",
}


def words_of(kind: str) -> str:
    """Of a stored promise, wherever it came from."""
    return PROMISES.get(kind) or (Kind(kind).zh if kind in set(Kind) else kind)


class Kind(StrEnum):
    RESEND = "resend"
    EXCHANGE = "exchange"
    REFUND = "refund"
    COMPENSATE = "compensate"
    SHIP = "ship"
    CALL_BACK = "call_back"
    REPLY = "reply"
    LOOK_AFTER = "look_after"

    @property
    def zh(self) -> str:
        return _KIND_ZH[self]


_KIND_ZH = {
    Kind.RESEND: "补发",
    Kind.EXCHANGE: "换货",
    Kind.REFUND: "退款",
    Kind.COMPENSATE: "补偿",
    Kind.SHIP: "发货",
    Kind.CALL_BACK: "回电话",
    Kind.REPLY: "答复",
    Kind.LOOK_AFTER: "跟进处理",
}


@dataclass(frozen=True)
class Promised:
    kind: Kind
    words: str  # the sentence
    due_at: datetime
    dated: bool  # it names a time


# The first that fits names the promise.
_ACTIONS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.CALL_BACK, re.compile(
        r"回电|回[您你个]?电话|[打去]个?电话|致电|回访|电话(联系|回访|沟通)|(给|跟)[您你]通?电话"
    )),
    (Kind.RESEND, re.compile(r"补[发寄]|重新?.{0,4}[发寄]|再[发寄](您|你|一|个|件|份|过)|另[外]?[发寄]")),
    (Kind.EXCHANGE, re.compile(r"换货|换新|换[一个双件成台条]|调换")),
    (Kind.COMPENSATE, re.compile(
        r"补偿|赔[付偿您给]|赔.{0,4}(元|块|红包|券)|(券|红包|积分).{0,6}[给补送发到]|打款|转账|"
        r"补[您你]?.{0,3}差价|退.{0,3}差价|差价.{0,8}[退补打]|[送发补].{0,6}(券|红包|积分)|小额"
    )),
    (Kind.REFUND, re.compile(r"退款|退钱|退[给还回您你掉]|退.{0,3}(运费|邮费|钱|款)|返还|原路退|把钱")),
    (Kind.SHIP, re.compile(
        r"发货(?!前)|发出|寄出|发走|出库|安排发|发顺丰|加急[发寄]|优先[发寄]|[给帮][您你].{0,6}[发寄](?!现|"
        r"票|生|个截图)"
    )),
    (
        Kind.REPLY,
        re.compile(
            r"回复|答复|告诉您|告诉你|告知|通知您|通知你|联系您|联系你|反馈给?[您你]|跟[您你](说|讲|"
            r"反馈|同步|联系|沟通|确认)|"
            r"回[您你](消息|话)?(?!电)|给[您你]?.{0,6}(结果|说法|答案|消息|回音|方案|交代|准信)|"
            r"发给[您你]|发[您你]|同步给?[您你]"
        ),
    ),
    (
        Kind.LOOK_AFTER,
        re.compile(
            r"盯|派送|反馈给|跟进|跟踪|跟到底|全程|关注|留意|核[实对]|查(一?下|清|到|询|查|明白|看)|"
            r"去查|催|处理|登记|申请|协调|安排|问(一?下|清|问|仓库|快递|厂家)|"
            r"反[映馈]|上报|备注|留(一|着|好)|改(地址|成|好)|拦截|撤回|开[具好]?发票|解决"
        ),
    ),
)  # fmt: skip
# Who speaks of doing it: us, and in the future.
_COMMITS = re.compile(
    r"我(会|来|去|这就|马上|现在|立刻|尽快|帮|给|为|替|再|一定|先|也会|在|让|叫|请|跟|把|今|明|后|待|"
    r"等|稍|晚|下|周|\d)|"
    r"(我们|咱们|咱|这边|我这|小二|客服|同事|主管|仓库|售后|专员|专人|店里)(也|就|都)?(会|将|来|去|"
    r"马上|立刻|尽快|一定|今|明|后|给|帮|为|在|稍|安排|\d)|"
    r"[帮给替为][您你亲]|[包保]证|一定|承诺|第一时间|马上|立刻|立即|这就|尽快|加急|优先|放心交给"
)
_TIMED = re.compile(
    r"(小时|分钟|天|工作日)(之|以)?内|今天|今晚|今日|明天|明早|明晚|后天|(周|星期|"
    r"礼拜)[一二三四五六日天]|下班前|\d+[点号]|点前|之前|前"
)
_CONCRETE = (Kind.RESEND, Kind.EXCHANGE, Kind.REFUND, Kind.COMPENSATE, Kind.CALL_BACK, Kind.SHIP)
_VAGUE = (Kind.REPLY, Kind.LOOK_AFTER)
_OURS_ANYWAY = (*_CONCRETE, Kind.REPLY)
# Another takes over: that is said of the talk, and nothing that is owed.
_HANDS_OVER = re.compile(
    r"人工|接入|接上|转[给接过]|排队|位置.{0,4}留|安排.{0,4}客服|(请|要|交给)(同事|客服|主管|专员)|有人给[您你]|认真(处理|对待)"
)
_TELL_US = re.compile(r"跟我说|告诉(我|小二)|[来随]?时?找我|发我|说下")
_QUESTION = re.compile(
    r"[?？]|[吗么]\W*$|(要不要|需不需要|是否|可不可以|能不能|行不行|好不好|方不方便|怎么样|如何|"
    r"哪[天个里种]|多久|什么时候)|您看.{0,12}(行|可以|好)|呢\W*$"
)
_DEPENDS = re.compile(
    r"如果|要是|假如|假设|万一|的话|一旦|若是|若[您你]|除非|[等待][您你]|只要|前提|[您你]?确认(后|好|就|"
    r"一下)|[付拍改寄拦弄填]([下好回]来?)(后|就|了)|仓库.{0,3}收到(就|后)|通过后|一登记就|真丢了|到了会|撤销后|后我(再|才)|跟我说.{0,3}就|(收到|寄回|退回|付款|拍下|下单|签收|审核|入库|验收|到仓|提供|发来|拍照)[^，。]{0,6}(后|"
    r"之后|以后|了再)|(等|待).{0,10}(后|了|再)"
)
_MAY = re.compile(
    r"可以|可[退换以]|还?能申请|能[给帮为够退换]|支持|允许|应该|可能|大概|也许|争取|尽量|看看能|试试|不一定|"
    r"看情况|想(给|帮|为)|打算|本来|原本|建议[您你]|推荐|希望|祝"
)
_NOT = re.compile(
    r"不能|无法|没办法|没法|不会|不支持|不可以|做不了|做不到|不[敢好]|没有办法|不用|无需|不需要|别|"
    r"没(给|有给|帮|能)|不(给|退|换|补|发|包|承诺|保证)|未|目前没有|没有(待|需要)|拒绝"
)
_DONE = re.compile(
    r"已经|已[为给帮经登提安联退补发处催]|刚[刚才]?[已给帮为登]?|昨天|昨晚|前天|上次|之前(就|已)|早就|"
    r"[说讲打问查看发]过了?|[核查][对实]?过?了|卡券包|还[给帮]您留|(补发|补寄|退款|退|发出|发货|寄出|登记|处理|打款|核实|反馈|催|联系|回复|"
    r"申请|备注|安排|查|改|解决|提交|通知|盯|赔|换)(好|过|完|到|清楚)?了"
)
_OTHERS = re.compile(
    r"(系统|平台|淘宝|天猫|快递员?(小哥)?|快递公司|快递那边|快递点|网点|物流(公司)?|驿站|菜鸟|支付宝|"
    r"微信|银行|厂家|商家后台|页面|包裹|订单|货款?|钱|退款|款项|短信|保险公司|运费险)"
    r"(一般|通常|预计|大概|也|都|正常|目前|这边|那边)*(会|将|要|预计|一般|在|自动|显示|今天|明天|后天|\d)"
)
_OURS = re.compile(r"我(们|来|去|会|帮|给|让|叫|这)|[帮替][您你]|这边(会|给|帮|马上)")
_ASKS_SHOPPER = re.compile(
    r"麻烦[您你亲]|辛苦[您你亲]|请[您你]|请(先|把|提供|稍等|放心|注意|及时|在|保|拍|点|耐心|核对|留)|"
    r"(?<![给帮为替跟向让赔退补诉知系到])[您你](先|可以|把|拍|方便|需要|记得|看|点|自己|直接|这边|"
    r"只要|再|得|在|到|去|发|提|留意|联系|申请|寄|退|收到)|(拍|提供|发)(个|张|一下|下)?(照片|图片|视频|"
    r"凭证|截图)"
)
_RULE = re.compile(
    r"一般|通常|正常(情况|都|是|来说)|自动|(今天|现在|明天)下单|赶上|默认|都(会|是|能)|平时|"
    r"每[天个次单]|照[常样]|会(按|提前)|付款(当天|次日)|统一|按(规则|规定|政策|平台)|规则|规定|政策|活动|会员|新客|全场|店铺(所有|承诺)|"
    r"支付后|付款后|拍下后|下单后|签收后"
)
_SENTENCE = re.compile(r"[^。！!？?；;\n~～…]+[。！!？?；;\n~～…]*")
_CLAUSE = re.compile(r"[^，,、]+")
_DEPENDS_TOO_MUCH = (_DEPENDS, _MAY, _NOT, _RULE)


def find(text: str, now: datetime, rules: PromiseRules) -> list[Promised]:
    """At most one a sentence, with the nearest time that the sentence names.

    Who looks into it at once owes the answer by the hour that is named: 我现在就去核实，今天 18:00 前回复您.
    """
    return [found for sentence in _SENTENCE.findall(text) if (found := _in_sentence(sentence, now, rules))]


def _in_sentence(sentence: str, now: datetime, rules: PromiseRules) -> Promised | None:
    if _QUESTION.search(sentence):
        return None
    clauses = _CLAUSE.findall(sentence)
    kinds = [_promised(clause, clauses[index - 1] if index else "") for index, clause in enumerate(clauses)]
    index = _main(kinds)
    if index is None:
        return None
    kind = kinds[index] or Kind.LOOK_AFTER
    promised = [clause if kinds[place] else "" for place, clause in enumerate(clauses)]
    answer_by = (due(each, now, rules, at_once=False) for each in _nearest(promised, index)) if kind in _VAGUE else ()
    by_any = (due(each, now, rules) for each in _nearest(clauses, index))
    named = next((at for at in (*answer_by, *by_any) if at), None)
    return Promised(kind, sentence.strip(), named or now + rules.undated, named is not None)


def _main(kinds: Sequence[Kind | None]) -> int | None:
    """The first; but what is to be done weighs more than that somebody looks after it."""
    told = [index for index, kind in enumerate(kinds) if kind]
    if told and kinds[told[0]] is Kind.LOOK_AFTER:
        return next((index for index in told if kinds[index] in _CONCRETE), told[0])
    return told[0] if told else None


def _nearest(clauses: list[str], index: int) -> Iterator[str]:
    """A time stands in the clause itself, before it, or behind it."""
    yield clauses[index]
    yield from clauses[max(0, index - 1) : index]
    yield from clauses[index + 1 : index + 2]


def _promised(clause: str, before: str) -> Kind | None:
    if any(sign.search(clause) for sign in (*_DEPENDS_TOO_MUCH, _DONE, _ASKS_SHOPPER)):
        return None
    if _DEPENDS.search(before) or _TELL_US.search(before) or _RULE.search(before):
        return None
    if _OTHERS.search(clause) and not _OURS.search(clause):
        return None
    hands_over = _HANDS_OVER.search(clause) or _HANDS_OVER.search(before)
    for kind, action in _ACTIONS:
        if hands_over and kind in _VAGUE and not _TIMED.search(clause):
            continue
        if action.search(clause) and _ours(kind, clause, before):
            return kind
    return None


def _ours(kind: Kind, clause: str, before: str) -> bool:
    """Said of ourselves; or a thing that only we can do, with its time."""
    if _COMMITS.search(clause):
        return True
    timed = _TIMED.search(clause) or _TIMED.search(before)
    return kind in _OURS_ANYWAY and bool(timed)
