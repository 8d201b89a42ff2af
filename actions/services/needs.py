"""What must be known to recommend, category by category, and which products an answer speaks for or rules out.

A choice looks for words on the product's own sheet (`seek`), never for a judgement of ours; `avoid` words rule out. The
scene is said only of goods for which the words were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shop.models import Product


@dataclass(frozen=True)
class Choice:
    value: str
    title: str
    words: tuple[str, ...]  # by which it is told
    seek: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    scene: str = ""
    caution: str = ""  # what buyers with this need complain of: told if the sheet has such a complaint


@dataclass(frozen=True)
class Ask:
    """One question of a category.

    `kinds`: only for such goods, and then even if a single one is left. `always`: even if a single one is left.
    `narrows`: finds the kind of goods, and is not asked where the kind was named.
    """

    name: str
    label: str
    question: str
    choices: tuple[Choice, ...] = ()
    measure: str = ""  # a number instead: 适用面积, 身高
    unit: str = ""
    kinds: tuple[str, ...] = ()
    always: bool = False
    narrows: bool = False


HEIGHT = "身高"
ANY = ("不限", "都行", "都可以", "随便", "不确定", "不清楚", "无所谓", "没有要求", "不知道")


def _any(title: str = "都可以") -> Choice:
    return Choice("any", title, ANY)


_SKIN = Ask(
    "skin", "肤质", "您是什么肤质呢？",
    (
        Choice("dry", "干皮", ("干皮", "干性", "起皮", "紧绷", "脸干", "皮肤干"), ("干性", "干敏", "干皮", "全肤质", "滋润型"), scene="空调房、秋冬天脸上发紧的时候"),
        Choice("oily", "油皮", ("油皮", "油性", "出油", "爱出油", "大油田", "油头"), ("油性", "控油", "清爽型", "全肤质"), scene="到下午容易泛油光的时候", caution="闷痘"),
        Choice("mixed", "混合皮", ("混合", "混油", "混干", "t区"), ("混合", "清爽型", "全肤质"), scene="T 区油、两颊干的时候"),
        Choice("sensitive", "敏感肌", ("敏感", "容易红", "泛红", "刺痛", "过敏肌", "敏皮"), ("敏感、", "干敏", "无香精酒精", "不加香精"), ("视黄醇",), scene="换季容易泛红、想用得简单一点的时候", caution="刺痛"),
        _any("不确定"),
    ),
    always=True,
)  # fmt: skip
_CONCERN = Ask(
    "concern", "想改善的", "最想改善哪方面呢？",
    (
        Choice("moist", "补水保湿", ("补水", "保湿", "干燥", "缺水", "滋润", "起皮"), ("补水", "保湿", "透明质酸", "神经酰胺")),
        Choice("clean", "清洁控油", ("清洁", "洗脸", "控油", "黑头", "洗头"), ("洁面", "控油", "氨基酸")),
        Choice("bright", "暗沉提亮", ("暗沉", "提亮", "美白", "变白", "黄", "晒黑", "熬夜"), ("提亮", "烟酰胺")),
        Choice("lines", "细纹紧致", ("细纹", "抗皱", "皱纹", "紧致", "抗老", "黑眼圈", "眼"), ("紧致", "视黄醇")),
        Choice("sun", "防晒", ("防晒", "晒"), ("spf",)),
        Choice("calm", "舒缓", ("舒缓", "泛红", "修护", "镇静"), ("舒缓", "修护")),
        _any(),
    ),
    narrows=True,
)  # fmt: skip
_WHO = Ask(
    "who", "谁穿", "是女士穿还是男士穿呢？",
    (
        Choice("woman", "女士", ("女", "女士", "女生", "女的", "女友", "妈妈", "老妈", "我妈", "她", "阿姨", "女朋友", "老婆", "妈", "婆婆", "姐", "闺蜜", "女款", "我媳妇")),
        Choice("man", "男士", ("男", "男士", "男生", "男的", "男友", "爸爸", "老爸", "我爸", "叔叔", "男朋友", "老公", "爸", "岳父", "丈人", "哥", "弟", "男款", "对象他")),
        _any("男女都行"),
    ),
)  # fmt: skip
_CLOTHES = Ask(
    "use", "场合", "主要什么时候穿呢？",
    (
        Choice("work", "上班通勤", ("上班", "通勤", "面试", "正式", "办公"), ("通勤", "西装裤", "衬衫"), scene="早上赶时间、套上就能出门上班"),
        Choice("daily", "日常休闲", ("日常", "休闲", "平时", "逛街", "上学", "百搭"), ("卫衣", "休闲", "t恤", "牛仔"), scene="周末出门、接送孩子这样的日子"),
        Choice("date", "约会拍照", ("约会", "拍照", "婚礼", "聚会", "旅游", "三亚", "好看"), ("法式", "连衣裙", "大衣"), scene="约会或者拍照那天"),
        Choice("warm", "冬天保暖", ("保暖", "冬天", "零下", "过冬", "暖和", "抗冻", "厚", "怕冷", "下雪"), ("羽绒", "冬季", "双面呢", "羊毛大衣"), scene="早晚降温、出门等车的时候"),
        _any(),
    ),
)  # fmt: skip
_SHOES = Ask(
    "use", "用途", "主要什么时候穿呢？",
    (
        Choice("run", "跑步运动", ("跑步", "运动", "健身", "慢跑", "打球"), ("跑步", "缓震"), scene="下班慢跑几公里"),
        Choice("work", "上班通勤", ("上班", "通勤", "西裤", "正式", "面试", "商务", "办公"), ("通勤", "商务"), scene="通勤、见客户"),
        Choice("walk", "久站久走", ("久站", "站柜台", "走路", "散步", "遛弯", "不累", "逛街", "软", "百搭", "日常", "平时"), ("软弹", "软底", "百搭", "不累"), ("浴室",), scene="一整天走走站站"),
        Choice("warm", "冬天保暖", ("保暖", "冬天", "脚冷", "加绒", "雪", "暖和", "零下", "冻脚"), ("加绒", "羊毛混纺", "雪地靴"), scene="天冷出门、脚容易凉"),
        Choice("outdoor", "户外爬山", ("爬山", "户外", "徒步", "登山", "防水"), ("户外", "徒步"), scene="周末爬山、路上有泥水"),
        Choice("home", "居家", ("在家", "居家", "浴室", "拖鞋"), ("居家",), scene="在家里、洗澡的时候"),
        _any(),
    ),
)  # fmt: skip
_CHILD = Ask("height", "身高", "孩子现在多高呢？不清楚身高说年龄也行～", measure=HEIGHT, unit="厘米", always=True)
_SEASON = Ask(
    "season", "季节", "想给孩子什么时候穿呢？",
    (
        Choice("winter", "冬天", ("冬天", "过冬", "羽绒", "保暖", "厚", "加绒", "棉服"), ("冬季", "加绒", "秋冬加厚"), scene="早上送上学、课间在外面玩"),
        Choice("mild", "春秋", ("春秋", "春天", "秋天", "现在穿", "换季"), ("春秋",), scene="换季早晚凉、中午热"),
        Choice("summer", "夏天", ("夏天", "防晒", "薄", "凉快"), ("防晒", "速干", "upf"), scene="大太阳下户外玩"),
        Choice("night", "睡觉贴身", ("睡衣", "睡觉", "贴身", "新生儿", "婴儿"), ("睡衣", "a 类"), scene="贴身穿、睡觉时"),
        _any(),
    ),
)  # fmt: skip
_TASTE = Ask(
    "taste", "口味", "喜欢什么口味呢？",
    (
        Choice("hot", "爱吃辣", ("辣", "够劲", "重口"), ("辣",), scene="追剧、想来点够味的"),
        Choice("sweet", "甜口", ("甜", "奶香", "巧克力"), ("奶香", "白砂糖", "草莓"), ("无蔗糖",), scene="下午想吃点甜的"),
        Choice("light", "清淡少糖", ("清淡", "低糖", "无糖", "少糖", "不要太甜", "不太甜", "别太甜", "不要甜", "不甜", "少甜", "不辣", "不要辣", "别太辣", "不要太辣", "不吃辣", "不能吃辣", "减肥", "控糖", "健康", "糖尿", "老人", "养生"), ("无蔗糖", "原味", "冻干", "海盐", "坚果 65%"), ("辣度", "香辣"), scene="办公室垫一垫肚子"),
        Choice("gift", "送人礼盒", ("送人", "送礼", "礼盒", "年货", "走亲戚", "公司发"), ("礼盒",), scene="过节走亲戚拎着体面"),
        _any(),
    ),
)  # fmt: skip
_ALLERGY = Ask(
    "allergy", "过敏", "吃的人对什么过敏吗？",
    (
        Choice("none", "不过敏", ("不过敏", "没有过敏", "都能吃", "不忌口", "没有", "无过敏", "没")),
        Choice("nut", "坚果过敏", ("坚果过敏", "对坚果", "花生过敏", "不能吃坚果", "坚果"), avoid=("坚果", "花生")),
        Choice("milk", "乳制品过敏", ("牛奶过敏", "乳糖", "乳制品", "奶制品", "奶过敏"), avoid=("乳", "奶")),
        Choice("wheat", "麸质过敏", ("麸质", "小麦过敏", "面粉过敏"), avoid=("小麦",)),
        Choice("soy", "大豆过敏", ("大豆过敏", "黄豆过敏"), avoid=("大豆",)),
    ),
)  # fmt: skip
_CHORE = Ask(
    "chore", "用处", "想添置哪方面的电器呢？",
    (
        Choice("kitchen", "厨房做饭", ("厨房", "做饭", "早餐", "炸", "煮饭", "豆浆", "辅食"), ("空气炸锅", "电饭煲", "破壁机")),
        Choice("air", "空气和取暖", ("空气", "干燥", "加湿", "取暖", "除甲醛", "冷"), ("空气净化器", "加湿器", "取暖器")),
        Choice("clean", "打扫洗晒", ("打扫", "清洁", "吸尘", "除螨", "烘干", "猫毛", "狗毛"), ("吸尘器", "烘衣机")),
        Choice("water", "喝水热水", ("喝水", "净水", "热水", "洗澡", "烧水"), ("饮水机", "净水器", "热水器")),
        Choice("hair", "吹头发", ("吹头发", "吹风", "护发"), ("吹风机",)),
        _any(),
    ),
    narrows=True,
)  # fmt: skip
_AREA = Ask(
    "area", "面积", "房间大概多少平方呢？", measure="适用面积", unit="平方", kinds=("空气净化器", "加湿器", "取暖器")
)
_PEOPLE = Ask(
    "people", "人数", "平时几个人吃饭呢？",
    (
        Choice("small", "1-2 人", ("一个人", "两个人", "1人", "2人", "1-2", "独居", "自己", "两口", "一人", "二人", "小两口"), ("1 到 2 人", "2 到 4 人"), scene="一两个人开火，不浪费"),
        Choice("family", "3-4 人", ("三个人", "四个人", "3人", "4人", "3-4", "三口", "四口", "3口", "4口", "3个人", "4个人", "一家", "三人", "四人"), ("2 到 4 人",), scene="一家人一锅出"),
        Choice("big", "5 人以上", ("五个人", "六个人", "五口", "六口", "5口", "6口", "5人", "6人", "人多", "5 人以上"), ("6 人",)),
    ),
    kinds=("空气炸锅", "电饭煲"),
)  # fmt: skip
_PETS = Ask(
    "pets", "宠物", "家里有养宠物吗？",
    (
        Choice("yes", "有猫狗", ("养猫", "养狗", "有猫", "有狗", "宠物", "猫毛", "狗毛", "猫", "狗"), scene="掉毛季每天推一遍", caution="宠物"),
        Choice("no", "没有", ("没有", "不养", "没养", "没")),
    ),
    kinds=("吸尘器",),
)  # fmt: skip
_CARPET = Ask(
    "carpet", "地毯", "地面有地毯吗？",
    (
        Choice("short", "短毛地毯", ("短毛", "薄地毯"), ("短毛可用",)),
        Choice("long", "长毛地毯", ("长毛", "厚地毯"), avoid=("短毛可用",)),
        Choice("none", "没有地毯", ("没有地毯", "木地板", "瓷砖", "地砖", "没有", "没")),
    ),
    kinds=("吸尘器",),
)  # fmt: skip
_GAS = Ask(
    "gas", "气源", "家里是天然气还是液化气呢？（看燃气表或问物业）",
    (
        Choice("natural", "天然气", ("天然气",), ("天然气",)),
        Choice("liquid", "液化气", ("液化气", "煤气罐", "罐装"), ("液化气",)),
        _any("还没确认"),
    ),
    kinds=("燃气热水器",),
)  # fmt: skip

NEEDS: Mapping[str, tuple[Ask, ...]] = {
    "护肤": (_CONCERN, _SKIN),
    "服饰": (_WHO, _CLOTHES),
    "鞋靴": (_WHO, _SHOES),
    "童装": (_CHILD, _SEASON),
    "零食": (_TASTE, _ALLERGY),
    "小家电": (_CHORE, _AREA, _PEOPLE, _PETS, _CARPET, _GAS),
}
ALL: tuple[Ask, ...] = tuple(dict.fromkeys(ask for asks in NEEDS.values() for ask in asks))


def stated(text: str, ask: Ask) -> Choice | None:
    """The choice that the words tell; the longest word wins."""
    said = text.lower()
    found = [(len(word), choice) for choice in ask.choices for word in choice.words if word in said]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def fit(product: Product, choices: Iterable[Choice]) -> int | None:
    """How many of the words looked for stand on the sheet; None when a choice rules the product out."""
    told = list(choices)
    if any(_ruled_out(product, choice) for choice in told):
        return None
    return sum(1 for choice in told for word in choice.seek if word in sheet(product))


def parts(product: Product, ask: Ask) -> bool:
    """Whether some answer rules the product out."""
    return any(_ruled_out(product, choice) for choice in ask.choices)


def reasons(product: Product, choices: Sequence[Choice]) -> list[str]:
    """The lines of the sheet in which the words were found: attributes in the sheet's own words, then points."""
    seek = [word for choice in choices for word in choice.seek]
    lines = [f"{name}：{value}" for name, value in product.attributes.items()] + list(product.selling_points)
    return [line for line in lines if any(word in line.lower() for word in seek)]


