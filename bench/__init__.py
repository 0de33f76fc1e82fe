"""Quality and speed beside the peers; not shipped."""
