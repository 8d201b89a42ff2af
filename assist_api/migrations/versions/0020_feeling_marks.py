"""What agents say of the feeling of a message."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeling_marks",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("agent_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("model", sa.JSON(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_feeling_marks_message_id_messages")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_feeling_marks_agent_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeling_marks")),
        sa.UniqueConstraint("message_id", "agent_id", name=op.f("uq_feeling_marks_message_id_agent_id")),
    )
    with op.batch_alter_table("feeling_marks") as batch_op:
        batch_op.create_index(batch_op.f("ix_feeling_marks_at"), ["at"], unique=False)
