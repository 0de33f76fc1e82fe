"""Cookies of the keeper's own subscriptions: read from a file, sent to their site alone, over https alone.

The file is Netscape's, as browsers and curl export it. What servers set is never taken up, and nothing here writes,
logs or shows a value. The standard library's `http.cookiejar` reads such files too, but by Netscape's rules of 1994
(`localhost` becomes `localhost.local`), and its errors quote the lines that they are about.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from msgspec import Struct

from lugas.errors import FileError
from lugas.network import is_address
from lugas.page.urls import same_domain

__all__ = ["Cookie", "CookieFile", "Cookies", "read_cookies"]

LOOK_S = 60.0  # how often a file that was read is looked at again: subscriptions end, and are exported anew
LARGEST = 4 << 20  # bytes
MOST = 20_000  # cookies
LONGEST_HEADER = 16_000  # bytes sent to one site; servers refuse more
HTTP_ONLY = "#HttpOnly_"  # stands before the domain of a cookie that scripts may not see
_NAME = re.compile(r"[!#-'*+.0-9A-Z^-z|~-]{1,500}")
_VALUE = re.compile(
    r"[\x21-\x3a\x3c-\x7e]{0,4096}"
)  # as browsers send it: no blank, no semicolon, no control
_DOMAIN = re.compile(r"[0-9a-z_-][0-9a-z_.:\[\]-]{0,252}")


class Cookie(Struct, frozen=True, kw_only=True):
    """One cookie: `below` tells that it is for the hosts below its domain too, `expires` when it ends, if ever."""

    domain: str
    below: bool
    path: str
    expires: dt.datetime | None
    name: str
    value: str

    def __repr__(self) -> str:
        return f"Cookie(domain={self.domain!r}, path={self.path!r}, name={self.name!r}, value=...)"

    def is_for(self, host: str, path: str, now: dt.datetime) -> bool:
        """Tell whether it may be sent to a host for a path (RFC 6265, 5.1.3 and 5.1.4)."""
        if self.expires is not None and self.expires <= now:
            return False
        if host != self.domain and not (self.below and host.endswith(f".{self.domain}")):
            return False
        folder = self.path if self.path.endswith("/") else f"{self.path}/"
        return path == self.path or path.startswith(folder)


class Cookies:
    """The cookies of a file. What they are for can be asked, and what is to be sent to an address; nothing else."""

    def __init__(self, cookies: Iterable[Cookie] = ()) -> None:
        self._by_domain: dict[str, list[Cookie]] = {}
        for cookie in cookies:
            self._by_domain.setdefault(cookie.domain, []).append(cookie)

    def __repr__(self) -> str:
        return f"<cookies for {len(self._by_domain)} domains>"

    def header(self, url: str, now: dt.datetime) -> str:
        """Give the value of the Cookie header for a request, "" for none; always "" where the address is not https."""
        if not self._by_domain:
            return ""
        parts = urlsplit(url)
        if parts.scheme != "https":
            return ""
        host, path = _ascii((parts.hostname or "").lower().rstrip(".")), parts.path or "/"
        found = [cookie for cookie in self._near(host) if cookie.is_for(host, path, now)]
        found.sort(key=lambda cookie: -len(cookie.path))  # RFC 6265, 5.4: the longer path first
        pairs: dict[str, None] = {}
        size = 0
        for cookie in found:
            pair = f"{cookie.name}={cookie.value}"
            size += len(pair) + 2
            if size > LONGEST_HEADER:
                break
            pairs[pair] = None
        return "; ".join(pairs)

    def lasts_until(self, host: str, now: dt.datetime) -> tuple[bool, dt.datetime | None]:
        """Tell whether a host has any cookie that has not ended, and when the last of those that end does."""
        mine = [cookie for cookie in self._near(host) if cookie.is_for(host, cookie.path, now)]
        return bool(mine), max((cookie.expires for cookie in mine if cookie.expires), default=None)

    def _near(self, host: str) -> list[Cookie]:
        """Give the cookies of a host's domain and of those above it."""
        labels = host.split(".")[-20:]
        names = (
            [host] if is_address(host) else [host, *(".".join(labels[at:]) for at in range(1, len(labels)))]
        )
        return [cookie for name in names for cookie in self._by_domain.get(name, ())]


