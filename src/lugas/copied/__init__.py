"""Text without markup to rows."""
