"""Passwords and sessions: what is right, how often one may try, and whom strangers cannot keep out."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lugas.desk.keeper.attempts import MOST, MOST_OF_ALL, MOST_PLACES, WINDOW, Attempts, place_of
from lugas.desk.keeper.passwords import Name, Passwords, TooManyAttemptsError, app_key
from lugas.desk.keeper.proven import MOST as MOST_PROVEN
from lugas.desk.keeper.proven import Proven
from lugas.desk.keeper.sessions import Sessions
from lugas.errors import UsageError
from lugas.store import Store
from tests.desk.conftest import Opener
from tests.desk.filled import Moving

WORD = "a ferry at noon"  # a password
HERE, THERE = "203.0.113.9", "198.51.100.7"


def test_each_password_opens_its_own(empty: Store) -> None:
    """The desk's password is not that of apps; without one nothing is right; another one replaces the one before."""
    passwords = Passwords(empty)
    for name in ("desk", "apps"):
        assert not passwords.is_set(name)
        assert not passwords.fits(name, "", HERE)
    passwords.set("desk", WORD)
    assert (passwords.is_set("desk"), passwords.is_set("apps")) == (True, False)
    assert passwords.fits("desk", WORD, HERE)
    assert not passwords.fits("apps", app_key("reader", WORD), HERE)
    passwords.set("apps", WORD, " Ana\n")
    assert passwords.reader() == "Ana"
    assert passwords.fits("apps", app_key("Ana", WORD), HERE)
    assert not passwords.fits("apps", WORD, HERE)
    passwords.set("apps", "another word")
    assert passwords.fits("apps", app_key("Ana", "another word"), HERE)
    assert not passwords.fits("apps", app_key("Ana", WORD), HERE)
    passwords.remove("desk")
    assert not passwords.fits("desk", WORD, HERE)


def test_the_store_holds_no_password(empty: Store, tmp_path: Path) -> None:
    """Neither a password nor a key nor a token stands in the store's files."""
    passwords = Passwords(empty)
    passwords.set("desk", WORD)
    passwords.set("apps", WORD, "ana")
    token = Sessions(empty).begin("web", "Firefox")
    held = b"".join(path.read_bytes() for path in tmp_path.glob("empty.db*"))
    assert b"argon2id" in held
    for secret in (WORD, token, app_key("ana", WORD)):
        assert secret.encode() not in held


@pytest.mark.parametrize(
    ("word", "reader"),
    [("short", "ana"), ("", "ana"), ("x" * 1_001, "ana"), (WORD, "a:b"), (WORD, "x" * 101)],
)
def test_weak_passwords_are_refused(empty: Store, word: str, reader: str) -> None:
    """A password that is short or endless is refused, and so is a name that Fever's key could not be made of."""
    with pytest.raises(UsageError, match="take"):
        Passwords(empty).set("apps", word, reader)


def test_whatever_is_sent_is_survived(empty: Store) -> None:
    """What is no text, and what is endless, is no password."""
    passwords = Passwords(empty)
    passwords.set("desk", WORD)
    for given in ("\ud800", "\x00", "x" * 100_000, WORD + "\ud800"):
        assert not passwords.fits("desk", given, HERE)


def test_a_new_password_ends_its_sessions(empty: Store) -> None:
    """The desk's password ends the browsers' sessions, that of apps those of apps; a token is of one kind."""
    passwords, sessions = Passwords(empty), Sessions(empty)
    browser, app = sessions.begin("web", "Firefox"), sessions.begin("app", "Reeder")
    assert (sessions.knows(browser, "web"), sessions.knows(app, "app")) == (True, True)
    assert (sessions.knows(browser, "app"), sessions.knows(app, "web")) == (False, False)
    for wrong in ("", browser[:-1], browser + "x", "x" * 1_000, "\ud800"):
        assert not sessions.knows(wrong, "web")
    passwords.set("apps", WORD)
    sessions.forget()
    assert (sessions.knows(browser, "web"), sessions.knows(app, "app")) == (True, False)
    passwords.set("desk", WORD)
    sessions.forget()
    assert not sessions.knows(browser, "web")


