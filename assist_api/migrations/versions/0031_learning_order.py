"""Whose turn it is in the inbox: the messages chosen to be labelled next."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox_items", sa.Column("turn", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_inbox_items_turn"), "inbox_items", ["turn"], unique=False)
