"""The trainers' inbox: what the bot should learn from, masked; and the way for messages from elsewhere into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field, ValidationError

from assist_api import auth
from assist_api.domain.inbox import IMPORT, Filters, Line
from assist_api.domain.messages import clean_text
from assist_api.domain.shop_time import SHOP_TIME
from assist_api.domain.teaching import Reason, State
from assist_api.errors import InvalidInput
from assist_api.services import inbox, inbox_filling
from assist_api.web.deps import Caller, Parts, PartsDep, Trainer, Unmasker
from assist_api.web.lines import LineRefused, lines
from assist_api.web.refused_fields import sentence_of
from assist_api.web.schemas import Body, ProductId

router = APIRouter(prefix="/api/v1/trainer/inbox", tags=["trainer"])
ItemId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]
Name = Annotated[str | None, Query(min_length=1, max_length=64)]
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2200, 1, 1))]
Channel = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[\w.-]+$")]
MOST_LINES = 50_000
AT_ONCE = 1000  # lines stored in one transaction: nobody waits long for it
REFUSALS_TOLD = 20


@router.get("")
async def page(
    parts: PartsDep,
    trainer: Trainer,
    order: Literal["teaching", "newest"] = "teaching",
    state: State = State.OPEN,
    reason: Reason | None = None,
    intent: Name = None,
    confidence: Literal["low", "middle", "high", "none"] | None = None,
    channel: Name = None,
    feeling: Name = None,
    product: Name = None,
    cluster: Annotated[int | None, Query(ge=0, lt=2**31)] = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    since: Day = None,
    until: Day = None,
    after: Annotated[str | None, Query(max_length=120)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = inbox.ON_A_PAGE,
) -> dict[str, Any]:
    """Most worth it first, or newest first. The first page tells how many there are of what, too.

    Days are the shop's, `until` is the last day that counts.
    """
    days = (_begin(since) if since else None, _begin(until + timedelta(days=1)) if until else None)
    words = q.strip() if q and q.strip() else None
    filters = Filters(state, intent, reason, confidence, channel, feeling, product, cluster, words, *days)
    found = await parts.runner.read(inbox.page, filters, order, after, limit)
    names = parts.intents.names
    shown = {"rows": [_named(row, names) for row in found["rows"]], "after": found["after"]}
    if after is not None:
        return shown
    told = await parts.runner.read(inbox.overview, filters)
    return {**shown, **_titled(told, intent=names, product=await parts.tools.shop.product_names())}


@router.post("/look")
async def look(parts: PartsDep, trainer: Trainer) -> dict[str, int]:
    """Look through the conversations now, without waiting for the next time that it is done anyway."""
    return {"new": await parts.collector.look()}


@router.get("/{item_id}")
async def item(item_id: ItemId, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """A message with what was said around it, all of it masked."""
    found, names = await parts.runner.read(inbox.item, item_id), parts.intents.names
    said = [{**one, "intent_zh": names.get(one["intent"], one["intent"])} for one in found["messages"]]
    may = auth.may(trainer.roles, "unmask")
    return {"item": _named(found["item"], names), "messages": said, "may_unmask": may}


@router.post("/{item_id}/unmask")
async def unmask(item_id: ItemId, parts: PartsDep, agent: Unmasker) -> dict[str, Any]:
    """What stands behind the placeholders. Who looked, and when, is kept in the audit log."""
    return await parts.runner.run(inbox.reveal, item_id, agent, parts.now)


class ImportedLine(Body):
    """What a line may say; `at` without a zone is the shop's time."""

    text: Annotated[str, Field(max_length=20_000)]
    id: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    at: datetime | None = None
    channel: Channel | None = None
    product_id: ProductId | None = None
    feeling: Literal["satisfied", "neutral", "dissatisfied", "angry"] | None = None


@dataclass
class Import:
    """What has become of the lines of one call."""

    lines: int = 0
    new: int = 0
    refused: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, number: int, why: str) -> None:
        self.refused += 1
        if len(self.refusals) < REFUSALS_TOLD:
            self.refusals.append({"line": number, "why": why})

    def view(self) -> dict[str, Any]:
        return {**self.__dict__, "known": self.lines - self.new - self.refused}


_SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {"schema": ImportedLine.model_json_schema()},
            "text/tab-separated-values": {"schema": {"type": "string"}},
        },
    }
}


@router.post("/import", openapi_extra=_SCHEMA)
async def import_lines(
    request: Request,
    parts: PartsDep,
    caller: Caller,
    name: Annotated[str, Query(max_length=200)] = "",
    first: Annotated[int, Query(ge=1, lt=2**31)] = 1,
    channel: Annotated[str, Query(min_length=1, max_length=32, pattern=r"^[\w.-]+$")] = IMPORT,
) -> dict[str, Any]:
    """Shoppers' messages from elsewhere, a line each: NDJSON, or tab-separated values under a line of their names.

    At most 50,000 lines; what was read is stored a thousand lines at a time. A line is known by its `id`; without one
    by its text and its place in the file `name`, whose line number `first` is the first of this call: sending the same
    again changes nothing. Encoding and reading follow in the background.
    """
    if caller is not None:
        auth.allow(caller.roles, "trainer")
    done, waiting = Import(), list[Line]()
    async for number, found in lines(request):
        done.lines += 1
        if done.lines > MOST_LINES:
            await _store(parts, waiting, done)
            raise InvalidInput(f"一次最多导入 {MOST_LINES} 行，前 {MOST_LINES} 行已经导入，其余请另发一次。")
        try:
            waiting.append(_line(found, name, first + number - 1, channel, parts.now))
        except (LineRefused, InvalidInput) as refused:
            done.refuse(first + number - 1, str(refused))
        if len(waiting) >= AT_ONCE:
            await _store(parts, waiting, done)
    await _store(parts, waiting, done)
    return done.view()


async def _store(parts: Parts, waiting: list[Line], done: Import) -> None:
    done.new += await parts.runner.run(inbox_filling.import_lines, waiting, parts.collector.weights)
    waiting.clear()


def _line(found: Mapping[str, Any] | LineRefused, name: str, number: int, channel: str, now: datetime) -> Line:
    if isinstance(found, LineRefused):
        raise found
    try:
        said = ImportedLine.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise LineRefused(sentence_of(first).removesuffix("。")) from error
    text = clean_text(said.text)
    known_by = said.id or f"{name}\n{number}\n{text}"
    at = (said.at if said.at.tzinfo else said.at.replace(tzinfo=SHOP_TIME)) if said.at else now
    return Line(known_by, text, at, said.channel or channel, said.product_id, said.feeling)


def _named(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """With what people read for the intents."""
    ranked = [{**one, "intent_zh": names.get(one["intent"], one["intent"])} for one in row["ranking"]]
    kinds = ("intent", "proposal", "neighbour_intent")
    return {**row, "ranking": ranked, **{f"{kind}_zh": names.get(row[kind], row[kind]) for kind in kinds}}


def _titled(told: Mapping[str, Any], **names: Mapping[str, str]) -> dict[str, Any]:
    """With what people read for the values of these facets: the value itself where it has no name."""
    facets = {
        facet: [{**one, "title": known.get(one["value"], one["value"])} for one in told["facets"][facet]]
        for facet, known in names.items()
    }
    return {**told, "facets": {**told["facets"], **facets}}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHOP_TIME)
