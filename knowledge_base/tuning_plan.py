"""The numbers of a tuning: chosen by comparing them, see model/CARD.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`intent`, `jd`, `entry`: classes of each labelling in a batch, with `each` sentences; `talk`: everyday talk.

    A class that was drawn by chance brings `family` - 1 others, drawn from the `nearest` ones to it.
    """

    first_layer: int = 8
    steps: int = 400
    rate: float = 6e-4
    temperature: float = 0.05
    dropout: float = 0.1
    intent: int = 10
    jd: int = 8
    entry: int = 10
    each: int = 4
    family: int = 3
    nearest: int = 6
    talk: int = 3
    proxy_weight: float = 1.0
    proxy_rate: float = 1.2e-2
    hold_weight: float = 1.5
    share_of_tuned: float = 0.8
    seed: int = 0

    def classes(self, labelling: str) -> int:
        return {"intent": self.intent, "jd": self.jd, "entry": self.entry}[labelling]
