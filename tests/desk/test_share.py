"""Plain links by which an article is passed on, and the reader's server among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.desk import Settings
from lugas.desk.share import MASTODON, links, server_of
from lugas.errors import UsageError

SERVERS = [
    ("mastodon.social", "mastodon.social"),
    (" Mastodon.Social. ", "mastodon.social"),
    ("https://mastodon.social", "mastodon.social"),
    ("HTTPS://fosstodon.org/@me?x=1#y", "fosstodon.org"),
    ("http://fosstodon.org:80/", "fosstodon.org"),
    ("@me@fosstodon.org", "fosstodon.org"),
    ("me@fosstodon.org", "fosstodon.org"),
    ("social.example:8443", "social.example:8443"),
    ("münchen.social", "xn--mnchen-3ya.social"),
]
NONE = [
    "", "/", "http://", "x", "javascript:alert(1)", 'evil"><script>', "foo bar", "a..b", "-a.example", "a-.example",
    "ftp://a.example", "//a.example", "a%20b.example", "data:text/html,a.example", "\ud800.example", "a.example:99999",
    f"{'a' * 64}.example", "a." * 150 + "example", "1.2.3.4", "[::1]",
]  # fmt: skip


@pytest.mark.parametrize(("told", "server"), SERVERS)
def test_servers_are_known_by_what_is_pasted(told: str, server: str) -> None:
    """A server's name, an address there and a name of somebody there lead to the same server."""
    assert server_of(told) == server
    place = dict(links("A ferry", "https://courier.example/1", mail="Mail", mastodon=told))["Mastodon"]
    assert place == f"https://{server}/share?text=A%20ferry%20https%3A%2F%2Fcourier.example%2F1"


@pytest.mark.parametrize("told", NONE)
def test_what_is_no_server_is_refused(told: str) -> None:
    """What names no server is no setting, and makes no link."""
    assert server_of(told) == ""
    with pytest.raises(UsageError, match=r"such as mastodon\.social") as caught:
        Settings(mastodon=told)
    assert caught.value.name == "mastodon"
    assert dict(links("", "", mail="Mail", mastodon=told))["Mastodon"].startswith(
        f"https://{MASTODON}/share?"
    )


@given(st.text(max_size=60))
def test_whatever_is_told(told: str) -> None:
    """Whatever is given for a server ends in a name that an address can hold, or in none."""
    server = server_of(told)
    assert server == "" or (
        server.isascii() and set(server) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:")
    )
