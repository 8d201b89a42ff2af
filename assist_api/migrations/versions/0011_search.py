"""Messages by the words in them: assist_api.store.search tells how."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from assist_api.domain.search import pairs, searchable

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SENDERS = ("shopper", "bot", "agent")
AT_ONCE = 1000


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE message_search USING fts5(message_id UNINDEXED, pairs, tokenize='unicode61')")
    else:
        _postgres_table()
    _index_what_was_said()


def _postgres_table() -> None:
    op.create_table(
        "message_search",
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.Column("pairs", ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_search")),
    )
    op.create_index("ix_message_search_pairs", "message_search", ["pairs"], postgresql_using="gin")


def _index_what_was_said() -> None:
    columns = [sa.column("id"), sa.column("sender"), sa.column("text"), sa.column("parts", sa.JSON), sa.column("at")]
    messages = sa.table("messages", *columns)
    query = sa.select(messages).where(messages.c.sender.in_(SENDERS)).order_by(messages.c.at)
    connection = op.get_bind()
    for found in connection.execute(query).partitions(AT_ONCE):
        if rows := [_row(one.id, letters) for one in found if (letters := searchable(one.text, one.parts))]:
            connection.execute(sa.text(_ADD[connection.dialect.name]), rows)


def _row(message_id: str, letters: str) -> dict[str, object]:
    if op.get_bind().dialect.name == "sqlite":
        return {"id": message_id, "pairs": " ".join(pairs(letters))}
    return {"id": message_id, "letters": letters, "pairs": sorted({*pairs(letters), *letters})}


_ADD = {
    "sqlite": "INSERT INTO message_search (message_id, pairs) VALUES (:id, :pairs)",
    "postgresql": "INSERT INTO message_search (message_id, letters, pairs) VALUES (:id, :letters, :pairs)",
}
