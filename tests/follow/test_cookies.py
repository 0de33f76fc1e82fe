"""The keeper's own cookies: sent to their site alone, over https alone, and shown to nobody."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import traceback
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from lugas.decide.manners import Manners
from lugas.errors import FileError
from lugas.follow.asking import Asker
from lugas.follow.cookies import CookieFile, Cookies, read_cookies
from lugas.follow.events import Event, Warned
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import open_store
from tests.follow.sites import Answer, Site, asker, says, site

NOW = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
LATER, EARLIER = int(NOW.timestamp()) + 9_999, int(NOW.timestamp()) - 9_999
SECRET = "s3cr3t-value"  # noqa: S105 - nobody's
HEAD = "# Netscape HTTP Cookie File\n# exported\n\n"


def line(
    domain: str = ".paper.example",
    *,
    below: str = "TRUE",
    path: str = "/",
    secure: str = "TRUE",
    expires: object = 0,
    pair: tuple[str, str] = ("member", SECRET),
) -> str:
    """Write a cookie as browsers export it."""
    return "\t".join((domain, below, path, secure, str(expires), *pair)) + "\n"


def saved(folder: Path, *lines: str, mode: int = 0o600) -> Path:
    """Write a file of cookies."""
    path = folder / "cookies.txt"
    path.write_text(HEAD + "".join(lines))
    path.chmod(mode)
    return path


def sent(folder: Path, url: str, *lines: str) -> str:
    """Give what would be sent to an address."""
    return read_cookies(saved(folder, *lines)).header(url, NOW)


@pytest.mark.parametrize(
    ("domain", "below", "url", "goes"),
    [
        (".paper.example", "TRUE", "https://paper.example/", True),
        (".paper.example", "TRUE", "https://www.paper.example/", True),
        (".paper.example", "TRUE", "https://WWW.Paper.Example/", True),
        ("paper.example", "TRUE", "https://paper.example:8443/", True),
        ("paper.example", "FALSE", "https://paper.example/", True),
        ("paper.example", "FALSE", "https://www.paper.example/", False),
        ("www.paper.example", "FALSE", "https://paper.example/", False),
        (".paper.example", "TRUE", "https://newspaper.example/", False),
        (".paper.example", "TRUE", "https://paper.example.evil.example/", False),
        (".paper.example", "TRUE", "https://evil.example/?paper.example", False),
        (".paper.example", "TRUE", "https://paper.example@evil.example/", False),
        (".paper.example", "TRUE", "http://paper.example/", False),
        (".co.id", "TRUE", "https://paper.co.id/", False),
        (".example", "TRUE", "https://paper.example/", False),
        ("10.0.0.1", "TRUE", "https://10.0.0.1/", True),
        (".0.0.1", "TRUE", "https://10.0.0.1/", False),
        ("#HttpOnly_.paper.example", "TRUE", "https://paper.example/", True),
        ("xn--mnchen-3ya.example", "FALSE", "https://münchen.example/", True),
        ("münchen.example", "FALSE", "https://münchen.example/", False),
    ],
)
def test_to_its_site_alone(tmp_path: Path, domain: str, below: str, url: str, goes: bool) -> None:
    """A cookie goes to its domain, and below it where it says so; never elsewhere, and never without https."""
    assert sent(tmp_path, url, line(domain, below=below)) == (f"member={SECRET}" if goes else "")


@pytest.mark.parametrize(
    ("path", "asked", "goes"),
    [
        ("/", "/x", True),
        ("/news", "/news", True),
        ("/news", "/news/x", True),
        ("/news/", "/news/x", True),
        ("/news", "/newspaper", False),
        ("/news/", "/news", False),
        ("/news", "/", False),
        ("", "/x", True),
    ],
)
def test_for_its_path_alone(tmp_path: Path, path: str, asked: str, goes: bool) -> None:
    """A cookie goes to its path and what lies below."""
    assert bool(sent(tmp_path, f"https://paper.example{asked}", line(path=path))) == goes


@pytest.mark.parametrize(
    ("expires", "goes"),
    [
        (0, True),
        (LATER, True),
        (EARLIER, False),
        (f"{LATER}.5", True),
        (-1, True),
        ("never", True),
        (10**30, True),
    ],
)
def test_until_it_ends(tmp_path: Path, expires: object, goes: bool) -> None:
    """A cookie that has ended is not sent; one of a browser's session has no end."""
    assert bool(sent(tmp_path, "https://paper.example/", line(expires=expires))) == goes


