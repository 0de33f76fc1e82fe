"""Who is let in: the password, sessions, wrong tries, other sites' pages, names that lead here."""

from __future__ import annotations

import datetime as dt
import os
import re
import resource
import socket
import sqlite3
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.keeper import callers
from lugas.desk.keeper.attempts import MOST, WINDOW
from lugas.desk.keeper.callers import Callers, account_of, is_account_of_service
from lugas.desk.keeper.keeping import Keeping, Upkeep
from lugas.desk.keeper.passwords import Passwords
from lugas.desk.keeper.sessions import Sessions
from lugas.store import Store
from tests.desk.filled import Moving
from tests.desk.served import served

WORD = "teh di beranda"  # a password
PAGES = (
    "/",
    "/latest",
    "/article/1",
    "/search?q=a",
    "/keeper",
    "/keeper/settings",
    "/article/1/copy",
    "/picture/1/a",
)
HTML = {"accept": "text/html"}


@pytest.fixture
def locked(store: Store, clock: Moving) -> Iterator[TestClient]:
    """Give a client of a desk with a password, for other machines too, that has not given it."""
    Passwords(store).set("desk", WORD)
    settings = Settings(language="en", zone="Asia/Jakarta", hosts=frozenset({"localhost", "news.example"}))
    app = open_desk(store, settings, clock=clock, upkeep=Upkeep(local=False))
    with TestClient(app, base_url="http://localhost:8710", follow_redirects=False) as client:
        yield client


def enter(client: TestClient, word: str = WORD, **headers: str) -> int:
    """Give a password, and the status that comes back."""
    sent = {"origin": "http://localhost:8710", **headers}
    return client.post("/login", data={"password": word, "next": "/latest"}, headers=sent).status_code


