"""What a message is as a whole: one that asks, buys or teases, or one that holds something against the shop.

A word of anger, of law or of the press says nothing by itself: 法官袍有货吗, 打12315要带什么, 我的钱包要报警了.
"""

from __future__ import annotations

import re

_ASKS = (
    r"请教|想问|想知道|了解|科普|啥意思|什么意思|是(?:个)?(?:啥|什么|哪|谁)|(?:啥|什么)(?:认证|标|牌子|用|材料|东西|活动)|怎么(?:写|填|开|读|念|用|弄|选)"
    r"|要(?:准备|带|交)(?:啥|什么|哪)|是真的吗|有(?:没有|木有)|有[^，。 ]{0,10}(?:吗|么|嘛|没|不)(?:$|\W)"
    r"|还有货|有货|卖不卖|卖(?:吗|么)"
    r"|几时|补货|上新|多少钱|什么价|推荐|适合|合适"
)
_BUYS = (
    r"想(?:买|要|找|入)|要(?:买|一)?[身套件条双个把箱张顶盒支本]|要一|来[一两三]?[身套件条双个把箱张顶盒]|找那种|找(?:一)?[款件]|道具|同款|点名要|送(?:人|朋友|同学|给)"
    r"|表演|演出|话剧|角色|cos|COS|万圣节|剧本杀|玩具|积木|拼图|手办|绘本|小说|电影|电视剧|剧里|游戏|手游|的礼物"
)
_PURCHASE = re.compile(_BUYS)
_ONLY_ASKS = re.compile(rf"{_ASKS}|{_BUYS}")
_TEASES = re.compile(
    r"哈哈|嘻嘻|嘿嘿|hhh|233|[😂🤣😆😄😜😝🤪]|\[doge\]|狗头|吓(?:唬)?你|逗你|开(?:个)?玩笑|骗你的|皮一下|略略"
    r"|(?:钱包|荷包|余额|花呗|工资|体重秤?|肚子|腰围|裤腰|胃|减肥|猫|狗|猫主子|手)[^，。！ ]{0,4}(?:就?要|得|想|在|都)"
    r"|(?:起诉|投诉|举报|状?告|曝光|报警抓)(?:了|一下)?(?:我(?:自己|的|家)|自己)"
)
_AGAINST_US = re.compile(
    r"你们(?:就|怎么|还|再|不|这群|这帮|这种|这些)|你们?(?:到底|凭|等着|看着|给我|骗|拖|赔|又|欺|耍)|(?:投诉|举报|告|曝光|起诉)你|不给我|(?<![退赔])不[退赔]|不处理|不解决"
    r"|再不|还不|退(?:我|钱)|赔(?:我|钱)|骗(?:我|人(?!的)|钱)|拖(?:着|了|到)|收到|[发寄退]错|(?:[两三四五六七八九十\d]+)天(?:了|都)|到现在|结果|居然|竟然|说法|已经(?:打|找|去|报|联系)"
)
_OTHERS = re.compile(
    r"(?:别|某|那|人|其他|上一?)家(?:店|买|花|的|那)?|隔壁"
    r"|(?:婆婆|公公|老公|老婆|媳妇|妈|爸|男友|女友|朋友|闺蜜|同事|室友|邻居)[^，。 ]{0,6}(?:说|骂|嫌|笑)"
    r"|(?:别的|其他|某宝|某个)店|别处"
)
_ACCEPTS = re.compile(r"^(?:妥|好[的滴吧嘞啊了]?|行[吧啊]?|嗯+|成|可以|哦+|噢|ok|OK|那?谢)(?:\W|$|那|就|我)")
_BARE = re.compile(
    r"[\W_]|小二|亲|我|就|要|想|去|给|打|个|一|你们?|这?[家个]?店|的|了|吧|啊|必须|一定|投诉|举报|差评|[1一]星|[欺诈]?骗|太?过分"
)
_SHOUTS = re.compile(r"[!！]{3}|(?:[!！][^!！]*){4}")


def only_asks(text: str) -> bool:
    """Whether it asks about goods or a rule, or buys, and holds nothing against us."""
    return bool(_ONLY_ASKS.search(text)) and not holds_against_us(text)


def accepts(text: str) -> bool:
    """Whether it begins by taking what was just said."""
    return bool(_ACCEPTS.search(text))


def only_buys(text: str) -> bool:
    return bool(_PURCHASE.search(text)) and not holds_against_us(text)


def teases(text: str) -> bool:
    """Whether it laughs, or lets a purse or a belly do the threatening."""
    return bool(_TEASES.search(text))


def holds_against_us(text: str) -> bool:
    """Whether it tells of something that we did, or demands or threatens something of us."""
    return bool(_AGAINST_US.search(text))


def of_another_shop(text: str) -> bool:
    """Whether it tells of what another shop did."""
    return bool(_OTHERS.search(text)) and not holds_against_us(text)


def shouts(text: str) -> bool:
    return bool(_SHOUTS.search(text))


def is_bare_threat(text: str) -> bool:
    """Whether it threatens with a complaint or a bad review and gives no reason: the bot may ask for it first."""
    return not _BARE.sub("", text)
