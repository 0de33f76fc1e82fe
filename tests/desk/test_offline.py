"""What a browser keeps to be read without the desk: which pages, and when it has to forget them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.passwords import Passwords
from lugas.store import Store
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
