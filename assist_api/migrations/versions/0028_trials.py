"""Trials of models: links, talks, turns."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trial_links",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("page", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_links")),
    )
    with op.batch_alter_table("trial_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_links_made_at"), ["made_at"], unique=False)
    op.create_table(
        "trial_talks",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("link_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["trial_links.id"], name=op.f("fk_trial_talks_link_id_trial_links")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_talks")),
    )
    with op.batch_alter_table("trial_talks") as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_talks_link_id_at"), ["link_id", "at"], unique=False)
    op.create_table(
        "trial_turns",
        sa.Column("talk_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pressed", sa.Boolean(), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("handover", sa.String(length=40), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("understanding", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["trial_talks.id"], name=op.f("fk_trial_turns_talk_id_trial_talks")),
        sa.PrimaryKeyConstraint("talk_id", "number", name=op.f("pk_trial_turns")),
    )
