"""Alembic's entry: runs the scripts, or compares the models with the database, on the connection handed over."""

from alembic import context

from core.model import Base
from migrations import constraints  # noqa: F401 - its comparison is registered by importing it
from migrations.engine import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_ours,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
