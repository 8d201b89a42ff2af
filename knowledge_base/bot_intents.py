"""What the bot's classifier makes of an encoder's vectors, without Rasa and in a minute.

The same features and the same linear margins as config.yml's pipeline (words, one to three characters, the vector):
close to what the bot will understand with this encoder, not equal, since Rasa cuts words a little otherwise.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.sentences import TRAIN, named_sentences

TEST, REAL = Path("nlu_data/test"), "shoppers_dev.jsonl"
C, DENSE_WEIGHT = 0.5, 0.8  # as in bot/components/linear_classifier.py


@dataclass(frozen=True)
class Asked:
    """`right`: the intents that count; where two annotators differ there are two."""

    text: str
    right: tuple[str, ...]


def written() -> list[Asked]:
    return [Asked(text, (intent,)) for text, intent in named_sentences(TEST)]


def real(data: Path) -> list[Asked]:
    rows = [json.loads(line) for line in (data / REAL).read_text(encoding="utf-8").splitlines()]
    return [Asked(row["text"], (row["intent"], row["alt"])) for row in rows]


def accuracies(encoder: Encoder, cut: Cut, sets: Sequence[Sequence[Asked]]) -> list[float]:
    """The share of each set that is understood, after learning `nlu_data/train`."""
    pairs = list(named_sentences(TRAIN))
    texts, intents = [text for text, _ in pairs], [intent for _, intent in pairs]
    counts = _counts(cut).fit(texts)

    def features(asked: Sequence[str]) -> csr_matrix:
        return hstack([counts.transform(asked), csr_matrix(DENSE_WEIGHT * encoder.encode(asked))]).tocsr()

    machine = LinearSVC(C=C, random_state=0).fit(features(texts), intents)
    answers = [machine.predict(features([one.text for one in asked])) for asked in sets]
    return [
        float(np.mean([answer in one.right for answer, one in zip(found, asked, strict=True)]))
        for found, asked in zip(answers, sets, strict=True)
    ]


def _counts(cut: Cut) -> Pipeline:
    words = CountVectorizer(analyzer=lambda text: [word for word in cut(text) if not word.startswith("#")])
    signs = CountVectorizer(analyzer="char", ngram_range=(1, 3))
    return make_pipeline(FeatureUnion([("words", words), ("signs", signs)]), TfidfTransformer(sublinear_tf=True))
