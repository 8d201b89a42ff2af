"""The index on disk: a manifest, and a folder for each time it was written.

The manifest names the folder, the encoder that made the vectors, and the entry files that it was built from. It is
replaced in one step, so that a reader finds the old index or the new one; whoever has the old files mapped keeps them.
"""

import json
import os
import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from knowledge_base import entries as entry_files
from knowledge_base import index as indexes
from knowledge_base.dense import Dense
from knowledge_base.entries import Entry
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index
from knowledge_base.lexical import Postings
from knowledge_base.segment import Segment

VERSION = 3
MANIFEST, ENTRIES, VECTORS, LENGTHS = "manifest.json", "entries.json", "vectors.faiss", "lengths.npy"
AGAIN = "Build it: python -m knowledge_base.build"
DAYS = ("valid_from", "valid_until", "updated")


class IndexUnusable(RuntimeError):
    """There is no index, or it was made by another encoder or another version: build it again."""


def write(index: Index, calibration: Calibration, folder: Path) -> None:
    whole = index.compacted()
    name = f"index-{uuid4().hex[:12]}"
    _write_segment(whole.base, folder / name)
    manifest = {
        "version": VERSION,
        "encoder": whole.encoder,
        "source": whole.source,
        "entries": len(whole.base.entries),
        "texts": len(whole.base.dense),
        "average": whole.base.lexical.average,
        "folder": name,
        "calibration": asdict(calibration),
    }
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    os.replace(fresh, folder / MANIFEST)
    for old in folder.glob("index-*"):
        if old.name != name:
            shutil.rmtree(old)


def read(folder: Path, encoder: str) -> tuple[Index, Calibration]:
    manifest = _manifest(folder)
    if manifest["encoder"] != encoder:
        raise IndexUnusable(
            f"The index in {folder} holds vectors of the encoder {manifest['encoder']}, but {encoder} is in force. "
            f"{AGAIN}"
        )
    base = _read_segment(folder / manifest["folder"], manifest["texts"], manifest["average"])
    return indexes.of(base, encoder, manifest["source"]), Calibration(**manifest["calibration"])


def reasons_to_build(folder: Path, entries: Path, encoder: str) -> list[str]:
    """What changed since the index was built, in words; nothing where it is current."""
    try:
        manifest = _manifest(folder)
    except IndexUnusable as error:
        return [str(error)]
    checks = {
        f"The encoder changed from {manifest['encoder']} to {encoder}.": manifest["encoder"] != encoder,
        "The entries changed.": manifest["source"] != entry_files.digest(entries),
    }
    return [reason for reason, holds in checks.items() if holds]


def _write_segment(segment: Segment, folder: Path) -> None:
    folder.mkdir(parents=True)
    segment.dense.save(folder / VECTORS)
    segment.lexical.save(folder)
    np.save(folder / LENGTHS, segment.lengths)
    kept = [asdict(entry) for entry in segment.entries]
    (folder / ENTRIES).write_text(json.dumps(kept, ensure_ascii=False, default=date.isoformat), encoding="utf-8")


def _read_segment(folder: Path, size: int, average: float) -> Segment:
    raws = json.loads((folder / ENTRIES).read_text(encoding="utf-8"))
    lexical = Postings.open(folder, size, average)
    return Segment([_entry(raw) for raw in raws], Dense.open(folder / VECTORS), lexical, np.load(folder / LENGTHS))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexUnusable(f"There is no index in {folder}. {AGAIN}")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("version") != VERSION:
        raise IndexUnusable(f"The index in {folder} is of another version. {AGAIN}")
    return manifest


def _entry(raw: dict[str, Any]) -> Entry:
    days = {name: date.fromisoformat(raw[name]) if raw[name] else None for name in DAYS}
    lists = {name: tuple(raw[name]) for name in ("variants", "tags", "related")}
    return Entry(**{**raw, **days, **lists})