def test_an_app_that_logs_in_each_time_is_one(empty: Store) -> None:
    """Of an app that logs in with every look one session is shown, and with it all of them end."""
    sessions = Sessions(empty)
    browser = sessions.begin("web", "newsboat")
    tokens = [sessions.begin("app", "newsboat") for _ in range(5)]
    other = sessions.begin("app", "Reeder")
    assert sorted(row.client for row in sessions.seen()) == ["Reeder", "newsboat", "newsboat"]
    shown = next(row for row in sessions.seen() if (row.kind, row.client) == ("app", "newsboat"))
    sessions.end_like(shown.digest)
    assert not any(sessions.knows(token, "app") for token in tokens)
    assert sessions.knows(other, "app")
    assert sessions.knows(browser, "web")


def wrong_ones(passwords: Passwords, address: str, count: int = MOST, name: Name = "desk") -> None:
    """Give some wrong passwords, each another."""
    for number in range(count):
        assert not passwords.fits(name, f"wrong {number} {name}", address)


def test_attempts_are_limited(empty: Store) -> None:
    """After five wrong ones an address is refused, with the right one too, by whatever way; others are not."""
    passwords = Passwords(empty)
    passwords.set("desk", WORD)
    passwords.set("apps", WORD)
    wrong_ones(passwords, THERE, MOST - 1)
    assert passwords.fits("desk", WORD, THERE)  # and what was wrong is forgotten
    passwords.set("desk", WORD)
    wrong_ones(passwords, THERE, MOST - 2)
    wrong_ones(passwords, THERE, 2, "apps")
    with pytest.raises(TooManyAttemptsError, match="try again in"):
        passwords.fits("desk", WORD, THERE)
    with pytest.raises(TooManyAttemptsError, match="try again in"):
        passwords.fits("apps", app_key("reader", WORD), THERE)
    assert passwords.fits("desk", WORD, HERE)


def test_an_old_password_is_no_guessing(empty: Store) -> None:
    """A program that goes on sending the password of yesterday keeps nobody out; nor does what was right once."""
    passwords = Passwords(empty)
    passwords.set("apps", WORD)
    old = app_key("reader", WORD)
    assert passwords.fits("apps", old, THERE, often=True)
    passwords.set("apps", "the one of today")
    for _ in range(50):
        assert not passwords.fits("apps", old, THERE, often=True)
    assert passwords.fits("apps", app_key("reader", "the one of today"), THERE)
    passwords.set("apps", WORD)
    assert passwords.fits("apps", old, THERE)


def test_many_at_once_count_as_they_come(empty: Store) -> None:
    """Of many wrong ones at once no more are tried than one after the other; many right ones are all right."""
    passwords = Passwords(empty)
    passwords.set("apps", WORD)
    key = app_key("reader", WORD)

    def tried(number: int) -> str:
        try:
            return str(passwords.fits("apps", f"wrong {number}", THERE, often=True))
        except TooManyAttemptsError:
            return "refused"

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(lambda _: passwords.fits("apps", key, HERE, often=True), range(24)))
        told = list(pool.map(tried, range(24)))
    assert (told.count("False"), told.count("refused")) == (MOST, 24 - MOST)


def test_attempts_are_counted_by_place(empty: Store) -> None:
    """Wrong ones count for a quarter of an hour, and for one customer's network together."""
    now = [1_000.0]
    attempts = Attempts(Proven(empty), lambda: now[0])
    for number in range(MOST):
        assert attempts.wait("2001:db8::1") == 0
        attempts.fail(f"2001:db8::{number}")
    assert attempts.wait("2001:db8::abcd") == WINDOW
    assert attempts.wait("2001:db8:1::1") == 0
    now[0] += WINDOW
    assert attempts.wait("2001:db8::abcd") == 0
    assert place_of("::ffff:198.51.100.7") == "198.51.100.7"
    assert place_of("no address") == "no address"
    assert {place_of("127.0.0.1"), place_of("::1"), place_of("::ffff:127.0.0.9")} == {"loopback"}


