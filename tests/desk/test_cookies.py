"""Cookies of the keeper's subscriptions: the desk's own visits and looks send them, to their site over https."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.searches import Searches
from lugas.desk.keeper.updater import Updater
from lugas.desk.keeper.visiting import Order
from lugas.follow.events import Warned
from lugas.store import Store, open_store
from tests.desk.test_updater import soon
from tests.follow.sites import Answer, Site, says, site
from tests.follow.test_cookies import SECRET, line, saved

FEED = """<rss version="2.0"><channel><title>Members</title><item><title>Ferry sails again</title>
<link>{url}/ferry</link></item></channel></rss>"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Give a paper that is reached by https alone, and whose certificate programs that are started trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    def answer(path: str) -> Answer:
        if path == "/feed":
            return says(FEED.format(url=served.url), Content_Type="application/rss+xml")
        return says("", 404)

    with site(answer, tls=authority) as served:
        yield served


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store, by the machine's clock."""
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def order_of(store: Store, cookies: Path) -> Order:
    """Give an order with a file of cookies."""
    return Order(store=store.address, allow_private=True, delay_s=0, slow_times=0, cookies=str(cookies))


def with_secret(paper: Site) -> set[tuple[str, bool]]:
    """Tell what was asked for, and whether the secret came with it."""
    return {(path, SECRET in headers.get("cookie", "")) for path, headers in paper.asked}


def test_visits_send_them(tmp_path: Path, store: Store, paper: Site) -> None:
    """The updater asks a site with its cookie, but for robots.txt."""
    order = order_of(store, saved(tmp_path, line("localhost", below="FALSE")))
    row = store.sites.add(f"{paper.url}/")
    store.sources.add(row.id, "feed", f"{paper.url}/feed")
    updater = Updater(lambda: order, store.now)
    updater.start()
    try:
        soon(lambda: ("/ferry", True) in with_secret(paper))
    finally:
        updater.close()
    assert with_secret(paper) == {("/robots.txt", False), ("/feed", True), ("/ferry", True)}


def test_looks_send_them(tmp_path: Path, store: Store, paper: Site) -> None:
    """Whoever looks a site over, to follow it, sees what a subscriber sees."""
    order = order_of(store, saved(tmp_path, line("localhost", below="FALSE")))
    look = Searches(lambda _url: order).begin(f"{paper.url}/feed")
    soon(lambda: look.is_over)
    assert look.found is not None
    assert [one.source.url for one in look.found.proposals] == [f"{paper.url}/feed"]
    assert ("/feed", True) in with_secret(paper)


def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, store: Store) -> None:
    """The board says what is wrong with the file, at the start and later, and not what stands in it."""
    file = saved(tmp_path, line(), mode=0o644)
    upkeep = Upkeep(update=True, order=order_of(store, file))
    app = open_desk(store, Settings(language="en", page_seconds=0), upkeep=upkeep)
    with TestClient(app, base_url="http://localhost:8710", client=("127.0.0.1", 50_000)) as client:
        updater: Updater = app.state.keeping.updater
        soon(lambda: updater.condition.falls)
        page = client.get("/keeper").text
        assert "cookies.txt" in page
        assert "can be read or written by others" in page
        file.chmod(0o600)
        updater.renew()
        soon(lambda: updater.condition.state == "running")
        assert updater.condition.warning == ""
        updater._take(Warned(at=store.now(), note="cookies.txt: is gone"))  # noqa: SLF001 - it looks once a minute
        page = client.get("/keeper").text
        assert '<p class="problem" lang="en" dir="ltr">cookies.txt: is gone</p>' in page
        assert SECRET not in page
