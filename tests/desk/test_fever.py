"""The Fever API: off until its password is set; then lists and marks as apps ask for them."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.keeper.passwords import Passwords, app_key
from lugas.store import Arrived, Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving
from tests.desk.served import served

PASSWORD = "only for this app"  # noqa: S105 - of a desk that lives as long as a test
KEY = app_key("ana", PASSWORD)


@pytest.fixture
def app(store: Store, opener: Opener) -> TestClient:
    """Give a client of a desk that speaks Fever."""
    Passwords(store).set("apps", PASSWORD, "ana")
    return opener(store)


def asked(client: TestClient, what: str, **fields: Any) -> Any:
    """Ask as an app does: the key in the form, the question in the address."""
    answer = client.post(f"/fever/?api{what and '&' + what}", data={"api_key": KEY, **fields})
    assert answer.status_code == 200
    return answer.json()


def test_fever_is_off_until_its_password_is_set(store: Store, opener: Opener) -> None:
    """Without a password of its own nobody gets in, neither with the desk's; with it the right key alone does."""
    client = opener(store)
    passwords = client.app.state.keeping.passwords  # type: ignore[attr-defined] # a Starlette
    passwords.set("desk", PASSWORD)
    refused = {"api_version": 3, "auth": 0}
    assert asked(client, "items&feeds") == refused
    passwords.set("apps", PASSWORD, "ana")
    assert asked(client, "")["auth"] == 1
    for key in ("", app_key("ana", "wrong"), app_key("ben", PASSWORD), KEY[:-1], KEY * 100):
        assert client.post("/fever/?api&items", data={"api_key": key}).json() == refused
    assert client.get(f"/fever/?api&api_key={'0' * 32}").json() == refused
    assert client.post("/fever/?api", data={"api_key": KEY.upper()}).json()["auth"] == 1
    passwords.remove("apps")
    assert asked(client, "feeds") == refused


def test_attempts_are_limited(app: TestClient) -> None:
    """After five wrong keys others are not even tried; an app that is in already stays in."""
    assert asked(app, "")["auth"] == 1
    for number in range(5):
        assert app.post("/fever/?api", data={"api_key": f"{number}" * 32}).json()["auth"] == 0
    assert "too many attempts" in app.post("/fever/?api", data={"api_key": "f" * 32}).json()["error"]
    assert asked(app, "")["auth"] == 1


@pytest.mark.parametrize("path", ["/fever", "/fever/", "/api/fever.php"])
def test_forms_come_in_two_kinds(app: TestClient, path: str) -> None:
    """The key is taken from a form of either kind, at each address that apps know."""
    given = f'--x\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n{KEY}\r\n--x--\r\n'
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert app.post(f"{path}?api", content=given, headers=headers).json()["auth"] == 1
    assert app.post(f"{path}?api", data={"api_key": KEY}).json()["auth"] == 1
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/x; boundary=--"):
        assert app.post(f"{path}?api", content=given, headers={"content-type": kind}).json()["auth"] == 0


def test_sites_and_folders(app: TestClient) -> None:
    """Sites are feeds, in groups by language; several questions are answered at once."""
    told = asked(app, "feeds&groups&favicons&links")
    assert [feed["id"] for feed in told["feeds"]] == [1, 2, 3, 4, 5]
    names = {group["id"]: group["title"] for group in told["groups"]}
    inside = {names[one["group_id"]]: one["feed_ids"] for one in told["feeds_groups"]}
    assert inside["English"] == "2"
    assert told["favicons"][0]["id"] == told["feeds"][0]["favicon_id"]
    assert told["links"] == []
    assert int(told["last_refreshed_on_time"]) > 0


def test_items_come_fifty_at_a_time(app: TestClient, store: Store) -> None:
    """Items come after a number upwards, before one downwards, by name, or the newest, and are whole."""
    every = [one.id for one in store.arrivals.of(oldest_first=True, limit=1_000)]
    found: list[int] = []
    while items := asked(app, f"items&since_id={found[-1] if found else 0}")["items"]:
        assert len(items) <= 50
        found += [item["id"] for item in items]
    assert found == every
    told = asked(app, f"items&max_id={every[60]}")
    assert [item["id"] for item in told["items"]] == every[10:60][::-1]
    assert told["total_items"] == len(every)
    assert asked(app, "items&max_id=0")["items"] == asked(app, "items")["items"]
    store.reader.save(9)
    store.reader.mark([9], read=True)
    nine, four = asked(app, "items&with_ids=9,4,x,,99999")["items"]
    assert (nine["id"], nine["is_read"], nine["is_saved"]) == (9, 1, 1)
    assert (four["id"], four["is_read"], four["is_saved"]) == (4, 0, 0)
    assert "<p>" in nine["html"]
    assert nine["url"].startswith("https://")
    stored = store.articles.get(9)
    assert stored is not None
    assert nine["created_on_time"] == int(stored.headline.listed.timestamp())