def test_strangers_do_not_keep_the_reader_out(empty: Store, clock: Moving) -> None:
    """What many try in all holds up strangers alone: not the desk's own machine, nor where one got in lately."""
    now = [1_000.0]
    Attempts(Proven(empty)).succeed(HERE)
    attempts = Attempts(Proven(empty), lambda: now[0])  # of a desk that began anew meanwhile
    for number in range(MOST_OF_ALL):
        attempts.fail(f"198.51.{number // 250}.{number % 250}")
    assert attempts.wait("192.0.2.1") == WINDOW
    assert (attempts.wait(HERE), attempts.wait("127.0.0.1"), attempts.wait("::1")) == (0, 0, 0)
    for _ in range(MOST):
        attempts.fail(HERE)
        attempts.fail("127.0.0.1")
    assert (attempts.wait(HERE), attempts.wait("127.0.0.1")) == (WINDOW, WINDOW)
    now[0] += WINDOW
    assert attempts.wait("192.0.2.1") == 0  # and their tries were not those of strangers
    clock.now += dt.timedelta(days=31)
    for number in range(MOST_OF_ALL):
        attempts.fail(f"198.51.{number // 250}.{number % 250}")
    assert attempts.wait(HERE) == WINDOW


def test_what_is_counted_is_bounded(empty: Store) -> None:
    """However many places try, what is remembered of them does not grow."""
    attempts = Attempts(Proven(empty), lambda: 1_000.0)
    for number in range(3 * MOST_PLACES):
        attempts.fail(f"10.0.{number // 250}.{number % 250}")
    held = [len(each) for each in vars(attempts).values() if hasattr(each, "__len__")]
    assert len(held) == 2
    assert max(held) <= MOST_PLACES


def test_proven_places_are_few(empty: Store, clock: Moving) -> None:
    """The places that are trusted are the last ones, and few; what is no list of them is none."""
    proven = Proven(empty)
    for number in range(MOST_PROVEN + 5):
        clock.now += dt.timedelta(seconds=1)
        proven.add(f"198.51.100.{number}")
        proven.add(f"198.51.100.{number}")
    for known in (proven, Proven(empty)):
        assert [known.has(f"198.51.100.{number}") for number in (4, 5, MOST_PROVEN + 4)] == [
            False,
            True,
            True,
        ]
    for told in ("[", "7", '{"a": "b"}'):
        empty.keeper.set(proven_places=told)
        assert not Proven(empty).has(HERE)


def test_settings_set_the_password_of_apps(empty: Store, opener: Opener) -> None:
    """The keeper sets and removes it on the page of settings, which says what is wrong with it."""
    client = opener(empty)
    sent = {"origin": "http://localhost:8710"}
    assert "are let in once" in client.get("/keeper/settings").text
    answer = client.post(
        "/keeper/apps", data={"do": "set", "reader": "ana", "password": "short"}, headers=sent
    )
    assert (answer.status_code, "of 8 to 1000 letters" in answer.text) == (422, True)
    told = {"do": "set", "reader": "<ana>", "password": WORD}
    assert (
        client.post("/keeper/apps", data=told, headers={"origin": "https://evil.example"}).status_code == 403
    )
    assert client.post("/keeper/apps", data=told, headers=sent).status_code == 303
    assert "the name &lt;ana&gt; and" in client.get("/keeper/settings").text
    assert Passwords(empty).fits("apps", app_key("<ana>", WORD), HERE)
    given = {"Email": "<ANA>", "Passwd": WORD, "client": "Reeder <b>"}
    assert client.post("/accounts/ClientLogin", data=given).status_code == 200
    assert "Reeder &lt;b&gt;" in client.get("/keeper/settings").text
    assert client.post("/keeper/apps", data={"do": "remove"}, headers=sent).status_code == 303
    assert "are let in once" in client.get("/keeper/settings").text
    assert empty.logins.every() == ()
