"""Since when a shopper waits for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.add_column(sa.Column("unanswered_since", sa.DateTime(timezone=True), nullable=True))
    _start_clocks()


def _start_clocks() -> None:
    """Of those who wait now: since they came into the queue, else since the line that stands last."""
    conversations = sa.table(
        "conversations",
        *(sa.column(name) for name in ("state", "last_from")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("updated_at", "waiting_since", "unanswered_since")),
    )
    since = sa.func.coalesce(conversations.c.waiting_since, conversations.c.updated_at)
    waits = (conversations.c.state == "waiting") | (
        (conversations.c.state == "agent") & (conversations.c.last_from == "shopper")
    )
    op.execute(sa.update(conversations).where(waits).values(unanswered_since=since))
