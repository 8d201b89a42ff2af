"""Reading receiver, phone and address out of one message, in whatever order they come, and showing them again, masked.

What is read is what the words say and no more: 3 单元 1202 is a door, 余杭区 an area, 文三路 100 号 a street whose city
was not told. What is missing stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.services.names import looks_like_a_name
from actions.services.regions import place_in, province_of


@dataclass(frozen=True)
class Told:
    receiver: str = ""
    phone: str = ""
    region: str = ""  # province, or 海外
    area: str = ""  # a place without street and number: 浙江杭州, 余杭区
    detail: str = ""  # with street and number; with its city if `region` is told
    door: str = ""  # 6 栋 3 单元 1202: a change within the address as it stands


_ORDER = re.compile(r"(?<!\d)\d{15,20}(?!\d)|订单(号|尾号)?\s*\d+|单号\s*\d+")
_NEGATED = re.compile(r"(?:而?不是|不要|别|不用)(?:再?[寄送发]到?)?[^，,。;；！!\s]*?(?=[，,。;；！!\s]|是|$)")
_SPACED = re.compile(r"(?<=[路街道巷弄号栋幢座室楼元])\s+(?=\d)|(?<=\d)\s+(?=[号栋幢座单室楼层])")  # 文三路 100 号
_PHONE = re.compile(r"(?<![\d*])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_LABELS = re.compile(r"(?:联系|手机|收货)?(?:电话|手机号?码?|号码|联系方式)(?:是|改成|换成|改为)?[:：]?")
_RECEIVER = re.compile(
    r"(?:收[货件]人|收件|姓名|名字|联系人)(?:的?(?:名字|姓名))?(?:帮我|给我|请)?(?:[改换写变]?(?:成|为)|换下|改下|[是叫])?\s*[:：]?\s*([一-龥·]{2,5}?)(?=$|[\s，,。；;、!！～~\d]|吧|哈|谢谢)"
    r"|(?:让|由|给)([一-龥·]{2,3}?)(?:来)?收(?=$|[\s，,。吧])"
)
_PIECES = re.compile(r"[，,；;。！!？?\s:：]+")
_LEAD = re.compile(
    r".*?(?:[改换写]成|[改换]到|[改换]为|改回|[改换]下|寄到|寄去|寄往|送到|送去|发到|发去|发往|寄|地址[：:]?|加上|补充下?|应该是|少了?|漏了?|是|到|在)"
)
_TRAILING = re.compile(
    r"(谢谢|可以吗|行吗|能改吗|可以不|行不行?|好吗|好不|那边|这里|吧|哈|哦|呀|啊|的|了|去|地址)+[～~]*$"
)

_DIGIT_DOOR = (
    r"(?:(?<!月)\d+[A-Za-z]?\s*(?:号楼|号院|号|栋|幢|座|单元|室|楼|层|弄|排|门)|[A-Za-z]\d*\s*[座栋幢区]|"
    r"[一二三四五六七八九十]+(?:号楼|号|栋|幢|座|单元|楼|层)|(?<=[单元栋幢座楼室号])\s*\d{3,4})"
)
_DOOR = re.compile(_DIGIT_DOOR)
_NO_DOOR = re.compile(r"\d+号[那的买拍下两和之发到]")  # 8号那单: a day, no door
_STREET = re.compile(
    r"[一-龥]{1,8}(?:路|街|大道|巷|胡同|道|村|镇|乡|屯|小区|花园|大厦|公寓|广场|大学|中学|小学|学院|学校|驿站|新村|家园|苑|城|园区|科技园|工业园|中心|医院|酒店|府|庭|湾|里)"
)
_BEHIND = re.compile(r"(?<=[号栋幢座室楼层\d])((?![号栋幢座单室楼层])[一-龥·]{2,4})$")
_AREA = re.compile(r"[一-龥]{1,6}[省市区县州盟旗]")
_MUNICIPAL = ("北京", "上海", "天津", "重庆")


def read_address(text: str) -> Told:
    said = _ORDER.sub("，", _SPACED.sub("", text))
    said = _NEGATED.sub("，", said)
    phone = _PHONE.search(said)
    said = _LABELS.sub("，", _PHONE.sub("，", said))
    named = _RECEIVER.search(said)
    receiver = next((each for each in named.groups() if each), "") if named else ""
    receiver = receiver if looks_like_a_name(receiver) else ""
    if receiver and named:
        said = f"{said[: named.start()]}，{said[named.end() :]}"
    told = _of_pieces(_PIECES.split(said))
    digits = re.sub(r"\D", "", phone.group(1)) if phone else ""
    return replace(told, receiver=receiver or told.receiver, phone=digits)


def _of_pieces(pieces: list[str]) -> Told:
    receiver, places = "", list[str]()
    for piece in filter(None, pieces):
        name, place = _split(piece)
        goes_on = places and not (name or place) and (_STREET.search(piece) or _AREA.fullmatch(piece))
        receiver = receiver or name
        places += [place] if place else [piece] if goes_on else []
    return replace(_of_place("".join(places)), receiver=receiver)


def _split(piece: str) -> tuple[str, str]:
    """A piece between commas or spaces as (name, place): 李梅浙江杭州 has both."""
    place = _known_place(piece)
    if place is None:
        bare = _bare(piece)
        if _is_place(bare):
            return _name_behind(bare)
        return bare if looks_like_a_name(bare) else "", ""
    start = piece.index(place)
    before = _after_lead(piece[:start])
    behind, where = _name_behind(_TRAILING.sub("", piece[start:]))
    return before if looks_like_a_name(before) else behind, where


def _name_behind(place: str) -> tuple[str, str]:
    """…100号李梅: where nothing stands between them."""
    found = _BEHIND.search(place)
    if found and looks_like_a_name(found.group(1)):
        return found.group(1), place[: found.start(1)]
    return "", place


_GOES_ON_AS_STREET = re.compile(r"[东西南北中]?[一二三四五]?(?:路|街|大道|大街)")


def _known_place(text: str) -> str | None:
    """南京路 100 号 lies anywhere but in 南京."""
    place = place_in(text)
    behind = text[text.index(place) + len(place) :] if place else ""
    return None if _GOES_ON_AS_STREET.match(behind) else place


def _is_place(bare: str) -> bool:
    """Without a known place in it only a number with its unit, or an area alone, is beyond doubt."""
    return bool(_DOOR.search(bare) and not _NO_DOOR.search(bare)) or bool(_AREA.fullmatch(bare))


def _bare(piece: str) -> str:
    return _TRAILING.sub("", _after_lead(piece))


def _after_lead(piece: str) -> str:
    found = _LEAD.match(piece)
    while found:
        piece = piece[found.end() :]
        found = _LEAD.match(piece)
    return piece


def _of_place(place: str) -> Told:
    if not place:
        return Told()
    region = (province_of(place) or "") if _known_place(place) else ""
    street, door = _STREET.search(place), _DOOR.search(place)
    if region == "海外" or not (street or door):
        return Told(region=region, area=place)
    if door and not region and not street:
        return Told(door=place)
    return Told(region=region, detail=place)


def shown(detail: str) -> str:
    """The street may be shown, so that a mistake is seen; house, door and whatever follows may not."""
    number = re.search(r"\d|[A-Za-z]|[一二三四五六七八九十]+(?=号|栋|幢|座|单元|楼)", detail)
    return f"{detail[: number.start()] if number else detail[:-2]}****"


def shown_door(door: str) -> str:
    return re.sub(r"\d(?=\d)", "*", door)
