"""How a shopper feels, from one message: a linear model that can say which words moved it."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist_api.feeling.data import LABELS, fingerprint
from assist_api.feeling.features import Extractor, Piece

Floats = NDArray[np.float64]

MODEL_DIR = Path(__file__).parents[2] / "var" / "models" / "feeling"
FORMAT = 1
_ARRAYS, _DESCRIPTION = "weights.npz", "model.json"
_NEUTRAL = LABELS.index("neutral")
_MOST_EVIDENCE = 4
_FAINT = 0.25  # of the strongest character's weight: below it a character belongs to no span

_FUNCTION_WORDS = """
    的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么 哦 啦 是 我 你 您 他 她 它 我们 你们 他们 咱们 自己 这 那 这个 那个
    就 就是 也 都 还 又 再 有 在 和 跟 与 给 把 被 让 要 会 能 对 从 到 为 个 一个 一下 说 请问
"""
_HOLLOW = frozenset(f"word:{word}" for word in _FUNCTION_WORDS.split())


class ModelError(RuntimeError):
    """The saved model is missing or of another format; training writes a new one."""


@dataclass(frozen=True)
class Evidence:
    """A span of the message that moved the model; the weight is in log odds."""

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Feeling:
    label: str
    scores: dict[str, float]
    urgent: bool
    urgent_score: float
    evidence: list[Evidence]


@dataclass(frozen=True)
class Linear:
    """Log odds of each outcome: `weights` is features by outcomes, `bias` one number an outcome."""

    weights: Floats
    bias: Floats

    def __call__(self, columns: NDArray[np.intp], values: Floats) -> Floats:
        result: Floats = values @ self.weights[columns] + self.bias
        return result


class Vectorizer:
    """TF-IDF, each block of features scaled to the same length."""

    def __init__(self, features: Sequence[str], idf: Floats) -> None:
        self.features = features
        self.idf = idf
        self._column = {name: column for column, name in enumerate(features)}

    def __call__(self, pieces: Iterable[Piece]) -> tuple[NDArray[np.intp], Floats]:
        """Columns and values of one message."""
        known = Counter((piece.block, self._column[piece.name]) for piece in pieces if piece.name in self._column)
        if not known:
            return np.empty(0, np.intp), np.empty(0)
        blocks, columns = zip(*known, strict=True)
        values = (1 + np.log(list(known.values()))) * self.idf[list(columns)]
        return np.array(columns), _unit_blocks(np.array(blocks), values)

    def share(self, pieces: Iterable[Piece], weights: Floats) -> list[tuple[Piece, float]]:
        """What each piece adds, when a feature's weight is shared by its occurrences."""
        known = [(piece, self._column[piece.name]) for piece in pieces if piece.name in self._column]
        often = Counter(column for _, column in known)
        return [(piece, float(weights[column]) / often[column]) for piece, column in known]


