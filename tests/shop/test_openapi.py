from __future__ import annotations

from pathlib import Path

from shop.openapi import CALLS, written
from tests.shop.shop_server import ROUTES

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "shop-http.openapi.yml"


def test_the_document_says_what_the_models_say() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == written(), "write it anew: python -m shop.openapi"


def test_the_document_names_every_call_that_the_adapter_makes() -> None:
    """The server of the contract tests answers only these, and the adapter's tests use it."""
    assert {(call.method, call.path) for call in CALLS} == set(ROUTES)
