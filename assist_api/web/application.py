"""The application: its routes in their order, its pages, and what stands before them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from assist_api.web import errors, metrics, pages
from assist_api.web.deps import Parts
from assist_api.web.plain_addresses import PlainAddresses
from assist_api.web.routes import (
    backoffice,
    canned,
    chat,
    clusters,
    compensations,
    data_care,
    desk,
    exam,
    feeling_marks,
    history,
    inbox,
    knowledge_editor,
    labels,
    models,
    operations,
    pictures,
    promises,
    proposals,
    ratings,
    recalls,
    receipts,
    red_lines,
    reports,
    search,
    sharing,
    shift,
    shop_events,
    shopper_file,
    storefront,
    supervision,
    team,
    tickets,
    training,
    transfers,
    trials,
    wishes,
)
from assist_api.web.sockets import chat as chat_socket
from assist_api.web.sockets import desk as desk_socket

PICTURES = Path(__file__).parents[2] / "shop" / "demo" / "pictures"
MODULES = (
    backoffice,
    canned,
    chat,
    pictures,
    ratings,
    models,
    proposals,
    receipts,
    wishes,
    tickets,
    promises,
    sharing,
    shift,
    compensations,
    transfers,
    trials,
    supervision,
    desk,  # behind those whose paths its moves would take for their own
    data_care,
    exam,
    feeling_marks,
    history,
    knowledge_editor,
    labels,
    inbox,
    clusters,
    recalls,
    red_lines,
    reports,
    search,
    shop_events,
    shopper_file,
    storefront,
    team,
    training,
    operations,
    chat_socket,
    desk_socket,
)


def assemble(
    parts: Parts, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]], widget_origins: list[str]
) -> FastAPI:
    app = FastAPI(title="小二 Xiaoer", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.openapi_version = "3.0.3"  # the bundled Swagger UI reads no newer one
    app.state.parts = parts
    for module in MODULES:
        app.include_router(module.router)
    errors.install(app)
    pages.install(app, PICTURES)
    headers = ["authorization", "content-type"]
    app.add_middleware(
        CORSMiddleware, allow_origins=widget_origins, allow_methods=["GET", "POST"], allow_headers=headers
    )
    app.add_middleware(PlainAddresses)
    app.add_middleware(metrics.RequestMetrics)
    return app
