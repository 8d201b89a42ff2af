"""Tickets (工单) with their history."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TICKET_MOMENTS = (
    "supervised_at", "offered_at", "solved_at", "told_at", "asked_at", "closed_at", "paused_at", "followed_at"
)  # fmt: skip


def upgrade() -> None:
    _tickets()
    _ticket_events()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("shopper_id", sa.String(length=64), nullable=True),
        sa.Column("order_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clocks_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=True),
        sa.Column("shop_ticket_id", sa.String(length=64), nullable=True),
        sa.Column("previous_id", sa.String(length=40), nullable=True),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("traced", sa.Text(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in _TICKET_MOMENTS),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("paused_s", sa.Integer(), nullable=False),
        sa.Column("warned", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_tickets_conversation_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_tickets_owner_id")),
        sa.ForeignKeyConstraint(["previous_id"], ["tickets.id"], name=op.f("fk_tickets_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("key", name=op.f("uq_tickets_key")),
        sa.UniqueConstraint("shop_ticket_id", name=op.f("uq_tickets_shop_ticket_id")),
    )
    for columns in (["state", "opened_at"], ["conversation_id"], ["shopper_id", "opened_at"]):
        op.create_index(op.f(f"ix_tickets_{'_'.join(columns)}"), "tickets", columns)


def _ticket_events() -> None:
    op.create_table(
        "ticket_events",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_ticket_events")),
    )
    op.create_index(op.f("ix_ticket_events_ticket_id"), "ticket_events", ["ticket_id"])
