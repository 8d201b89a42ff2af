"""A few messages, enough to train a model in a moment."""

from pathlib import Path

TRAIN = {
    "satisfied": [
        "收到了很喜欢",
        "质量真不错",
        "太好看了喜欢",
        "客服真好谢谢",
        "好评满意",
        "物流真快满意",
        "很喜欢好评",
    ],
    "neutral": ["多少钱", "什么时候发货", "有黑色吗", "鞋子破了个洞怎么办", "尺码多大", "怎么退货", "几天能到"],
    "dissatisfied": ["有点失望", "等了好久很失望", "质量太差了", "发货太慢了", "太慢了不满意", "太敷衍了", "差太多了"],
    "angry": ["骗子退钱", "垃圾店铺骗子", "我要投诉你们", "骗子打12315", "什么垃圾退钱", "气死我了骗子", "黑店骗子"],
}
URGENT = ["急用今天能发吗", "很急马上要用", "急今天要走", "马上改地址很急", "急等着用", "今天就要急"]


def write_data(folder: Path, split: str = "train") -> Path:
    (folder / split).mkdir(parents=True, exist_ok=True)
    for label, calm in TRAIN.items():
        urgent = URGENT if label == "neutral" else []
        document = f"calm: |\n{_lines(calm)}urgent: |\n{_lines(urgent)}"
        (folder / split / f"{label}.yml").write_text(document, "utf-8")
    (folder / "words.yml").write_text("insult: 骗子 垃圾\nharmless: 垃圾桶\n", "utf-8")
    return folder


def _lines(messages: list[str]) -> str:
    return "".join(f"  - {message}\n" for message in messages)
