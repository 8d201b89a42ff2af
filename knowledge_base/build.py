"""Build the index: `python -m knowledge_base.build [--if-needed]`, into var/index/.

XIAOER_ENCODER names another encoder than the bundled one.
"""

import argparse
import os
from pathlib import Path

from knowledge_base import calibrate, entries
from knowledge_base.bm25 import splitter
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.index import Index, is_current, make, write

ENTRIES = Path(__file__).parent / "entries"
INDEX = Path("var/index")


def build(source: Path, folder: Path, encoder: Encoder) -> Index:
    folder.mkdir(parents=True, exist_ok=True)
    cut = splitter(folder)
    index = make(entries.load(source), entries.digest(source), encoder, cut)
    trials = calibrate.held_out(index) + calibrate.foreign(index, calibrate.negatives(), encoder, cut)
    write(index, calibrate.fit(trials), folder)
    return index


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, default=ENTRIES)
    parser.add_argument("--index", type=Path, default=INDEX)
    parser.add_argument("--if-needed", action="store_true", help="leave an index that is current as it is")
    chosen = parser.parse_args()
    encoder = open_encoder(os.environ.get("XIAOER_ENCODER"), threads=os.cpu_count() or 1)
    if chosen.if_needed and is_current(chosen.index, chosen.entries, encoder.fingerprint):
        print(f"The index in {chosen.index} is current.")
        return
    try:
        index = build(chosen.entries, chosen.index, encoder)
    except entries.EntriesInvalid as error:
        raise SystemExit(f"The knowledge entries have problems:\n{error}") from error
    print(f"{len(index.entries)} entries, {len(index.texts)} sentences, encoder {index.encoder}: {chosen.index}")


if __name__ == "__main__":
    main()