@dataclass(frozen=True)
class FeelingModel:
    extractor: Extractor
    vectorizer: Vectorizer
    feeling: Linear
    urgency: Linear
    data: str  # fingerprint of what it was trained on

    def score(self, text: str) -> Feeling:
        pieces = self.extractor.pieces(text)
        columns, values = self.vectorizer(pieces)
        odds = self.feeling(columns, values)
        winner = int(odds.argmax())
        urgency = float(_sigmoid(self.urgency(columns, values)[0]))
        moved = np.zeros(len(self.vectorizer.features))
        moved[columns] = values * _lead(self.feeling.weights[columns], winner)
        return Feeling(
            label=LABELS[winner],
            scores=dict(zip(LABELS, _softmax(odds).tolist(), strict=True)),
            urgent=urgency > 0.5,
            urgent_score=urgency,
            evidence=[]
            if winner == _NEUTRAL
            else spans(text, self.vectorizer.share(pieces, moved), hollow_places(text, pieces)),
        )

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _ARRAYS,
            idf=self.vectorizer.idf.astype(np.float32),
            feeling=self.feeling.weights.astype(np.float32),
            feeling_bias=self.feeling.bias,
            urgency=self.urgency.weights.astype(np.float32),
            urgency_bias=self.urgency.bias,
        )
        description = {
            "format": FORMAT,
            "labels": LABELS,
            "data": self.data,
            "groups": self.extractor.groups,
            "features": self.vectorizer.features,
        }
        (folder / _DESCRIPTION).write_text(json.dumps(description, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path = MODEL_DIR) -> "FeelingModel":
        """Read numbers and names only: loading a model runs no code of it."""
        described = _description(folder)
        if described.get("format") != FORMAT or tuple(described["labels"]) != LABELS:
            raise ModelError(f"the feeling model in {folder} is of another format: train it again")
        with np.load(folder / _ARRAYS, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float64) for name in stored.files}
        return cls(
            extractor=Extractor(described["groups"]),
            vectorizer=Vectorizer(described["features"], arrays["idf"]),
            feeling=Linear(arrays["feeling"], arrays["feeling_bias"]),
            urgency=Linear(arrays["urgency"], arrays["urgency_bias"]),
            data=described["data"],
        )


def is_current(data_dir: Path, model_dir: Path) -> bool:
    """Whether the saved model was trained on exactly this data, in this format."""
    try:
        described = _description(model_dir)
    except ModelError:
        return False
    return described.get("format") == FORMAT and described["data"] == fingerprint(data_dir)


def hollow_places(text: str, pieces: Iterable[Piece]) -> frozenset[int]:
    """Places of function words and punctuation: they may move the model, but they tell a person nothing."""
    words = (range(piece.start, piece.end) for piece in pieces if piece.name in _HOLLOW)
    marks = (place for place, sign in enumerate(text) if unicodedata.category(sign)[0] in "PZ")
    return frozenset(chain(marks, *words))


def spans(text: str, shares: list[tuple[Piece, float]], hollow: Set[int] = frozenset()) -> list[Evidence]:
    """The stretches of text that spoke for the outcome, strongest first; none begins or ends at a `hollow` place."""
    weights = np.zeros(len(text))
    for piece, share in shares:
        weights[piece.start : piece.end] += share / (piece.end - piece.start)
    solid = [place for place in range(len(text)) if place not in hollow]
    strongest = max((weights[place] for place in solid), default=0.0)
    if strongest <= 0:
        return []
    places = groupby(range(len(text)), key=lambda place: bool(weights[place] > _FAINT * strongest))
    runs = [[place for place in run if place not in hollow] for strong, run in places if strong]
    found = [_evidence(text, run[0], run[-1] + 1, weights) for run in runs if run]
    return sorted(found, key=lambda span: -span.weight)[:_MOST_EVIDENCE]


def _evidence(text: str, start: int, end: int, weights: Floats) -> Evidence:
    return Evidence(text[start:end], start, end, round(float(weights[start:end].sum()), 3))


def _description(folder: Path) -> dict[str, Any]:
    path = folder / _DESCRIPTION
    if not path.is_file():
        raise ModelError(f"no feeling model in {folder}: run python -m assist_api.feeling.train")
    described: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return described


def _lead(weights: Floats, winner: int) -> Floats:
    """How much more a feature says for the winner than for the mean of the others."""
    others = (weights.sum(axis=1) - weights[:, winner]) / (weights.shape[1] - 1)
    lead: Floats = weights[:, winner] - others
    return lead


def _unit_blocks(blocks: NDArray[np.str_], values: Floats) -> Floats:
    scaled = values.copy()
    for block in set(blocks.tolist()):
        inside = blocks == block
        scaled[inside] /= np.linalg.norm(values[inside])
    return scaled


def _softmax(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max())
    scores: Floats = raised / raised.sum()
    return scores


def _sigmoid(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))
