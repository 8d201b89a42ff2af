"""What is wrong with the data before it is trained on: `python -m assist_api.teaching.data_check FOLDER`, a line each.

Trainers read it, so that a sentence of the exam is told by its intent alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from nlu_data.dataset import Intent, Sentence, read_catalogue
from nlu_data.validate import Finding, Kind, findings

SENTENCES: Mapping[Kind, str] = {
    Kind.MISSING: "缺少文件 {side}/{name}。",
    Kind.STRAY: "文件 {side}/{name} 不属于任何意图。",
    Kind.UNKNOWN: "意图 {intent} 不在意图目录里。",
    Kind.TOO_FEW: "“{intent}”只有 {count} 句训练句子，至少要 {least} 句。",
    Kind.TWICE: "{one}和{other}说的是一样的话。",
    Kind.NEAR_COPY: "{one}和训练句子“{copy}”几乎一样。",
}


def wrong(data: Path) -> Iterator[str]:
    catalogue = read_catalogue(data)
    return (_sentence(one, catalogue) for one in findings(data))


def _sentence(found: Finding, catalogue: Mapping[str, Intent]) -> str:
    about = {
        name: _place(value, catalogue) if isinstance(value, Sentence) else value for name, value in found.about.items()
    }
    if found.kind is Kind.TOO_FEW:
        about["intent"] = catalogue[found.about["intent"]].zh
    return SENTENCES[found.kind].format(**about)


def _place(sentence: Sentence, catalogue: Mapping[str, Intent]) -> str:
    known = catalogue.get(sentence.intent)
    name = known.zh if known else sentence.intent
    if sentence.side == "test":
        return f"考卷里“{name}”的一句"
    return f"训练句子“{sentence.plain}”（{name}）"


def main() -> None:
    for one in wrong(Path(sys.argv[1])):
        print(one, flush=True)


if __name__ == "__main__":
    main()
