"""One table from the cause of an error to its HTTP status, and the one shape in which errors leave."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assist_api import errors
from assist_api.web.refused_fields import sentence_of

log = logging.getLogger(__name__)

STATUS: dict[type[errors.XiaoerError], int] = {
    errors.InvalidInput: 422,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.ConversationNotFound: 404,
    errors.PictureNotFound: 404,
    errors.MessageNotFound: 404,
    errors.FeelingMarkNotFound: 404,
    errors.SuggestionNotFound: 404,
    errors.CannedReplyNotFound: 404,
    errors.ProposalNotFound: 404,
    errors.InboxItemNotFound: 404,
    errors.EntryNotFound: 404,
    errors.TrialNotFound: 404,
    errors.TrialEnded: 410,
    errors.DraftNotFound: 404,
    errors.TicketNotFound: 404,
    errors.PromiseNotFound: 404,
    errors.CompensationNotFound: 404,
    errors.FailureNotFound: 404,
    errors.CallbackNotFound: 404,
    errors.ClusterNotFound: 404,
    errors.TrainingNotFound: 404,
    errors.ModelNotFound: 404,
    errors.ProductNotFound: 404,
    errors.OrderNotFound: 404,
    errors.DemoNotFound: 404,
    errors.DataChanged: 409,
    errors.ConversationTaken: 409,
    errors.TrainingEnded: 409,
    errors.TrainingQueueFull: 409,
    errors.ModelRefused: 409,
    errors.OperationRefused: 409,
    errors.IllegalMove: 409,
    errors.AlreadyWritten: 409,
    errors.LabelledTwice: 409,
    errors.NothingToUndo: 409,
    errors.RecallTooLate: 409,
    errors.DraftMoveRefused: 409,
    errors.OwnDraft: 409,
    errors.DraftChanged: 409,
    errors.EntryChanged: 409,
    errors.FeelingNotRead: 409,
    errors.TicketMoveRefused: 409,
    errors.NothingToTake: 409,
    errors.ClusterDecided: 409,
    errors.ClusteringRuns: 409,
    errors.NothingToCluster: 409,
    errors.ShiftItemNotFound: 409,
    errors.TransferNotFound: 409,
    errors.NobodyThere: 409,
    errors.NotTaking: 409,
    errors.FactsChanged: 409,
    errors.PictureTooLarge: 413,
    errors.TooManyRequests: 429,
    errors.BotUnavailable: 503,
    errors.ShopUnavailable: 503,
    errors.EntriesNotWritable: 503,
    errors.DataNotWritable: 503,
}
_CUTS_OFF = {"connection": "close"}  # the rest of the body is not read
_HTTP_SENTENCES = {404: ("not_found", "没有这个地址。"), 405: ("method_not_allowed", "这个地址不支持这种请求。")}


def status_of(error: errors.XiaoerError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def body_of(error: errors.XiaoerError) -> dict[str, dict[str, Any]]:
    return {"error": {"code": error.code, "message": str(error), **error.details}}


def install(app: FastAPI) -> None:
    app.add_exception_handler(errors.XiaoerError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _ours(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.XiaoerError)
    status = status_of(error)
    return JSONResponse(body_of(error), status, _CUTS_OFF if status == 413 else None)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """Names the field, never repeats its value."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    broken = first["type"] == "json_invalid"
    sentence = "请求不是合法的 JSON。" if broken else sentence_of(first)
    return _answer(422, "invalid_json" if broken else "invalid_input", sentence)


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, sentence = _HTTP_SENTENCES.get(error.status_code, ("http_error", str(error.detail)))
    return _answer(error.status_code, code, sentence)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed path=%s", request.url.path, exc_info=error)
    return _answer(500, "internal_error", "服务出了点问题，我们已经记录，请稍后再试。")


def _answer(status: int, code: str, sentence: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": sentence}}, status)
