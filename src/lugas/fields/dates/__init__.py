"""Dates: when an article was published and changed."""
