"""Bytes to tree: what comes in, and what a page says of itself out of sight."""
