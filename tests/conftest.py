"""What every test can use: the options, and the marks."""

from __future__ import annotations

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases"]

# Property tests are not timed: on a busy machine a slow example says nothing.
# `--hypothesis-profile=long` tries a hundred times as many.
settings.register_profile("everyday", deadline=None)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("everyday")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project's tests."""
    parser.addoption("--update", action="store_true", help="write the expectations of tests/pages anew")
    parser.addoption(
        "--pages",
        metavar="FOLDER",
        help="read a sample of the labelled pages in this folder (else LUGAS_PAGES)",
    )
    parser.addoption("--whole", action="store_true", help="all pages, kills and slow tests, not a sample")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks, so that a misspelt one is an error."""
    config.addinivalue_line(
        "markers", "further: fields of a page that do not decide whether it was read well"
    )
    config.addinivalue_line(
        "markers", "slow: what waits as long as its users do; left out unless --whole is given"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests to `make slow`, so that the everyday ones stay quick."""
    if config.getoption("--whole"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
