"""The desk: its pages over a store that holds what the demo world's papers wrote."""
