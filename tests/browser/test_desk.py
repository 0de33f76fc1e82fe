"""The desk in a real browser: whom it asks, what it does with and without scripts, and how it looks.

`make browser` opens every hostile page; where no browser or playwright is there, the tests are left out and say so.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import lugas
from bench.desk.weight import loaded
from lugas.desk import Settings, open_desk
from lugas.store import Store, open_store
from tests.browser.desks import OPEN, served
from tests.browser.pages import made
from tests.browser.test_browser import chosen
from tests.desk.filled import Moving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

PAGES = made(500)
SHORT = 30_000  # milliseconds that anything may take


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[tuple[BrowserContext, Page, list[str], list[str]]]:
    """Open a tab; gives what it asks for, and what it complains of: scripts' errors, refusals of the policy."""
    context = browser.new_context(locale=options.pop("locale", "en"), **options)
    context.set_default_timeout(SHORT)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def dismiss(dialog: Dialog) -> None:
        said.append("dialog")
        dialog.dismiss()

    page.on("dialog", dismiss)
    yield context, page, asked, said
    context.close()


def kinds(store: Store) -> list[str]:
    """Give an address of every kind of page."""
    found: dict[str, int] = {}
    for headline in store.listing.latest(limit=500).items:
        found.setdefault(headline.verdict, headline.id)
        found.setdefault(headline.language, headline.id)
        if headline.version > 1:
            found.setdefault("changed", headline.id)
    changed = found["changed"]
    articles = [f"/article/{number}" for number in sorted(set(found.values()))]
    below = [f"/article/{changed}/{part}" for part in ("why", "versions", "versions/2")]
    lists = [*OPEN, "/section/Sport", "/language/ar", "/search", "/search?q=tea"]
    return [*lists, *articles, *below, f"/article/{changed}?version=1", "/nothing"]


def test_nobody_else_is_asked(browser: Browser, week: tuple[str, Store]) -> None:
    """On every kind of page, whatever is touched, the browser asks the desk alone, and its policy refuses nothing."""
    address, store = week
    with tab(browser) as (_, page, asked, said):
        for path in kinds(store):
            page.goto(address + path)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.keyboard.press("j")
            page.wait_for_load_state("networkidle")
        strangers = {url for url in asked if not url.startswith(f"{address}/")}
        refused = [line for line in said if "404" not in line]
    assert not strangers
    assert not refused
    assert any("/picture/" in url for url in asked)


def test_pages_fit_a_phone(browser: Browser, week: tuple[str, Store]) -> None:
    """No kind of page is wider than the narrowest phone."""
    address, store = week
    with tab(browser, viewport={"width": 320, "height": 640}) as (_, page, _, _):
        wide = {}
        for path in kinds(store):
            page.goto(address + path)
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


def test_without_scripts(browser: Browser, week: tuple[str, Store]) -> None:
    """Without scripts one reads, turns pages, searches, shares, copies and saves by links, forms and buttons."""
    address, store = week
    with tab(browser, java_script_enabled=False) as (_, page, _, _):
        page.goto(address)
        page.click(".lead h2 a")
        page.wait_for_url(f"{address}/article/*")
        assert page.title().endswith("· Lugas")
        number = int(page.url.rpartition("/")[2])
        page.click(".share summary")
        assert page.is_visible("text=WhatsApp")
        assert not page.is_visible("text=Copy link")
        page.click("form[data-save] button")
        page.wait_for_selector("form[data-save] button:text-is('Saved')")
        assert store.reader.saved_of([number]) == {number}
        page.click("form[data-save] button")
        page.wait_for_selector("form[data-save] button:text-is('Save')")
        assert not store.reader.saved_of([number])
        page.click("a[data-copy]")
        page.wait_for_url(f"{address}/article/{number}/copy")
        page.goto(f"{address}/latest")
        page.click("a[rel=next]")
        page.wait_for_url("**before=**")
        page.fill(".find input", "kestrel")
        page.press(".find input", "Enter")
        page.wait_for_selector("mark")
        assert page.locator("mark").count() > 5


