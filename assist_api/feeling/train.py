"""Train the feeling model: python -m assist_api.feeling.train [--data DIR] [--out DIR] [--if-changed].

XIAOER_ENCODER names another encoder than the bundled one, as it does for the knowledge index.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assist_api.feeling.calibrate import alone, together
from assist_api.feeling.data import DATA_DIR, LABELS, Message, fingerprint, read_training, read_words
from assist_api.feeling.features import Extractor, Piece
from assist_api.feeling.linear import Floats, Judgement, Linear
from assist_api.feeling.model import MODEL_DIR, FeelingModel, is_current
from assist_api.feeling.vectorizer import Vectorizer
from knowledge_base.encoder import Encoder, open_encoder

FOLDS = 5
SEED = 7
RAREST = 2  # messages that a feature must occur in
WORDS_STRENGTH = 4.0  # inverse regularization
SENTENCE_STRENGTH = 3.0
ENCODER = "XIAOER_ENCODER"

Pieces = Sequence[Sequence[Piece]]


def train(data_dir: Path, encoder: Encoder | None = None) -> FeelingModel:
    """Without an encoder the model reads words alone."""
    messages = read_training(data_dir)
    extractor = Extractor(read_words(data_dir / "words.yml"))
    pieces = [extractor.pieces(message.text) for message in messages]
    vectorizer = fit_vectorizer(pieces)
    words = to_matrix(vectorizer, pieces)
    vectors = encoder.encode([message.text for message in messages]) if encoder else None
    return FeelingModel(
        extractor=extractor,
        vectorizer=vectorizer,
        feeling=fit_judgement(words, vectors, feeling_targets(messages)),
        urgency=fit_judgement(words, vectors, np.array([message.urgent for message in messages])),
        data=fingerprint(data_dir),
        encoder=encoder.fingerprint if encoder else "",
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


def fit_judgement(words: csr_matrix, vectors: NDArray[np.float32] | None, targets: NDArray[np.generic]) -> Judgement:
    """Words and vectors apart, each calibrated on predictions for messages that its fold had not seen."""
    unseen = out_of_fold(words, targets, WORDS_STRENGTH)
    by_words = alone(fit(words, targets, WORDS_STRENGTH), unseen, targets)
    if vectors is None:
        return by_words
    by_vectors = fit(vectors, targets, SENTENCE_STRENGTH)
    return together(by_words, unseen, by_vectors, out_of_fold(vectors, targets, SENTENCE_STRENGTH), targets)


def fit(features: csr_matrix | NDArray[np.float32], targets: NDArray[np.generic], strength: float) -> Linear:
    fitted = _regression(strength).fit(features, targets)
    return Linear(fitted.coef_.T.astype(np.float64), fitted.intercept_.astype(np.float64))


def out_of_fold(features: csr_matrix | NDArray[np.float32], targets: NDArray[np.generic], strength: float) -> Floats:
    """A row a message, a column an outcome; of two outcomes only the second has one."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    odds = cross_val_predict(_regression(strength), features, targets, cv=folds, method="decision_function")
    found: Floats = odds.reshape(len(targets), -1).astype(np.float64)
    return found


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=1000, tol=1e-3, class_weight="balanced")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the feeling model.")
    parser.add_argument("--data", type=Path, default=DATA_DIR)
    parser.add_argument("--out", type=Path, default=MODEL_DIR)
    parser.add_argument("--if-changed", action="store_true", help="do nothing when the model is of this data")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    encoder = open_encoder(os.environ.get(ENCODER), threads=os.cpu_count() or 1)
    if arguments.if_changed and is_current(arguments.data, arguments.out, encoder.fingerprint):
        print(f"feeling model is current: {arguments.out}")
        return
    model = train(arguments.data, encoder)
    model.save(arguments.out)
    print(f"feeling model: {len(model.vectorizer.features)} features, vectors of {model.encoder}: {arguments.out}")


if __name__ == "__main__":
    main()
