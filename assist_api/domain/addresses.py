"""Where in a text somebody's address stands: with or without the word 地址, and with any of its levels left out.

A region alone is no address, for `发到浙江省杭州市要几天` teaches; it takes a street, a village or a door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assist_api.domain.normal_text import HAN

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_CITIES = (
    "石家庄|唐山|邯郸|保定|廊坊|沧州|太原|大同|临汾|呼和浩特|包头|赤峰|沈阳|大连|鞍山|抚顺|锦州|长春|哈尔滨|齐齐哈尔|大庆|南京|无锡|徐州|常州|苏州"
    "|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|昆山|江阴|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|义乌|合肥|芜湖|蚌埠|马鞍山|安庆"
    "|黄山|滁州|阜阳|六安|亳州|福州|厦门|莆田|泉州|漳州|龙岩|宁德|晋江|南昌|九江|赣州|宜春|上饶|济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海"
    "|日照|临沂|德州|聊城|滨州|菏泽|郑州|开封|洛阳|安阳|新乡|焦作|许昌|南阳|商丘|信阳|周口|驻马店|武汉|黄石|十堰|宜昌|襄阳|荆州|黄冈|恩施|长沙"
    "|株洲|湘潭|衡阳|岳阳|常德|郴州|永州|怀化|广州|韶关|深圳|珠海|汕头|佛山|江门|湛江|茂名|肇庆|惠州|梅州|清远|东莞|中山|潮州|揭阳|南宁|柳州|桂林"
    "|梧州|北海|玉林|海口|三亚|成都|自贡|泸州|德阳|绵阳|遂宁|内江|乐山|南充|宜宾|达州|贵阳|遵义|毕节|昆明|曲靖|玉溪|丽江|大理|拉萨|西安|宝鸡|咸阳"
    "|渭南|延安|汉中|榆林|兰州|天水|西宁|银川|乌鲁木齐|喀什|伊犁"
)
_KNOWN = rf"(?:{_PROVINCES}|{_CITIES})(?:省|市|自治区|特别行政区)?"
_NOT_IN_PLACES = "的了吗呢吧啊么是不我你您他她们就都还也没怎哪这那把被让给跟或要会能可请用几多在到寄送从面哦嗯以外左右"
_LETTER = rf"(?:(?![{_NOT_IN_PLACES}])[{HAN}])"
_LETTER_OR_DIGIT = rf"(?:(?![{_NOT_IN_PLACES}])[{HAN}A-Za-z0-9])"
_KIND_OF_REGION = "省|自治区|自治州|地区|市|新区|开发区|区|县|镇|乡|旗|街道|社区"
_WAY = "大道|大街|路|街|巷|弄|胡同|村|屯|社区|小区|花园|家园|公寓|大厦|苑|新城|小镇"
_SITE = (  # everyday words too: behind a region or a way, or with the door of a house
    "学院|大学|中学|小学|医院|校区|科技园|产业园|工业园|工业区|软件园|广场|中心|山庄|别墅|宿舍楼?|庭院|名都"
    "|院|轩|阁|坊|郡|段|城|园|里|府|湾|区|期|组|队|厂|座|口"
)
_ENDS = "(?<!农村)(?<!乡村)(?![路街巷弄村道])"  # 科苑路 is one street
_REGION = rf"(?>{_LETTER}{{1,8}}?(?:{_KIND_OF_REGION}))"
_REGIONS = rf"(?:{_KNOWN}\s*(?:{_KNOWN}\s*)?(?:{_REGION}\s*){{0,4}}|(?:{_REGION}\s*){{1,4}})"
_STREET = rf"(?>{_LETTER_OR_DIGIT}{{1,12}}?(?:{_WAY}){_ENDS})"
_PART = rf"(?>{_LETTER_OR_DIGIT}{{1,10}}?(?:{_WAY}|{_SITE}){_ENDS})"

_NUMBER = r"\s*甲?[0-9A-Za-z一二三四五六七八九十]{1,6}(?:\s*[-#]\s*[0-9A-Za-z]{1,5})*\s*"
_HOUSE = rf"{_NUMBER}(?:号?(?:宿舍|公寓|教学|办公)?楼|号院|栋|幢|座|单元|室|层|房|户)"
_PLATE = rf"{_NUMBER}[号弄组]"
_DASHED = r"\s*(?!20[0-9]{2}-)[0-9]{1,4}[A-Za-z]?(?:-[0-9]{1,4}){1,3}[A-Za-z]?(?![0-9天日元个件片斤岁月年])"
_ROOM = r"(?:\s*[A-Za-z]?[0-9]{1,4}[A-Za-z]?(?![0-9]))"
_DOORS = rf"(?:{_HOUSE}|{_DASHED}|{_PLATE})+{_ROOM}?"
_DOORS_OF_HOUSES = rf"(?:{_HOUSE}|{_DASHED})(?:{_HOUSE}|{_DASHED}|{_PLATE})*{_ROOM}?"
_REST = rf"(?:{_DOORS}|{_PART}(?:{_DOORS}|{_ROOM})?)*"

_PATTERNS = (
    re.compile(rf"{_REGIONS}(?:{_STREET}|{_PART}(?={_DOORS})|{_DOORS}){_REST}"),
    re.compile(rf"{_LETTER}{{2,8}}?(?:{_WAY}){_PART}{{0,2}}{_DOORS}{_REST}"),
    re.compile(rf"{_LETTER}{{2,10}}?(?:{_SITE}){_DOORS_OF_HOUSES}{_REST}"),
    re.compile(
        r"[A-Za-z]?[0-9]{1,3}\s*(?:栋|幢|号楼|座)\s*(?:[0-9]{1,2}\s*单元)?\s*[0-9]{2,4}\s*(?:室|房|户)?(?![0-9])"
    ),
)
_LEAD_IN = re.compile(r"(?:新?地址|收货|快递|放|发|改|换|成(?!都)|为|老家|家|住|公司|我|来|：|:|想)+")
_CITY = re.compile(rf"(?:{_PROVINCES})省|(?:{_PROVINCES}|{_CITIES})市")
_KNOWN_FIRST = re.compile(_KNOWN)
_FAR = 12  # letters: what stands before the city is no place but a name or a word
_COULD_BE = re.compile(rf"{_WAY}|栋|幢|号楼|单元|座|(?:{_SITE})\s*[0-9A-Za-z一二三四五六七八九十]")


def addresses_in(text: str) -> Iterator[tuple[int, int]]:
    """The place of each address; places may overlap."""
    if _COULD_BE.search(text):
        for pattern in _PATTERNS:
            yield from (_without_lead_in(text, *found.span()) for found in pattern.finditer(text))


def _without_lead_in(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where the address begins: `改成杭州市…` without its first two letters."""
    lead = _LEAD_IN.match(text, start, stop)
    begins = lead.end() if lead and lead.end() < stop else start
    city = None if _KNOWN_FIRST.match(text, begins) else _CITY.search(text, begins, min(stop, begins + _FAR))
    return (city.start() if city else begins), stop
