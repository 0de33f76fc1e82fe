"""Addresses: cleaned, resolved, compared, and read for what they tell. Nothing here opens one."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from lugas.remembered import remembered

__all__ = [
    "clean_address",
    "date_in_path",
    "host",
    "join",
    "path_words",
    "picture_key",
    "picture_size",
    "same_domain",
    "same_site",
    "step_words",
    "without_tracking",
]

LONGEST = 8192  # characters; browsers and servers stop near here
EARLIEST, LATEST = (
    1985,
    2049,
)  # years that a path can mean: from archives put on line to a bound against numbers

_BLANKS = re.compile(r"[\t\n\r]+")
_EDGES = "".join(map(chr, range(33))) + "\x7f\u200b\ufeff\u00a0\u2028\u2029"
_DOTS = dict.fromkeys(
    map(ord, "\u3002\uff0e\uff61"), "."
)  # which part the labels of a host as a full stop does
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:")
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"`{}|\\^\ud800-\udfff]")
_BAD_HOST = re.compile(r"[\x00-\x20\x7f-\xa0#%/<>?@\\^`{|}\"\ud800-\udfff]")

# An address that joining leaves as it is or sets behind the page's host, and one that lacks the slash of its path.
_PLAIN = re.compile(
    r"(https?://[a-z0-9][a-z0-9.-]{0,250}(?=/)|(?=/(?!/)))/[\w/.~%&=+,:@!*()-]*(?:\?[\w/.~%&=+,:@!*()-]+)?"
    r"(?:#[\w/.~%&=+,:@!*()-]+)?",
    re.ASCII,
)
_HOST_ALONE = re.compile(r"https?://[a-z0-9][a-z0-9.-]{0,250}")

# A day in a path, most telling form first. A month may be a name: /2024/jan/20/ (The Guardian),
# /2024/Januar/20/.
_DAYS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)/(\d{1,2}|[^\W\d_]{3,9})/(\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?=\d{4,9}(?!\d))"),  # with the time or a number: 20240120112233
    re.compile(r"(?<!\d)((?:19|20)\d\d)/(\d\d)(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)/(\d\d)(?!\d)"),
)
_BACKWARD = re.compile(r"(?<!\d)(\d{1,2})([-_./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
# The names of months that paths use: those of English, and of other languages where sites do the same.
_MONTH_NAMES = (
    "jan january januar januari janvier enero",
    "feb february februar februari febrero",
    "mar march maret märz",
    "apr april abril",
    "may mei mai mayo",
    "jun june juni junio",
    "jul july juli julio",
    "aug august agu agustus agosto",
    "sep sept september septiembre",
    "oct october okt oktober octubre",
    "nov november noviembre",
    "dec december dez dezember des desember diciembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WORD = re.compile(r"[^\s/_.+~,;:!?()\[\]{}&=@|%*#\"-]+")
_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|shtml|xhtml|amp|ece|story|cms|do)$", re.IGNORECASE)

# How wide a picture is, as its address may tell: `?w=800`, `/800x600/`, `w_800`, `-800w.`; and a picture's own address
# within that of a service that shrinks pictures.
_ASKED_WIDTH = re.compile(r"[?&;](?:w|width|wid|imwidth|imw|maxwidth)=(\d{1,5})(?!\d)", re.IGNORECASE)
_WIDTH = re.compile(
    r"(?<![0-9a-z])(?:(\d{2,4})x\d{2,4}|w[_=-](\d{2,5})|width[_=/-](\d{2,5})|w(\d{3,4})(?=[/,-])|(\d{3,4})w)(?![0-9a-z])",
    re.IGNORECASE | re.ASCII,
)
_ASKED = re.compile(r"[?&](?:url|src|image|u)=(https?(?::|%3a)[^&]{1,4000})", re.IGNORECASE)
_SIZES = re.compile(
    r"(?<![0-9a-z])(?:\d{2,4}x\d{0,4}|\d{2,4}w|w[_=-]?\d{2,5}|h[_=-]?\d{2,5}|scaled|e\d{10,13})(?![0-9a-z])",
    re.IGNORECASE | re.ASCII,
)
_COMMON_STEM = (
    9  # letters; a shorter file name ("image", "1", "lead") is a picture's together with its folder
)


def clean_address(url: str | None) -> str:
    """Give a page's address, or "" for anything that is not one (http or https, with a host). Never fails."""
    if not url:
        return ""
    parts = _split(_trim(url))
    return _unsplit(parts) if parts else ""


