"""Which order and which product a shopper talks about, from the words and from what was bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assist_api.adapters.shop import OrderFile
from shop.models import Product


def named_order(files: Sequence[OrderFile], texts: Sequence[str]) -> str | None:
    """The id of the one order that the newest telling message names, by its number or by what is in it."""
    for text in texts:
        numbered = [file for file in files if file.order.id in text]
        best = numbered or _best(files, text)
        if len(best) == 1:
            return best[0].order.id
    return None


def product_in_question(
    files: Sequence[OrderFile], page: Product | None, texts: Sequence[str], *, order_first: bool
) -> Product | None:
    """Of the order on the agent's screen; else of the page that the shopper looks at; else of the order in question."""
    bought = [product for file in files[:1] for product in file.products if product]
    named = [product for text in texts[:1] for product in bought if named_in(product, text)]
    in_order = next(iter(named or bought), None)
    return (in_order or page) if order_first else (page or in_order)


def named_in(product: Product, text: str) -> bool:
    return any(word and word.lower() in text.lower() for word in (product.kind, *product.aliases))


def _best(files: Sequence[OrderFile], text: str) -> list[OrderFile]:
    """Those with most of what the text names; none where it names nothing."""
    scores = [(_score(file, text), file) for file in files]
    most = max((score for score, _ in scores), default=0)
    return [file for score, file in scores if score == most] if most else []


def _score(file: OrderFile, text: str) -> int:
    """A kind of goods counts more than a colour or a size, which many goods have."""
    goods = sum(2 for product in file.products if product and named_in(product, text))
    return goods + (_options_named(file, text) if goods else 0)


def _options_named(file: OrderFile, text: str) -> int:
    options: Iterable[str] = (option for line in file.order.lines for option in line.sku_label.split())
    return sum(len(option) > 1 and option in text for option in options)
