"""Who answers a matter first, and from which message on the bot remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.add_column(sa.Column("first_answer", sa.String(length=8), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("fresh_after", sa.Integer(), nullable=False, server_default="0"))
