"""What people call the attributes of goods, against the names of the catalogue's own."""

from __future__ import annotations

from dataclasses import dataclass

from shop.models import Product


@dataclass(frozen=True)
class Topic:
    """`words` are those of shoppers. `measured`: what must stand somewhere, and is never guessed where it does not."""

    words: str
    attributes: tuple[str, ...]
    measured: bool = False
    strict: bool = False  # no other topic of the same message answers for it


_TOPICS = (
    Topic("材质 面料 布料 什么做的 料子 含棉 纯棉 鞋面 羊毛 羊绒 真皮", ("材质", "面料", "鞋面", "内胆", "填充", "膜布")),
    Topic("成分 含什么 配方 表活", ("主要成分", "表活", "配料", "材质")),
    Topic("厚 薄 保暖 暖和 几月 季节 加绒 零下 多少度穿", ("厚薄", "适合季节", "加绒", "填充", "季节", "适用温度", "充绒量", "内里")),
    Topic("充绒 含绒 绒子 蓬松 什么绒", ("充绒量", "填充物", "蓬松度")),
    Topic("透不透 透吗 会透 透肉", ("透明度",)),
    Topic("弹力 有弹 弹性", ("弹力",)),
    Topic("版型 宽松 修身 显瘦", ("版型", "裤型")),
    Topic("尺寸 多大 大小 长宽 多高 多宽 占地 体积", ("尺寸", "大小", "产品尺寸", "裙长"), measured=True),
    Topic("容量 几升 多少升 毫升 净含量 多少克 几包 几袋 几片 多少片 多少包 多少袋 几双", ("容量", "净含量", "规格", "数量", "水箱"), measured=True),
    Topic("几个人 几口人 够几个人", ("容量",)),
    Topic("功率 瓦 费电 耗电 几度电", ("功率",), measured=True),
    Topic("噪音 声音 吵 分贝", ("噪音", "噪声"), measured=True),
    Topic("多重 重不重 几斤 重量 轻不轻", ("重量", "克重", "净重"), measured=True),
    Topic("保质期 过期 多久坏 放多久", ("保质期", "贮存"), measured=True),
    Topic("配料 含糖 防腐剂 添加剂 过敏 热量 花生 坚果吗 无糖", ("配料", "过敏提示", "糖", "钠", "热量")),
    Topic("香精 酒精 香味 味道重", ("香精", "酒精", "香型")),
    Topic("孕妇 怀孕 孕期 哺乳", ("孕期",), measured=True, strict=True),
    Topic("辣 甜不甜 口味 咸", ("辣度", "口味", "糖", "钠")),
    Topic("续航 充一次 用多久 电池", ("续航", "电池"), measured=True),
    Topic("跟高 鞋跟 几厘米 增高", ("跟高",), measured=True),
    Topic("鞋底 防滑", ("鞋底", "大底", "防滑")),
    Topic("防水 进水 下雨", ("防水",)),
    Topic("适合 肤质 油皮 干皮 敏感肌 男的能 女的能 男女", ("适合肤质", "适用人群", "适用", "适合")),
    Topic("面积 多大房间 平米 平方 平够 平能 平行 平用 平的 平呢 0平 2平 5平 6平 8平", ("适用面积",), measured=True),
    Topic("功能 能做 预约 功效 作用", ("功能", "功效", "预约")),
    Topic("几岁 年龄 多大的孩子", ("适用年龄", "年龄"), measured=True),
    Topic("产地 哪里生产 哪产的", ("产地",), measured=True),
    Topic("滤芯 多久换", ("滤芯",)),
    Topic("地毯 除螨 宠物毛", ("地毯", "除螨")),
    Topic("线多长 电线", ("线长",), measured=True),
    Topic("领子 领型", ("领型",)),
    Topic("帽子能拆 可拆", ("帽子",)),
    Topic("浓度", ("主要成分",)),
    Topic("防晒 spf 倍数 指数", ("防晒指数",)),
)  # fmt: skip


def asked_attributes(product: Product, text: str) -> list[tuple[str, str]]:
    """The attributes which the text names, by their own name first, then by what people call them."""
    hints = [name for topic in topics_of(text) for name in topic.attributes]
    named = [name for name in product.attributes if name in text]
    hinted = [name for hint in hints for name in product.attributes if hint in name]
    wanted = dict.fromkeys((*named, *hinted))
    return [(name, product.attributes[name]) for name in list(wanted)[:2]]


def topics_of(text: str) -> list[Topic]:
    said = text.lower()
    return [topic for topic in _TOPICS if any(word in said for word in topic.words.split())]
