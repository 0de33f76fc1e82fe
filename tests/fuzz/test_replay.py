"""What fuzzing found, and what it learned, replayed: every kept input is read soundly."""

from __future__ import annotations

import pytest

from fuzz.targets import CORPUS, FINDS, TARGETS, kept, seeds

# What the corpus may take in the repository.
MOST_BYTES = 300_000


@pytest.mark.parametrize("target", TARGETS)
def test_kept_inputs(target: str) -> None:
    """Every input that is kept, and what fuzzing begins with, gives a sound article and safe views."""
    contents = [*(path.read_bytes() for path in kept(target)), *list(seeds(target))[::8]]
    assert contents
    for content in contents:
        TARGETS[target](content)


def test_corpus_is_small() -> None:
    """The kept inputs are of known targets, and take little room."""
    folders = {path.name for top in (CORPUS, FINDS) for path in top.iterdir()}
    assert folders <= set(TARGETS)
    assert sum(path.stat().st_size for target in TARGETS for path in kept(target)) < MOST_BYTES
