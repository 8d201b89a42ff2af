"""Alembic runs this; the connection comes from assist_api.store.migrate."""

from __future__ import annotations

from alembic import context

from assist_api.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
