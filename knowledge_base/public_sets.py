"""The public development sets in the folder XIAOER_EVAL_DATA, and what an encoder or the search makes of them.

The encoder was tuned on other intents of JD, and on nothing of Taobao.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge_base import few_shot, measures
from knowledge_base.encoder import Encoder
from knowledge_base.few_shot import Draw
from knowledge_base.tuning_data import MESSAGES, held_out

OUT_OF_SCOPE = "out_of_scope_dev.tsv"


def retrieval_untrained(path: Path, encode: measures.Encode) -> float:
    """JD's other intents were trained on."""
    return measures.retrieval(path, encode, held_out())


MEASURES: dict[str, tuple[str, Callable[[Path, measures.Encode], float]]] = {
    "jddc_select_dev.txt": ("retrieval JD, held-out intents, MAP", retrieval_untrained),
    "edc_select_dev.txt": ("retrieval Taobao, MAP", measures.retrieval),
    "jddc_sts_dev.txt": ("similarity JD, Spearman", measures.similarity),
    "edc_sts_dev.txt": ("similarity Taobao, Spearman", measures.similarity),
}


def of_encoder(folder: Path, encoder: Encoder) -> Iterator[tuple[str, str]]:
    """Each measure times 100, by its title."""
    for name, (title, measure) in MEASURES.items():
        path = folder / name
        yield title, f"{100 * measure(path, encoder.encode):.1f}" if path.is_file() else f"skipped: no {name}"


def faq(folder: Path) -> list[Draw]:
    """JD's held-out intents ask among all; nothing where the file is not there."""
    path = folder / MESSAGES
    return list(few_shot.draws(few_shot.read(path), held_out())) if path.is_file() else []


def out_of_scope(folder: Path) -> list[str]:
    """Commands to phones and speakers; nothing where the file is not there."""
    path = folder / OUT_OF_SCOPE
    return [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]] if path.is_file() else []
