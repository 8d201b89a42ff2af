"""Owed reactions: every message of a shopper owes one, written in the message's own transaction.

A reaction is worked on under a lease; whoever dies with one leaves it to be taken up again when the lease has run out.
Only the oldest owed reaction of a conversation may be worked on, so that answers come in the order of the questions.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from assist_api.store.schema import reactions


def owe(connection: Connection, message_id: str, conversation_id: str, seq: int) -> None:
    connection.execute(
        insert(reactions).values(message_id=message_id, conversation_id=conversation_id, seq=seq, attempts=0)
    )


def take_up(connection: Connection, conversation_id: str, now: datetime, lease: timedelta) -> tuple[int, int] | None:
    """(number of the message, attempts so far) of the oldest owed one; None when nothing is owed or another has it."""
    owed = (reactions.c.conversation_id == conversation_id) & reactions.c.done_at.is_(None)
    query = select(reactions).where(owed).order_by(reactions.c.seq).limit(1).with_for_update()
    found = connection.execute(query).mappings().first()
    if found is None or (found["lease_until"] and found["lease_until"] > now):
        return None
    connection.execute(
        update(reactions)
        .where(reactions.c.message_id == found["message_id"])
        .values(lease_until=now + lease, attempts=found["attempts"] + 1)
    )
    return found["seq"], found["attempts"]


def lease(connection: Connection, message_id: str, until: datetime) -> None:
    """Hold an owed one until then; a moment that is over sets it free."""
    query = update(reactions).where(reactions.c.message_id == message_id, reactions.c.done_at.is_(None))
    connection.execute(query.values(lease_until=until))


def owe_again(connection: Connection, message_id: str) -> None:
    """It was settled without an answer, and is to get one after all."""
    connection.execute(
        update(reactions).where(reactions.c.message_id == message_id).values(done_at=None, lease_until=None, attempts=0)
    )


def done(connection: Connection, message_id: str, now: datetime) -> bool:
    """Whether this call settled it; False when it was settled before, and then nothing may be stored for it again."""
    query = update(reactions).where(reactions.c.message_id == message_id, reactions.c.done_at.is_(None))
    return connection.execute(query.values(done_at=now, lease_until=None)).rowcount == 1


def is_owed(connection: Connection, conversation_id: str) -> bool:
    query = select(reactions.c.message_id).where(
        reactions.c.conversation_id == conversation_id, reactions.c.done_at.is_(None)
    )
    return connection.execute(query.limit(1)).first() is not None


def conversations_owed(connection: Connection, now: datetime) -> list[str]:
    """Conversations with an owed reaction that nobody holds."""
    free = reactions.c.lease_until.is_(None) | (reactions.c.lease_until <= now)
    query = select(reactions.c.conversation_id).where(reactions.c.done_at.is_(None), free).distinct()
    return list(connection.scalars(query))


def release_all(connection: Connection) -> None:
    connection.execute(update(reactions).where(reactions.c.done_at.is_(None)).values(lease_until=None))