def test_several(tmp_path: Path) -> None:
    """Cookies of one site go together, the longer path first, each once, up to what servers take."""
    lines = [line(pair=("a", "1")), line(path="/x", pair=("b", "2")), line(pair=("a", "1"))]
    assert sent(tmp_path, "https://paper.example/x/y", *lines) == "b=2; a=1"
    assert (
        len(sent(tmp_path, "https://paper.example/", *(line(pair=(f"n{at}", "v" * 900)) for at in range(99))))
        < 16_001
    )


@pytest.mark.parametrize("value", ["a\x00b", "a b", "a;b", "é", "x" * 5_000, "a\x7f"])
def test_what_cannot_be_sent_is_left_out(tmp_path: Path, value: str) -> None:
    """A value that would break out of its header is not taken."""
    assert sent(tmp_path, "https://paper.example/", line(pair=("a", value)), line(pair=("b", "2"))) == "b=2"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o777, 0o620, 0o601])
def test_a_file_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    """Whatever anybody but the owner may do with the file, it is not used; the remedy says what to do."""
    with pytest.raises(FileError, match="by others") as caught:
        read_cookies(saved(tmp_path, line(), mode=mode))
    assert "chmod 600" in caught.value.remedy


def test_files_that_are_none(tmp_path: Path) -> None:
    """A file that is missing, a folder, a pipe, somebody else's, too large or of another kind is a clear error."""
    with pytest.raises(FileError, match="cannot be read"):
        read_cookies(tmp_path / "none.txt")
    with pytest.raises(FileError, match="cannot be read"):
        read_cookies(Path("a\0b"))
    with pytest.raises(FileError, match="is not a file"):
        read_cookies(tmp_path)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(FileError, match="is not a file"):
        read_cookies(tmp_path / "pipe")
    path = saved(tmp_path)
    assert read_cookies(path).header("https://paper.example/", NOW) == ""
    path.write_text('[{"name": "a", "value": "s3cr3t-value"}]')
    with pytest.raises(FileError, match="no file of cookies") as caught:
        read_cookies(path)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    path.write_bytes(b"#" * (5 << 20))
    with pytest.raises(FileError, match="larger"):
        read_cookies(path)


@given(st.binary(max_size=300))
def test_any_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever stands in the file ends in cookies or in a `FileError`."""
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    path.chmod(0o600)
    with contextlib.suppress(FileError):
        assert "\n" not in read_cookies(path).header("https://paper.example/", NOW)


def test_a_file_that_is_exported_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new export is taken up while the program runs; one that others can open is not, and says so."""
    file = CookieFile(saved(tmp_path, line()))
    saved(tmp_path, line(pair=("member", "new-and-longer-value")))
    assert SECRET in file.cookies().header("https://paper.example/", NOW)
    monkeypatch.setattr("lugas.follow.cookies.LOOK_S", -1.0)
    assert "new-and-longer" in file.cookies().header("https://paper.example/", NOW)
    saved(tmp_path, line(), mode=0o644)
    assert file.cookies().header("https://paper.example/", NOW) == ""
    assert "by others" in file.trouble
    saved(tmp_path, line())
    assert SECRET in file.cookies().header("https://paper.example/", NOW)
    assert file.trouble == ""