def test_keys_and_no_reloads(browser: Browser, week: tuple[str, Store]) -> None:
    """Keys walk through headlines, open, save, search and tell of themselves; pages turn without being loaded whole."""
    address, store = week
    with tab(browser) as (_, page, _, said):
        page.goto(address)
        page.evaluate("window.same = true")
        for key in "jjk":
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('.lead.at') !== null")
        page.keyboard.press("o")
        page.wait_for_url("**/article/*")
        page.wait_for_selector(".paper h1")
        number = int(page.url.rpartition("/")[2])
        page.keyboard.press("s")
        page.wait_for_selector("form[data-save] button[aria-pressed=true]")
        page.wait_for_selector("#told:text-is('Saved')")
        assert store.reader.saved_of([number]) == {number}
        page.keyboard.press("s")
        page.wait_for_selector("form[data-save] button[aria-pressed=false]")
        page.wait_for_selector("#told:text-is('No longer saved')")
        page.keyboard.press("/")
        page.keyboard.type("kestrel j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=kestrel+j")
        page.go_back()
        page.wait_for_selector(".paper h1")
        page.go_back()
        page.wait_for_selector(".front")
        page.keyboard.press("?")
        assert page.is_visible("#keys")
        page.keyboard.press("Escape")
        assert not page.is_visible("#keys")
        assert page.evaluate("window.same")
    assert not said


def clipboard(page: Page) -> str:
    """Give what is put on the clipboard, as soon as something is."""
    end = time.monotonic() + SHORT / 1000
    while time.monotonic() < end:
        if text := str(page.evaluate("navigator.clipboard.readText()")):
            return text
        page.wait_for_timeout(50)
    return ""


def test_copy_fills_the_clipboard(browser: Browser, week: tuple[str, Store]) -> None:
    """Copy puts headline, paragraphs and source on the clipboard, by button and by key; a link alone too."""
    address, store = week
    headline = store.listing.latest(limit=1).items[0]
    stored = store.articles.get(headline.id)
    assert stored is not None
    with tab(browser, permissions=["clipboard-read", "clipboard-write"]) as (_, page, _, _):
        page.goto(f"{address}/article/{headline.id}")
        for act in ("key", "button"):
            page.evaluate("navigator.clipboard.writeText('')")
            if act == "key":
                page.keyboard.press("c")
            else:
                page.click("[data-copy]")
            assert clipboard(page).replace("\r\n", "\n") == lugas.to_copy(stored.article)
        assert page.inner_text("#told") == "Copied"
        page.evaluate("navigator.clipboard.writeText('')")
        page.click(".share summary")
        page.click("text=Copy link")
        assert clipboard(page).startswith("http")


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark(browser: Browser, week: tuple[str, Store], scheme: str, dark: bool) -> None:
    """The desk is as light or as dark as the reader's system."""
    with tab(browser, color_scheme=scheme) as (_, page, _, _):
        page.goto(week[0])
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    brightness = sum(int(part) for part in colour.strip("rgb()").split(",")) / 3
    assert (brightness < 60) is dark
    assert (brightness > 240) is not dark


def test_right_to_left(browser: Browser, week: tuple[str, Store]) -> None:
    """An Arabic article is set from the right, its headline and body, in a page that goes on from the left."""
    address, store = week
    number = next(one.id for one in store.listing.latest(limit=500).items if one.language == "ar")
    with tab(browser, locale="id") as (_, page, _, _):
        page.goto(f"{address}/article/{number}")
        told = page.evaluate(
            """() => ['html', '.paper h1', '.body p', '.times', '.acts'].map(
                 name => getComputedStyle(document.querySelector(name)).direction)"""
        )
        right = page.evaluate(
            """() => { const range = document.createRange();
                 range.selectNodeContents(document.querySelector('.paper h1'));
                 const box = document.querySelector('.paper').getBoundingClientRect();
                 return Math.abs(box.right - range.getBoundingClientRect().right) < 3; }"""
        )
        assert page.inner_text(".act >> nth=0") == "Salin"
    assert told == ["ltr", "rtl", "rtl", "ltr", "ltr"]
    assert right


