"""What a browser makes of the HTML views of hostile pages: it runs nothing, and asks for nothing but pictures shown.

`make browser` opens all of them; where no browser or playwright is there, the tests are left out and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import lugas
from tests.browser.pages import made
from tests.sound import check_article

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from tests.browser.watch import Watcher

FEW, ALL = 25, 500
URL = "https://news.example/2024/03/02/ferry-runs-again"
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]{0,999}>")
PAGES = made(ALL)


@pytest.fixture(scope="module")
def watcher(playwright: Playwright) -> Iterator[Watcher]:
    """Give a browser that opens pages and tells what they do."""
    from tests.browser.watch import watching  # noqa: PLC0415 - it needs playwright

    with watching(playwright) as opened:
        yield opened


def chosen(config: pytest.Config) -> list[int]:
    """Give the numbers of the pages that are opened: all of them, or a few of every kind."""
    return list(range(ALL)) if config.getoption("--whole") else list(range(0, ALL, ALL // FEW))


def test_pages_are_many() -> None:
    """There are as many hostile pages as said, all different, made alike each time; nearly all hold an article."""
    assert len(PAGES) == len({content for _, content in PAGES}) == ALL
    assert made(ALL) == PAGES
    kinds = [lugas.read(content, url=URL).verdict.holds_article for _, content in PAGES[::7]]
    assert sum(kinds) > 0.75 * len(kinds)


def test_views_are_sound() -> None:
    """Hostile pages are read soundly, and their HTML views hold nothing but what is allowed."""
    for _, content in PAGES[::9]:
        check_article(lugas.read(content, url=URL))


def test_nothing_runs(watcher: Watcher, pytestconfig: pytest.Config) -> None:
    """No script of a hostile page runs in its view, and nothing is asked for but the pictures that the view shows.

    Each view is opened as it is, and without its policy, which alone would forbid scripts.
    """
    wrong, seen = [], set()
    for number in chosen(pytestconfig):
        name, content = PAGES[number]
        view = lugas.to_html(lugas.read(content, url=URL))
        assert POLICY.search(view)
        if view in seen:  # some hide their payload so well that two views are alike
            continue
        seen.add(view)
        for way, markup in (("as it is", view), ("without its policy", POLICY.sub("", view))):
            watched = watcher.open(markup)
            if watched.ran or watched.unexpected:
                wrong.append(f"{number} {name} {way}: {watched.ran} {watched.unexpected}")
    assert not wrong, "\n".join(wrong)


def test_pages_would_harm(watcher: Watcher, pytestconfig: pytest.Config) -> None:
    """The pages themselves do run scripts and ask for things where they are opened: the watcher sees it."""
    numbers = chosen(pytestconfig)[:: 20 if pytestconfig.getoption("--whole") else 2]
    opened = [watcher.open(PAGES[number][1]) for number in numbers]
    assert sum(bool(watched.ran) for watched in opened) > 0.3 * len(opened)
    assert any("dialog" in watched.ran for watched in opened)
    assert any("leak.example" in asked for watched in opened for asked in watched.unexpected)


def test_without_pictures(watcher: Watcher) -> None:
    """A view without pictures asks for nothing at all."""
    for _, content in PAGES[:: ALL // 9]:
        assert not watcher.open(lugas.to_html(lugas.read(content, url=URL), images=False)).asked
