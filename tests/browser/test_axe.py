"""What axe-core finds on the desk's pages: by day and by night, on a phone and on a wide screen.

axe-core comes with the package `axe-playwright-python`, which `make browser` sets up; of it the script alone is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from lugas.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
GRAVE = frozenset({"serious", "critical"})
# Only this looks at colours; all others find the same by night.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# The size of what is touched is asked of WCAG 2.2, and not looked at if that is not said.
EVERYTHING = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
PACKAGE = "axe_playwright_python"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give a page in which nothing moves, so that no colour is met on its way to another."""
    context = browser.new_context(locale="en", reduced_motion="reduce", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """Give axe-core's script."""
    pytest.importorskip(PACKAGE, reason="axe-playwright-python is not installed: `make browser` sets it up")
    return (files(PACKAGE) / "axe.min.js").read_text("utf-8")


def addresses(store: Store) -> list[str]:
    """Give an address of every kind of page, with an article of each direction of writing."""
    listed = store.listing.latest(limit=500).items
    left = next(one for one in listed if one.language.startswith("id")).id
    right = next(one for one in listed if one.language.startswith("ar")).id
    live = next(one for one in listed if one.verdict == "live_blog").id
    changed = next(one for one in listed if one.version > 1).id
    store.reader.save(right)
    articles = [f"/article/{left}", f"/article/{right}", f"/article/{live}", f"/article/{right}/why"]
    lists = ["/", "/section/Sport", "/saved", "/browse", "/search", "/search?q=tea", "/nothing"]
    below = [f"/article/{changed}/versions", f"/article/{changed}/versions/2"]
    keeper = ["/keeper", "/keeper/add", "/keeper/site/1", "/keeper/settings", "/login"]
    return [*lists, *articles, *below, *keeper]


def found(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """Give what axe-core takes for a serious or critical fault of the page that is open."""
    for fault in page.evaluate("options => axe.run(document, options)", options)["violations"]:
        if fault["impact"] in GRAVE:
            places = "; ".join(node["html"][:150] for node in fault["nodes"][:5])
            yield f"{fault['id']}: {fault['help']}: {places}"


def test_axe_finds_nothing_grave(page: Page, axe: str, week: tuple[str, Store]) -> None:
    """On every kind of page, in both schemes of colours and both widths, axe-core finds nothing serious."""
    address, store = week
    faults: list[str] = []
    for path in addresses(store):
        page.goto(address + path)
        page.evaluate(axe)
        for screen in (WIDE, PHONE):
            page.set_viewport_size(screen)
            for scheme, options in (("light", EVERYTHING), ("dark", OF_COLOURS)):
                page.emulate_media(color_scheme=scheme)
                faults += (f"{path} {screen['width']} {scheme}: {fault}" for fault in found(page, options))
    assert not faults, "\n".join(faults)


def test_axe_sees_faults(page: Page, axe: str) -> None:
    """A page with pale letters, a picture without words and no language is told to have these faults."""
    page.goto("about:blank")  # away from the policy of the desk's pages
    page.set_content("<title>t</title><p style='color:#ccc;background:#fff'>pale</p><img src='/x.png'>")
    page.evaluate(axe)
    told = {fault.partition(":")[0] for fault in found(page, EVERYTHING)}
    assert {"color-contrast", "image-alt", "html-has-lang"} <= told
