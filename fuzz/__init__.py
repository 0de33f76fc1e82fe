"""Fuzzing, guided by coverage: what reads pages is given bytes that nobody thought of."""
