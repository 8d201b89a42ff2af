"""How a shopper feels, from one message: sums of weights that can say which words moved them."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist_api.feeling.data import LABELS, fingerprint
from assist_api.feeling.evidence import Evidence, hollow_places, spans, whole_words
from assist_api.feeling.features import Extractor, Piece
from assist_api.feeling.linear import Columns, Floats, Judgement, Linear, Sentence, sigmoid, softmax
from assist_api.feeling.vectorizer import Vectorizer

MODEL_DIR = Path(__file__).parents[2] / "var" / "models" / "feeling"
FORMAT = 2
_ARRAYS, _DESCRIPTION = "weights.npz", "model.json"
_NEUTRAL = LABELS.index("neutral")
_LEAST = 1e-9


class ModelError(RuntimeError):
    """The saved model is missing or of another format; training writes a new one."""


@dataclass(frozen=True)
class Feeling:
    label: str
    scores: dict[str, float]
    urgent: bool
    urgent_score: float
    evidence: list[Evidence]

    @property
    def valence(self) -> float:
        """Log odds of unhappy against satisfied: what is neither lies between, however sure it is to be neutral."""
        unhappy = self.scores["dissatisfied"] + self.scores["angry"]
        return math.log(max(unhappy, _LEAST)) - math.log(max(self.scores["satisfied"], _LEAST))


@dataclass(frozen=True)
class FeelingModel:
    extractor: Extractor
    vectorizer: Vectorizer
    feeling: Judgement
    urgency: Judgement
    data: str  # fingerprint of what it was trained on
    encoder: str = ""  # fingerprint of the encoder whose vectors it knows; none: it reads words alone

    def score(self, text: str, vector: NDArray[np.floating] | None = None) -> Feeling:
        """`vector`: of the same text, by `encoder`; without it the words decide alone."""
        pieces = self.extractor.pieces(text)
        columns, values = self.vectorizer(pieces)
        odds = self.feeling(columns, values, vector)
        urgency = sigmoid(self.urgency(columns, values, vector)[0])
        winner = int(odds.argmax())
        return Feeling(
            label=LABELS[winner],
            scores=dict(zip(LABELS, softmax(odds).tolist(), strict=True)),
            urgent=urgency > 0.5,
            urgent_score=urgency,
            evidence=self._evidence(text, pieces, columns, values, winner) if winner != _NEUTRAL else [],
        )

    def _evidence(
        self, text: str, pieces: Sequence[Piece], columns: Columns, values: Floats, winner: int
    ) -> list[Evidence]:
        """Nothing where the words alone speak for neutral: the tone of the whole decided, and no word is to blame."""
        words = self.feeling.words
        alone = words(columns, values)
        if alone[winner] < alone[_NEUTRAL]:
            return []
        moved = np.zeros(len(self.vectorizer.features))
        moved[columns] = values * _lead(words.weights[columns], winner)
        return spans(text, self.vectorizer.share(pieces, moved), hollow_places(text, pieces), whole_words(pieces))

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _ARRAYS,
            idf=self.vectorizer.idf.astype(np.float32),
            **_arrays("feeling", self.feeling),
            **_arrays("urgency", self.urgency),
        )
        description = {
            "format": FORMAT,
            "labels": LABELS,
            "data": self.data,
            "encoder": self.encoder,
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
            feeling=_judgement("feeling", arrays),
            urgency=_judgement("urgency", arrays),
            data=described["data"],
            encoder=described["encoder"],
        )


def is_current(data_dir: Path, model_dir: Path, encoder: str = "") -> bool:
    """Whether the saved model was trained on exactly this data and this encoder's vectors, in this format."""
    try:
        described = _description(model_dir)
    except ModelError:
        return False
    found = [described.get(name) for name in ("format", "data", "encoder")]
    return found == [FORMAT, fingerprint(data_dir), encoder]


def _description(folder: Path) -> dict[str, Any]:
    path = folder / _DESCRIPTION
    if not path.is_file():
        raise ModelError(f"no feeling model in {folder}: run python -m assist_api.feeling.train")
    described: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return described


def _arrays(name: str, judgement: Judgement) -> dict[str, Any]:
    words, sentence = judgement.words, judgement.sentence
    arrays: dict[str, Any] = {f"{name}_words": words.weights.astype(np.float32), f"{name}_words_bias": words.bias}
    if sentence:
        arrays |= {
            f"{name}_words_count": np.array(sentence.words_count),
            f"{name}_sentence": sentence.vector.weights.astype(np.float32),
            f"{name}_sentence_bias": sentence.vector.bias,
        }
    return arrays


def _judgement(name: str, arrays: dict[str, Floats]) -> Judgement:
    words = Linear(arrays[f"{name}_words"], arrays[f"{name}_words_bias"])
    if f"{name}_sentence" not in arrays:
        return Judgement(words)
    vector = Linear(arrays[f"{name}_sentence"], arrays[f"{name}_sentence_bias"])
    return Judgement(words, Sentence(float(arrays[f"{name}_words_count"]), vector))


def _lead(weights: Floats, winner: int) -> Floats:
    """How much more a feature says for the winner than for the mean of the others."""
    others = (weights.sum(axis=1) - weights[:, winner]) / (weights.shape[1] - 1)
    lead: Floats = weights[:, winner] - others
    return lead
