"""`python -m assist_api.handover_model.train`: tune the bundled encoder's upper layers to read a talk.

    python -m assist_api.handover_model.train --fold 0 --said var/handover/fold-0.json
    python -m assist_api.handover_model.train --tenth h- i- j- k- --target assist_api/handover_model/weights

What is left out (a fold, or a tenth of some writers' talks) is judged, and what the model says of it is written down,
which is how the policy learns how far to trust it. Needs the dependency group `train`. Minutes on a graphics card, 45
on two cores without.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from assist_api.feeling.data import DATA_DIR, read_messages
from assist_api.handover_model.kinds import KINDS, NONE
from assist_api.handover_model.rows import FOLDS, Row, of_dialogues, of_messages
from knowledge_base.encoder_layers import Network, means
from knowledge_base.encoder_unpacking import unpacked
from knowledge_base.encoder_weights import PREFIX, Weights
from knowledge_base.onnx_encoder import bundled
from nlu_data.dataset import read_catalogue, read_sentences
from nlu_data.handover_dialogues import read_dialogues

MOST_MESSAGES = 1_000
CALM_SKILLS = frozenset({"products", "recommendation", "promotions", "logistics", "orders"})  # nothing serious


@dataclass(frozen=True)
class Plan:
    first_layer: int = 4
    epochs: int = 5
    batch: int = 64
    rate: float = 1e-4
    head_rate: float = 2e-3
    dropout: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    scale: float = 12.0  # the vector has length 1
    seeds: int = 1  # runs of another order each, whose weights are averaged: they begin alike, so their mean is a model


@dataclass
class Reader:
    """The network with its head; logits [texts, kinds]."""

    weights: Weights
    plan: Plan
    device: str

    def __post_init__(self) -> None:
        upper = tuple(f"l{layer}." for layer in range(self.plan.first_layer, self.weights.shape.layers))
        held = {name: torch.tensor(value, device=self.device) for name, value in self.weights.tensors.items()}
        self.tuned = {name: held[name].requires_grad_() for name in held if name.startswith(upper)}
        self.network = Network(held, self.weights.shape)
        hidden = self.weights.shape.hidden
        self.head = torch.zeros(len(KINDS), hidden, device=self.device, requires_grad=True)
        self.bias = torch.zeros(len(KINDS), device=self.device, requires_grad=True)

    @property
    def parts(self) -> list[torch.Tensor]:
        return [*self.tuned.values(), self.head, self.bias]

    def __call__(self, ids: Sequence[Sequence[int]], dropout: float = 0.0) -> torch.Tensor:
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        lengths = [len(ids[row]) for row in order]
        lower, upper = range(self.plan.first_layer), range(self.plan.first_layer, self.weights.shape.layers)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            with torch.no_grad():
                tokens = self.network.layers(self.network.embeddings([ids[row] for row in order]), lengths, lower)
            vectors = means(self.network.layers(tokens, lengths, upper, dropout), lengths)
        found = self.plan.scale * vectors @ self.head.T + self.bias
        return found[torch.tensor(np.argsort(order))]

    def logits(self, ids: Sequence[Sequence[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        with torch.no_grad():
            return np.concatenate([self(ids[at : at + 64]).float().cpu().numpy() for at in range(0, len(ids), 64)])


def train(rows: Sequence[Row], plan: Plan, device: str) -> Reader:
    """The mean of the plan's runs."""
    start = unpacked(bundled())
    runs = [_run(Reader(start, plan, device), rows, seed) for seed in range(plan.seeds)]
    mean = runs[0]
    with torch.no_grad():
        for parts in zip(*(run.parts for run in runs), strict=True):
            parts[0].copy_(torch.stack(parts).mean(0))
    return mean


