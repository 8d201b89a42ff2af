"""What a shop pushes: signed events of its orders and parcels."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError, model_validator

from assist_api.adapters.outreach import closes_after
from assist_api.domain.outreach import Happened, Happening
from assist_api.errors import InvalidInput, SignatureRefused
from assist_api.services import outreach
from assist_api.web.deps import PartsDep
from assist_api.web.schemas import Body

MOST_EVENTS = 500
LARGEST_BODY = 512 * 1024
router = APIRouter(prefix="/api/v1/shop", tags=["shop"])
Id = Annotated[str, Field(min_length=1, max_length=64)]


class ShopEventBody(Body):
    id: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Literal[*[kind.value for kind in Happened]]  # type: ignore[valid-type]
    shopper_id: Id
    at: AwareDatetime
    order_id: Id | None = None
    sku_id: Id | None = None

    @model_validator(mode="after")
    def _names_its_matter(self) -> ShopEventBody:
        missing = self.sku_id is None if self.kind == Happened.RESTOCKED else self.order_id is None
        if missing:
            raise ValueError("restocked needs sku_id, every other kind order_id")
        return self

    def happening(self) -> Happening:
        return Happening(self.id, Happened(self.kind), self.shopper_id, self.at, self.order_id, self.sku_id)


_EVENTS: TypeAdapter[list[ShopEventBody]] = TypeAdapter(Annotated[list[ShopEventBody], Field(max_length=MOST_EVENTS)])
_BODY = TypeAdapter(Any)
_SCHEMA = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": ShopEventBody.model_json_schema()}}}
}


@router.post("/events", status_code=202, openapi_extra=_SCHEMA)
async def events(
    request: Request,
    parts: PartsDep,
    timestamp: Annotated[str, Header(alias="X-Xiaoer-Timestamp")] = "",
    signature: Annotated[str, Header(alias="X-Xiaoer-Signature")] = "",
) -> dict[str, int]:
    """One event or a list. Signed over `<timestamp>.<body>`; an event whose id is known is passed over."""
    body = await _body(request)
    if not timestamp or not signature:
        raise SignatureRefused
    parts.tokens.check_event(timestamp, signature, body, parts.now)
    happenings = [one.happening() for one in _read(body)]
    tools = parts.tools
    closes = closes_after(tools.shop.policy)
    new = await parts.runner.run(outreach.hear, happenings, tools.outreach_rules, closes, parts.now)
    return {"accepted": new, "known": len(happenings) - new}


async def _body(request: Request) -> bytes:
    """Read up to the limit: who has not signed may not fill the memory."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise InvalidInput(f"请求太大了，请控制在 {LARGEST_BODY // 1024} KB 以内，分几次推送。")
    return bytes(read)


def _read(body: bytes) -> list[ShopEventBody]:
    try:
        found = _BODY.validate_json(body)
        return _EVENTS.validate_json(body) if isinstance(found, list) else [ShopEventBody.model_validate_json(body)]
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from error
