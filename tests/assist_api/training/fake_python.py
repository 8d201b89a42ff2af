"""Stands for the bot's interpreter: takes the arguments of `bot.training_run`, tells progress, writes a score card."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("-m", "--data", "--out", "--card", "--live"):
        parser.add_argument(name, dest=name.strip("-"))
    given = parser.parse_args()
    text = "".join(path.read_text("utf8") for path in sorted(Path(given.data, "train").rglob("*.yml")))
    print(f">> {json.dumps({'stage': 'train', 'done': 0.3})}", flush=True)
    print(f"训练 {len(text)} 个字", flush=True)
    while "SLOW" in text:
        time.sleep(0.05)
    if "BROKEN" in text:
        sys.exit("句子读不懂")
    content = text.encode()
    model = Path(given.out, f"{hashlib.sha256(content).hexdigest()[:16]}.tar.gz")
    model.parent.mkdir(parents=True, exist_ok=True)
    model.write_bytes(content)
    card = {"model": model.name, "sha256": hashlib.sha256(content).hexdigest(), "live": given.live}
    Path(given.card).write_text(json.dumps(card), "utf8")


if __name__ == "__main__":
    main()
