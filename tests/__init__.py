"""The tests mirror `src`; `pages` holds one folder for each case."""
