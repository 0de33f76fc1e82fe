"""Live blogs: their posts."""
