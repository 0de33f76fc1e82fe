"""How good the bodies are, beside the peers, on labelled pages: `python -m bench.quality --pages DIR`."""
