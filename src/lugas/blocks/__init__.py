"""Pages in rows: cut, measured, labelled, and put together again as blocks."""
