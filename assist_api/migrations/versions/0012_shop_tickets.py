"""Several tickets of the shop's own system may stand behind one of ours."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shop_tickets",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.String(length=40), nullable=False),
        sa.Column("shopper_id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_shop_tickets_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_tickets")),
    )
    for column in ("ticket_id", "opened_at"):
        op.create_index(op.f(f"ix_shop_tickets_{column}"), "shop_tickets", [column])
    with op.batch_alter_table("tickets") as batch_op:
        batch_op.drop_constraint(op.f("uq_tickets_shop_ticket_id"), type_="unique")
        batch_op.drop_column("shop_ticket_id")
