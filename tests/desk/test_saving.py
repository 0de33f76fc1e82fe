"""Saving articles, and whom the desk takes orders from."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lugas.store import Store
from tests.desk.conftest import Opener

CARD = re.compile(r'data-card="(\d+)"')


def test_saving_works_as_a_form_does(client: TestClient, store: Store) -> None:
    """The button of an article's page saves it, goes back to the page, and then lets go of it."""
    answer = client.post("/article/5/save", data={"keep": "1", "back": "/article/5?version=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/article/5?version=1")
    client.post("/article/9/save", data={"keep": "1", "back": "/"})
    assert [int(number) for number in CARD.findall(client.get("/saved").text)] == [9, 5]
    assert 'aria-pressed="true"' in client.get("/article/5").text
    client.post("/article/5/save", data={"keep": "0"})
    assert store.reader.saved_of([5, 9]) == {9}


ELSEWHERE = (
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    "\r\nX: y",
    "/a\r\nX: y",
)


@pytest.mark.parametrize("back", ELSEWHERE)
def test_going_back_stays_at_the_desk(client: TestClient, back: str) -> None:
    """Whatever a form names as the page to go back to, the answer leads to a page of the desk."""
    answer = client.post("/article/5/save", data={"keep": "1", "back": back})
    assert answer.status_code == 303
    assert re.fullmatch(r"/(article/5)?", answer.headers["location"])
    assert "x" not in answer.headers


def test_what_cannot_be_saved(client: TestClient) -> None:
    """An article that is not there is not saved; a form that is too long is refused; a link saves nothing."""
    assert client.post("/article/999/save", data={"keep": "1"}).status_code == 404
    assert client.post("/article/5/save", content=b"keep=1&back=/" + b"x" * 20_000).status_code == 413
    assert client.get("/article/5/save").status_code == 405
    assert client.post("/article/5/save", content=b"\xff&;=&&=%zz").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8710"},
    ],
)
def test_orders_of_other_sites_are_refused(client: TestClient, store: Store, headers: dict[str, str]) -> None:
    """What another site's page sends changes nothing."""
    assert client.post("/article/5/save", data={"keep": "1"}, headers=headers).status_code == 403
    assert not store.reader.saved_of([5])


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://localhost:8710"}, {"Sec-Fetch-Site": "same-origin"}, {}]
)
def test_own_orders_are_taken(client: TestClient, store: Store, headers: dict[str, str]) -> None:
    """What the desk's own page sends is done, and what a program sends that is no browser."""
    assert client.post("/article/5/save", data={"keep": "1"}, headers=headers).status_code == 303
    assert store.reader.saved_of([5])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8710", "localhost.evil.example", "", "127.0.0.1.nip.io"]
)
def test_other_names_are_not_answered(client: TestClient, host: str) -> None:
    """A request under a name that is not the desk's gets nothing: so a foreign name that leads here reads nothing."""
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Lugas" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8710", "127.0.0.1:1", "[::1]:8710"])
def test_own_names_are_answered(client: TestClient, host: str) -> None:
    """The desk answers under the machine's own names, whatever the port and the case."""
    assert client.get("/latest", headers={"Host": host}).status_code == 200


def test_every_answer_is_guarded(store: Store, opener: Opener) -> None:
    """Every kind of answer, errors too, bears the policy that lets a browser ask the desk alone; no cookie is set."""
    client = opener(store)
    pages = ["/", "/article/5", "/article/5/why", "/search?q=x", "/nothing", "/article/5/save"]
    others = [
        "/article/5/copy",
        "/feed/atom",
        "/feed/json",
        "/static/desk.css",
        "/picture/5/0123456789abcdef01",
    ]
    for path in (*pages, *others):
        headers = client.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert set(policy.values()) == {"'none'", "'self'"}
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
    assert "content-security-policy" in client.get("/", headers={"Host": "evil.example"}).headers


def test_a_store_that_fails_is_told(store: Store, opener: Opener, tmp_path: Path) -> None:
    """Where the store cannot be asked, the answer says so with the status 503, and nothing of the inside."""
    client = opener(store)
    with closing(sqlite3.connect(tmp_path / "store.db")) as other, other:
        other.execute("DROP TABLE prose")
        other.execute("DROP TABLE labelled")
    answer = client.get("/browse")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert answer.text.startswith("The store cannot be used now: ")
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers
