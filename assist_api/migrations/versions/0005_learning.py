"""What is learned from suggestions: their source, what was changed in them, questions with answers, proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=16), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("source_id", sa.String(length=160), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("operations", sa.JSON(), nullable=True))
    op.create_index(op.f("ix_suggestions_outcome_at"), "suggestions", ["outcome_at"])
    _name_sources()
    _exchanges()
    _proposals()


def _name_sources() -> None:
    """Of the suggestions that were shown before: their bodies name the source."""
    suggestions = sa.table(
        "suggestions", sa.column("id", sa.String), sa.column("body", sa.JSON), sa.column("kind"), sa.column("source_id")
    )
    connection = op.get_bind()
    for found in connection.execute(sa.select(suggestions.c.id, suggestions.c.body)).all():
        source = found.body["source"]
        query = sa.update(suggestions).where(suggestions.c.id == found.id)
        connection.execute(query.values(kind=source["kind"], source_id=source["id"]))


def _exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("answer_id", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("agent_id", sa.String(length=40), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["messages.id"], name=op.f("fk_exchanges_answer_id")),
        sa.ForeignKeyConstraint(["question_id"], ["messages.id"], name=op.f("fk_exchanges_question_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_exchanges_conversation_id")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_exchanges_agent_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_exchanges")),
    )
    for column in ("at", "question_id"):
        op.create_index(op.f(f"ix_exchanges_{column}"), "exchanges", [column])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_proposals_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("key", name=op.f("uq_proposals_key")),
    )
    for columns in (["state", "kind"], ["decided_at"]):
        op.create_index(op.f(f"ix_proposals_{'_'.join(columns)}"), "proposals", columns)
