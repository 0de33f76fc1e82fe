"""What Alembic starts from."""
