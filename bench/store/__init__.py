"""The store under load: a hundred thousand made-up articles, on both databases."""
