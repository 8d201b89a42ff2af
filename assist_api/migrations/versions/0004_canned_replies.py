"""Canned replies with their pictures; suggestions for the order on the agent's screen, and those that were held out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _canned()
    op.create_table(
        "canned_pictures",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_pictures")),
    )
    with op.batch_alter_table("suggestions") as batch_op:
        batch_op.add_column(sa.Column("order_id", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("held_out", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f("uq_suggestions_conversation_id_for_seq_rank"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_suggestions_conversation_id_for_seq_order_id_rank"),
            ["conversation_id", "for_seq", "order_id", "rank"],
        )


def _canned() -> None:
    op.create_table(
        "canned",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=True),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shortcut", sa.String(length=24), nullable=False),
        sa.Column("intents", sa.JSON(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=80), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_canned_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned")),
    )
    op.create_index(op.f("ix_canned_staff_id"), "canned", ["staff_id"])
    op.create_index(op.f("ix_canned_updated_at"), "canned", ["updated_at"])
