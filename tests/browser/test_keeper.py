"""The keeper's pages in a real browser: adding a site, with and without scripts, and the door.

Where no browser or playwright is there, the tests are left out and say so.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lugas.demo import Clock, Papers, World, serve
from lugas.desk import Settings, open_desk
from lugas.desk.keeper.children import Pace, clock_of
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.passwords import Passwords
from lugas.desk.keeper.visiting import Order
from lugas.store import Store, open_store
from tests.browser.desks import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHORT = 60_000  # milliseconds that anything may take on a busy machine
FEW = 5  # articles: enough to see that they come in


@dataclass
class Kept:
    """A desk that follows nothing yet, its store, and papers that it can follow."""

    address: str
    store: Store
    papers: Papers


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Give a desk that visits what is followed, on the papers' clock, on which an hour passes in a minute."""
    world = World()
    pace = Pace(start=world.time(6, "18:00"), since=time.time(), speed=60)
    clock, order = clock_of(pace), Order(allow_private=True, askers=4)
    with (
        serve(world, Clock(pace.start, speed=60)) as papers,
        open_store(tmp_path / "news.db", clock=clock) as store,
    ):
        upkeep = Upkeep(update=True, pace=pace, order=order)
        with served(open_desk(store, Settings(language="en"), clock=clock, upkeep=upkeep)) as address:
            yield Kept(address, store, papers)


def opened(browser: Browser, *, scripts: bool = True) -> tuple[Page, list[str]]:
    """Open a page that notes every request."""
    context = browser.new_context(java_script_enabled=scripts)
    context.set_default_timeout(SHORT)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return context.new_page(), asked


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_site_is_added(browser: Browser, kept: Kept, scripts: bool) -> None:
    """From the empty desk one comes to add a site, chooses, sees it on the board, and reads its articles."""
    page, asked = opened(browser, scripts=scripts)
    page.goto(f"{kept.address}/")
    page.click("main a.act[href='/keeper/add']")
    page.wait_for_url(f"{kept.address}/keeper/add")
    page.fill("#url", kept.papers.addresses["warta"])
    page.click("form.fields button")
    page.wait_for_selector("fieldset.offers")
    assert page.locator(".offer").first.locator("li").count() >= 3
    assert page.locator(".offer input:checked").count() == 1
    page.click("form button.act")
    page.wait_for_selector("h1:has-text('Warta Lembayung')")
    end = time.monotonic() + SHORT / 1_000
    while kept.store.articles.count(1) < FEW and time.monotonic() < end:
        time.sleep(0.2)
    page.click(".tabs a[href='/keeper']")
    page.wait_for_selector("table.board tbody tr")
    assert page.locator("table.board tbody tr").count() == 1
    assert "Sites are visited" in page.inner_text(".state")
    page.goto(f"{kept.address}/latest")
    assert page.locator("article").count() >= FEW
    page.goto(f"{kept.address}/keeper/site/1")
    page.click("button[value='pause']")
    page.wait_for_selector("button[value='resume']")
    assert all(url.startswith((kept.address, "data:")) for url in asked)
    page.context.close()


def test_the_door(browser: Browser, kept: Kept) -> None:
    """With a password set one is led to the door, comes back to where one wanted to, and can leave again."""
    Passwords(kept.store).set("desk", "teh di beranda")
    page, _ = opened(browser)
    while True:  # the desk asks its store a few seconds later
        page.goto(f"{kept.address}/keeper/settings")
        if page.locator("#password").count():
            break
        time.sleep(0.5)
    page.fill("#password", "teh di serambi")
    page.click("button")
    page.wait_for_selector("[role=alert]:has-text('not the password')")
    page.fill("#password", "teh di beranda")
    page.click("button")
    page.wait_for_url(f"{kept.address}/keeper/settings")
    assert page.evaluate("document.cookie") == ""
    assert page.locator("text=this browser").count() == 1
    page.click("form[action='/logout'] button")
    page.wait_for_url(f"{kept.address}/login")
    page.goto(f"{kept.address}/latest")
    assert "/login" in page.url
    page.context.close()