def join(base: str, url: str) -> str:
    """Resolve a link of a page; "" for what no page stands at (javascript:, data:, broken)."""
    # most links of a page are so plain that nothing has to be taken apart: 2 us in place of 17
    if len(url) < LONGEST // 2 and "/." not in url:
        plain = _PLAIN.fullmatch(url)
        if plain is not None:
            return url if plain[1] else (origin := _origin(base)) and origin + url
        if _HOST_ALONE.fullmatch(url):
            return url + "/"
    url = _trim(url)
    if not url or len(url) > LONGEST:
        return ""
    if not _SCHEME.match(url) or url[:5].lower() in {"http:", "https"}:
        try:
            url = urljoin(_trim(base), url)
        except ValueError:
            return ""
    return clean_address(url)


def host(url: str) -> str:
    """Give an address's host in lower case, without port and leading `www.`; international names readable."""
    parts = _split(_trim(url))
    name = (parts.hostname or "") if parts else ""
    name = _readable(name.rstrip("."))
    return name[4:] if name.startswith("www.") and name.count(".") > 1 else name


def same_site(a: str, b: str) -> bool:
    """Tell whether two addresses belong to one site: to one domain, at one port.

    Below the domain of a service where anybody can have a site (`substack.com`, `github.io`) each host is a site of its
    own. So is what stands at another port than the web's own ones, which are as one.
    """
    first, second = host(a), host(b)
    if not first or not second or _port(a) != _port(b):
        return False
    return first == second or _owned(first) == _owned(second)


def same_domain(a: str, b: str) -> bool:
    """Tell whether two addresses belong to one domain, which is what somebody registered.

    It is the last two labels, or three where the second-last is one that registries sell below (`co.uk`, `or.id`,
    `com.au`).
    """
    first, second = host(a), host(b)
    if not first or not second:
        return False
    return first == second or _domain(first) == _domain(second)


def without_tracking(url: str) -> str:
    """Give an address without its fragment and the parameters that tell where a reader came from.

    A fragment that names a page of an application (`#!/...`) stays. The other parameters keep their order.
    """
    if "?" not in url and "#" not in url and (plain := _PLAIN.fullmatch(url)) and plain[1]:
        return url  # as most are
    parts = _split(_trim(url))
    if not parts:
        return ""
    names, starts = _tracking()
    kept = []
    for pair in parts.query.split("&"):
        name = unquote(pair.partition("=")[0]).lower()
        if pair and name not in names and not name.startswith(starts):
            kept.append(pair)
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return _unsplit(parts._replace(query="&".join(kept), fragment=fragment))


def date_in_path(url: str) -> str:
    """Give the day that an address's path holds as `YYYY-MM-DD`; "" without a full and plausible one."""
    parts = _split(_trim(url))
    if not parts:
        return ""
    path = unquote(parts.path).lower()[:LONGEST]
    for pattern in _DAYS:
        for match in pattern.finditer(path):
            found = _day(match[1], match[2], match[3])
            if found:
                return found
    for match in _BACKWARD.finditer(path):
        # 20-01-2024 and 01-20-2024: the one that is a day; when both are, it is not known which
        there, here = _day(match[4], match[3], match[1]), _day(match[4], match[1], match[3])
        if (there and not here) or there == here:
            return there
        if here and not there:
            return here
    return ""


@remembered(4096)
def picture_size(address: str) -> int:
    """Give the width of a picture in pixels as its address tells it, 0 where it does not."""
    address = address[:LONGEST]
    match = _ASKED_WIDTH.search(address)
    if match is None:  # the last one: what it was cut to stands before what it was shrunk to
        told = list(_WIDTH.finditer(address.partition("?")[0], max(address.find("/", 8), 0)))
        match = told[-1] if told else None
    return int(match[match.lastindex or 1]) if match is not None else 0


@remembered(4096)
def picture_key(address: str) -> str:
    """Give what the addresses of one picture in several sizes share: its file name without size and ending.

    A short name stands with its folder. Of a service that shrinks pictures it is the address within that counts.
    """
    inner = _ASKED.search(address[:LONGEST])
    path = unquote(inner[1]) if inner is not None else address[:LONGEST]
    path = path[max(path.rfind("http://"), path.rfind("https://"), 0) :].partition("?")[0].rstrip("/").lower()
    *folders, name = path.split("/")
    stem = _SIZES.sub("", name.rpartition(".")[0] or name).strip("-_., ")
    if len(stem) >= _COMMON_STEM:
        return stem
    folder = next((folder for folder in reversed(folders) if _SIZES.sub("", folder).strip("-_.,")), "")
    return f"{folder}/{stem}"


