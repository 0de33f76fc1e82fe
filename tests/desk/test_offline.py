"""What a browser keeps to be read without the desk: which pages, and when it has to forget them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lugas.desk import Settings, offline, open_desk
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.passwords import Passwords
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving

WORD = "kopi di teras"  # a password
OWN = {"origin": "http://localhost:8710"}


@pytest.mark.parametrize("cookie", ["", "lugas=ended-long-ago"])
def test_who_leaves_forgets_whether_known_or_not(empty: Store, clock: Moving, cookie: str) -> None:
    """A browser whose session has ended already is told too to forget what it keeps; nobody else's session ends."""
    Passwords(empty).set("desk", WORD)
    app = open_desk(empty, Settings(), clock=clock, upkeep=Upkeep(local=False))
    with TestClient(app, base_url="http://localhost:8710", follow_redirects=False) as client:
        client.post("/login", data={"password": WORD}, headers=OWN)
        client.cookies.clear()
        answer = client.post("/logout", headers={**OWN, "cookie": cookie})
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
        assert client.get("/offline.json").status_code == 401
    assert len(empty.logins.every()) == 1


def articles(told: dict[str, str]) -> set[int]:
    """Give the numbers of the articles that are to be kept."""
    return {int(path.rpartition("/")[2]) for path in told if path.startswith("/article/")}


def test_marks_change_with_what_pages_show(client: TestClient, store: Store, opener: Opener) -> None:
    """Saving changes the marks of the lists and of that article; another title or language changes all of them."""
    before = client.get("/offline.json").json()
    assert before == client.get("/offline.json").json()
    old = store.listing.latest(limit=500).items[-1].id
    store.reader.save(old)
    after = client.get("/offline.json").json()
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"/", "/latest", "/saved", f"/article/{old}"}
    for other in (
        opener(store, title="Kabar Pagi").get("/offline.json").json(),
        opener(store, language="id").get("/offline.json").json(),
    ):
        assert {path for path in after if after[path] == other[path]} == {
            path for path in after if path.startswith("/static/")
        }


@pytest.mark.parametrize("count", [0, 3, 10, 30])
def test_saved_and_newest_share_what_is_kept(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """However much was saved, half of what is kept are the newest; where little was saved they are the rest."""
    monkeypatch.setattr(offline, "ARTICLES", 20)
    newest = [headline.id for headline in store.listing.latest(limit=500).items]
    old = newest[20:][:count]
    for number in old:
        store.reader.save(number)
    kept = articles(client.get("/offline.json").json())
    mine = min(count, 10)
    assert kept == {*newest[: 20 - mine], *old[len(old) - mine :]}
