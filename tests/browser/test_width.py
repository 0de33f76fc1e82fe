"""What strangers write widens no page of the desk: words without end, names of several lines, titles of any length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from lugas.desk import Settings, open_desk
from lugas.store import Store, open_store
from tests.browser.desks import OPEN, served
from tests.desk.filled import Moving
from tests.store.made import make

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
ENDLESS = "M" * 4_000
SEVERAL = "Süddeutsche Tageszeitung, Nachrichten aus Politik, Kultur und Sport, und von der Küste"
WIDTHS = (320, 360, 768, 1440)
LINES = 7  # of a headline in a list, at most

# Gives what reaches over the window's edges and is not within something that scrolls by itself.
REACHING = """() => {
  const rolls = each => each
    && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(each).overflowX) || rolls(each.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !rolls(each.parentElement) && !each.matches('.skip, dialog *');
  });
  return [document.documentElement.scrollWidth, wide.map(each => `${each.tagName}.${each.className}`).slice(0, 5)];
}"""
# Gives the texts of `.over` of which a letter stands where it is clipped, or over what stands above the headline.
CLIPPED = """() => [...document.querySelectorAll('.over')].flatMap(over => {
  const style = getComputedStyle(over), box = over.getBoundingClientRect();
  const cut = style.clipPath === 'none' ? 0 : 1.2 * parseFloat(style.fontSize) - 5;
  const [left, right] = style.direction === 'rtl' ? [0, cut] : [cut, 0];
  const walk = document.createTreeWalker(over, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    if ([...range.getClientRects()].some(each => each.width > 1
        && (each.left < box.left + left || each.right > box.right - right + 1)))
      found.push(walk.currentNode.data);
  }
  return found;
})"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """Give the address of a desk whose articles are as wide as strangers can make them, and its store."""
    folder = tmp_path_factory.mktemp("wide")
    clock = Moving(dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    with open_store(folder / "wide.db", clock=clock) as store:
        fill(store, clock)
        store.reader.save(1)
        with served(open_desk(store, Settings(pictures=folder, zone="Asia/Jakarta"), clock=clock)) as address:
            yield address, store


def fill(store: Store, clock: Moving) -> None:
    """Save articles of two sites, each with something that is too long, and a version of one."""
    for number, name in enumerate((SEVERAL, WORD)):
        site = store.sites.add(f"https://site{number}.example/", name=name)
        for count, (title, fields) in enumerate(written()):
            clock.now += dt.timedelta(minutes=1)
            address = f"https://site{number}.example/{count}"
            store.articles.save(make(title, **fields), site_id=site.id, addresses=[address])
    clock.now += dt.timedelta(minutes=1)
    again = make(WORD, "It was quiet.", ENDLESS, dek=ENDLESS)
    store.articles.save(again, site_id=1, addresses=["https://site0.example/0"])


def written() -> list[tuple[str, dict[str, Any]]]:
    """Give titles and fields of articles."""
    return [
        (WORD, {"dek": WORD, "section": (WORD,), "tags": (WORD,), "authors": (WORD,), "kicker": WORD}),
        (ENDLESS, {"section": (SEVERAL,), "dek": ENDLESS}),
        ("The ferry left the harbour at nine. " * 30, {"section": ("Sport",), "language": "de"}),
        ("وصل القارب إلى الميناء", {"section": (SEVERAL,), "language": "ar"}),
        ("وصل القارب إلى الميناء قبل الظهر " * 30, {"section": ("المدينة والميناء والجزر البعيدة",), "language": "ar"}),
        ("船到港了" * 200, {"section": ("Sport",), "language": "zh"}),
        ("Ferry sails again", {"section": ("Sport",)}),
    ]  # fmt: skip


def paths(store: Store) -> list[str]:
    """Give an address of every kind of page, and every article."""
    articles = [f"/article/{number}" for number in range(1, store.articles.count() + 1)]
    below = [f"/article/{number}/{part}" for number in (1, 2) for part in ("why", "versions")]
    lists = [*OPEN, "/site/site1.example", f"/section/{WORD}", "/nothing"]
    searches = ["/search?q=ferry", f"/search?q={WORD}"]
    keeper = ["/keeper", "/keeper/site/2", "/keeper/site/2/remove", "/keeper/settings", "/keeper/add"]
    return [*lists, *searches, *articles, *below, "/article/1/versions/2", *keeper]


@contextmanager
def tab(browser: Browser, width: int, **options: Any) -> Iterator[Page]:
    """Open a tab of a width."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, service_workers="block", **options
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(browser: Browser, hard: tuple[str, Store], width: int) -> None:
    """No page is widened by a word without an end, and nothing on it reaches over the edge."""
    address, store = hard
    found = {}
    with tab(browser, width, locale="id") as page:
        for path in paths(store):
            page.goto(address + path)
            found[path] = page.evaluate(REACHING)
    assert {path: told for path, told in found.items() if told[0] > width or told[1]} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_letter_of_a_name_is_cut(browser: Browser, hard: tuple[str, Store], width: int) -> None:
    """Names over a headline are whole on every line they take, from the left and from the right."""
    address, store = hard
    found, names = {}, 0
    with tab(browser, width, locale="en") as page:
        for path in paths(store):
            page.goto(address + path)
            found[path] = page.evaluate(CLIPPED)
            names += page.locator(".over").count()
    assert names > len(found)
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_headlines_of_lists_end(browser: Browser, hard: tuple[str, Store], width: int) -> None:
    """A headline of a list takes some lines at most; on the article's own page all of it stands."""
    address, _ = hard
    lines = """() => [...document.querySelectorAll('.card :is(h2, h3) a')].map(
      each => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight))"""
    with tab(browser, width, locale="en") as page:
        for path in ("/", "/latest", "/site/site1.example"):
            page.goto(address + path)
            told = page.evaluate(lines)
            assert told
            assert max(told) < LINES
        page.goto(f"{address}/article/3")
        shown = page.evaluate("document.querySelector('.paper h1').scrollHeight")
        assert shown > LINES * 40 or width > 1000
        assert page.inner_text(".paper h1").count("ferry") == 30


@pytest.mark.parametrize("locale", ["en", "id"])
def test_the_foot_fits_the_smallest_window(browser: Browser, hard: tuple[str, Store], locale: str) -> None:
    """The links at the foot of a page stand within it where it is as narrow as a watch."""
    with tab(browser, 240, locale=locale) as page:
        page.goto(f"{hard[0]}/nothing")
        assert page.evaluate("document.querySelector('.bottom').scrollWidth") <= 240
        edges = "[...document.querySelectorAll('.bottom li')].map(each => each.getBoundingClientRect().right)"
        assert max(page.evaluate(edges)) <= 240


def test_printed_lines_can_be_read(browser: Browser, hard: tuple[str, Store]) -> None:
    """On paper of any width a line of an article has no more letters than the eye follows."""
    with tab(browser, 1600) as page:
        page.goto(f"{hard[0]}/article/3")
        page.emulate_media(media="print")
        width = page.evaluate(
            "document.querySelector('.body').getBoundingClientRect().width"
            " / parseFloat(getComputedStyle(document.querySelector('.body')).fontSize)"
        )
    assert width < 42  # ems, some two letters each
