"""Who may read an article at its source."""
