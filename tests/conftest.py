"""What every test can use: the option that writes expectations, and the marks."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write the present readings of the test pages as what is expected of them."""
    parser.addoption("--update", action="store_true", help="write the expectations of tests/pages anew")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks, so that a misspelt one is an error."""
    config.addinivalue_line(
        "markers", "further: fields of a page that do not decide whether it was read well"
    )
