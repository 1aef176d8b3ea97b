"""Run by Alembic with the connection that `app.storage.migrations` gives it."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import app.storage.cases  # noqa: F401  registers the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
