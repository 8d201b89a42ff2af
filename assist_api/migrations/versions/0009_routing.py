"""Who gets whom: skills, limit and status of staff; every wait for a person, with where it stood and why."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("skills", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("case_limit", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(length=16), nullable=False, server_default="online"))
        batch_op.add_column(sa.Column("status_at", sa.DateTime(timezone=True), nullable=True))
    _waits()


def _waits() -> None:
    columns = ("known_to", "assigned_to", "agent_id")
    op.create_table(
        "waits",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.String(length=16), nullable=False),
        sa.Column("asked_skill", sa.String(length=16), nullable=True),
        sa.Column("known_to", sa.String(length=40), nullable=True),
        sa.Column("placed_for", sa.Integer(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placing", sa.JSON(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_to", sa.String(length=40), nullable=True),
        sa.Column("assigned_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_by", sa.JSON(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent_id", sa.String(length=40), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_waits_conversation_id")),
        *(sa.ForeignKeyConstraint([name], ["staff.id"], name=op.f(f"fk_waits_{name}")) for name in columns),
        sa.PrimaryKeyConstraint("conversation_id", "started_at", name=op.f("pk_waits")),
    )
    for names in (["agent_id", "taken_at"], ["started_at"]):
        op.create_index(op.f(f"ix_waits_{'_'.join(names)}"), "waits", names)
