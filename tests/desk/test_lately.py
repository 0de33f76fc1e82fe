"""What is asked for once in a moment: never older than it may be, and never what was before a change."""

from __future__ import annotations

import threading
from functools import partial
from itertools import count

import pytest
from starlette.testclient import TestClient

from lugas.desk import desk
from lugas.desk.lately import Lately
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.store.made import make

OWN = {"origin": "http://localhost:8710"}


def test_it_is_asked_once_in_its_time() -> None:
    """It is not asked again within its time, whoever asks however often; whoever wants it younger is told anew."""
    lately = Lately(partial(next, count(1)), 60)
    assert [lately() for _ in range(5)] == [1] * 5
    assert [lately.within(30) for _ in range(5)] == [1] * 5
    assert lately.within(0) == 2
    assert lately() == 2
    lately.forget()
    assert [lately() for _ in range(5)] == [3] * 5


def test_what_was_asked_before_a_change_is_not_kept() -> None:
    """What one was about to be told when it changed is not told to those who ask after that."""
    began, may_end, numbers = threading.Event(), threading.Event(), count()

    def ask() -> int:
        number = next(numbers)
        if number == 0:
            began.set()
            may_end.wait(10)
        return number

    lately = Lately(ask, 60)
    early = threading.Thread(target=lately)
    early.start()
    began.wait(10)
    lately.forget()
    may_end.set()
    early.join()
    assert lately() == 1


def test_a_site_added_elsewhere_is_there(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that another program has added just now has its page and feed, and its articles bear its name."""
    assert client.get("/").status_code == 200
    monkeypatch.setattr(desk, "A_MOMENT", 0.0)
    site = store.sites.add("https://just.example/", name="Just Now")
    number = store.articles.save(make("Gale"), site_id=site.id, addresses=["https://just.example/1"]).id
    for path in (f"/article/{number}", "/latest", "/feed/atom", "/site/just.example"):
        answer = client.get(path)
        assert (answer.status_code, "Just Now" in answer.text) == (200, True), path


def test_changes_at_the_desk_are_seen_at_once(store: Store, opener: Opener) -> None:
    """A site that is renamed, or removed with its articles, is not shown as it was."""
    client = opener(store)
    assert "Saltmere Courier" in client.get("/browse").text
    (site,) = (row for row in store.sites.every() if row.name == "The Saltmere Courier")
    sent = {"s": f"feed/{site.id}", "ac": "edit", "t": "Harbour Post", "T": "token"}
    assert client.post("/reader/api/0/subscription/edit", data=sent).text == "OK"
    page = client.get("/browse").text
    assert "Harbour Post" in page
    assert "Saltmere Courier" not in page
    client.post(f"/keeper/site/{site.id}", data={"do": "remove", "articles": "1"}, headers=OWN)
    assert "Harbour Post" not in client.get("/browse").text
    assert client.get(f"/site/{site.host}").status_code == 404
