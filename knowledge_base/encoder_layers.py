"""The encoder's network in PyTorch, to tune it: `encoder_graph` says the same for use.

The tokens of many sentences lie end to end; only attention pads, in groups of sentences of like length. The sentences
are short and the tuning runs on a CPU, where padding would be half of the work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import torch
from torch.nn import functional

from knowledge_base.base_weights import Shape

GROUP = 32
NEVER = -1e4  # added to the attention to a place that holds no token

Tensors = Mapping[str, torch.Tensor]


@dataclass(frozen=True)
class Group:
    """Sentences [sentences, longest]: where each place's token lies, what is added to attention, which are filled."""

    places: torch.Tensor
    mask: torch.Tensor
    filled: torch.Tensor


def groups(lengths: Sequence[int]) -> Iterator[Group]:
    for start in range(0, len(lengths), GROUP):
        sizes = torch.tensor(lengths[start : start + GROUP])
        columns = torch.arange(int(sizes.max()))[None]
        there = columns < sizes[:, None]
        places = torch.where(there, (sizes.cumsum(0) - sizes)[:, None] + columns, 0)
        yield Group(places, torch.where(there, 0.0, NEVER)[:, None, None, :], there.flatten().nonzero()[:, 0])


@dataclass(frozen=True)
class Network:
    tensors: Tensors
    shape: Shape

    def embeddings(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        pieces = torch.tensor([piece for sentence in ids for piece in sentence])
        positions = torch.cat([torch.arange(len(sentence)) for sentence in ids])
        words = self.tensors["emb.word"][pieces]
        return self.norm("emb.ln", words + self.tensors["emb.pos"][positions] + self.tensors["emb.type"][0])

    def layers(self, tokens: torch.Tensor, lengths: Sequence[int], which: range, dropout: float = 0.0) -> torch.Tensor:
        laid = list(groups(lengths))
        for index in which:
            tokens = self.layer(f"l{index}", tokens, laid, dropout)
        return tokens

    def layer(self, name: str, tokens: torch.Tensor, laid: Sequence[Group], dropout: float) -> torch.Tensor:
        attended = self.linear(f"{name}.ao", self.attention(name, tokens, laid))
        middle = self.norm(f"{name}.aln", functional.dropout(attended, dropout) + tokens)
        wide = functional.gelu(self.linear(f"{name}.fi", middle))
        return self.norm(f"{name}.oln", functional.dropout(self.linear(f"{name}.fo", wide), dropout) + middle)

    def attention(self, name: str, tokens: torch.Tensor, laid: Sequence[Group]) -> torch.Tensor:
        three = [self.linear(f"{name}.{part}", tokens) for part in "qkv"]
        sizes = [len(group.filled) for group in laid]
        parts = zip(laid, *(torch.split(one, sizes) for one in three), strict=True)
        return torch.cat([self.attended(group, *qkv) for group, *qkv in parts])

    def attended(self, group: Group, *qkv: torch.Tensor) -> torch.Tensor:
        sentences, longest = group.places.shape
        width = self.shape.hidden // self.shape.heads
        flat = (one.index_select(0, group.places.flatten()) for one in qkv)
        query, key, value = (one.view(sentences, longest, self.shape.heads, width).transpose(1, 2) for one in flat)
        weights = torch.softmax(query @ key.transpose(2, 3) * width**-0.5 + group.mask, dim=-1)
        mixed = weights.to(value.dtype) @ value
        return mixed.transpose(1, 2).reshape(sentences * longest, -1).index_select(0, group.filled)

    def linear(self, name: str, values: torch.Tensor) -> torch.Tensor:
        return functional.linear(values, self.tensors[f"{name}.w"], self.tensors[f"{name}.b"])

    def norm(self, name: str, values: torch.Tensor) -> torch.Tensor:
        weight, bias = self.tensors[f"{name}.w"], self.tensors[f"{name}.b"]
        return functional.layer_norm(values, (self.shape.hidden,), weight, bias, self.shape.epsilon)


def means(tokens: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
    """Unit vectors, one a sentence."""
    ends = pairwise(accumulate(lengths, initial=0))
    return functional.normalize(torch.stack([tokens[a:b].float().mean(0) for a, b in ends]), dim=1)
