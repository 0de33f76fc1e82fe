"""What fuzzing found, and what it learned, replayed: every kept input is read soundly."""

from __future__ import annotations

import subprocess
import sys

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


def test_reader_is_imported() -> None:
    """What fuzzing is to see is imported by itself, what is loaded late too, and no more than reads pages."""
    program = "import sys, fuzz.__main__ as told; told.import_reader(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {
        "lugas.article",
        "lugas.page.loose_json",
        "lugas.fields.live.told",
        "lugas.render.terminal",
    } <= loaded
    assert not [name for name in loaded if name.startswith(("lugas.store", "lugas.cli", "lugas.sources"))]
