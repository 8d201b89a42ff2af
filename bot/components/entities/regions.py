"""Provinces, cities, counties. A name that is an everyday word too (和平, 东方) counts only inside an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.components.entities.found import Found, before
from bot.components.entities.names import Names, Spot, read_lists

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克|傣族|黎族|"
    "傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|"
    "仡佬族|锡伯|普米族|塔吉克|怒族|独龙族|保安族|裕固族|各族"
)
_KIND = re.compile(rf"(?:(?:{_PEOPLES})*自治(?P<last>[区州县旗])|新区|林区|特区|地区|(?P<kind>[省市盟县区旗]))$")
_ROADS = "(?:[东西南北中]?[一二三四五]?路|[东西南北]?大?街|大道)"
# Behind a place these make a road, a dish or a make of it.
_STREET = re.compile(rf"{_ROADS}|街道|[镇乡村]")
_NOT_AFTER = re.compile(
    "小面|鸡饭|烤鸭|烤肉|烧烤|拉面|米线|米粉|拌面|热干面|火锅|臭豆腐|螺蛳粉|装|菜|话|时间|口味|风味|"
    "大?煎饼|大枣|红枣|白茶|毛峰|人参|木耳|特产|制造|牌|料理|泡菜|酱油|进口|代购|版|大米|啤酒|醋|站台"
)
_TOWARDS = re.compile(
    r"(?:[寄发送到在去往回走从是改]|寄到|送到|发到|发往|寄往|改到|改成|换成|地址|地址[是:： ]+|老家|住|人在|我们?|"
    r"收货地[:： ]?|邮到|邮|来自|[,，、 和跟或/至]|还是)$"
)
_ONWARDS = re.compile(
    r"[区县市州旗]|镇|乡|这边|那边|这里|的?(?:能到|包邮|发货|到货)|[能可]?.{0,2}(?:送|寄|发|到|收|包邮)|几天|多久|要几|运费|邮费|$"
)
_LINK = re.compile(r"[\s,，、/·-]?")


class Regions:
    def __init__(self, path: Path) -> None:
        lists = [(title, some) for title, some in read_lists(path)]
        everyday = {name for title, some in lists if title == "everyday" for name in some}
        surely = {name for title, some in lists if title in {"whole", "known"} for name in some}
        places = [name for title, _ in lists for name in title.split() if title not in {"everyday", "whole", "known"}]
        counties = [name for title, some in lists if title[-1] in "省市区州盟" for name in some]
        surely |= set(places) | {_short(name) for name in places} - everyday
        surely |= {form for name in counties for form in (name, _plain(name)) if len(form) > 2}
        in_address = {form for name in counties for form in (name, _short(name), _plain(name))} | everyday
        self._names = Names({**dict.fromkeys(in_address - surely, "address"), **dict.fromkeys(surely, "surely")})

    def find(self, text: str) -> Iterator[Found]:
        end_of_last = -1
        for spot in self._names.spots(text):
            follows = end_of_last >= 0 and _LINK.fullmatch(text, end_of_last, spot.start) is not None
            if self._is_place(text, spot, follows):
                end_of_last = spot.end
                yield _named(text, spot)

    def _is_place(self, text: str, spot: Spot, follows: bool) -> bool:
        if _STREET.match(text, spot.end) or (_NOT_AFTER.match(text, spot.end) and not follows):
            return False
        if follows or spot.value == "surely":
            return True
        return bool(_TOWARDS.search(before(text, spot.start)) and _ONWARDS.match(text, spot.end))


def _named(text: str, spot: Spot) -> Found:
    """于都县城 names 于都."""
    short = spot.name.endswith("县") and text.startswith("城", spot.end) and len(spot.name) > 2
    name = spot.name[:-1] if short else spot.name
    return Found("region", spot.start, spot.start + len(name), name)


def _short(name: str) -> str:
    """杭州市 → 杭州, 大厂回族自治县 → 大厂; 唐县 stays."""
    short = _KIND.sub("", name)
    return short if len(short) > 1 else name


def _plain(name: str) -> str:
    """As people write the long names of autonomous counties: 大厂县."""
    kind = _KIND.search(name)
    return _short(name) + ((kind["last"] or kind["kind"] or "") if kind else "")
