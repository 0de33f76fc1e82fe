"""The folder of labelled pages, and the share of them that one test reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.pages import LabelledPage, PagesMissingError, find_pages, load_set

# One set is read in this many tests, so that they can run side by side.
SHARES = 4


def folder_of(config: pytest.Config) -> Path | None:
    """Give the folder of labelled pages that the options or LUGAS_PAGES name, if any."""
    given = config.getoption("--pages") or os.environ.get("LUGAS_PAGES")
    if not given:
        return None
    try:
        return find_pages(given)
    except PagesMissingError as missing:
        raise pytest.UsageError(str(missing)) from missing


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a `share` every share of every set, where all pages are asked for; otherwise none."""
    if "share" not in metafunc.fixturenames:
        return
    folder = folder_of(metafunc.config) if metafunc.config.getoption("--whole") else None
    sets = sorted(path.parent.name for path in folder.glob("*/gold.jsonl")) if folder else []
    chosen = [(name, number) for name in sets for number in range(SHARES)]
    metafunc.parametrize("share", chosen, ids=lambda pair: f"{pair[0]}-{pair[1] + 1}", indirect=True)


@pytest.fixture
def share(request: pytest.FixtureRequest, labelled: Path) -> list[LabelledPage]:
    """Give every fourth page of a set."""
    name, number = request.param
    return load_set(labelled, name, every_kind=True)[number::SHARES]


@pytest.fixture
def labelled(pytestconfig: pytest.Config) -> Path:
    """Give the folder of labelled pages; without one the test is skipped."""
    folder = folder_of(pytestconfig)
    if folder is None:
        pytest.skip("no labelled pages: give their folder with --pages FOLDER or in LUGAS_PAGES")
    return folder


@pytest.fixture
def whole(pytestconfig: pytest.Config) -> bool:
    """Tell whether all pages are to be read, not a sample."""
    return bool(pytestconfig.getoption("--whole"))
