"""What all browser tests share: the browser, and the demo world's week that is filled once.

Where no browser or playwright is there, the tests are left out and say so; `make browser` sets it up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from lugas.store import Store
from tests.browser.desks import week_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Give what steers browsers."""
    pytest.importorskip("playwright", reason="playwright is not installed: `make browser` sets it up")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing, see above

    from tests.browser.watch import find_browser  # noqa: PLC0415 - it needs playwright

    if not find_browser():
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as steering:
        yield steering


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Give a browser that reaches nothing but this machine."""
    from tests.browser.watch import find_browser  # noqa: PLC0415 - it needs playwright

    opened = playwright.chromium.launch(
        executable_path=find_browser(),
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"],
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """Give the address of a desk over the demo world's week, with pictures, and its store."""
    with week_of(tmp_path_factory.mktemp("desk")) as opened:
        yield opened
