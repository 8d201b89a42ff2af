"""What Prometheus reads, and the middleware that counts requests."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUESTS = Counter("xiaoer_requests_total", "Requests by route and status", ["route", "status"], registry=REGISTRY)
SECONDS = Histogram("xiaoer_request_seconds", "Time to answer a request", ["route"], registry=REGISTRY)
CONVERSATIONS = Gauge("xiaoer_conversations", "Conversations by state", ["state"], registry=REGISTRY)

WAITING = Gauge("xiaoer_waiting_longest_seconds", "Longest wait for a person that goes on", registry=REGISTRY)
FIRST_LINE = Gauge(
    "xiaoer_first_line_seconds", "First line to those who wait, last hour", ["quantile"], registry=REGISTRY
)
FIRST_LINE_LATE = Gauge("xiaoer_first_line_late", "First lines that came too late, last hour", registry=REGISTRY)


def queue(longest_wait_s: float, first_line: Mapping[str, float | None]) -> None:
    """`first_line`: as the report on first responses tells it; no sample where nobody waited."""
    WAITING.set(longest_wait_s)
    FIRST_LINE.clear()
    for quantile, name in (("0.5", "median_s"), ("0.95", "p95_s")):
        if (value := first_line[name]) is not None:
            FIRST_LINE.labels(quantile).set(value)
    FIRST_LINE_LATE.set(first_line["late"] or 0)


def conversations(counts: Mapping[str, int]) -> None:
    CONVERSATIONS.clear()
    for state, count in counts.items():
        CONVERSATIONS.labels(state).set(count)


class RequestMetrics:
    """Counts by route template, never by path: ids would make a series each."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 500

        async def counted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            route = getattr(scope.get("route"), "path", "static")
            REQUESTS.labels(route, str(status)).inc()
            SECONDS.labels(route).observe(perf_counter() - started)
