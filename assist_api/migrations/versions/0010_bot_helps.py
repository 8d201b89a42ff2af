"""The bot may keep a waiting shopper company."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.add_column(sa.Column("bot_helps", sa.Boolean(), nullable=False, server_default=sa.false()))
