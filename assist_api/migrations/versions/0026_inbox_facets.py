"""What the inbox is filtered by, in an index of its own; why an item is there, as a text that can be compared."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

FACETS = ["folded_into", "state", "intent", "confidence", "channel", "feeling", "product_id", "reasons"]


def upgrade() -> None:
    with op.batch_alter_table("inbox_items") as batch_op:
        batch_op.alter_column(
            "reasons",
            existing_type=sa.JSON(),
            type_=sa.Text(),
            existing_nullable=False,
            postgresql_using="reasons::text",
        )
        batch_op.drop_index(batch_op.f("ix_inbox_items_folded_into"))
        batch_op.create_index(
            batch_op.f("ix_inbox_items_folded_into_state_lacks"), ["folded_into", "state", "lacks"], unique=False
        )
        batch_op.create_index("ix_inbox_items_facets", FACETS, unique=False)
