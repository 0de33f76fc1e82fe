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
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

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
SAVED = 'data-saved="1"'
COUNTED = "caches.open('desk').then(cache => cache.keys()).then(keys => keys.length)"
PAGES_KEPT = (
    "caches.open('desk').then(cache => cache.keys())"
    ".then(keys => keys.filter(key => !new URL(key.url).pathname.startsWith('/static/')).length)"
)


class Proxy:
    """Stands before a desk, and answers in its place where it is told to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.alone = 0  # the status that it answers with

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have the desk answer."""
        away = PlainTextResponse("The gateway is alone.", self.alone) if self.alone else None
        await (self._app if away is None or scope["type"] != "http" else away)(scope, receive, send)


@dataclass
class Few:
    """A desk over a few articles behind a proxy, its store, and their numbers."""

    address: str
    store: Store
    numbers: list[int]
    proxy: Proxy


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
        proxy = Proxy(open_desk(store, Settings(language="en", page_seconds=0.0), clock=clock))
        with served(proxy) as address:
            yield Few(address, store, numbers, proxy)


def until(page: Page, expression: str) -> None:
    """Wait until something holds on a page."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(100)


def enter(page: Page, few: Few) -> None:
    """Give the password of a desk that asks for one."""
    page.goto(few.address)
    page.fill("input[type=password]", WORD)
    page.click("button.act")


def test_what_is_kept_goes_with_the_session(browser: Browser, few: Few) -> None:
    """A browser whose session was ended from elsewhere forgets what it kept, and keeps no door for an article."""
    Passwords(few.store).set("desk", WORD)
    with tab(browser) as (context, page, _, _):
        enter(page, few)
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
        enter(page, few)
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        for login in few.store.logins.every():
            few.store.logins.end(login.digest)
        page.wait_for_timeout(5_500)
        page.goto(f"{few.address}/article/{few.numbers[0]}")
        assert page.locator("input[type=password]").count() == 1
        until(page, f"{PAGES_KEPT}.then(count => !count)")


def test_what_was_saved_is_kept_at_once(browser: Browser, few: Few) -> None:
    """What is saved on a page that was turned to is kept so, and in the list of what was saved."""
    with tab(browser) as (context, page, _, _):
        page.goto(few.address)
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        page.click(f"a[href='/article/{few.numbers[0]}']")
        page.wait_for_selector(".paper")
        few.proxy.alone = 503
        page.wait_for_timeout(100)
        page.keyboard.press("s")  # is lost
        few.proxy.alone = 0
        page.keyboard.press("s")
        page.wait_for_selector("[data-article] button[aria-pressed=true]")
        until(
            page, f"caches.match('/saved').then(kept => kept.text()).then(text => text.includes('{SAVED}'))"
        )
        context.set_offline(True)
        page.goto(f"{few.address}/saved")
        assert page.locator(".card h2, .card h3").all_inner_texts() == ["Ferry"]
        page.goto(f"{few.address}/article/{few.numbers[0]}")
        assert page.locator("[data-article] button[aria-pressed=true]").count() == 1


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_proxy_alone_is_as_good_as_nobody(browser: Browser, few: Few, status: int) -> None:
    """Where only the proxy before the desk answers, what was kept is read; the keeper's pages tell what is wrong."""
    with tab(browser) as (_, page, _, _):
        page.goto(few.address)
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        few.proxy.alone = status
        page.goto(f"{few.address}/article/{few.numbers[1]}")
        assert page.locator(".paper h1").inner_text() == "Harbour"
        page.click(".name")
        page.wait_for_selector(".front")
        page.goto(f"{few.address}/keeper")
        assert page.locator("body").inner_text() == "The gateway is alone."


def turn_after(page: Page, *, minutes: int) -> None:
    """Turn from the front page to the latest after some minutes, and let the rest pass after which pages are kept."""
    page.clock.run_for(minutes * 60_000)
    page.click(".menu a[href='/latest']")
    until(page, "location.pathname === '/latest' && !document.querySelector('.front')")
    page.clock.run_for(4_000)


def test_what_is_new_is_kept_while_pages_are_turned(browser: Browser, few: Few) -> None:
    """Who reads on without loading a page whole has what is new kept too, now and then."""
    with tab(browser) as (_, page, _, _):
        page.clock.install()
        page.goto(few.address)
        page.clock.run_for(4_000)
        until(page, f"{COUNTED}.then(count => count >= {len(few.numbers) + 7})")
        (site,) = few.store.sites.every()
        told = few.store.articles.save(
            make("Gale"), site_id=site.id, addresses=["https://courier.example/gale"]
        )
        kept = f"caches.match('/article/{told.id}').then(kept => Boolean(kept))"
        turn_after(page, minutes=1)
        page.wait_for_timeout(1_500)
        assert not page.evaluate(kept)
        page.click(".name")
        page.wait_for_selector(".front")
        turn_after(page, minutes=6)
        until(page, kept)
