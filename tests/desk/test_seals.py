"""Seals: pictures in feeds and apps are shown without a session, and nothing else is by their addresses."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from lugas.desk import Settings, open_desk
from lugas.desk.addresses import picture_key
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.passwords import Name, Passwords
from lugas.desk.keeper.proven import Proven
from lugas.desk.pictures import seals
from lugas.desk.pictures.cache import Cache
from lugas.desk.pictures.form import fitted
from lugas.desk.pictures.gallery import WIDEST
from lugas.desk.pictures.seals import Seals
from lugas.model import Image as Picture
from lugas.store import Store, open_store
from tests.desk.filled import Moving
from tests.store.made import make

WORD = "teh di beranda"  # a password
HOME = "http://localhost:8710"
BASIC = {"authorization": "Basic " + b64encode(f"me:{WORD}".encode()).decode()}
PICTURES = [f"https://courier.example/{name}.jpg" for name in ("slug", "private")]


@dataclass
class Shut:
    """A desk with a password, a stranger at it, and the numbers of two articles, each with its picture."""

    client: TestClient
    store: Store
    numbers: list[int]


@pytest.fixture
def shut(empty: Store, clock: Moving, tmp_path: Path) -> Iterator[Shut]:
    """Give a desk with a password that has two articles' pictures already, and a client without a session."""
    site = empty.sites.add("https://courier.example/")
    written = BytesIO()
    Image.new("RGB", (60, 40)).save(written, "PNG")
    numbers = []
    for url in PICTURES:
        article = make("Ferry sails", url, image=Picture(url))
        numbers.append(empty.articles.save(article, site_id=site.id, addresses=[url + ".html"]).id)
        Cache(tmp_path / "pictures", 1_000_000).put(
            picture_key(url), WIDEST, fitted(written.getvalue(), WIDEST)
        )
    for name in ("desk", "apps"):
        Passwords(empty).set(name, WORD)
    app = open_desk(empty, Settings(pictures=tmp_path / "pictures"), clock=clock, upkeep=Upkeep(local=False))
    with TestClient(app, base_url=HOME, follow_redirects=False) as client:
        yield Shut(client, empty, numbers)


def pictures_in(html: str) -> list[str]:
    """Give the addresses of the pictures in a text that holds markup, however it is escaped."""
    return re.findall(rf"{HOME}(/picture/[0-9a-f/]+)", html.replace("\\/", "/"))


def listed_for_apps(client: TestClient) -> str:
    """Give the articles as an app of Google Reader's gets them."""
    told = client.post("/accounts/ClientLogin", data={"Email": "reader", "Passwd": WORD}).text
    token = re.search(r"^Auth=(.+)$", told, re.MULTILINE)
    assert token is not None
    headers = {"authorization": f"GoogleLogin auth={token[1]}"}
    return client.get(
        "/reader/api/0/stream/contents/user/-/state/com.google/reading-list", headers=headers
    ).text


def test_pictures_of_feeds_and_apps_are_shown(shut: Shut) -> None:
    """Each picture that a feed or an app's list names is given without a session, also to a page of another host."""
    for text in (
        shut.client.get("/feed/atom", headers=BASIC).text,
        shut.client.get("/feed/json", headers=BASIC).text,
        listed_for_apps(shut.client),
    ):
        found = pictures_in(text)
        assert len(set(found)) == 2
        for path in found:
            answer = shut.client.get(path, headers={"accept": "text/html,image/webp"})
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert shut.client.get(f"{path}?w=320").status_code == 200


def test_a_seal_opens_one_picture(shut: Shut) -> None:
    """A seal of another picture, another article or none at all opens nothing, and neither does one cut or made up."""
    one, other = Seals(shut.store).address(shut.numbers[0], PICTURES[0]), picture_key(PICTURES[1])
    assert shut.client.get(one).status_code == 200
    number, key, seal = one.split("/")[2:]
    for path in (
        f"/picture/{number}/{key}",
        f"/picture/{shut.numbers[1]}/{other}",
        f"/picture/{number}/{other}/{seal}",
        f"/picture/{shut.numbers[1]}/{key}/{seal}",
        f"/picture/{number}/{key}/{seal[:-1]}",
        f"/picture/{number}/{key}/{'0' * 32}",
        f"/picture/{number}/{key}/{seal}/",
        f"/picture/{number}/{key}/{seal}/../../../../latest",
        f"/picture/{number}/{key}//{seal}",
    ):
        answer = shut.client.get(path)
        assert answer.status_code == 401, path
        assert "webp" not in answer.headers["content-type"]