def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update whose file of cookies cannot be used any more goes on without them, and says so once."""
    path = saved(tmp_path, line())
    monkeypatch.setattr("lugas.follow.cookies.LOOK_S", -1.0)
    events: list[Event] = []

    def answer(_asked: str) -> Answer:
        path.chmod(0o644)
        return says("", 404)

    settings = Settings(
        allow_private=True, manners=Manners(delay_s=0, slow_times=0), readers=1, askers=1, cookies=path
    )
    with open_store(tmp_path / "store.db", clock=lambda: NOW) as store, site(answer) as paper:
        number = store.sites.add(paper.url).id
        for name in ("a", "b", "c"):
            store.sources.add(number, "feed", f"{paper.url}/{name}")
        assert update(store, settings, listener=events.append).looked == 3
    told = [event.note for event in events if isinstance(event, Warned)]
    assert len(told) == 1
    assert "by others" in told[0]
    assert "chmod 600" in told[0]
    assert SECRET not in told[0]


def test_when_cookies_end_is_told(tmp_path: Path) -> None:
    """Whether a host has cookies, and until when, can be asked; what they are cannot be seen."""
    cookies = read_cookies(saved(tmp_path, line(expires=LATER), line(".old.example", expires=EARLIER)))
    assert cookies.lasts_until("www.paper.example", NOW) == (True, dt.datetime.fromtimestamp(LATER, dt.UTC))
    assert cookies.lasts_until("old.example", NOW) == (False, None)
    assert Cookies().lasts_until("paper.example", NOW) == (False, None)


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    """Make an authority for certificates, which only these tests trust."""
    return trustme.CA()


def ask(asking: Asker, *urls: str) -> None:
    """Ask for pages."""
    for url in urls:
        asking.ask(url, purpose="page")


def got(paper: Site) -> list[bool]:
    """Tell of each request whether it brought the secret."""
    return [SECRET in header for header in paper["Cookie"]]


def test_over_the_wire(tmp_path: Path, ca: trustme.CA) -> None:
    """Real servers: the site gets its cookie over https, neither itself without, nor any other, nor robots.txt does.

    A redirect takes it nowhere else, and what a server sets is not sent back.
    """
    path = saved(tmp_path, line("localhost", below="FALSE"))
    with (
        site(lambda _: says(), host="other.localhost", tls=ca) as other,
        site(lambda _: says()) as plain,
        asker(ca, cookies=path) as asking,
    ):
        moves = {"/other": other.url, "/plain": plain.url}

        def answer(where: str) -> Answer:
            if where in moves:
                return says("", 302, Location=moves[where], Set_Cookie="tracking=1")
            return says(Set_Cookie="tracking=1")

        with site(answer, tls=ca) as paper:
            ask(asking, paper.url, f"{paper.url}/other", f"{paper.url}/plain", other.url, plain.url)
            asking.ask(f"{paper.url}/robots.txt", purpose="robots")
    assert got(paper) == [True, True, True, False]
    assert got(other) == [False, False]
    assert got(plain) == [False, False]
    assert not any("tracking" in header for header in paper["Cookie"])


def test_shown_to_nobody(tmp_path: Path, ca: trustme.CA, caplog: pytest.LogCaptureFixture) -> None:
    """No log, however loud, no error, no reply and no view of an object tells a value."""
    path = saved(tmp_path, line("localhost", below="FALSE"))
    with caplog.at_level(logging.DEBUG), site(lambda _: says(b"x", 500), tls=ca) as paper:
        with asker(ca, cookies=path) as asking:
            reply = asking.ask(paper.url, purpose="page")
            shown = [repr(reply), repr(vars(asking)), repr(asking.settings), repr(read_cookies(path))]
        with asker(cookies=path) as asking:  # its certificate is trusted by nobody
            shown.append(repr(asking.ask(paper.url, purpose="page")))
    assert got(paper) == [True]
    assert caplog.records
    for told in (*shown, caplog.text, *(repr(record.args) for record in caplog.records)):
        assert SECRET not in told
    cookie = read_cookies(path)._by_domain["localhost"][0]  # noqa: SLF001 - as a debugger would
    assert SECRET not in repr(cookie) + str([cookie])
