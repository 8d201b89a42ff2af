"""`python -m bench.feeling`: what the feeling model costs a message beside its encoding, on one thread."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from assist_api.feeling.data import DATA_DIR, read_messages
from assist_api.feeling.model import MODEL_DIR, FeelingModel
from knowledge_base.encoder import open_encoder

ROUNDS = 5
LONG = "这家店都是骗子 退钱！" * 2000


def main() -> None:
    model, encoder = FeelingModel.load(MODEL_DIR), open_encoder()
    texts = [message.text for message in read_messages(DATA_DIR / "test")]
    vectors = {text: encoder.encode([text])[0] for text in [*texts, LONG]}
    model.score(texts[0])  # loads the dictionary
    with_vectors = list(_times(lambda text: model.score(text, vectors[text]), texts))
    print(f"{len(texts)} messages, {ROUNDS} rounds")
    print(_line("feeling", with_vectors))
    print(_line("of it by words alone", list(_times(model.score, texts))))
    print(_line("encoding, shared with search", list(_times(lambda text: encoder.encode([text]), texts))))
    print(
        f"feeling, one of 22,000 characters: {_milliseconds(lambda text: model.score(text, vectors[text]), LONG):.1f}"
    )


def _times(work: Callable[[str], object], texts: list[str]) -> Iterator[float]:
    return (_milliseconds(work, text) for _ in range(ROUNDS) for text in texts)


def _line(name: str, times: list[float]) -> str:
    p95 = sorted(times)[int(len(times) * 0.95)]
    return f"{name:30} mean {statistics.mean(times):5.2f} ms CPU, p95 {p95:5.2f}"


def _milliseconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
