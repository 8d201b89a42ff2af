"""What annotators say of the messages in the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("annotator_id", sa.String(length=40), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("intent", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("second", sa.Boolean(), nullable=False),
        sa.Column("settles", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["inbox_items.id"], name=op.f("fk_labels_item_id_inbox_items")),
        sa.ForeignKeyConstraint(["annotator_id"], ["staff.id"], name=op.f("fk_labels_annotator_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
        sa.UniqueConstraint(
            "annotator_id", "act_id", "item_id", "part", name=op.f("uq_labels_annotator_id_act_id_item_id_part")
        ),
    )
    with op.batch_alter_table("labels") as batch_op:
        batch_op.create_index(batch_op.f("ix_labels_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_labels_annotator_id_at"), ["annotator_id", "at"], unique=False)
    op.create_table(
        "label_comments",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inbox_items.id"], name=op.f("fk_label_comments_item_id_inbox_items")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_label_comments_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_comments")),
    )
    with op.batch_alter_table("label_comments") as batch_op:
        batch_op.create_index(batch_op.f("ix_label_comments_item_id"), ["item_id"], unique=False)
    op.create_table(
        "label_claims",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inbox_items.id"], name=op.f("fk_label_claims_item_id_inbox_items")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_label_claims_staff_id_staff")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_label_claims")),
    )
    with op.batch_alter_table("label_claims") as batch_op:
        batch_op.create_index(batch_op.f("ix_label_claims_staff_id"), ["staff_id"], unique=False)
