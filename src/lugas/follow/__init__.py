"""Following sites: from what is due to articles in a store."""
