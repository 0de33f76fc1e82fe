"""Slow tests over labelled pages, which are no part of the project: `make pages PAGES=folder`."""
