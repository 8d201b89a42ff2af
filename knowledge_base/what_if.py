"""What would be found if an entry said something else: nothing that is searched changes.

An entry's confidence does not depend on the other entries, except that its terms are weighed among all sentences. So
only questions for which the entry is confident, as it is or as it would be, can be answered differently.
"""

from collections.abc import Sequence

import numpy as np

from knowledge_base import index as indexes
from knowledge_base.entries import Entry
from knowledge_base.evidence import Query, beside
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Knowledge
from knowledge_base.segment import Segment


def with_change(knowledge: Knowledge, entry_id: str, changed: Entry | None) -> Knowledge:
    """Another knowledge, of the same encoder and calibration, in which the entry is `changed`, or gone."""
    index = knowledge.index
    after = index.without([entry_id]) if changed is None else index.joined(_segment(knowledge, changed))
    return Knowledge(after, knowledge.calibration, knowledge.encoder, knowledge.cut)


def confident(knowledge: Knowledge, versions: Sequence[Entry], queries: Sequence[Query]) -> Floats:
    """[queries]: the highest confidence that any of the versions of an entry has for each."""
    parts = [_segment(knowledge, one) for one in versions]
    found = np.zeros(len(queries), dtype=np.float32)
    for row, query in enumerate(queries):
        judged = [knowledge.calibration.confidence(beside(knowledge.index, part, query)) for part in parts]
        found[row] = max((float(one.max(initial=0)) for one in judged), default=0.0)
    return found


def _segment(knowledge: Knowledge, entry: Entry) -> Segment:
    return indexes.segment([entry], knowledge.encoder.encode, knowledge.cut, knowledge.index.base.lexical.average)
