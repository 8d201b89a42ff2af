"""A small knowledge base in a folder, and an encoder whose vectors are easy to foresee."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import yaml

from knowledge_base.bm25 import Cut, splitter
from knowledge_base.entries import Entry
from knowledge_base.fusion import Calibration
from knowledge_base.onnx_encoder import Floats

CALIBRATION = Calibration([4.0, 4.0, 2.0, 2.0, 0.0], -6.0)  # for characters: what shares half of them is unsure
TOPICS = {
    "shipping.when": ["什么时候发货", "今天能发货吗", "几点发货", "多久才发货"],
    "returns.fee": ["退货运费谁出", "退货邮费谁承担", "退回去要自己出运费吗", "退货的运费怎么算"],
    "invoice.can": ["可以开发票吗", "能开发票不", "发票怎么开", "给开发票吗"],
    "size.advice": ["我穿多大码", "身高一米七穿什么码", "尺码怎么选", "穿几码合适"],
}


def entry(name: str = "shipping.when", **changed: Any) -> Entry:
    question, *variants = TOPICS.get(name, [f"{name}的问题", f"{name}的另一种问法"])
    return Entry(**{"id": name, "question": question, "variants": tuple(variants), "answer": "好的", **changed})


def raw(name: str = "shipping.when", **changed: Any) -> dict[str, object]:
    question, *variants = TOPICS.get(name, [f"{name}的问题", f"{name}的另一种问法"])
    plain = {"id": name, "question": question, "variants": variants, "answer": "好的", "tags": ["测试"], "public": True}
    return {**plain, **changed}


def write(folder: Path, *raws: object, file: str = "topic.yml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / file).write_text(yaml.safe_dump(list(raws), allow_unicode=True), encoding="utf-8")
    return folder


@cache
def words() -> Cut:
    """jieba's dictionary takes seconds to read: once for all tests."""
    return splitter(Path(mkdtemp()))


class CharacterEncoder:
    """Counts of characters, hashed to 64 places: nearness is the share of common characters."""

    dimension = 64

    def __init__(self, fingerprint: str = "characters@1") -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        vectors = np.full((len(texts), self.dimension), 1e-6, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for sign in text:
                row[hashlib.md5(sign.encode()).digest()[0] % self.dimension] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
