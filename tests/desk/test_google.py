"""The Google Reader API as apps call it: logins, lists in their three forms, and what is written."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.apps.items import long_id, number_of
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.passwords import Passwords
from lugas.sources.feeds import read_feed
from lugas.store import Arrived, Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving
from tests.desk.served import served
from tests.store.made import make

STATE = "user/-/state/com.google/"
PASSWORD = "a ferry at noon"  # noqa: S105 - of a desk that lives as long as a test


def called(client: TestClient, path: str, **fields: Any) -> Any:
    """Ask, and give what the JSON of the answer holds."""
    answer = client.get(f"/reader/api/0/{path}", params={"output": "json", **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def written(client: TestClient, path: str, **fields: Any) -> tuple[int, str]:
    """Write, and give status and text of the answer."""
    answer = client.post(f"/reader/api/0/{path}", data={"T": "token", **fields})
    return answer.status_code, answer.text


def numbers(client: TestClient, stream: str, **fields: Any) -> list[int]:
    """Give the numbers of a stream, a thousand at most."""
    told = called(client, "stream/items/ids", s=stream, **{"n": 1_000, **fields})
    return [int(one["id"]) for one in told["itemRefs"]]


def test_sites_are_subscriptions(client: TestClient, store: Store) -> None:
    """Every site is a subscription, in the folder of its language; one that is left is none."""
    told = called(client, "subscription/list")["subscriptions"]
    assert [one["id"] for one in told] == [f"feed/{number}" for number in range(1, 6)]
    assert told[1]["title"] == "The Saltmere Courier"
    assert told[1]["categories"] == [{"id": "user/-/label/English", "label": "English", "type": "folder"}]
    assert client.get(told[1]["url"]).status_code == 200
    tags = called(client, "tag/list")["tags"]
    assert {"id": "user/-/label/English", "label": "English", "type": "folder"} in tags
    assert {"id": "user/-/label/Sport", "label": "Sport", "type": "tag"} in tags
    assert tags[0] == {"id": f"{STATE}starred"}
    before = numbers(client, f"{STATE}reading-list")
    assert written(client, "subscription/edit", ac="unsubscribe", s="feed/2") == (200, "OK")
    assert len(called(client, "subscription/list")["subscriptions"]) == 4
    assert set(numbers(client, f"{STATE}reading-list")) < set(before)
    assert written(client, "subscription/edit", ac="subscribe", s="feed/2") == (200, "OK")
    assert numbers(client, f"{STATE}reading-list") == before
    assert store.sites.find("https://courier.example/") is not None


def test_lists_come_in_pieces(client: TestClient, store: Store) -> None:
    """Pieces follow one another by `continuation`, a text, and hold everything once, from either end."""
    every = [one.id for one in store.arrivals.of(limit=1_000)]
    for order, expected in (("d", every), ("o", every[::-1])):
        found: list[int] = []
        fields: dict[str, Any] = {"n": 40, "r": order}
        while True:
            told = called(client, "stream/items/ids", s=f"{STATE}reading-list", **fields)
            found += [int(one["id"]) for one in told["itemRefs"]]
            if "continuation" not in told:
                break
            assert isinstance(told["continuation"], str)
            fields["c"] = told["continuation"]
        assert found == expected
    first = called(client, "stream/items/ids", s=f"{STATE}reading-list", n=1)["itemRefs"][0]
    assert isinstance(first["timestampUsec"], str)
    assert first["directStreamIds"][0].startswith("feed/")
    assert numbers(client, f"{STATE}reading-list", n=0) == []


STREAMS = {
    "feed/2": Arrived(site_ids=frozenset({2})),
    "feed/https://courier.example/feed.xml": Arrived(site_ids=frozenset({2})),
    "user/-/label/English": Arrived(site_ids=frozenset({2})),
    "user/1/label/Sport": Arrived(section="Sport"),
    f"{STATE}read": Arrived(unread=False),
    f"{STATE}kept-unread": Arrived(unread=True),
    "user/12345/state/com.google/starred": Arrived(saved=True),
    "": Arrived(),
}


@pytest.mark.parametrize("stream", STREAMS)
def test_streams_hold_what_their_names_say(client: TestClient, store: Store, stream: str) -> None:
    """A stream of a site, folder, section or state holds just those articles, however it is asked for."""
    store.reader.mark([1, 2, 3, 30], read=True)
    for number in (2, 9, 40):
        store.reader.save(number)
    expected = [one.id for one in store.arrivals.of(STREAMS[stream], limit=1_000)]
    assert expected
    assert numbers(client, stream) == expected
    told = called(client, f"stream/contents/{stream}", n=200)
    assert [number_of(item["id"]) for item in told["items"]] == expected
    assert called(client, "stream/contents", s=stream, n=200)["items"] == told["items"]
    answer = client.get(f"/reader/atom/{stream.replace('/', '%2F')}", params={"n": 200})
    feed = read_feed(answer.content, "http://localhost:8710/")
    assert [number_of(entry.id) for entry in feed.entries] == expected
    assert (feed.trouble, feed.mended) == ("", False)


@pytest.mark.parametrize("stream", ["feed/99", "feed/http://[", "nonsense", "user/-/label/", "splice/a"])
def test_streams_that_are_not_there(client: TestClient, stream: str) -> None:
    """A stream that is not there is not found, however it is asked for; one that nothing is in is empty."""
    for path in ("stream/items/ids", "stream/items/count", "stream/contents"):
        assert client.get(f"/reader/api/0/{path}", params={"s": stream}).status_code == 404
    assert client.get(f"/reader/atom/{stream.replace('/', '%2F')}").status_code == 404
    assert numbers(client, f"{STATE}broadcast") == []


def test_lists_are_narrowed(client: TestClient, store: Store) -> None:
    """`xt` leaves out and `it` takes only what is in a state; `ot` and `nt` are the times of coming in."""
    every = numbers(client, f"{STATE}reading-list")
    store.reader.mark(every[:5], read=True)
    store.reader.save(every[7])
    assert numbers(client, f"{STATE}reading-list", xt=f"{STATE}read") == every[5:]
    assert numbers(client, f"{STATE}reading-list", it=f"{STATE}read") == every[:5]
    assert numbers(client, f"{STATE}reading-list", it=f"{STATE}starred", xt=f"{STATE}read") == [every[7]]
    assert numbers(client, f"{STATE}read", xt=f"{STATE}read") == []
    assert numbers(client, f"{STATE}reading-list", it=f"{STATE}like") == []
    seen = sorted({one.first_seen for one in store.arrivals.of(limit=1_000)})
    assert len(seen) == 3
    late = [one.id for one in store.arrivals.of(Arrived(since=seen[2]), limit=1_000)]
    for told in (seen[2].timestamp(), seen[2].timestamp() * 1_000, seen[2].timestamp() * 1_000_000):
        assert numbers(client, f"{STATE}reading-list", ot=int(told)) == late
    assert set(numbers(client, f"{STATE}reading-list", nt=int(seen[1].timestamp()))) == set(every) - set(late)
    assert numbers(client, f"{STATE}reading-list", ot="x", nt="-1", c="nonsense", n="many") == every[:20]


def test_unread_articles_are_counted(client: TestClient, store: Store) -> None:
    """Counts are told of each site, each folder and all, with the time of the last one that is unread."""
    every = numbers(client, "feed/2")
    store.reader.mark(every[:3], read=True)
    told = {one["id"]: one for one in called(client, "unread-count")["unreadcounts"]}
    assert told["feed/2"]["count"] == told["user/-/label/English"]["count"] == len(every) - 3
    assert told[f"{STATE}reading-list"]["count"] == store.arrivals.count(Arrived(unread=True))
    assert isinstance(told["feed/2"]["newestItemTimestampUsec"], str)


def test_articles_are_whole(client: TestClient, store: Store) -> None:
    """An article comes with its text as markup, its times in three units, its source, and what was done with it."""
    store.reader.save(7)
    store.reader.mark([7], read=True)
    (item,) = called(client, "stream/items/contents", i="7")["items"]
    stored = store.articles.get(7)
    assert stored is not None
    assert item["id"] == "tag:google.com,2005:reader/item/0000000000000007"
    assert item["title"] == stored.article.title
    assert "<p>" in item["summary"]["content"]
    assert item["canonical"][0]["href"] == stored.article.canonical_url
    assert item["published"] == int(stored.headline.listed.timestamp())
    assert item["timestampUsec"] == str(int(stored.headline.first_seen.timestamp()) * 1_000_000)
    assert item["crawlTimeMsec"] == item["timestampUsec"][:-3]
    assert {f"{STATE}read", f"{STATE}starred", f"{STATE}reading-list"} < set(item["categories"])
    assert f"{STATE}fresh" not in item["categories"]
    assert item["origin"]["streamId"] == f"feed/{stored.headline.site_id}"


FORMS = (
    "7",
    "0000000000000007",
    "tag:google.com,2005:reader/item/0000000000000007",
    "+7",
    "-7",
    "999999",
    "x",
    "",
)


def test_numbers_come_in_four_forms(client: TestClient) -> None:
    """Every form of an article's number is understood; what is none, or nobody's, is left out."""
    told = client.post("/reader/api/0/stream/items/contents", data={"i": list(FORMS)}).json()
    assert [number_of(item["id"]) for item in told["items"]] == [7]
    for form in FORMS[:3]:
        assert number_of(form) == 7
    assert number_of(long_id(1 << 62)) == 1 << 62
    assert number_of("tag:google.com,2005:reader/item/1f") == 31
    assert number_of("18446744073709551615") is None  # -1, without a sign
    assert number_of("ffffffffffffffff") is None
    assert number_of("tag:google.com,2005:reader/item/-7") is None


def test_articles_are_marked(client: TestClient, store: Store) -> None:
    """Articles are marked as read and unread, saved and let go of, several at once, and the answer is a plain OK."""
    ids = ["5", long_id(6)]
    assert written(client, "edit-tag", i=ids, a=f"{STATE}read", r=f"{STATE}kept-unread") == (200, "OK")
    assert store.reader.unread_of([5, 6, 7]) == {7}
    assert written(client, "edit-tag", i="5", a=[f"{STATE}starred", f"{STATE}read"]) == (200, "OK")
    assert store.reader.saved_of([5, 6]) == {5}
    assert written(client, "edit-tag", i="5", r=f"{STATE}read", a=f"{STATE}kept-unread") == (200, "OK")
    assert written(client, "edit-tag", i="6", a=f"{STATE}tracking-kept-unread") == (200, "OK")
    assert store.reader.unread_of([5, 6]) == {5, 6}
    assert written(client, "edit-tag", i=["5", "77777"], r=f"{STATE}starred") == (200, "OK")
    assert written(client, "edit-tag", i=["77777"], a=f"{STATE}starred") == (200, "OK")
    assert not store.reader.saved_of([5])
    status, text = written(client, "edit-tag", i="5", a="user/-/label/Mine")
    assert (status, "no labels" in text) == (400, True)


def test_all_of_a_stream_is_marked(client: TestClient, store: Store) -> None:
    """Marking all marks what came in until the time that is sent, and nothing of another stream."""
    seen = sorted({one.first_seen for one in store.arrivals.of(limit=1_000)})
    until = int(seen[0].timestamp() * 1_000_000)
    assert written(client, "mark-all-as-read", s="feed/1", ts=until) == (200, "OK")
    left = {one.id for one in store.arrivals.of(Arrived(unread=True), limit=1_000)}
    every = store.arrivals.of(limit=1_000)
    assert left == {one.id for one in every if one.site_id != 1 or one.first_seen > seen[0]}
    assert written(client, "mark-all-as-read", s=f"{STATE}reading-list") == (200, "OK")
    assert store.arrivals.count(Arrived(unread=True)) == 0
    assert written(client, "mark-all-as-read", s="feed/99")[0] == 404
    assert written(client, "mark-all-as-read")[0] == 404


@pytest.mark.parametrize("until", ["1e15", "yesterday", "", "-1", "1" * 40, "99999999999999999999", "２０"])
def test_a_time_that_is_none_marks_nothing(client: TestClient, store: Store, until: str) -> None:
    """Where the time until which all is to be marked cannot be understood, nothing is, and the app is told so."""
    whole = store.arrivals.count(Arrived(unread=True))
    for stream in ("feed/1", f"{STATE}reading-list", "user/-/label/English"):
        status, text = written(client, "mark-all-as-read", s=stream, ts=until)
        assert (status, text[:13]) == (400, "ts is no time")
    assert store.arrivals.count(Arrived(unread=True)) == whole > 0


def test_sites_are_renamed_and_not_added(client: TestClient) -> None:
    """A site can be renamed; adding one is answered with where that is done, and folders stay as they are."""
    assert written(client, "subscription/edit", ac="edit", s="feed/2", t="Courier") == (200, "OK")
    assert called(client, "subscription/list")["subscriptions"][1]["title"] == "Courier"
    mine = "user/-/label/English"
    assert written(client, "subscription/edit", ac="edit", s="feed/2", a=mine) == (200, "OK")
    assert written(client, "subscription/edit", ac="edit", s="feed/2", a="user/-/label/X")[0] == 400
    assert written(client, "subscription/edit", ac="subscribe", s="feed/https://new.example/")[0] == 400
    assert written(client, "subscription/edit", ac="paint", s="feed/2")[0] == 400
    added = client.post(
        "/reader/api/0/subscription/quickadd", data={"quickadd": "https://new.example/"}
    ).json()
    assert (added["numResults"], added["error"]) == (0, "Sites are added at the desk.")
    known = client.post(
        "/reader/api/0/subscription/quickadd", data={"quickadd": "https://courier.example/"}
    ).json()
    assert (known["numResults"], known["streamId"]) == (1, "feed/2")
    assert written(client, "disable-tag", s=mine)[0] == written(client, "rename-tag", s=mine)[0] == 400


def test_an_article_that_became_one_with_another(client: TestClient, store: Store) -> None:
    """Asked for by a number that leads to another article, that one comes, under the number asked for."""
    store.merging.merge(8, 7)
    store.reader.mark([8], read=True)
    (item,) = called(client, "stream/items/contents", i="7")["items"]
    assert number_of(item["id"]) == 7
    assert f"{STATE}read" in item["categories"]


def test_a_desk_without_password_lets_everybody_in(client: TestClient) -> None:
    """Where no password is set, every login succeeds, as the pages are open too."""
    answer = client.post("/accounts/ClientLogin", data={"Email": "x", "Passwd": "y"})
    assert dict(line.split("=", 1) for line in answer.text.splitlines())["Auth"]
    assert called(client, "user-info")["userName"] == "reader"
    assert called(client, "preference/list") == {"prefs": []}
    assert called(client, "preference/stream/list") == {"streamprefs": {}}


@pytest.mark.parametrize(
    ("local", "headers"),
    [(False, {}), (True, {"X-Forwarded-For": "192.0.2.7"}), (True, {"Via": "1.1 proxy"})],
)
def test_a_desk_without_password_is_for_its_own_machine(
    store: Store, local: bool, headers: dict[str, str]
) -> None:
    """Where no password is set, nobody from elsewhere gets anything, also not by way of a proxy."""
    app = open_desk(store, upkeep=Upkeep(local=local))
    elsewhere = TestClient(app, base_url="http://localhost", headers=headers)
    given = {"Email": "x", "Passwd": "y"}
    assert elsewhere.post("/accounts/ClientLogin", data=given).status_code == 403
    for token in ("open", ""):
        shown = {"Authorization": f"GoogleLogin auth={token}"}
        assert elsewhere.get("/reader/api/0/subscription/list", headers=shown).status_code == 403
        assert elsewhere.get("/reader/atom/feed%2F1", headers=shown).status_code == 403


def test_the_desks_own_password_is_not_for_apps(store: Store, opener: Opener) -> None:
    """Where only browsers have a password, apps are not let in, neither with it nor without."""
    Passwords(store).set("desk", PASSWORD)
    client = opener(store)
    for password in (PASSWORD, ""):
        given = {"Email": "reader", "Passwd": password}
        assert client.post("/accounts/ClientLogin", data=given).status_code == 401
    shown = {"Authorization": "GoogleLogin auth=open"}
    assert client.get("/reader/api/0/token", headers=shown).status_code == 401


def test_a_login_is_shown_every_time(store: Store, opener: Opener, clock: Moving) -> None:
    """With a password set nothing is told or written without a login, which holds until the password changes."""
    Passwords(store).set("apps", PASSWORD, "Ana")
    client = opener(store)
    keeping = client.app.state.keeping  # type: ignore[attr-defined] # a Starlette
    for path in ("subscription/list", "token", "stream/contents/feed/1", "user-info"):
        assert client.get(f"/reader/api/0/{path}").status_code == 401
    assert client.get("/reader/atom/feed%2F1").status_code == 401
    assert written(client, "mark-all-as-read", s="feed/1")[0] == 401
    assert store.arrivals.count(Arrived(unread=False)) == 0
    for user, password in (("ana", "wrong"), ("ben", PASSWORD), ("", "")):
        answer = client.post("/accounts/ClientLogin", data={"Email": user, "Passwd": password})
        assert (answer.status_code, "Auth=" in answer.text) == (401, False)
    told = client.post("/accounts/ClientLogin", data={"Email": "ana", "Passwd": PASSWORD, "client": "Reeder"})
    token = dict(line.split("=", 1) for line in told.text.splitlines())["Auth"]
    for scheme in (f"GoogleLogin auth={token}", f"Bearer {token}"):
        client.headers["Authorization"] = scheme
        assert called(client, "user-info")["userName"] == "Ana"
    assert store.logins.every()[0].client == "Reeder"
    clock.now = clock.now.replace(year=2027)
    assert called(client, "user-info")
    client.headers["Authorization"] = f"GoogleLogin auth={token}x"
    assert client.get("/reader/api/0/user-info").status_code == 401
    client.headers["Authorization"] = f"GoogleLogin auth={token}"
    client.cookies.set("lugas", token)
    assert called(client, "user-info")
    client.cookies.clear()
    keeping.passwords.set("apps", PASSWORD)
    keeping.sessions.forget()
    assert client.get("/reader/api/0/user-info").status_code == 401


def test_attempts_are_limited(store: Store, opener: Opener) -> None:
    """After five wrong attempts the right password is refused too, for a while, and the answer says how long."""
    Passwords(store).set("apps", PASSWORD)
    client = opener(store)
    for number in range(5):
        given = {"Email": "reader", "Passwd": f"wrong {number}"}
        assert client.post("/accounts/ClientLogin", data=given).status_code == 401
    answer = client.post("/accounts/ClientLogin", data={"Email": "reader", "Passwd": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 901


def test_forms_are_bounded(client: TestClient) -> None:
    """A form that is too long or has too many fields is refused."""
    path = "/reader/api/0/edit-tag"
    assert client.post(path, content=b"i=" + b"x" * 1_000_001).status_code == 413
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=b"i=1&" * 21_000, headers=headers).status_code == 413


def test_who_goes_away_is_no_trouble(client: TestClient) -> None:
    """An app that goes away while it is still sending leaves no error."""
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/accounts/ClientLogin",
        "raw_path": b"/accounts/ClientLogin",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "scheme": "http",
        "server": ("localhost", 8710),
        "client": ("127.0.0.1", 1),
        "http_version": "1.1",
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type] # a coroutine
    assert sent[0]["status"] == 400


def test_hostile_articles_stay_text(empty: Store, opener: Opener) -> None:
    """Control characters, markup and what XML cannot bear break no list, and no markup of a page gets through."""
    nasty = "]]> <script>x</script> \x00\x0b\x1b[31m \ud800 \ufffe\uffff \u202e"
    site = empty.sites.add("https://courier.example/", name=nasty, language=nasty)
    article = make(f"T {nasty}", f"B {nasty}", tags=(nasty,), section=(nasty,), authors=(nasty,), dek=nasty)
    empty.articles.save(article, site_id=site.id, addresses=["https://courier.example/x"])
    client = opener(empty)
    feed = read_feed(client.get("/reader/atom/feed%2F1").content, "http://localhost:8710/")
    assert (feed.trouble, feed.mended, len(feed.entries)) == ("", False, 1)
    (item,) = called(client, "stream/contents/feed/1")["items"]
    assert "<script" not in item["summary"]["content"]
    assert called(client, "subscription/list")["subscriptions"][0]["id"] == "feed/1"
    assert called(client, "tag/list")["tags"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the package wants Python 3.12")
def test_the_google_reader_package(store: Store, clock: Moving) -> None:
    """The Python package google-reader logs in, lists, reads, marks and saves."""
    google_reader = pytest.importorskip("google_reader")
    Passwords(store).set("apps", PASSWORD, "ana")
    with served(open_desk(store, Settings(language="en"), clock=clock)) as address:
        reader = google_reader.Client(address)
        with pytest.raises(google_reader.AuthenticationError):
            reader.login("ana", "wrong")
        auth = reader.login("ana", PASSWORD)
        token = reader.get_token(auth)
        assert reader.get_user_info(auth).user_name == "ana"
        assert [one.id for one in reader.list_subscriptions(auth)] == [f"feed/{n}" for n in range(1, 6)]
        assert reader.list_tags(auth)[0].id == google_reader.STREAM_STARRED
        piece = reader.get_stream_items_ids(auth, google_reader.STREAM_READING_LIST, limit=50)
        rest = reader.get_stream_items_ids(
            auth, google_reader.STREAM_READING_LIST, continuation=piece.continuation
        )
        found = [int(one.id) for one in (*piece.item_refs, *rest.item_refs)]
        assert found == [one.id for one in store.arrivals.of(limit=1_000)]
        items = reader.get_stream_items_contents(auth, token, [str(number) for number in found[:5]]).items
        assert [item.id for item in items] == [google_reader.get_long_item_id(number) for number in found[:5]]
        assert all("<p>" in item.summary.content for item in items)
        reader.edit_tags(auth, token, [items[0].id], add_tags=[google_reader.STREAM_STARRED])
        reader.edit_tags(auth, token, [items[1].id], add_tags=[google_reader.STREAM_READ])
        assert store.reader.saved_of(found) == {found[0]}
        unread = reader.get_stream_items_ids(
            auth, google_reader.STREAM_READING_LIST, exclude_target=google_reader.STREAM_READ
        )
        assert len(unread.item_refs) == len(found) - 1
        reader.mark_all_as_read(auth, token, google_reader.STREAM_READING_LIST)
        assert store.arrivals.count(Arrived(unread=True)) == 0
        reader.edit_subscription(auth, token, "feed/2", "edit", title="Courier")
        assert reader.quick_add_subscription(auth, token, "https://new.example/").num_results == 0
