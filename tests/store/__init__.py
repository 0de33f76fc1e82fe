"""The store, on a file and on a real PostgreSQL server."""
