"""The fields of an article: candidates are gathered, then one is settled on and its rivals are kept."""
