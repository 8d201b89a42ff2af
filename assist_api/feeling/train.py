"""Train the feeling model: python -m assist_api.feeling.train [--data DIR] [--out DIR] [--if-changed]."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assist_api.feeling.data import DATA_DIR, LABELS, Message, fingerprint, read_messages, read_words
from assist_api.feeling.features import Extractor, Piece
from assist_api.feeling.model import MODEL_DIR, FeelingModel, Floats, Linear, Vectorizer, is_current

FOLDS = 5
SEED = 7
RAREST = 2  # messages that a feature must occur in
STRENGTH = 2.0  # inverse regularization: 4 fits the training messages better and raises more false alarms in life
FALSE_ALARMS = (
    0.045  # share of neutral messages that may look unhappy, in cross-validation; in life it is fewer (CARD.md)
)
NEUTRAL = LABELS.index("neutral")

Pieces = Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Calibration:
    """Fitted on predictions for messages that the fold's model had not seen."""

    temperature: float
    neutral: float  # added to the log odds of neutral, so that false alarms stay rare


def train(data_dir: Path) -> FeelingModel:
    messages = read_messages(data_dir / "train")
    extractor = Extractor(read_words(data_dir / "words.yml"))
    pieces = [extractor.pieces(message.text) for message in messages]
    vectorizer = fit_vectorizer(pieces)
    matrix = to_matrix(vectorizer, pieces)
    feeling, urgency = feeling_targets(messages), np.array([message.urgent for message in messages])
    return FeelingModel(
        extractor=extractor,
        vectorizer=vectorizer,
        feeling=calibrated(fit(matrix, feeling), calibrate(out_of_fold(matrix, feeling), feeling)),
        urgency=fit(matrix, urgency),
        data=fingerprint(data_dir),
    )


def feeling_targets(messages: Sequence[Message]) -> NDArray[np.intp]:
    return np.array([LABELS.index(message.label) for message in messages])


def fit_vectorizer(pieces: Pieces) -> Vectorizer:
    often = Counter(name for message in pieces for name in {piece.name for piece in message})
    features = sorted(name for name, count in often.items() if count >= RAREST)
    counts = np.array([often[name] for name in features])
    return Vectorizer(features, np.log((1 + len(pieces)) / (1 + counts)) + 1)


def to_matrix(vectorizer: Vectorizer, pieces: Pieces) -> csr_matrix:
    rows = [vectorizer(message) for message in pieces]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(vectorizer.features)))


def fit(matrix: csr_matrix, targets: NDArray[np.generic]) -> Linear:
    fitted = _regression().fit(matrix, targets)
    return Linear(fitted.coef_.T, fitted.intercept_)


def out_of_fold(matrix: csr_matrix, targets: NDArray[np.intp]) -> Floats:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    odds: Floats = cross_val_predict(_regression(), matrix, targets, cv=folds, method="decision_function")
    return odds


def calibrate(odds: Floats, targets: NDArray[np.intp]) -> Calibration:
    temperature = _temperature(odds, targets)
    return Calibration(temperature, _neutral_lift(odds / temperature, targets))


def calibrated(linear: Linear, calibration: Calibration) -> Linear:
    bias = linear.bias / calibration.temperature
    bias[NEUTRAL] += calibration.neutral
    return Linear(linear.weights / calibration.temperature, bias)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")


def _temperature(odds: Floats, targets: NDArray[np.intp]) -> float:
    rows = np.arange(len(targets))
    loss = minimize_scalar(
        lambda temperature: -log_softmax(odds / temperature, axis=1)[rows, targets].mean(),
        bounds=(0.1, 10),
        method="bounded",
    )
    return float(loss.x)


def _neutral_lift(odds: Floats, targets: NDArray[np.intp]) -> float:
    """The least lift of neutral that keeps false alarms under FALSE_ALARMS; never negative."""
    neutral = odds[targets == NEUTRAL]
    lead_of_unhappy = neutral[:, NEUTRAL + 1 :].max(axis=1) - neutral[:, NEUTRAL]
    return max(0.0, float(np.quantile(lead_of_unhappy, 1 - FALSE_ALARMS)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the feeling model.")
    parser.add_argument("--data", type=Path, default=DATA_DIR)
    parser.add_argument("--out", type=Path, default=MODEL_DIR)
    parser.add_argument("--if-changed", action="store_true", help="do nothing when the model is of this data")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    if arguments.if_changed and is_current(arguments.data, arguments.out):
        print(f"feeling model is current: {arguments.out}")
        return
    model = train(arguments.data)
    model.save(arguments.out)
    print(f"feeling model: {len(model.vectorizer.features)} features, written to {arguments.out}")


if __name__ == "__main__":
    main()
