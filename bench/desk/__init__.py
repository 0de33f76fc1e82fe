"""The desk under load: fifty readers over a hundred thousand made-up articles, and sites that are visited meanwhile."""
