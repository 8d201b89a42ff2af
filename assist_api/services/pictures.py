"""What shoppers show: put into a conversation first, then sent with a message."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from assist_api.domain.picture_privacy import stripped
from assist_api.domain.pictures import UNSENT_LASTS, kind_of
from assist_api.errors import PictureNotFound, TooManyPictures
from assist_api.store import conversations, pictures
from assist_api.store.pictures import Picture
from assist_api.store.unit_of_work import UnitOfWork

HOUR = timedelta(hours=1)


def cleaned(data: bytes) -> Picture:
    """Without what it tells beside itself. No transaction is needed, and none should wait for it."""
    return Picture(kind_of(data), stripped(data))


def keep(unit: UnitOfWork, conversation_id: str, picture: Picture, per_hour: int, now: datetime) -> str:
    """Its id: 128 bits that nobody guesses, so that to know it is the right to see it."""
    conversations.get_locked(unit.connection, conversation_id)
    pictures.drop_unsent(unit.connection, now - UNSENT_LASTS)
    if pictures.count_since(unit.connection, conversation_id, now - HOUR) >= per_hour:
        raise TooManyPictures
    picture_id = secrets.token_hex(16)
    pictures.add(unit.connection, picture_id, conversation_id, picture, now)
    return picture_id


def read(unit: UnitOfWork, picture_id: str) -> Picture:
    found = pictures.find(unit.connection, picture_id)
    if found is None:
        raise PictureNotFound
    return found


def send(unit: UnitOfWork, conversation_id: str, picture_ids: Sequence[str], message_id: str) -> None:
    """Give them to the message; one of another conversation reads like an unknown one, as one sent before does."""
    if pictures.claim(unit.connection, conversation_id, picture_ids, message_id) != len(set(picture_ids)):
        raise PictureNotFound("图片没有找到，请重新选择后再发。")