def _run(reader: Reader, rows: Sequence[Row], seed: int) -> Reader:
    torch.manual_seed(seed)
    plan, ids = reader.plan, reader.weights.ids([row.text for row in rows])
    kinds = torch.tensor([KINDS.index(row.kind) for row in rows])
    weights = torch.tensor([row.weight for row in rows])
    rates = [plan.rate, plan.head_rate]
    parts = ((list(reader.tuned.values()), plan.decay), ([reader.head, reader.bias], 0.0))
    optimizer = torch.optim.AdamW([{"params": each, "weight_decay": decay} for each, decay in parts])
    steps = plan.epochs * -(-len(rows) // plan.batch)
    course = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, steps, pct_start=0.1, anneal_strategy="linear")
    for step, chosen in enumerate(_batches(len(rows), plan, seed)):
        logits = reader([ids[row] for row in chosen], plan.dropout)
        each = functional.cross_entropy(logits, kinds[chosen], reduction="none", label_smoothing=plan.smoothing)
        loss = (each * weights[chosen]).sum() / weights[chosen].sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.tuned.values(), 1.0)
        optimizer.step()
        course.step()
        if step % 100 == 0:
            print(f"run {seed}, step {step} of {steps}: {loss.item():.3f}", flush=True)
    return reader


def _batches(rows: int, plan: Plan, seed: int) -> Iterator[list[int]]:
    drawn = random.Random(seed)
    for _ in range(plan.epochs):
        order = drawn.sample(range(rows), rows)
        yield from (order[at : at + plan.batch] for at in range(0, rows, plan.batch))


def all_rows(most: int = MOST_MESSAGES) -> list[Row]:
    skills = {intent.name: intent.skill for intent in read_catalogue().values()}
    asked = [(one.plain, one.intent) for one in read_sentences("train")]
    wanted = [(text, "request") for text, intent in asked if intent == "request_human"]
    calm = [(text, NONE) for text, intent in asked if skills[intent] in CALM_SKILLS]
    felt = [(one.text, one.label) for one in read_messages(DATA_DIR / "train")]
    angry = [(text, "anger") for text, label in felt if label == "angry"]
    content = [(text, NONE) for text, label in felt if label in ("satisfied", "neutral")]
    messages = [row for each in (calm, content) for row in of_messages(each, most // 2)]
    heard = [*messages, *of_messages(wanted, most), *of_messages(angry, most // 4)]
    return [*of_dialogues(read_dialogues("train")), *heard]


def main() -> None:
    chosen = _arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_device(device)
    plan = Plan(**{name: type(getattr(Plan, name))(value) for name, value in (one.split("=") for one in chosen.plan)})
    rows = all_rows(chosen.messages)
    held = [row for row in rows if _left_out(row, chosen.fold, tuple(chosen.tenth))]
    reader = train([row for row in rows if not _left_out(row, chosen.fold, tuple(chosen.tenth))], plan, device)
    if chosen.said:
        found = reader.logits(reader.weights.ids([row.text for row in held]))
        said = [
            {"dialogue": row.dialogue, "place": row.place, "answered": row.answered, "logits": line.tolist()}
            for row, line in zip(held, found, strict=True)
        ]
        chosen.said.write_text(json.dumps(said), "utf-8")
    if chosen.target:
        write(chosen.target, reader)


def _left_out(row: Row, fold: int | None, tenth: tuple[str, ...]) -> bool:
    return row.fold == fold or (row.tenth and row.dialogue.startswith(tenth))


def write(target: Path, reader: Reader) -> None:
    """The graph as the bundled encoder's, and the head; the tokenizer is the bundled one's."""
    import onnx

    from knowledge_base import encoder_graph

    tensors = {**reader.weights.tensors, **{name: one.detach().cpu().numpy() for name, one in reader.tuned.items()}}
    target.mkdir(parents=True, exist_ok=True)
    fine = range(reader.plan.first_layer, reader.weights.shape.layers)
    onnx.save(encoder_graph.build(tensors, reader.weights.shape, tuned=fine), str(target / "talk.onnx"))
    head = {
        "kinds": KINDS,
        "prefix": PREFIX,
        "weights": (reader.head * reader.plan.scale).detach().cpu().numpy().round(5).tolist(),
        "bias": reader.bias.detach().cpu().numpy().round(5).tolist(),
    }
    (target / "head.json").write_text(json.dumps(head), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="left out, and judged")
    parser.add_argument("--tenth", nargs="*", default=[], metavar="PREFIX", help="of ids: a tenth is left out")
    parser.add_argument("--said", type=Path, help="where to write what the model says of the fold")
    parser.add_argument("--target", type=Path, help="folder to write the model to")
    parser.add_argument("--messages", type=int, default=MOST_MESSAGES, help="single messages beside the talks, at most")
    parser.add_argument("--plan", nargs="*", default=[], help="numbers of the plan, as rate=2e-4")
    return parser.parse_args()


if __name__ == "__main__":
    main()
