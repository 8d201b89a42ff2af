"""The handover model without PyTorch: ONNX Runtime, the bundled encoder's tokenizer, and a head of a few numbers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assist_api.handover_model.kinds import KINDS
from knowledge_base.onnx_encoder import bundled, open_session

WEIGHTS = Path(__file__).parent / "weights"


class TalkModel:
    def __init__(self, folder: Path = WEIGHTS) -> None:
        head = json.loads((folder / "head.json").read_text("utf-8"))
        if tuple(head["kinds"]) != KINDS:
            raise ValueError(f"the handover model in {folder} tells other kinds apart than this version")
        self._tokenizer = Tokenizer.from_file(str(bundled() / "tokenizer.json"))
        self._session = open_session(folder / "talk.onnx", threads=1)
        self._prefix: str = head["prefix"]
        self._weights = np.array(head["weights"], dtype=np.float32)
        self._bias = np.array(head["bias"], dtype=np.float32)

    def score(self, text: str) -> tuple[float, str]:
        """Log odds that a person must take over, and the likeliest reason why."""
        encoding = self._tokenizer.encode(self._prefix + text)
        given = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask}
        inputs = {name: np.array([value], dtype=np.int64) for name, value in given.items()}
        (vectors,) = self._session.run(["sentence_embedding"], inputs)
        logits = self._weights @ vectors[0] + self._bias
        need = float(np.logaddexp.reduce(logits[1:]) - logits[0])
        return need, KINDS[1 + int(logits[1:].argmax())]
