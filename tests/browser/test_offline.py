"""Reading without the desk in a real browser: what is kept, what stands in for it, and when it is forgotten.

Where no browser or playwright is there, the tests are left out and say so.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lugas.desk import Settings, open_desk
from lugas.desk.keeper.passwords import Passwords
from lugas.store import Store, open_store
from tests.browser.desks import served
from tests.browser.test_desk import tab
from tests.desk.filled import Moving
from tests.store.made import make

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORD = "kopi di teras"  # a password
SECONDS = 30
COUNTED = "caches.open('desk').then(cache => cache.keys()).then(keys => keys.length)"
PAGES_KEPT = (
    "caches.open('desk').then(cache => cache.keys())"
    ".then(keys => keys.filter(key => !new URL(key.url).pathname.startsWith('/static/')).length)"
)


@dataclass
class Few:
    """A desk over a few articles, its store, and their numbers."""

    address: str
    store: Store
    numbers: list[int]


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Few]:
    """Give a desk over three articles."""
    clock = Moving(dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC))
    with open_store(tmp_path / "few.db", clock=clock) as store:
        site = store.sites.add("https://courier.example/")
        numbers = [
            store.articles.save(
                make(title), site_id=site.id, addresses=[f"https://courier.example/{title}"]
            ).id
            for title in ("Ferry", "Harbour", "Tide")
        ]
        with served(open_desk(store, Settings(language="en", page_seconds=0.0), clock=clock)) as address:
            yield Few(address, store, numbers)


def until(page: Page, expression: str) -> None:
    """Wait until something holds on a page."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(100)


def test_what_is_kept_goes_with_the_session(browser: Browser, few: Few) -> None:
    """A browser whose session was ended from elsewhere forgets what it kept, and keeps no door for an article."""
    Passwords(few.store).set("desk", WORD)
    with tab(browser) as (context, page, _, _):
        page.goto(few.address)
        page.fill("input[type=password]", WORD)
        page.click("button.act")
        page.wait_for_selector(".front")
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        for login in few.store.logins.every():
            few.store.logins.end(login.digest)
        page.wait_for_timeout(5_500)  # the desk asks the store for it anew
        page.evaluate("navigator.serviceWorker.controller.postMessage('keep')")
        until(page, f"{PAGES_KEPT}.then(count => !count)")
        page.goto(f"{few.address}/article/{few.numbers[0]}")
        assert page.locator("input[type=password]").count() == 1
        context.set_offline(True)
        with pytest.raises(Exception, match="ERR_"):
            page.goto(f"{few.address}/article/{few.numbers[0]}")


def test_a_way_that_leads_to_the_door_is_enough(browser: Browser, few: Few) -> None:
    """Where the session has ended, opening one page makes the browser forget what it kept."""
    Passwords(few.store).set("desk", WORD)
    with tab(browser) as (_, page, _, _):
        page.goto(few.address)
        page.fill("input[type=password]", WORD)
        page.click("button.act")
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        for login in few.store.logins.every():
            few.store.logins.end(login.digest)
        page.wait_for_timeout(5_500)
        page.goto(f"{few.address}/article/{few.numbers[0]}")
        assert page.locator("input[type=password]").count() == 1
        until(page, f"{PAGES_KEPT}.then(count => !count)")
