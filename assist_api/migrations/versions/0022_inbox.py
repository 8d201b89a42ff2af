"""The trainers' inbox, and messages by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INDEXES = (
    ("state", "score", "id"),
    ("state", "at", "id"),
    ("key",),
    ("lacks", "score"),
    ("cluster",),
    ("folded_into",),
)


def upgrade() -> None:
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("private", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("intent", sa.String(length=64), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("margin", sa.Float(), nullable=True),
        sa.Column("ranking", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("neighbour_intent", sa.String(length=64), nullable=True),
        sa.Column("disagreement", sa.Float(), nullable=True),
        sa.Column("newness", sa.Float(), nullable=True),
        sa.Column("cluster", sa.Integer(), nullable=True),
        sa.Column("cluster_size", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("feeling", sa.String(length=16), nullable=True),
        sa.Column("product_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lacks", sa.String(length=8), nullable=False),
        sa.Column("folded_into", sa.String(length=40), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_inbox_items_message_id_messages")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_inbox_items_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(
            ["folded_into"], ["inbox_items.id"], name=op.f("fk_inbox_items_folded_into_inbox_items")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_items")),
        sa.UniqueConstraint("message_id", name=op.f("uq_inbox_items_message_id")),
    )
    with op.batch_alter_table("inbox_items") as batch_op:
        for columns in INDEXES:
            batch_op.create_index(batch_op.f(f"ix_inbox_items_{'_'.join(columns)}"), list(columns), unique=False)
    with op.batch_alter_table("messages") as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_at"), ["at"], unique=False)
