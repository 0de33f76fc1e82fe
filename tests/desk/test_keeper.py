"""The keeper's pages: the board, adding a site, pausing and removing, settings; on the demo world."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from starlette.testclient import TestClient

import lugas.desk.keeper
from lugas.demo import Clock, Papers, World, serve
from lugas.desk import Settings, open_desk
from lugas.desk.keeper import adding
from lugas.desk.keeper.children import Pace
from lugas.desk.keeper.keeping import Keeping, Upkeep
from lugas.desk.keeper.searches import Look
from lugas.desk.keeper.visiting import Order
from lugas.desk.keeper.wishes import WISHES
from lugas.desk.share import MASTODON
from lugas.desk.wording import languages, words_of
from lugas.follow.polite import Asked
from lugas.sources.entries import SourceKind
from lugas.store import Store, Visit, Waiting
from lugas.vocabulary import FetchTrouble, VerdictKind
from tests.desk.conftest import Opener
from tests.desk.filled import Moving

FOLDER = Path(lugas.desk.keeper.__file__).parents[1]


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    """Give the papers, served at the end of their week."""
    world = World()
    with serve(world, Clock(world.end)) as served:
        yield served


@pytest.fixture
def quick(empty: Store, clock: Moving) -> Iterator[TestClient]:
    """Give a client of a desk with nothing in it, which asks for what is on this machine without pauses."""
    order = Order(allow_private=True, delay_s=0, slow_times=0)
    pace = Pace(start=clock.now, since=time.time(), speed=0)
    app = open_desk(empty, Settings(language="en"), clock=clock, upkeep=Upkeep(order=order, pace=pace))
    with TestClient(app, base_url="http://localhost:8710", follow_redirects=False) as client:
        yield client


def post(client: TestClient, path: str, **fields: object) -> tuple[int, str]:
    """Send a form, and give the status and where it leads."""
    answer = client.post(path, data=fields, headers={"origin": "http://localhost:8710"})
    return answer.status_code, answer.headers.get("location", "")


def looked(client: TestClient, path: str) -> str:
    """Give the page of a look once it is over; until then it looks again by itself."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answer = client.get(path)
        if "refresh" not in answer.headers:
            return answer.text
        assert 'role="status"' in answer.text
        time.sleep(0.1)
    raise TimeoutError(path)


def test_a_site_is_added(empty: Store, quick: TestClient, papers: Papers) -> None:
    """An address is looked over, what it offers is shown with headlines, and what is chosen of it is followed."""
    client = quick
    status, path = post(client, "/keeper/add", url=papers.addresses["warta"])
    assert (status, path[:12]) == (303, "/keeper/add/")
    page = looked(client, path)
    boxes = re.findall(r'<input type="checkbox" name="source"[^>]*value="([^"]+)"([^>]*)>', page)
    assert len(boxes) > 1
    assert [" checked" in rest for _, rest in boxes] == [True] + [False] * (len(boxes) - 1)
    assert page.count('<li dir="auto">') >= 5
    assert list(empty.sites.every()) == []
    assert post(client, path)[0] == 422
    assert post(client, path, source="http://evil.example/feed")[0] == 422
    feed, front = unescape(boxes[0][0]), unescape(boxes[-1][0])
    status, site = post(client, path, source=[feed, front])
    assert (status, site) == (303, "/keeper/site/1")
    assert {source.url for source in empty.sources.of_site(1)} == {feed, front}
    shown = client.get(site).text
    assert "Warta Lembayung" in shown
    assert feed.split("//")[1] in shown
    again = looked(client, post(client, "/keeper/add", url=papers.addresses["warta"])[1])
    assert again.count(" checked disabled") == 2


@pytest.mark.parametrize("url", ["", "two words", "x" * 3_000])
def test_what_is_no_address_is_told(empty: Store, opener: Opener, url: str) -> None:
    """What cannot be an address is not looked over, and the page says how one is written."""
    client = opener(empty)
    answer = client.post("/keeper/add", data={"url": url}, headers={"origin": "http://localhost:8710"})
    assert (answer.status_code, "https://example.com" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1", "ftp://x/", "javascript:alert(1)", "<b>"]
)
def test_what_cannot_be_followed_is_told(empty: Store, opener: Opener, url: str) -> None:
    """An address that leads nowhere, or into a private network, is told as such, with the reason and as text."""
    client = opener(empty)
    page = looked(client, post(client, "/keeper/add", url=url)[1])
    assert re.search(
        r'role="alert">Nothing to follow was found at [^<]*: <span lang="en" dir="ltr">[^<]+<', page
    )
    assert "<b>" not in page
    assert client.get("/keeper/add/forgotten").status_code == 404


