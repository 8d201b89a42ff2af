"""Tags and notes on a shopper; the audit log read by conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shopper_tags",
        sa.Column("shopper_id", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("shopper_id", "tag", name=op.f("pk_shopper_tags")),
    )
    op.create_index(op.f("ix_shopper_tags_tag"), "shopper_tags", ["tag"])
    op.create_table(
        "shopper_notes",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("shopper_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shopper_notes")),
    )
    op.create_index(op.f("ix_shopper_notes_shopper_id_at"), "shopper_notes", ["shopper_id", "at"])
    op.create_index(op.f("ix_audit_conversation_id_at"), "audit", ["conversation_id", "at"])