class CookieFile:
    """A file of cookies that may be exported anew while it is in use; may be shared by threads.

    What cannot be used any more gives no cookies, and `trouble` says why. Raises `FileError` where it cannot be used at
    the beginning.
    """

    def __init__(self, path: Path) -> None:
        self.trouble = ""
        self._path = path
        self._mark = _mark(path)
        self._cookies = read_cookies(path)
        self._looked = time.monotonic()
        self._guard = threading.Lock()

    def cookies(self) -> Cookies:
        """Give the cookies that stand in the file now, or did a minute ago."""
        with self._guard:
            if time.monotonic() - self._looked > LOOK_S:
                self._looked = time.monotonic()
                mark = _mark(self._path)
                if mark != self._mark:
                    self._mark = mark
                    self._read_again()
            return self._cookies

    def _read_again(self) -> None:
        try:
            self._cookies, self.trouble = read_cookies(self._path), ""
        except FileError as error:
            self._cookies, self.trouble = Cookies(), str(error)


def _mark(path: Path) -> tuple[int, ...]:
    """Give what tells one state of a file from the next."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode, found.st_uid


def read_cookies(path: Path) -> Cookies:
    """Read a file of cookies in Netscape's format, which nobody but its owner may be able to read.

    Lines that are none are left out. Raises `FileError` for a file that is missing, is open to others, or is no such
    file; no error tells what stands in it.
    """
    text = _read_private(path)
    cookies = [cookie for line in text.splitlines() if (cookie := _cookie(line)) is not None][:MOST]
    if not cookies and any("\t" not in line for line in text.splitlines() if line and line[0] != "#"):
        remedy = "export the cookies in Netscape's format (cookies.txt): seven columns with tabs between them"
        raise FileError(str(path), "is no file of cookies", remedy=remedy)
    return Cookies(cookies)


def _read_private(path: Path) -> str:
    """Read a file, after seeing that only its owner can; it is the opened file that is looked at."""
    source = str(path)
    try:
        # not to wait for a pipe's other end
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "is not the name of a file"
        raise FileError(source, f"cannot be read ({told})", remedy="check the name and its rights") from None
    try:
        _refuse_open(source, os.fstat(number))
        with os.fdopen(number, "rb", closefd=False) as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    finally:
        os.close(number)


def _refuse_open(source: str, found: os.stat_result) -> None:
    """Refuse what is no file, and one that others may read or change."""
    if not stat.S_ISREG(found.st_mode):
        raise FileError(source, "is not a file", remedy="give a file of cookies")
    if os.name == "posix":  # elsewhere rights are told in other ways
        if found.st_mode & 0o077:
            raise FileError(source, "can be read or written by others", remedy=f"chmod 600 {source}")
        if found.st_uid != os.geteuid():
            remedy = "make it your own, for its rights are its owner's to change"
            raise FileError(source, "belongs to another user", remedy=remedy)
    if found.st_size > LARGEST:
        raise FileError(source, f"is larger than {LARGEST:,} bytes", remedy="export fewer cookies")


def _cookie(line: str) -> Cookie | None:
    """Read a line; `None` for a comment, and for what could not be sent to its site alone."""
    fields = line.removeprefix(HTTP_ONLY).strip("\r\n").split("\t")
    if len(fields) != 7 or (line.startswith("#") and not line.startswith(HTTP_ONLY)):
        return None
    domain, below, path, _, expires, name, value = fields
    wide = below.upper() == "TRUE"
    domain = domain.strip().lower().removeprefix(".")
    if not _DOMAIN.fullmatch(domain) or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        return None
    if wide and (is_address(domain) or _is_for_all(domain)):
        wide = False
    when = _instant(expires)
    path = path if path.startswith("/") else "/"
    return Cookie(domain=domain, below=wide, path=path, expires=when, name=name, value=value)


def _is_for_all(domain: str) -> bool:
    """Tell whether below a domain stand sites of many owners (`com`, `co.id`)."""
    return not same_domain(f"https://a.{domain}/", f"https://b.{domain}/")


def _ascii(host: str) -> str:
    """Give a host as it is connected to and as browsers export it: `münchen.example` is `xn--mnchen-3ya.example`."""
    try:
        return host if host.isascii() else httpx.URL(f"https://{host}/").raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError):
        return ""


def _instant(text: str) -> dt.datetime | None:
    """Read when a cookie ends, in seconds since 1970; `None` for the end of a browser's session (0) or never."""
    try:
        seconds = float(text)
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
