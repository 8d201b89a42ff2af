"""A small data folder: three intents of two skills, with an exam and a known failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

CATALOGUE = """# a small one
logistics:
  ask_ship_time:    {zh: 发货时间,   means: "when will it be sent"}
  urge_shipping:    {zh: 催发货,     means: "pushes"}
service:
  praise:           {zh: 表扬,       means: "praises"}
small_talk:
  out_of_scope:     {zh: 超出范围,   means: "no shop does it"}
"""
SKILLS = {"ask_ship_time": "logistics", "urge_shipping": "logistics", "praise": "service", "out_of_scope": "small_talk"}
TRAIN: Mapping[str, Sequence[str]] = {
    "ask_ship_time": ("几号发货", "今天能发出来不", "哪天寄出", "多久可以发货", "下单后何时出库", "发货要等几天"),
    "urge_shipping": ("快点发货行不行", "怎么还不寄", "催一下仓库", "赶紧给我发", "都三天了还没动静", "急用麻烦快些"),
    "praise": ("真不错", "质量很好", "客服态度好", "满意极了", "好评必须的", "太喜欢了"),
    "out_of_scope": ("写段代码", "股票买哪只", "帮我订机票", "今天几点天黑", "翻译一句英文", "推荐个电影"),
}
EXAM: Mapping[str, Sequence[str]] = {
    "ask_ship_time": ("啥时候给寄呀",),
    "urge_shipping": ("麻烦尽快安排出库",),
    "praise": ("给你们点赞",),
}
FAILURES = "# a test holds these\n- {text: 没有催你, right: praise, says: urge_shipping}\n"


def write_data(folder: Path) -> Path:
    put(folder / "intents.yml", CATALOGUE)
    put(folder / "known_failures.yml", FAILURES)
    for side, sentences in (("train", TRAIN), ("test", EXAM)):
        for intent, texts in sentences.items():
            put(folder / side / SKILLS[intent] / f"{intent}.yml", intent_file(intent, texts))
    return folder


def intent_file(intent: str, texts: Sequence[str]) -> str:
    lines = "".join(f"    - {text}\n" for text in texts)
    return f'# by hand\nversion: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