def test_articles_are_marked(app: TestClient, store: Store) -> None:
    """An article is marked as read, unread, saved, unsaved; the answer tells what is so then."""
    told = asked(app, "", mark="item", id="5", **{"as": "read"})
    assert "5" not in told["unread_item_ids"].split(",")
    assert len(told["unread_item_ids"].split(",")) == store.articles.count() - 1
    assert store.reader.unread_of([5]) == set()
    asked(app, "mark=item&as=unread&id=5")
    assert store.reader.unread_of([5]) == {5}
    assert asked(app, "", mark="item", id="6", **{"as": "saved"})["saved_item_ids"] == "6"
    assert asked(app, "saved_item_ids")["saved_item_ids"] == "6"
    assert asked(app, "", mark="item", id="6", **{"as": "unsaved"})["saved_item_ids"] == ""
    for wrong in (
        {"id": "x", "as": "read"},
        {"id": "99999", "as": "saved"},
        {"id": "5", "as": "painted"},
        {},
    ):
        assert asked(app, "", mark="item", **wrong)["auth"] == 1


def test_sites_and_folders_are_marked(app: TestClient, store: Store) -> None:
    """All of a site, a folder or everything is marked that came in until a time."""
    seen = sorted({one.first_seen for one in store.arrivals.of(limit=1_000)})
    asked(app, "", mark="feed", id="1", before=int(seen[0].timestamp()), **{"as": "read"})
    read = store.arrivals.of(Arrived(unread=False), limit=1_000)
    assert read
    assert {(one.site_id, one.first_seen) for one in read} == {(1, seen[0])}
    for unclear in ("yesterday", "1e15", ""):
        asked(app, "", mark="group", id="0", before=unclear, **{"as": "read"})
    assert store.arrivals.of(Arrived(unread=False), limit=1_000) == read
    english = next(group["id"] for group in asked(app, "groups")["groups"] if group["title"] == "English")
    asked(app, "", mark="group", id=english, before=int(seen[2].timestamp()), **{"as": "read"})
    assert store.arrivals.count(Arrived(unread=True, site_ids=frozenset({2}))) == 0
    asked(app, "", mark="group", id="-1", before=int(seen[2].timestamp()), **{"as": "read"})
    assert store.arrivals.count(Arrived(unread=True)) > 0
    asked(app, "", mark="group", id="0", before=int(seen[2].timestamp()), **{"as": "read"})
    assert asked(app, "unread_item_ids")["unread_item_ids"] == ""


def test_the_freshrss_package(store: Store, clock: Moving) -> None:
    """The Python package freshrss-api, which speaks Fever, logs in, reads, marks and saves."""
    freshrss_api = pytest.importorskip("freshrss_api")
    Passwords(store).set("apps", PASSWORD, "ana")
    with served(open_desk(store, Settings(language="en"), clock=clock)) as address:
        with pytest.raises(freshrss_api.AuthenticationError):
            freshrss_api.FreshRSSAPI(address, "ana", "wrong")
        api = freshrss_api.FreshRSSAPI(address, "ana", PASSWORD)
        assert len(api.get_feeds()["feeds"]) == 5
        assert api.get_groups()["groups"]
        every = [one.id for one in store.arrivals.of(oldest_first=True, limit=1_000)]
        unread = api.get_unreads()
        assert [item.id for item in unread] == every
        assert all("<p>" in item.html for item in unread)
        assert "unread_item_ids" in api.set_mark("read", every[3])
        assert api.set_mark("saved", every[4])["saved_item_ids"] == str(every[4])
        assert [item.id for item in api.get_saved()] == [every[4]]
        assert len(api.get_unreads()) == len(every) - 1
        api.set_mark("unsaved", every[4])
        assert api.get_saved() == []
        found = api.get_items_from_ids(every[:3])
        assert [item.title for item in found] == [item.title for item in unread[:3]]
