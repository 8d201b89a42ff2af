"""Findings in the training data that a trainer has called right."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "care_verdicts",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_care_verdicts_staff_id_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_care_verdicts")),
    )