@pytest.mark.parametrize("path", PAGES)
def test_strangers_see_the_door_alone(locked: TestClient, path: str) -> None:
    """Without the password every page leads to the door, tells programs so, and nothing is shown."""
    answer = locked.get(path, headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")
    assert locked.get(path).status_code == 401
    assert locked.post(path.partition("?")[0], headers={"origin": "http://localhost:8710"}).status_code == 401
    assert locked.get("/login").status_code == 200
    assert "Saltmere" not in locked.get("/login").text


@pytest.mark.parametrize(
    "path",
    [
        "/static/none", "/static/a/b", "/loginx", "/login/", "/fever/x", "/feverish", "/accounts/x", "/reader/x",
        "/api/fever.phpx", "/manifest.webmanifest", "/worker.jsx", "/none", "/article/999999",
    ],
)  # fmt: skip
def test_what_is_not_there_tells_strangers_nothing(locked: TestClient, store: Store, path: str) -> None:
    """Whatever a stranger asks for, also beside what is open to all, no section and no title is told."""
    sections = [label.name for label in store.listing.labels("section", limit=60)]
    for accept in ("text/html", "*/*"):
        for method in ("GET", "PUT"):
            answer = locked.request(
                method, path, headers={"accept": accept, "origin": "http://localhost:8710"}
            )
            assert answer.status_code in {303, 401, 404, 405}
            assert [name for name in (*sections, "Lugas") if name in answer.text] == []
    assert enter(locked) == 303
    if path not in {"/manifest.webmanifest", "/login/"}:
        assert locked.get(path, headers=HTML).status_code == 404


def test_a_store_that_cannot_be_asked_is_told(locked: TestClient, tmp_path: Path) -> None:
    """Where nobody can be known since the store fails, that is what is answered, and strangers are not told why."""
    assert enter(locked) == 303
    assert locked.get("/", headers=HTML).status_code == 200
    keeping: Keeping = locked.app.state.keeping  # type: ignore[attr-defined] # a Starlette
    with closing(sqlite3.connect(tmp_path / "store.db")) as broken, broken:
        broken.execute("ALTER TABLE login RENAME TO gone")
    keeping.sessions.forget()
    answer = locked.get("/", headers=HTML)
    assert (answer.status_code, answer.text) == (503, "The store cannot be used now.\n")
    with closing(sqlite3.connect(tmp_path / "store.db")) as broken, broken:
        broken.execute("ALTER TABLE password RENAME TO lost")
    keeping.passwords.forget()
    for path in ("/", "/feed/atom", "/fever/"):
        answer = locked.get(path)
        assert (answer.status_code, answer.text) == (503, "The store cannot be used now.\n")


def test_who_is_in_stays_in_where_nothing_can_be_written(
    locked: TestClient, clock: Moving, tmp_path: Path
) -> None:
    """A store that can be read alone, as on a full disk, still tells who gave the password."""
    assert enter(locked) == 303
    with closing(sqlite3.connect(tmp_path / "store.db")) as full, full:
        full.execute("CREATE TRIGGER no_more BEFORE UPDATE ON login BEGIN SELECT RAISE(FAIL, 'full'); END")
    clock.now += dt.timedelta(days=2)
    keeping: Keeping = locked.app.state.keeping  # type: ignore[attr-defined] # a Starlette
    keeping.sessions.forget()
    assert locked.get("/keeper/settings", headers=HTML).status_code == 200


def test_the_password_opens(locked: TestClient) -> None:
    """With the password one comes where one wanted to; the cookie is out of reach of scripts and of other sites."""
    answer = locked.post(
        "/login", data={"password": WORD, "next": "/search?q=a"}, headers={"origin": "http://localhost:8710"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "path=/"))
    assert "secure" not in cookie
    assert f"max-age={180 * 86_400};" in cookie  # as long as a session can last that is used
    for path in ("/", "/keeper", "/keeper/settings"):
        assert locked.get(path, headers=HTML).status_code == 200


def test_pages_that_were_made_for_one_are_not_given_to_another(store: Store, clock: Moving) -> None:
    """A page that is remembered for some seconds is given to nobody who has not given the password."""
    Passwords(store).set("desk", WORD)
    app = open_desk(store, Settings(page_seconds=60.0), clock=clock)
    with TestClient(app, base_url="http://localhost:8710", follow_redirects=False) as client:
        assert enter(client) == 303
        assert client.get("/", headers=HTML).status_code == 200
        client.cookies.clear()
        assert client.get("/", headers=HTML).status_code == 303


def test_the_way_back_stays_here(locked: TestClient) -> None:
    """The door leads to no other host, whatever the address says."""
    for told in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"):
        sent = {"password": WORD, "next": told}
        answer = locked.post("/login", data=sent, headers={"origin": "http://localhost:8710"})
        assert answer.headers["location"] == "/"


def test_behind_https_the_cookie_is_for_https(store: Store, clock: Moving) -> None:
    """Where the desk is reached by https, its cookie is sent by nothing else, and bears a name none else can set."""
    Passwords(store).set("desk", WORD)
    settings = Settings(hosts=frozenset({"news.example"}))
    app = open_desk(store, settings, clock=clock, upkeep=Upkeep(local=False))
    with TestClient(app, base_url="https://news.example", follow_redirects=False) as client:
        assert enter(client, origin="https://news.example") == 303
        (cookie,) = client.cookies.jar
        assert (cookie.name, cookie.secure) == ("__Host-lugas", True)
        assert client.get("/", headers=HTML).status_code == 200


def test_wrong_passwords_are_few(locked: TestClient) -> None:
    """After five wrong passwords none is taken for a while, not even the right one."""
    assert [enter(locked, f"wrong {number}") for number in range(MOST + 1)] == [401] * MOST + [429]
    assert enter(locked) == 429
    answer = locked.post("/login", data={"password": WORD}, headers={"origin": "http://localhost:8710"})
    assert 0 < int(answer.headers["retry-after"]) <= WINDOW + 1
    basic = {"authorization": "Basic " + b64encode(f"me:{WORD}".encode()).decode()}
    assert locked.get("/feed/atom", headers=basic).status_code == 429


def test_a_proxy_that_is_not_believed_is_told(
    store: Store, clock: Moving, caplog: pytest.LogCaptureFixture
) -> None:
    """Where somebody says for whom he asks and is not known as a proxy, the log says once how that is changed."""
    Passwords(store).set("desk", WORD)
    app = open_desk(store, Settings(), clock=clock, upkeep=Upkeep(local=False))
    for told, client in (("198.51.100.7", "10.88.0.1"), ("198.51.100.7, 10.0.0.1", "198.51.100.7")):
        with TestClient(app, base_url="http://localhost:8710", client=(client, 5_000)) as asking:
            for _ in range(2):
                assert asking.get("/", headers={"x-forwarded-for": told}).status_code == 401
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.endswith("lugas desk --proxies 10.88.0.1")


def test_sessions_can_be_ended(locked: TestClient, store: Store) -> None:
    """A browser is shown with the others that are let in, and can end them, and itself."""
    assert enter(locked, **{"user-agent": "Old phone"}) == 303
    old = dict(locked.cookies)
    locked.cookies.clear()
    assert enter(locked, **{"user-agent": "New phone"}) == 303
    page = locked.get("/keeper/settings", headers=HTML).text
    assert "Old phone" in page
    assert "New phone" in page
    (key,) = re.findall(r'name="session" value="([0-9a-f]+)">\s*<bdi>Old phone', page)
    sent = {"origin": "http://localhost:8710"}
    assert locked.post("/keeper/sessions", data={"session": key}, headers=sent).status_code == 303
    assert locked.post("/keeper/sessions", data={"session": "no number"}, headers=sent).status_code == 303
    assert len(store.logins.every()) == 1
    new = dict(locked.cookies)
    locked.cookies = old
    assert locked.get("/", headers=HTML).status_code == 303
    locked.cookies = new
    answer = locked.post("/logout", headers=sent)
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    locked.cookies = new
    assert locked.get("/", headers=HTML).status_code == 303
    assert store.logins.every() == ()


def test_all_others_can_be_ended(locked: TestClient, store: Store) -> None:
    """All browsers but one's own can be ended at once."""
    for _ in range(3):
        assert enter(locked) == 303
    sent = {"origin": "http://localhost:8710"}
    assert locked.post("/keeper/sessions", data={"session": "others"}, headers=sent).status_code == 303
    assert len(store.logins.every()) == 1
    assert locked.get("/", headers=HTML).status_code == 200


def test_sessions_end_by_themselves(locked: TestClient, clock: Moving) -> None:
    """A browser that is used stays in for half a year, and one that is not for a month."""
    assert enter(locked) == 303
    sessions: Sessions = locked.app.state.keeping.sessions  # type: ignore[attr-defined] # a Starlette
    for _ in range(8):
        clock.now += dt.timedelta(days=20)
        sessions.forget()
        assert locked.get("/", headers=HTML).status_code == 200
    clock.now += dt.timedelta(days=25)
    sessions.forget()
    assert locked.get("/", headers=HTML).status_code == 303
    assert enter(locked) == 303
    clock.now += dt.timedelta(days=31)
    sessions.forget()
    assert locked.get("/", headers=HTML).status_code == 303


def test_feeds_take_the_password_with_each_request(locked: TestClient) -> None:
    """A program that reads feeds sends the password along, and is asked for it; nothing else is opened by that."""

    def basic(word: str) -> dict[str, str]:
        return {"authorization": "Basic " + b64encode(f"me:{word}".encode()).decode()}

    asked = locked.get("/feed/atom")
    assert (asked.status_code, asked.headers["www-authenticate"][:5]) == (401, "Basic")
    assert [locked.get("/feed/atom", headers=basic(WORD)).status_code for _ in range(20)] == [200] * 20
    assert locked.get("/feed/atom", headers=basic("wrong")).status_code == 401
    for told in ("Basic !!!", "Basic /w==", "Bearer x", "Basic " + "A" * 5_000):
        assert locked.get("/feed/atom", headers={"authorization": told}).status_code == 401
    assert locked.get("/latest", headers=basic(WORD)).status_code == 401


def test_other_sites_pages_change_nothing(client: TestClient, store: Store) -> None:
    """What another site's page sends is refused wherever something is taken, and so is a cookie without an origin."""
    site = store.sites.add("https://courier.example/")
    paths = (
        "/article/1/save",
        "/login",
        "/logout",
        "/keeper/add",
        f"/keeper/site/{site.id}",
        "/keeper/settings",
    )
    others: list[dict[str, str]] = [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost:8710"},
        {"cookie": "lugas=x"},
    ]
    for path in (*paths, "/keeper/sessions", "/keeper/add/abc"):
        for headers in others:
            answer = client.post(path, data={"do": "remove", "title": "Evil"}, headers=headers)
            assert answer.status_code == 403, (path, headers)
    assert store.sites.get(site.id) == site
    assert store.keeper.settings() == {}


def test_names_that_lead_here_are_refused(client: TestClient, locked: TestClient) -> None:
    """Only under its own names the desk answers; where it listens for others, under its addresses too."""
    for host in ("evil.example", "localhost.evil.example:8710", "", "127.0.0.1.evil.example", "[::1"):
        assert client.get("/", headers={"host": host}).status_code == 421
        assert locked.get("/login", headers={"host": host}).status_code == 421
    assert client.get("/", headers={"host": "198.51.100.7:8710"}).status_code == 421
    for host in ("198.51.100.7:8710", "[2001:db8::1]:8710", "news.example"):
        assert locked.get("/login", headers={"host": host}).status_code == 200


def test_without_a_password_nobody_from_elsewhere_is_answered(store: Store, clock: Moving) -> None:
    """A desk for other machines without a password answers nobody, and a local one nobody whom a proxy brings."""
    app = open_desk(store, Settings(), clock=clock, upkeep=Upkeep(local=False))
    with TestClient(app, base_url="http://localhost:8710") as client:
        answer = client.get("/")
        assert (answer.status_code, "lugas desk password" in answer.text) == (403, True)
    with TestClient(open_desk(store, clock=clock), base_url="http://localhost:8710") as client:
        assert client.get("/").status_code == 200
        added = ("X-Forwarded-For", "forwarded", "via", "x-forwarded-host", "x-real-ip", "x-forwarded-proto")
        for name in (*added, "cf-connecting-ip", "true-client-ip", "x-client-ip"):
            assert client.get("/", headers={name: "198.51.100.7"}).status_code == 403
        own = {"sec-fetch-site": "same-origin", "referer": "http://localhost:8710/latest"}
        assert client.get("/keeper", headers=own).status_code == 200
        for name in ("referer", "origin"):
            brought = {**own, name: "https://news.example.org"}
            assert client.get("/keeper", headers=brought).status_code == 403
        link = {"sec-fetch-site": "cross-site", "referer": "https://mail.example"}
        assert client.get("/latest", headers=link).status_code == 200


def test_http_1_0_is_a_proxys(store: Store, clock: Moving) -> None:
    """A proxy that tells nothing of itself asks by HTTP/1.0: without a password that is refused."""

    def answered(version: str) -> bytes:
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=20) as line:
            ask = f"GET /keeper HTTP/{version}\r\nHost: 127.0.0.1:8710\r\nConnection: close\r\n\r\n"
            line.sendall(ask.encode())
            return line.makefile("rb").readline()[8:].strip()

    with served(open_desk(store, clock=clock)) as address:
        assert answered("1.1") == b"200 OK"
        assert answered("1.0") == b"403 Forbidden"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell whose a connection is")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_whose_a_connection_is_is_known(host: str) -> None:
    """Linux tells whose program holds the other end of a connection; once that is closed, it is nobody's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    is_of_service = Callers().is_of_service
    with socket.create_server((host, 0), family=family) as listening:
        far = listening.getsockname()[:2]
        with socket.create_connection(far) as line:
            near = line.getsockname()[:2]
            scope = {"client": near, "server": far}
            assert account_of(near, far) == os.geteuid()
            assert not is_of_service(scope)
        assert account_of(near, far) is None
        assert is_of_service(scope)
    for nobody in (None, ("testclient", 50_000), (host, 0)):
        assert not is_of_service({"client": nobody, "server": far})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell whose a connection is")
def test_who_cannot_be_known_for_a_moment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system tells whose programs ask, but cannot at the time, nobody is let in for that."""
    known = Callers()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        far = listening.getsockname()
        with socket.create_connection(far) as line:
            scope = {"client": line.getsockname(), "server": far}
            assert not known.is_of_service(scope)
            limit = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, limit[1]))
            try:
                assert known.is_of_service(scope)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, limit)
            monkeypatch.setattr(callers, "can_tell", lambda: False)
            assert not Callers().is_of_service(scope)


def test_accounts_of_services_are_known() -> None:
    """Those of the system, of systemd's passing services and nobody's are services'; a person's and root's are none."""
    own = os.geteuid()
    for number in {1, 33, 101, 999, 61_184, 65_519, 65_534} - {own}:
        assert is_account_of_service(number)
    for number in (own, 0, 1_000, 1_001, 60_001, 60_513, 65_536, 1_200_500_123):
        assert not is_account_of_service(number)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can ask as another")
def test_what_a_service_brings_is_refused(store: Store, clock: Moving) -> None:
    """A proxy that passes requests on by HTTP/1.1 as they are is known by its account; a person's browser is let in."""

    def answered(account: int) -> bytes:
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=20) as line:
            os.fchown(line.fileno(), account, -1)
            line.sendall(b"GET /keeper HTTP/1.1\r\nHost: 127.0.0.1:8710\r\n\r\n")
            return line.makefile("rb").readline()[9:].strip()

    with served(open_desk(store, clock=clock)) as address:
        assert [answered(account) for account in (33, 65_534)] == [b"403 Forbidden"] * 2
        assert [answered(account) for account in (0, 1_000)] == [b"200 OK"] * 2