def path_words(url: str) -> tuple[str, ...]:
    """Give the words of an address's path in lower case, in order, without file endings and bare numbers."""
    parts = _split(_trim(url))
    if not parts:
        return ()
    return step_words(parts.path)


def step_words(path: str) -> tuple[str, ...]:
    """Give the words of a path or of a step of one, as `path_words` does."""
    plain = _ENDING.sub("", unquote(path)[:LONGEST])
    return tuple(word.lower() for word in _WORD.findall(plain) if not word.isdigit())


def _trim(url: str) -> str:
    """Drop what browsers drop: white space and controls around an address, line ends and tabs within it."""
    return _BLANKS.sub("", url.strip(_EDGES))


def _split(url: str) -> SplitResult | None:
    """Split an http or https address; `None` for anything else."""
    return None if len(url) > LONGEST else _split_short(url)


@lru_cache(maxsize=256)
def _split_short(url: str) -> SplitResult | None:
    """Split an address of a length that is one's, or remember how it was split: a page's own is asked for often."""
    if not _SCHEME.match(url):
        return None
    try:
        parts = urlsplit(url.replace("\\", "/", 3) if url[:8].count("\\") else url)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not name or _BAD_HOST.search(name) or not name.strip("."):
        return None
    return parts


@remembered(64)
def _origin(url: str) -> str:
    """Give the scheme and host of an address, "" for what is not one."""
    parts = _split(_trim(url))
    return _unsplit(parts._replace(path="/", query="", fragment=""))[:-1] if parts else ""


def _unsplit(parts: SplitResult) -> str:
    """Put an address together, with what would break out of markup escaped."""
    netloc = parts.netloc.rpartition("@")[2].lower()  # a name and password are nobody's business
    netloc = netloc.removesuffix(":80" if parts.scheme == "http" else ":443").rstrip(":")
    other = not netloc.isascii() or netloc.endswith(".") or ".:" in netloc
    if other and netloc[0] != "[":  # other spellings of one host
        name, colon, port = netloc.translate(_DOTS).partition(":")
        netloc = name.rstrip(".") + colon + port
    url = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, parts.fragment))
    return _UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), url
    )


def _readable(name: str) -> str:
    """Write the labels of an international host in their own letters."""
    if "xn--" not in name:
        return name
    labels = []
    for label in name.split("."):
        plain = label
        if label.startswith("xn--") and len(label) <= 63:
            try:
                plain = label[4:].encode("ascii").decode("punycode")
            except ValueError:  # not punycode at all
                plain = label
            # what does not come out as letters would not be more readable, or would pose as another host
            if _BAD_HOST.search(plain) or not all(
                char.isalnum() or char == "-" for char in plain.replace(".", "/")
            ):
                plain = label
        labels.append(plain.lower())
    return ".".join(labels)


def _domain(name: str) -> str:
    """Give the part of a host that somebody registered, by its form."""
    labels = name.split(".")
    if len(labels) < 3 or labels[-1].isdigit() or ":" in name:
        return name
    sold_below = len(labels[-1]) == 2 and labels[-2] in _words("second_levels")
    return ".".join(labels[-3 if sold_below else -2 :])


def _owned(name: str) -> str:
    """Give the part of a host whose owner writes what stands there: its domain, or what is one's own with a service."""
    labels = name.split(".")
    for count in (2, 3):
        if len(labels) > count and ".".join(labels[-count:]) in _words("hosting"):
            return ".".join(labels[-count - 1 :])
    return _domain(name)


def _port(url: str) -> int:
    """Give the port of an address, 0 for the web's own ones."""
    parts = _split(_trim(url))
    port = parts.port if parts else None
    return 0 if port in {None, 80, 443} else port or 0


def _day(year: str, month: str, day: str) -> str:
    """Write a day as ISO 8601; "" for one that the calendar lacks, or in no plausible year."""
    number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
    if not EARLIEST <= int(year) <= LATEST:
        return ""
    try:
        return dt.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the names of tracking parameters: whole ones, and the beginnings that the list marks with `*`."""
    names = _words("tracking")
    return (
        frozenset(name for name in names if not name.endswith("*")),
        tuple(sorted(name[:-1] for name in names if name.endswith("*"))),
    )


@cache
def _words(name: str) -> frozenset[str]:
    """Read a list of this folder."""
    text = (Path(__file__).parent / "words" / f"{name}.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