def test_seals_hold_over_a_restart(shut: Shut) -> None:
    """The key stays with the store, and several desks over one store agree on it; no two stores have the same."""
    one = Seals(shut.store).address(shut.numbers[0], PICTURES[0])
    assert Seals(shut.store).fit(one)
    assert shut.store.keeper.settle("picture_key", "00" * 32) != "00" * 32
    shut.store.keeper.set(picture_key="")
    assert not Seals(shut.store).fit(one)


def test_a_picture_that_no_article_names_is_not_brought(shut: Shut) -> None:
    """The address of a picture that its article had and has no more has the desk ask for nothing."""
    gone = Seals(shut.store).address(shut.numbers[0], "https://courier.example/of-before.jpg")
    answer = shut.client.get(gone)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "image/svg+xml")


def test_inside_pictures_stay_with_the_desks_pages(shut: Shut) -> None:
    """The address that the desk's own pages have of a picture is for them alone; a wrong seal is not there."""
    shut.client.post("/login", data={"password": WORD}, headers={"origin": HOME})
    plain = f"/picture/{shut.numbers[0]}/{picture_key(PICTURES[0])}"
    answer = shut.client.get(plain)
    assert (answer.status_code, answer.headers["cross-origin-resource-policy"]) == (200, "same-origin")
    assert shut.client.get(f"{plain}/{'0' * 32}").status_code == 404


def test_what_the_desk_knows_of_its_readers_is_not_exported(empty: Store) -> None:
    """The key of the seals and the places of the keeper are in no line; what the keeper set is."""
    Seals(empty).address(1, PICTURES[0])
    Proven(empty).add("198.51.100.7")
    empty.keeper.set(title="Kabar")
    assert set(empty.keeper.settings()) == {"picture_key", "proven_places", "title"}
    settings = [line for line in empty.lines() if line.startswith(b'{"setting"')]
    assert settings == [b'{"setting":{"name":"title","value":"Kabar"}}\n']


def test_no_seal_fits_another_store(empty: Store, tmp_path: Path) -> None:
    """A store made of another one's lines knows none of its seals, though the lines were written with the key."""
    sealed = Seals(empty).address(1, PICTURES[0])
    lines = list(empty.lines())
    key = json.dumps({"setting": {"name": "picture_key", "value": empty.keeper.setting("picture_key")}})
    end = json.dumps({"end": {"rows": json.loads(lines[-1])["end"]["rows"] + 1}})
    for number, given in enumerate((lines, [*lines[:-1], key.encode(), end.encode()])):
        with open_store(tmp_path / f"{number}.db") as other:
            other.load(given)
            assert not Seals(other).fit(sealed)
            assert Seals(other).fit(Seals(other).address(1, PICTURES[0]))
    assert Seals(empty).fit(sealed)


@pytest.mark.parametrize("value", ["zz", "00", "0 " * 64, "\u0660" * 64, "AB" * 32])
def test_a_key_that_is_none_is_made_anew(empty: Store, value: str) -> None:
    """Where the store holds something else for a key, there is another one, and it stays."""
    empty.keeper.set(picture_key=value)
    sealed = Seals(empty).address(1, PICTURES[0])
    assert Seals(empty).fit(sealed)
    assert re.fullmatch("[0-9a-f]{64}", empty.keeper.setting("picture_key"))


@pytest.mark.parametrize("name", ["desk", "apps"])
def test_another_password_ends_all_seals(shut: Shut, monkeypatch: pytest.MonkeyPatch, name: Name) -> None:
    """Whoever kept a picture's address sees it no more a moment after a password changed or went."""
    monkeypatch.setattr(seals, "SECONDS_KNOWN", -1.0)
    passwords = Passwords(shut.store)
    changes: tuple[Callable[[], None], ...] = (
        lambda: passwords.set(name, "kopi di beranda"),
        lambda: passwords.remove(name),
    )
    for change in changes:
        sealed = Seals(shut.store).address(shut.numbers[0], PICTURES[0])
        assert shut.client.get(sealed).status_code == 200
        change()
        assert shut.client.get(sealed).status_code in {401, 404}
        assert Seals(shut.store).address(shut.numbers[0], PICTURES[0]) != sealed


def test_the_key_is_not_asked_for_each_time(empty: Store) -> None:
    """Within some seconds a desk knows the key without asking its store."""
    own = Seals(empty)
    sealed = own.address(1, PICTURES[0])
    empty.keeper.set(picture_key="")
    assert own.fit(sealed)
