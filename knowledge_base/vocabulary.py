"""Cut the vocabulary to what shoppers write: all Chinese pieces, numbers, single signs, the frequent Latin pieces."""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from knowledge_base.base_weights import Floats

SPACE = "▁"
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
SIGNS = frozenset("NPSZ")  # Unicode: numbers, punctuation, symbols, separators
CHINESE = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"))


def is_chinese(piece: str) -> bool:
    bare = piece.removeprefix(SPACE)
    return bool(bare) and all(any(first <= letter <= last for first, last in CHINESE) for letter in bare)


def is_single_sign(piece: str) -> bool:
    bare = piece.removeprefix(SPACE)
    return len(bare) <= 1 and (bare.isascii() or unicodedata.category(bare)[0] in SIGNS)


def is_number(piece: str) -> bool:
    bare = piece.removeprefix(SPACE)
    return bare.isascii() and bare.isdigit()


def kept(pieces: Sequence[str], scores: Floats, size: int, needed: str) -> NDArray[np.int64]:
    """Ids of `size` pieces in their old order; Latin pieces fill what the others leave, the frequent first.

    The pieces of the text `needed` (the prefix that goes before every sentence) are kept in any case.
    """
    always = (is_chinese, is_single_sign, is_number)
    wanted = {i for i, piece in enumerate(pieces) if i < len(SPECIAL) or any(holds(piece) for holds in always)}
    wanted.update(tokenizer(pieces, scores, len(needed)).encode(needed).ids)
    latin = [i for i, piece in enumerate(pieces) if i not in wanted and piece.removeprefix(SPACE).isascii()]
    filling = sorted(latin, key=lambda i: -scores[i])[: size - len(wanted)]
    return np.array(sorted(wanted.union(filling)), dtype=np.int64)


def tokenizer(pieces: Sequence[str], scores: Floats, max_tokens: int) -> Tokenizer:
    """Splits like the base's SentencePiece model: NFKC, runs of space joined, a space mark in front."""
    weighted = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    made = Tokenizer(models.Unigram(weighted, unk_id=SPECIAL.index("<unk>")))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    ends = [("<s>", SPECIAL.index("<s>")), ("</s>", SPECIAL.index("</s>"))]
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    made.add_special_tokens(SPECIAL)
    made.enable_truncation(max_tokens)
    made.enable_padding(pad_id=SPECIAL.index("<pad>"), pad_token="<pad>")
    return made