def test_a_look_that_ends_while_its_page_is_made(
    empty: Store, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of a look still says that it goes on where what came of it was not known when it was asked for."""
    look = Look("key", "https://courier.example/")

    def end(*_: object) -> str:
        look.trouble = "nobody answers"
        look.over.set()
        return ""

    monkeypatch.setattr(adding, "look_of", lambda _: look)
    monkeypatch.setattr(adding, "command_for", end)
    client = opener(empty)
    first, second = client.get("/keeper/add/key"), client.get("/keeper/add/key")
    assert ("refresh" in first.headers, 'role="status"' in first.text, 'role="alert"' in first.text) == (
        True, True, False,
    )  # fmt: skip
    assert ("refresh" in second.headers, "nobody answers" in second.text) == (False, True)


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("http://127.0.0.1:1/", "lugas follow http://127.0.0.1:1/ --allow-private 127.0.0.1:1"),
        (
            "127.0.0.1/news",
            "lugas follow 127.0.0.1/news --allow-private 127.0.0.1:443 --allow-private 127.0.0.1:80",
        ),
        (
            "http://[::1]:1/a?b=$c",
            "lugas follow &#39;http://[::1]:1/a?b=$c&#39; --allow-private &#39;[::1]:1&#39;",
        ),
    ],
)
def test_a_private_network_has_its_command(
    empty: Store, opener: Opener, monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    """Who wants to follow a site of a private network is told the command that lets the desk's store in there."""
    client = opener(empty)
    path = post(client, "/keeper/add", url=url)[1]
    assert f'<pre dir="ltr"><code>{command} --store {empty.address}</code></pre>' in looked(client, path)
    monkeypatch.setattr(adding, "default_file", lambda: Path(empty.address))
    assert f'<pre dir="ltr"><code>{command}</code></pre>' in looked(client, path)
    assert "lugas follow" not in looked(client, post(client, "/keeper/add", url="ftp://x/")[1])


def test_a_page_names_no_host_of_the_network(empty: Store) -> None:
    """A private address that a public page leads to is in no command; that of a server's store is in none either."""
    links = [
        Asked(url="https://courier.example/", purpose="page", status=200),
        Asked(url="http://192.0.2.1/feed", purpose="feed", trouble=FetchTrouble.PRIVATE),
    ]
    assert adding.command_for(empty, Look("key", "courier.example", links)) == ""
    assert adding.command_for(empty, Look("key", "http://[", links)) == ""
    over = cast("Store", SimpleNamespace(address="postgresql://me:secret@db.example/news"))
    assert (
        adding.command_for(over, Look("key", "192.0.2.1", links))
        == "lugas follow 192.0.2.1 --allow-private 192.0.2.1:80"
    )


@pytest.mark.parametrize(
    ("falls", "told"), [(0, ""), (1, "It had to be started again, because"), (3, "3 times")]
)
def test_the_board_speaks_in_sentences(store: Store, opener: Opener, falls: int, told: str) -> None:
    """Why visiting stopped ends its paragraph; how many addresses wait stands in another."""
    client = opener(store)
    keeping: Keeping = client.app.state.keeping  # type: ignore[attr-defined] # a Starlette
    keeping.upkeep = Upkeep(update=True)
    why = "ended with status 1" if falls else ""
    keeping.updater._tell(state="running", falls=falls, note=why)  # noqa: SLF001 - as after falls
    store.queue.add([Waiting(url="https://courier.example/later", site_id=1)])
    page = client.get("/keeper").text
    (state,) = re.findall(r'<p class="state" role="status">(.*?)</p>', page)
    assert told in state
    assert state.endswith("status 1</span>" if falls else "new articles: 0.")
    assert re.search(r'<p class="quiet">[^<]*\. Addresses that wait to be read, now or later: 1\.</p>', page)


def test_a_look_may_ask_the_own_place_alone(empty: Store, opener: Opener) -> None:
    """What a site may have in a private network is asked when that site is looked over, and no other."""
    client = opener(empty)
    keeping = client.app.state.keeping  # type: ignore[attr-defined]  # Starlette gives it
    keeping.upkeep = Upkeep()
    number = empty.sites.add("http://127.0.0.1:8702/").id
    empty.sites.change(number, private="127.0.0.1:8702")
    assert not keeping.order().allow_private
    assert keeping.private == frozenset()
    assert keeping.order_at("127.0.0.1:8702/news").allow_private == {"127.0.0.1:8702"}
    for other in ("http://127.0.0.1:8703/", "https://courier.example/", "http://[", ""):
        assert not keeping.order_at(other).allow_private


def test_few_looks_at_once(empty: Store, opener: Opener, papers: Papers) -> None:
    """No more than two sites are looked over at once, and those under way end with the desk."""
    client = opener(empty, allow_private=True)
    told = [post(client, "/keeper/add", url=papers.addresses["courier"])[0] for _ in range(3)]
    assert told == [303, 303, 429]


def test_sites_are_paused_resumed_and_removed(client: TestClient, store: Store) -> None:
    """A site is paused, visited again, visited now, and removed, with its articles where that is said."""
    first, second, *_ = store.sites.every()
    source = store.sources.add(first.id, "feed", f"{first.url}feed")
    path = f"/keeper/site/{first.id}"
    assert post(client, path, do="pause") == (303, path)
    assert [site.state for site in store.sites.every()][:2] == ["paused", "active"]
    assert ">paused<" in client.get("/keeper").text
    assert post(client, path, do="resume") == (303, path)
    store.sources.change(source.id, due=store.now().replace(year=2030))
    assert post(client, path, do="visit") == (303, path)
    assert [one.due for one in store.sources.of_site(first.id)] == [store.now()]
    count = store.articles.count(first.id)
    assert f"Remove its {count} articles" in client.get(f"{path}/remove").text
    assert post(client, path, do="remove") == (303, "/keeper")
    assert (store.articles.count(first.id), client.get(path).status_code) == (count, 404)
    assert post(client, f"/keeper/site/{second.id}", do="remove", articles="1") == (303, "/keeper")
    assert store.sites.get(second.id) is None
    assert post(client, path, do="pause")[0] == 404
    assert post(client, "/keeper/site/3", do="burn")[0] == 400


def test_the_board_tells_of_each_site(client: TestClient, store: Store, clock: Moving) -> None:
    """The board tells when a site was visited, what that brought, what went wrong; its page how politely it was."""
    site = next(iter(store.sites.every()))
    store.sources.add(site.id, "feed", f"{site.url}feed", note="<i>it answers slowly</i>")
    url = store.listing.latest(limit=1).items[0].url
    for status, outcome in ((200, "new"), (304, "same"), (304, "same"), (503, "failed"), (200, "worse")):
        visit = Visit(
            site_id=site.id, url=url, started=clock.now, status=status, outcome=outcome, seconds=0.5
        )
        store.visits.add(visit)
        clock.now = clock.now.fromtimestamp(clock.now.timestamp() + 4, clock.now.tzinfo)
    board = client.get("/keeper").text
    row = re.findall(r"<td[^>]*>([^<]*)</td>", board[board.index(f'/keeper/site/{site.id}"') :])[:8]
    assert row[0] == "just now"
    assert float(row[1]) > 1
    assert "articles" in row[2]
    assert row[3:] == ["1", "1", "5", "2", "1"]
    assert "&lt;i&gt;it answers slowly" in board
    page = client.get(f"/keeper/site/{site.id}").text
    assert "3.5 s at least between two requests" in page
    assert page.count('<td class="number">304</td>') == 2
    assert re.search(r'<a href="/article/\d+/why">less than before</a>', page)


def test_settings_hold_from_now_on(client: TestClient, store: Store) -> None:
    """What is set is kept and holds at once; what cannot be is told beside its field, and nothing of it is kept."""
    keeping: Keeping = client.app.state.keeping  # type: ignore[attr-defined] # a Starlette
    page = client.get("/keeper/settings").text
    assert all(f'id="{wish.name}-help"' in page for wish in WISHES)
    told = {
        "title": "Kabar <Pagi>",
        "language": "id",
        "contact": "me@example.org",
        "delay_s": "5",
        "keep_days": "30",
    }
    assert post(client, "/keeper/settings", **told) == (303, "/keeper/settings?saved=1")
    assert "Kabar &lt;Pagi&gt;" in client.get("/latest").text
    assert 'lang="id"' in client.get("/latest").text
    order = keeping.order()
    assert (order.contact, order.delay_s, order.keep_days, order.keep_bytes) == (
        "me@example.org",
        5.0,
        30.0,
        None,
    )
    wrong = [("zone", "Mars/Olympus"), ("delay_s", "0"), ("delay_s", "fast"), ("keep_days", "-1"), ("language", "xx"),
             ("contact", "two\nlines"), ("keep_gigabytes", "nan"), ("title", "x" * 300),
             ("mastodon", "javascript:alert(1)"), ("mastodon", "foo bar")]  # fmt: skip
    for name, value in wrong:
        answer = client.post(
            "/keeper/settings", data={**told, name: value}, headers={"origin": "http://localhost:8710"}
        )
        assert answer.status_code == 422, name
        assert 'role="alert"' in answer.text
        assert store.keeper.setting("title") == "Kabar <Pagi>"
    assert post(client, "/keeper/settings")[0] == 303
    assert store.keeper.settings() == {}
    assert 'lang="en"' in client.get("/latest").text


def test_a_setting_that_cannot_be_takes_no_other_along(store: Store, opener: Opener) -> None:
    """Settings that another version of the library took, and this one does not, are as if they never had been set."""
    store.keeper.set(title="Kabar", language="id", mastodon="localhost:3000", zone="Mars/Olympus")
    settings = opener(store, zone="Asia/Jakarta").app.state.desk.settings  # type: ignore[attr-defined] # a Starlette
    assert (settings.title, settings.language) == ("Kabar", "id")
    assert (settings.mastodon, settings.zone) == (MASTODON, "Asia/Jakarta")


def test_what_is_english_in_another_language_is_told_so(store: Store, opener: Opener, clock: Moving) -> None:
    """Pages in Indonesian mark what the library says in English, and say in Indonesian what is wrong with a setting."""
    client = opener(store, language="id")
    site = next(iter(store.sites.every()))
    note, url = "the server answers slowly", store.listing.latest(limit=1).items[0].url
    store.sources.add(site.id, "feed", f"{site.url}feed", note=note)
    store.visits.add(
        Visit(site_id=site.id, url=url, started=clock.now, outcome="failed", note=note, seconds=0.5)
    )
    english = '<[a-z]+[^>]* lang="en"[^>]*>'
    for path in ("/keeper", f"/keeper/site/{site.id}"):
        page = client.get(path).text
        assert page.count(note) == len(re.findall(english + note, page)) > 0
    why = client.get("/article/1/why").text
    assert len(re.findall(english, why)) > 10
    told = {
        "zone": "Mars",
        "delay_s": "0",
        "contact": "(x)",
        "language": "xx",
        "title": "x" * 300,
        "mastodon": "foo bar",
    }
    for name, value in told.items():
        answer = client.post(
            "/keeper/settings", data={name: value}, headers={"origin": "http://localhost:8710"}
        )
        (wrong,) = re.findall(r'role="alert">([^<]*)<', answer.text)
        assert wrong.startswith(f"{words_of('id').keeper[f'wish_{name}']}: ")
    assert (
        "dari 1 sampai 3600"
        in client.post(
            "/keeper/settings", data={"delay_s": "0"}, headers={"origin": "http://localhost:8710"}
        ).text
    )


def test_words_of_the_keeper_are_the_same_in_every_language() -> None:
    """Every language says what English says, with the same names in braces; all of it is said somewhere."""
    english = words_of("en").keeper
    assert list(english) == sorted(english)
    told = "\n".join(path.read_text("utf-8") for kind in ("*.py", "*.html") for path in FOLDER.rglob(kind))
    asked = set(re.findall(r'\b(?:k|say)\("(\w+)"', told))
    assert asked <= set(english)
    families = ("verdict_", "outcome_", "kind_", "role_", "wish_", "help_", "wrong_")
    closed = (("verdict_", VerdictKind), ("kind_", SourceKind), ("wrong_", {wish.kind for wish in WISHES}))
    assert {f"{family}{each}" for family, members in closed for each in members} <= set(english)
    unsaid = [key for key in english if f'"{key}"' not in told and not key.startswith(families)]
    assert [key for key in unsaid if key.removesuffix("_means") not in english] == []
    for code in languages():
        words = words_of(code).keeper
        assert list(words) == list(english)
        for key, text in words.items():
            assert text.strip()
            assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[key])), key
