"""The folder of labelled pages, and the share of them that one test reads."""

from __future__ import annotations

import pytest

from bench.pages import LabelledPage, find_pages, load_set

# One set is read in this many tests, so that they can run side by side.
SHARES = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--pages`: where the labelled pages lie."""
    parser.addoption("--pages", metavar="FOLDER", help="read all labelled pages in this folder (slow)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a `share` every share of every set in the folder; without a folder, none."""
    if "share" not in metafunc.fixturenames:
        return
    given = metafunc.config.getoption("--pages", None)
    sets = sorted(path.parent.name for path in find_pages(given).glob("*/gold.jsonl")) if given else []
    chosen = [(name, number) for name in sets for number in range(SHARES)]
    metafunc.parametrize("share", chosen, ids=lambda pair: f"{pair[0]}-{pair[1] + 1}", indirect=True)


@pytest.fixture
def share(request: pytest.FixtureRequest) -> list[LabelledPage]:
    """Give every fourth page of a set."""
    name, number = request.param
    return load_set(find_pages(request.config.getoption("--pages")), name, every_kind=True)[number::SHARES]
