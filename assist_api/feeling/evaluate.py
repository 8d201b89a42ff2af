"""Measure the feeling model: python -m assist_api.feeling.evaluate [--model DIR] [--data DIR].

Prints what it finds on our own test messages and, where XIAOER_EVAL_DATA names a folder of real messages, on those.
"""

import argparse
import csv
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.metrics import (
    accuracy_score,
    classification_report,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
    roc_auc_score,
)

from assist_api.feeling.data import DATA_DIR, LABELS, UNHAPPY, Message, read_messages
from assist_api.feeling.model import MODEL_DIR, Feeling, FeelingModel
from knowledge_base.encoder import Encoder, open_encoder

EVAL_DATA = "XIAOER_EVAL_DATA"
ENCODER = "XIAOER_ENCODER"


def main() -> None:
    arguments = _arguments()
    reader = Reader(FeelingModel.load(arguments.model), open_encoder(os.environ.get(ENCODER)))
    print(f"by {reader.reads}")
    for line in report_own(reader, read_messages(arguments.data / "test")):
        print(line)
    for line in report_real(reader, os.environ.get(EVAL_DATA)):
        print(line)


class Reader:
    """The model as the service uses it: with vectors where the encoder is the one it was trained with."""

    def __init__(self, model: FeelingModel, encoder: Encoder | None = None) -> None:
        self._model = model
        self._encoder = encoder if encoder and encoder.fingerprint == model.encoder else None

    @property
    def reads(self) -> str:
        own = self._model.encoder or "none"
        return "words and vectors" if self._encoder else f"words alone (its vectors are of {own})"

    def read(self, texts: Sequence[str]) -> list[Feeling]:
        if self._encoder is None:
            return [self._model.score(text) for text in texts]
        vectors = self._encoder.encode(texts)
        return [self._model.score(text, vector) for text, vector in zip(texts, vectors, strict=True)]


def report_own(reader: Reader, messages: Sequence[Message]) -> Iterator[str]:
    found = reader.read([message.text for message in messages])
    labels, predicted = [message.label for message in messages], [feeling.label for feeling in found]
    urgent = [message.urgent for message in messages], [feeling.urgent for feeling in found]
    precision, recall, f1, _ = precision_recall_fscore_support(*urgent, average="binary")
    yield f"own test messages: {len(messages)}"
    yield f"accuracy {accuracy_score(labels, predicted):.3f}  macro-F1 {macro_f1(labels, predicted):.3f}"
    yield classification_report(labels, predicted, labels=LABELS, digits=3)
    yield _confusion(labels, predicted)
    yield f"urgent: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def report_real(reader: Reader, folder: str | None) -> Iterator[str]:
    if not folder:
        yield f"skipped the real messages: {EVAL_DATA} is not set"
        return
    for name, measure in REAL.items():
        path = Path(folder) / name
        yield f"{name}: {measure(reader, path)}" if path.is_file() else f"skipped {name}: not in {EVAL_DATA}"


def false_alarms(reader: Reader, path: Path) -> str:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = list(zip(rows, reader.read([row["text"] for row in rows]), strict=True))
    neutral = [feeling for row, feeling in found if row["feeling"] == "neutral"]
    unhappy = [feeling for row, feeling in found if row["feeling"] in UNHAPPY]
    calm = [feeling for row, feeling in found if not row["urgent"]]
    return (
        f"of {len(neutral)} neutral {_share(neutral, 'dissatisfied'):.2%} seen as dissatisfied, "
        f"{_share(neutral, 'angry'):.2%} as angry, "
        f"unhappy found {_share(unhappy, *UNHAPPY):.1%} of {len(unhappy)}, "
        f"wrongly urgent {sum(feeling.urgent for feeling in calm) / len(calm):.2%} of {len(calm)}"
    )


def satisfaction_auc(reader: Reader, path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["satisfaction"] in "02"
        ]
    return _auc(reader, [row["text"] for row in rows], [row["satisfaction"] == "0" for row in rows])


def reviews_auc(reader: Reader, path: Path) -> str:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return _auc(reader, [row[0] for row in rows], [row[1] == "0" for row in rows])


REAL = {
    "shoppers_dev.jsonl": false_alarms,
    "jd_satisfaction_valid.tsv": satisfaction_auc,
    "reviews_dev.tsv": reviews_auc,
}


def macro_f1(labels: Sequence[str], predicted: Sequence[str]) -> float:
    return float(f1_score(labels, predicted, labels=LABELS, average="macro"))


def _share(feelings: Sequence[Feeling], *labels: str) -> float:
    return sum(feeling.label in labels for feeling in feelings) / len(feelings)


def _auc(reader: Reader, texts: Sequence[str], unhappy: Sequence[bool]) -> str:
    """By valence: which of the two it is, is asked of messages that are one or the other, not of the neutral ones."""
    valences = [feeling.valence for feeling in reader.read(texts)]
    return f"AUC {roc_auc_score(unhappy, valences):.3f} of {len(texts)}"


def _confusion(labels: Sequence[str], predicted: Sequence[str]) -> str:
    table = confusion_matrix(labels, predicted, labels=LABELS)
    head = "is \\ seen as".ljust(14) + "".join(label.rjust(14) for label in LABELS)
    rows = (
        label.ljust(14) + "".join(str(count).rjust(14) for count in row)
        for label, row in zip(LABELS, table, strict=True)
    )
    return "\n".join([head, *rows])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the feeling model.")
    parser.add_argument("--model", type=Path, default=MODEL_DIR)
    parser.add_argument("--data", type=Path, default=DATA_DIR)
    return parser.parse_args()


if __name__ == "__main__":
    main()
