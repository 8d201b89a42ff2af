"""What one shift leaves to the next, and who has seen the card of the day."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shift_items",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_id", sa.String(length=40), nullable=False),
        sa.Column("to_id", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_shift_items_conversation_id")),
        *_staff("shift_items", "from_id", "to_id", "taken_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_items")),
    )
    for columns in (["taken_at", "to_id"], ["kind", "subject_id"]):
        op.create_index(op.f(f"ix_shift_items_{'_'.join(columns)}"), "shift_items", columns)
    op.create_table(
        "shift_starts",
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        *_staff("shift_starts", "staff_id"),
        sa.PrimaryKeyConstraint("staff_id", "day", name=op.f("pk_shift_starts")),
    )


def _staff(table: str, *names: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([name], ["staff.id"], name=op.f(f"fk_{table}_{name}")) for name in names]