def cautions(product: Product, choices: Iterable[Choice]) -> list[str]:
    """The honest answers to what buyers with such needs complain of."""
    words = [choice.caution for choice in choices if choice.caution]
    return [each.answer for each in product.complaint_points if any(word in each.point for word in words)]


def sheet(product: Product) -> str:
    parts = (product.title, product.kind, *product.attributes.values(), *product.selling_points)
    return " ".join(parts).lower()


_WORN_BY = {"woman": re.compile(r"(?<!男)女|裙|文胸|内衣"), "man": re.compile(r"男(?!女)")}
_OTHER = {"woman": "man", "man": "woman"}


def _ruled_out(product: Product, choice: Choice) -> bool:
    if choice.value in _OTHER:
        named = f"{product.title} {product.kind} {product.attributes.get('适用人群', '')}"
        return "男女" not in sheet(product) and (_for_other(choice, named) or _too_small(product, choice))
    told = " ".join(product.attributes.values())
    return any(word in told for word in choice.avoid)


_MAN_CM = 178  # a chart that ends below was made for women


def _for_other(choice: Choice, named: str) -> bool:
    return bool(_WORN_BY[_OTHER[choice.value]].search(named))


def _too_small(product: Product, choice: Choice) -> bool:
    ends = [float(span[2]) for row in product.size_chart.values() if (span := _RANGE.match(row.get(HEIGHT, "")))]
    return choice.value == "man" and bool(ends) and max(ends) < _MAN_CM


_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?: ?(?:到|-|至) ?(\d+(?:\.\d+)?))?")


def measure_fits(product: Product, ask: Ask, value: float) -> bool:
    """Whether a number lies in the range of the sheet: a height in a row of the chart, an area in the attribute.

    A floor area below the range is no fault; goods without the figure are not ruled out by it.
    """
    if ask.measure == HEIGHT:
        spans = [_RANGE.match(row[HEIGHT]) for row in product.size_chart.values() if HEIGHT in row]
        return not spans or any(span and float(span[1]) <= value <= float(span[2]) for span in spans)
    told = _RANGE.search(product.attributes.get(ask.measure, ""))
    return told is None or value <= float(told[2] or told[1])
