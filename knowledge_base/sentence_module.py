"""The bundled encoder as a module of sentence-transformers. Importing this imports PyTorch."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules.input_module import InputModule

from knowledge_base.onnx_encoder import FILES, OnnxEncoder


class OnnxModule(InputModule):
    """Text in, centred `sentence_embedding` out; the prefix is the encoder's own, a prompt comes after it."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.encoder = OnnxEncoder(path, threads)

    @property
    def max_seq_length(self) -> int:
        return int(self.encoder.config["max_tokens"])

    def get_embedding_dimension(self) -> int:
        return self.encoder.dimension

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        features = self.encoder.features([(prompt or "") + text for text in inputs])
        return {name: torch.from_numpy(values) for name, values in features.items()}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        inputs = {name: features[name].cpu().numpy() for name in ("input_ids", "attention_mask")}
        vectors = torch.from_numpy(self.encoder.run(inputs)).to(features["input_ids"].device)
        return {**features, "sentence_embedding": vectors}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        for name in FILES:
            shutil.copy(self.encoder.path / name, output_path)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> Self:  # type: ignore[override]
        return cls(Path(model_name_or_path) / subfolder)
