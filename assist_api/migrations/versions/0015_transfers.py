"""Cases handed on, and what supervisors whisper."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("from_id", sa.String(length=40), nullable=False),
        sa.Column("to_id", sa.String(length=40), nullable=True),
        sa.Column("skill", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_foreign("transfers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_table(
        "whispers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("from_id", sa.String(length=40), nullable=False),
        sa.Column("to_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_foreign("whispers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whispers")),
    )
    indexes = {"transfers": (["conversation_id", "at"], ["state", "until"]), "whispers": (["conversation_id", "at"],)}
    for table, several in indexes.items():
        for columns in several:
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _foreign(table: str) -> list[sa.ForeignKeyConstraint]:
    goals = {"conversation_id": "conversations.id", "from_id": "staff.id", "to_id": "staff.id"}
    return [sa.ForeignKeyConstraint([name], [goal], name=op.f(f"fk_{table}_{name}")) for name, goal in goals.items()]
