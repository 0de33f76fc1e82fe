"""Tests over labelled pages, which are no part of the project: a sample in `make test`, all in `make pages`."""
