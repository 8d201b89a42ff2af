"""Where people's names stand: by their form (a surname, then letters that parents choose) and by what is around them.

The surer the words around a name, the less is asked of its letters: beside a phone number or an address, and behind
收件人, any letters will do after a usual surname; in the midst of a sentence they must be letters of given names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from assist_api.domain.name_letters import (
    BRANDS,
    FIRST_OF_TWO,
    GIVEN,
    NO_NAMES,
    RARE_SURNAMES,
    SURNAMES_OF_TWO,
    USUAL_SURNAMES,
)
from assist_api.domain.normal_text import HAN

HIDDEN = "\ue000"  # stands for each letter of a number or an address already found, beside which names stand

_NOT_IN_NAMES = (
    "的了吗呢吧啊呀哦嗯么是不在有我你您他她它们就都还也没怎哪这那把被让给和跟与或到要会能可请用两几多少快点下单号件元"
)
_TITLE = (
    "(?:先生|女士|小姐(?!姐)|太太|老师|阿姨|师傅|同学|大姐|大哥)"
    "(?!牌|款|用|装|手|包|鞋|衣|裤|裙|表|毛|衬|项|戒|睡|帽|香|内|外|短|长|运|单|双|钱|背|皮|围|羽|T)"  # 女士包
)
_FOR = "收件人|收货人|联系人|签收人|代收人|收款人|持卡人|开户人|户名|实名|真名|姓名|名字|署名|抬头个人|我叫|名叫"
_LINK = r"(?:那里|那栏|变更)?[写填改换用留登报]?[的成为]?\s*(?:也?是|叫)?\s*[:：，,]?\s*"
_BEFORE = (
    "收件人|收货人|联系人|给|是|叫|找|由|让|被|替|帮|和|跟|说|打给|寄给?|送|发|备注|改成?|改为|换成?|写成?|填|抬头写?"
    "|本人|代|收[:：]?|收件[:：]|妈妈?|爸爸?|老公|老婆|同事|朋友|儿子|女儿|[哥姐弟妹]|室友|同学|邻居|闺蜜|买家|客户|员"
    "|联系|保安|[一二三四五六七八九]、"
)
_AFTER = (
    "的|收|签|本人|代(?!言)|已经?|说|买|拍|下的?单|取|拿|发的|寄的|吗|吧|呢|了|电话|手机|地址|就|可以|行|去|来|不是|推荐|介绍"
    f"|这|那|您|你|{_TITLE}"
)
_START = rf"(?:(?<![{HAN}])|{_BEFORE})"
_EDGE = rf"(?=$|[^{HAN}]|{_AFTER})"
_CHOSEN = rf"(?:[{FIRST_OF_TWO}{GIVEN}][{GIVEN}]|[{GIVEN}])"
_ANY = rf"(?:(?![{_NOT_IN_NAMES}])[{HAN}]){{1,2}}?"
_USUAL = rf"(?:{SURNAMES_OF_TWO}|[{USUAL_SURNAMES}])"
_LOOSE = rf"(?:{_USUAL}{_ANY}|[{RARE_SURNAMES}]{_CHOSEN})"
_STRICT = rf"(?:{_USUAL}|[{RARE_SURNAMES}]){_CHOSEN}"
_GAP = r"[\s，,、:：+/;；。.-]*"

_WITH_A_TITLE = re.compile(rf"{_START}(?!康师傅)(?P<name>{_STRICT}|[{USUAL_SURNAMES}])(?={_TITLE})")
_BEHIND_A_WORD = (
    re.compile(rf"(?:{_FOR}){_LINK}(?P<name>{_LOOSE}){_EDGE}"),
    re.compile(rf"(?:{_FOR}){_LINK}(?P<name>{_STRICT})"),
    re.compile(
        rf"(?:[我贵]|(?<![{HAN}]))姓\s*(?P<name>[{USUAL_SURNAMES}{RARE_SURNAMES}])(?=$|[^{HAN}]|的|啊|呀|哦|上|刚|昨|今)"
    ),
)
_BESIDE_A_NUMBER = (
    re.compile(rf"{_START}(?P<name>{_LOOSE})收?(?={_GAP}(?:的?(?:电话|手机|号码)号?[是:：]?\s*)?{HIDDEN})"),
    re.compile(rf"{HIDDEN}{_GAP}(?:收件人|收货人|联系人)?(?:是|[:：])?\s*(?P<name>{_LOOSE}){_EDGE}"),
)
_IN_A_SENTENCE = re.compile(rf"{_START}(?P<name>{_USUAL}{_CHOSEN}){_EDGE}")


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The place of each name, the surest first, and wherever it is said again; places may overlap."""
    found = [*_places((_WITH_A_TITLE, *_BEHIND_A_WORD), text)]
    if HIDDEN in text:
        found += _places(_BESIDE_A_NUMBER, text)
    found += _places((_IN_A_SENTENCE,), text, BRANDS)
    yield from found
    for name in dict.fromkeys(text[start:stop] for start, stop in found if stop - start > 1):
        yield from (again.span() for again in re.finditer(name, text))


def _places(
    patterns: Iterable[re.Pattern[str]], text: str, known: Container[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            if not (_is(found["name"], NO_NAMES) or _is(found["name"], known)):
                yield found.span("name")


def _is(name: str, words: Container[str]) -> bool:
    """Of three letters, the first two may be a word (方便面), but not where the third is a given name's (王国强)."""
    return name in words or (name[:2] in words and name[-1] not in GIVEN)
