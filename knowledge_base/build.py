"""Build the index: `python -m knowledge_base.build [--if-needed]`, into var/index/.

XIAOER_ENCODER names another encoder than the bundled one. Only sentences that the index does not hold are encoded,
unless the encoder changed.
"""

import argparse
import os
from pathlib import Path

from knowledge_base import calibrate, entries, exam, storage
from knowledge_base.bm25 import splitter
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.index import Index, make

EXAM_AT_LEAST = 200  # questions about the entries at hand: fewer do not say how sure to be
INDEX = Path("var/index")


def build(source: Path, folder: Path, encoder: Encoder) -> Index:
    folder.mkdir(parents=True, exist_ok=True)
    cut = splitter(folder)
    index = make(entries.load(source), entries.digest(source), encoder, cut, _older(folder, encoder))
    inside = calibrate.examined(index, exam.load(exam.EXAM), encoder, cut)
    if len(inside) < EXAM_AT_LEAST:
        inside = calibrate.held_out(index)
    outside = calibrate.foreign(index, calibrate.negatives(), encoder, cut)
    storage.write(index, calibrate.fit(inside + outside), folder)
    return index


def _older(folder: Path, encoder: Encoder) -> Index | None:
    try:
        return storage.read(folder, encoder.fingerprint)[0]
    except storage.IndexUnusable:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, default=entries.ENTRIES)
    parser.add_argument("--index", type=Path, default=INDEX)
    parser.add_argument("--if-needed", action="store_true", help="leave an index that is current as it is")
    chosen = parser.parse_args()
    encoder = open_encoder(os.environ.get("XIAOER_ENCODER"), threads=os.cpu_count() or 1)
    reasons = storage.reasons_to_build(chosen.index, chosen.entries, encoder.fingerprint)
    if chosen.if_needed and not reasons:
        print(f"The index in {chosen.index} is current.")
        return
    print(*reasons, sep="\n", end="\n" if reasons else "")
    try:
        index = build(chosen.entries, chosen.index, encoder)
    except entries.EntriesInvalid as error:
        raise SystemExit(f"The knowledge entries have problems:\n{error}") from error
    print(f"{len(index.entries)} entries, {len(index.texts)} sentences, encoder {index.encoder}: {chosen.index}")


if __name__ == "__main__":
    main()
