"""How well every field agrees with the gold, beside the peers: `python -m bench.fields --pages DIR`."""
