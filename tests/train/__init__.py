"""The tests of what learns the weights."""
