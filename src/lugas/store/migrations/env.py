"""What Alembic runs the revisions with: the connection and transaction that `upgrade.py` has opened."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"],
    version_table=given["version_table"],
    target_metadata=given["names"],  # constraints are named by its convention
)
with context.begin_transaction():
    context.run_migrations()
