"""The index on disk: a snapshot of the entries, their vectors (FAISS), their terms, and the calibration.

It names the encoder that made the vectors and refuses any other, and the entry files that it was built from.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from knowledge_base import entries as entry_files
from knowledge_base.bm25 import Bm25, Cut
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.fusion import Calibration
from knowledge_base.onnx_encoder import Floats

VERSION = 1
MANIFEST, ENTRIES, VECTORS = "manifest.json", "entries.json", "vectors.faiss"
AGAIN = "Build it: python -m knowledge_base.build"
DAYS = ("valid_from", "valid_until", "updated")


class IndexUnusable(RuntimeError):
    """There is no index, or it was made by another encoder or another version: build it again."""


@dataclass(frozen=True)
class Index:
    """`owners[i]` is the entry (a place in `entries`) of the sentence `texts[i]`, row i of the vectors."""

    entries: Sequence[Entry]
    texts: Sequence[str]
    owners: Sequence[int]
    terms: Sequence[Sequence[str]]
    vectors: Any
    encoder: str
    source: str

    @property
    def lexical(self) -> Bm25:
        return Bm25(self.terms)


def make(entries: Sequence[Entry], source: str, encoder: Encoder, cut: Cut) -> Index:
    pairs = [(owner, text) for owner, entry in enumerate(entries) for text in entry.texts]
    texts = [text for _, text in pairs]
    table = faiss.IndexFlatIP(encoder.dimension)
    table.add(encoder.encode(texts))
    terms = [cut(text) for text in texts]
    return Index(entries, texts, [owner for owner, _ in pairs], terms, table, encoder.fingerprint, source)


def write(index: Index, calibration: Calibration, folder: Path) -> None:
    """The manifest comes last: without it there is no index."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    faiss.write_index(index.vectors, str(folder / VECTORS))
    kept = [{**asdict(entry), "terms": terms} for entry, terms in zip(index.entries, _by_entry(index), strict=True)]
    (folder / ENTRIES).write_text(json.dumps(kept, ensure_ascii=False, default=date.isoformat), encoding="utf-8")
    manifest = {
        "version": VERSION,
        "encoder": index.encoder,
        "source": index.source,
        "entries": len(index.entries),
        "texts": len(index.texts),
        "calibration": asdict(calibration),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def read(folder: Path, encoder: str) -> tuple[Index, Calibration]:
    manifest = _manifest(folder)
    if manifest["encoder"] != encoder:
        raise IndexUnusable(
            f"The index in {folder} holds vectors of the encoder {manifest['encoder']}, but {encoder} is in force. "
            f"{AGAIN}"
        )
    kept = json.loads((folder / ENTRIES).read_text(encoding="utf-8"))
    terms = [one for raw in kept for one in raw.pop("terms")]
    entries = [_entry(raw) for raw in kept]
    pairs = [(owner, text) for owner, entry in enumerate(entries) for text in entry.texts]
    vectors = faiss.read_index(str(folder / VECTORS))
    owners, texts = [owner for owner, _ in pairs], [text for _, text in pairs]
    index = Index(entries, texts, owners, terms, vectors, manifest["encoder"], manifest["source"])
    return index, Calibration(**manifest["calibration"])


def is_current(folder: Path, entries: Path, encoder: str) -> bool:
    """Whether the index holds these entry files as this encoder sees them."""
    try:
        manifest = _manifest(folder)
    except IndexUnusable:
        return False
    return bool(manifest["encoder"] == encoder and manifest["source"] == entry_files.digest(entries))


def vectors_of(index: Index) -> Floats:
    return np.asarray(index.vectors.reconstruct_n(0, index.vectors.ntotal), dtype=np.float32)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexUnusable(f"There is no index in {folder}. {AGAIN}")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("version") != VERSION:
        raise IndexUnusable(f"The index in {folder} is of another version. {AGAIN}")
    return manifest


def _by_entry(index: Index) -> list[list[Sequence[str]]]:
    found: list[list[Sequence[str]]] = [[] for _ in index.entries]
    for owner, terms in zip(index.owners, index.terms, strict=True):
        found[owner].append(terms)
    return found


def _entry(raw: dict[str, Any]) -> Entry:
    days = {name: date.fromisoformat(raw[name]) if raw[name] else None for name in DAYS}
    lists = {name: tuple(raw[name]) for name in ("variants", "tags", "related")}
    return Entry(**{**raw, **days, **lists})
