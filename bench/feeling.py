"""`python -m bench.feeling`: what the feeling model costs a message, on one thread."""

from __future__ import annotations

import statistics
import time

from assist_api.feeling.data import DATA_DIR, read_messages
from assist_api.feeling.model import MODEL_DIR, FeelingModel

ROUNDS = 5


def main() -> None:
    model = FeelingModel.load(MODEL_DIR)
    texts = [message.text for message in read_messages(DATA_DIR / "test")]
    model.score(texts[0])  # loads the dictionary
    times = sorted(_milliseconds(model, text) for _ in range(ROUNDS) for text in texts)
    longest = _milliseconds(model, "这家店都是骗子 退钱！" * 2000)
    p95 = times[int(len(times) * 0.95)]
    print(f"{len(times)} messages: mean {statistics.mean(times):.2f} ms CPU, p95 {p95:.2f} ms")
    print(f"one of 22,000 characters: {longest:.1f} ms")


def _milliseconds(model: FeelingModel, text: str) -> float:
    began = time.process_time()
    model.score(text)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
