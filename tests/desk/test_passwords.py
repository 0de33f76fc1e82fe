"""Passwords and logins: what opens the desk, what does not, and how often one may try."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lugas.cli.main import main
from lugas.desk.passwords import Passwords, TooManyAttemptsError, fever_key
from lugas.errors import UsageError
from lugas.store import Store, open_store

PASSWORD = "a ferry at noon"  # noqa: S105 - of a desk that lives as long as a test


def login(
    passwords: Passwords, reader: str = "ana", password: str = PASSWORD, address: str = "1"
) -> str | None:
    """Log in from somewhere."""
    return passwords.login(reader, password, address=address, kind="web", client="Firefox")


def test_a_login_opens_until_it_ends(empty: Store) -> None:
    """Name and password give a token, which shows the login until it ends; nothing else does."""
    passwords = Passwords(empty)
    assert (passwords.is_set(), login(passwords)) == (False, None)
    passwords.set("desk", PASSWORD, "Ana")
    assert passwords.is_set()
    token = login(passwords)
    assert token is not None
    assert login(passwords, "ben") is None
    assert login(passwords, password="another one") is None  # noqa: S106 - no password at all
    shown = passwords.shown(token)
    assert shown is not None
    assert (shown.kind, shown.client) == ("web", "Firefox")
    for wrong in ("", token[:-1], token + "x", "x" * 1_000, "\ud800"):
        assert passwords.shown(wrong) is None
    passwords.logout(token)
    assert passwords.shown(token) is None


def test_the_store_holds_no_password(empty: Store, tmp_path: Path) -> None:
    """Neither a password nor a key nor a token stands in the store's files."""
    passwords = Passwords(empty)
    passwords.set("desk", PASSWORD, "ana")
    passwords.set("fever", PASSWORD, "ana")
    token = login(passwords)
    assert token is not None
    held = b"".join(path.read_bytes() for path in tmp_path.glob("empty.db*"))
    assert b"argon2id" in held
    for secret in (PASSWORD, token, fever_key("ana", PASSWORD)):
        assert secret.encode() not in held


@pytest.mark.parametrize(
    ("password", "reader"),
    [("short", "ana"), ("", "ana"), ("x" * 1_001, "ana"), (PASSWORD, ""), (PASSWORD, "a:b")],
)
def test_weak_passwords_are_refused(empty: Store, password: str, reader: str) -> None:
    """A password that is short or endless is refused, and so is a name that Fever's key could not be made of."""
    with pytest.raises(UsageError, match="take"):
        Passwords(empty).set("desk", password, reader)


def test_a_new_password_ends_all_logins(empty: Store) -> None:
    """Setting or removing the desk's password ends the logins; that of Fever leaves them."""
    passwords = Passwords(empty)
    passwords.set("desk", PASSWORD, "ana")
    token = login(passwords)
    assert token is not None
    passwords.set("fever", PASSWORD, "ana")
    assert passwords.shown(token) is not None
    passwords.set("desk", "something else", "ana")
    assert passwords.shown(token) is None
    assert login(passwords) is None


def test_attempts_are_limited(empty: Store) -> None:
    """After five failures an address is refused, with the right password too; others are not."""
    passwords = Passwords(empty)
    passwords.set("desk", PASSWORD, "ana")
    for _ in range(4):
        assert login(passwords, password="a wrong one") is None  # noqa: S106 - no password at all
    assert login(passwords) is not None  # and that is forgotten
    for _ in range(5):
        assert login(passwords, password="a wrong one") is None  # noqa: S106 - no password at all
    with pytest.raises(TooManyAttemptsError, match="try again in"):
        login(passwords)
    assert login(passwords, address="2") is not None


def test_the_command_sets_and_removes(tmp_path: Path) -> None:
    """`lugas password` asks twice, sets what was told, tells what is wrong, and removes."""
    given = ["password", "--store", str(tmp_path / "news.db"), "--user", "ana"]
    run = CliRunner().invoke(main, given, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert (run.exit_code, "is set" in run.output, PASSWORD in run.output) == (0, True, False)
    with open_store(tmp_path / "news.db") as store:
        assert login(Passwords(store)) is not None
        assert not Passwords(store).is_set("fever")
    wrong = CliRunner().invoke(main, [*given, "--for", "fever"], input="short\nshort\n")
    assert wrong.exit_code == 2
    assert "the password has 5 characters" in wrong.output
    assert CliRunner().invoke(main, [*given, "--remove"]).exit_code == 0
    with open_store(tmp_path / "news.db") as store:
        assert not Passwords(store).is_set()
