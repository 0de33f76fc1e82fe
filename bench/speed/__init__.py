"""Speed, memory, and how both grow with a page."""