def test_nothing_moves_where_that_is_not_wanted(browser: Browser, week: tuple[str, Store]) -> None:
    """With reduced motion nothing on the page has a transition or an animation."""
    with tab(browser, reduced_motion="reduce") as (_, page, _, _):
        page.goto(week[0])
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(each => {
                 const style = getComputedStyle(each);
                 return style.animationName !== 'none' || style.transitionDuration !== '0s'; }).length"""
        )
    assert moving == 0


# Does to everything in a page what a reader may do, but for following links.
TOUCH = """() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  for (const each of document.querySelectorAll('main *'))
    for (const name of ['mouseover', 'focus', 'load', 'error']) each.dispatchEvent(new Event(name));
  return [Boolean(window.ran), window.length, document.scripts.length, location.href];
}"""


def unlike(address: str, numbers: Iterable[int]) -> Iterator[str]:
    """Give the pages of articles, and what was found in them, those left out that are as one before but for the number.

    Some payloads are hidden so well that nothing of them is left. Each article is at the foot of others; it is looked
    at on its own page.
    """
    seen = set()
    port = int(address.rpartition(":")[2])
    for number in numbers:
        for path in (f"/article/{number}", f"/article/{number}/why"):
            html = loaded(port, path)[1].decode("utf-8").partition('<section class="others"')[0]
            same = re.sub(rf"\b{number}\b", "#", html)
            if same not in seen:
                seen.add(same)
                yield path


def test_hostile_pages_harm_nobody(browser: Browser, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Of hostile pages, read and shown by the desk, nothing runs and nobody else is asked, whatever is touched."""
    clock = Moving(dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    with open_store(tmp_path / "hostile.db", clock=clock) as store:
        site = store.sites.add("https://news.example/")
        for number in chosen(pytestconfig):
            article = lugas.read(PAGES[number][1], url="https://news.example/")
            store.articles.save(article, site_id=site.id, addresses=[f"https://news.example/{number}"])
        app = open_desk(store, Settings(pictures=tmp_path), clock=clock)
        # The script that keeps articles for later would bring two hundred of them meanwhile.
        with served(app) as address, tab(browser, service_workers="block") as (_, page, asked, said):
            for path in unlike(address, range(1, store.articles.count() + 1)):
                page.goto(address + path, wait_until="domcontentloaded")
                assert page.evaluate(TOUCH) == [False, 0, 1, address + path]
            page.goto(address)
    assert not [url for url in asked if not url.startswith(f"{address}/")]
    assert not [line for line in said if "404" not in line and "blocked by Playwright" not in line]


def test_articles_are_read_without_the_desk(browser: Browser, week: tuple[str, Store]) -> None:
    """What was kept is read when the desk does not answer, opened anew and by turning pages; the rest leads home."""
    address, store = week
    numbers = [headline.id for headline in store.listing.latest(limit=200).items]
    with tab(browser) as (context, page, _, _):
        page.goto(address)
        end = time.monotonic() + 60
        counted = "caches.open('desk').then(cache => cache.keys()).then(keys => keys.length)"
        while page.evaluate(counted) < len(numbers) + 7 and time.monotonic() < end:
            page.wait_for_timeout(200)
        context.set_offline(True)
        for number in (numbers[0], numbers[-1]):
            page.goto(f"{address}/article/{number}")
            assert page.locator(".paper h1").count() == 1
        page.click(".name")
        page.wait_for_selector(".front")
        page.click(".lead h2 a")
        page.wait_for_selector(".paper")
        page.goto(f"{address}/section/Sport")
        assert page.locator(".front").count() == 1
