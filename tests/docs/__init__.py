"""The documentation is run: its examples, its commands, its links."""
