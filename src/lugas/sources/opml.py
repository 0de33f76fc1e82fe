"""Lists of subscriptions as feed readers exchange them: OPML 1.0 and 2.0, in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from lugas.page.urls import clean_address, join
from lugas.sources.elements import Outline, outlines
from lugas.sources.entries import Limits
from lugas.sources.mend import mend, to_plain, without_prolog
from lugas.sources.texts import line

__all__ = ["Subscription", "Subscriptions", "read_opml", "write_opml"]

MOST = 20_000
DEFAULTS = Limits(max_bytes=16 << 20)


class Subscription(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a list: a feed's address, title and site, and the folders that it stands in, outermost first."""

    url: str
    title: str = ""
    home: str = ""
    summary: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()


class Subscriptions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A list of subscriptions.

    `trouble` says why there is none, `left_out` counts lines without a usable address, and `is_cut` tells that the list
    breaks off before its end.
    """

    title: str = ""
    feeds: tuple[Subscription, ...] = ()
    trouble: str = ""
    left_out: int = 0
    is_cut: bool = False


def read_opml(content: bytes | str, *, limits: Limits = DEFAULTS) -> Subscriptions:
    """Read a list of subscriptions; never fails.

    Attributes count in any letter case (`xmlUrl`, `xmlurl`, `url`), titles as `title` or `text`, folders nested or
    named by `category`. A feed in two folders is given twice, one that stands twice in the same folder once.
    """
    decoded = to_plain(content, "", "", limits)
    if decoded.trouble:
        return Subscriptions(trouble=decoded.trouble)
    text = without_prolog(decoded.text)
    title, found, broken = outlines(text, MOST)
    if broken:
        again = outlines(mend(text), MOST)
        title, found, _ = again if len(again[1]) >= len(found) else (title, found, True)
    if "<opml" not in text[:65_536].lower() and not found:
        return Subscriptions(trouble="no OPML list")
    is_cut = "</opml" not in text[-65_536:].lower() and "<opml" in text[:65_536].lower()
    feeds: dict[tuple[str, tuple[str, ...]], Subscription] = {}
    left_out = 0
    for outline in found:
        subscription = _subscription(outline)
        if subscription is None:
            left_out += bool(outline.get("xmlurl") or outline.get("type").lower() in {"rss", "atom"})
            continue
        feeds.setdefault((subscription.url, subscription.folders), subscription)
    return Subscriptions(title=line(title), feeds=tuple(feeds.values()), left_out=left_out, is_cut=is_cut)


def _subscription(outline: Outline) -> Subscription | None:
    """Give a line's feed, `None` for a folder, a comment or what has no usable address."""
    is_feed = outline.get("type").lower() in {"rss", "atom", "feed"}
    told = (outline.get("xmlurl") or (outline.get("url") if is_feed else "")).strip()
    if told[:5].lower() == "feed:":  # feed:https://..., and feed://example.com
        told = told[5:] if told[5:9].lower() == "http" else f"https:{told[5:]}"
    url = clean_address(told)
    if not url:
        return None
    folders = tuple(name for name in (line(folder) for folder in outline.folders) if name)
    if not folders and outline.get("category"):
        first = outline.get("category").split(",")[0]
        folders = tuple(line(name) for name in first.split("/") if name.strip())
    return Subscription(
        url=url,
        title=line(outline.get("title") or outline.get("text")),
        home=join(url, outline.get("htmlurl")) if outline.get("htmlurl") else "",
        summary=line(outline.get("description")),
        language=outline.get("language")[:35],
        folders=folders[:10],
    )


def write_opml(feeds: Iterable[Subscription], *, title: str = "", now: dt.datetime | None = None) -> str:
    """Write a list of subscriptions as OPML 2.0, each folder after the feeds that stand beside it.

    `now` is written as the time of its making. Reading the text gives the same subscriptions.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a folder holds folders: no finite type tells it
    held: dict[tuple[str, ...], list[Subscription]] = {}
    for feed in feeds:
        level = root
        for folder in feed.folders:
            level = level.setdefault(folder, {})
        held.setdefault(feed.folders, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines.append(f"    <title>{escape(_fit(title))}</title>")
    if now is not None:
        lines.append(f"    <dateCreated>{format_datetime(now)}</dateCreated>")
    lines += ["  </head>", "  <body>"]
    waiting: list[tuple[str, tuple[str, ...], dict]] = [("open", (), root)]  # type: ignore[type-arg]  # as above
    while waiting:
        what, path, level = waiting.pop()
        indent = "  " * (len(path) + 1)
        if what == "close":
            lines.append(f"{indent}</outline>")
            continue
        if path:
            name = quoteattr(_fit(path[-1]))
            lines.append(f"{indent}<outline text={name} title={name}>")
            waiting.append(("close", path, {}))
        lines += (f"{indent}  {_line(feed)}" for feed in held.get(path, ()))
        waiting += [("open", (*path, name), inner) for name, inner in reversed(level.items())]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _line(feed: Subscription) -> str:
    """Write one subscription."""
    name = _fit(feed.title or feed.url)
    pairs = [("type", "rss"), ("text", name), ("title", name), ("xmlUrl", feed.url)]
    pairs += [("htmlUrl", feed.home), ("description", _fit(feed.summary)), ("language", feed.language)]
    return f"<outline {' '.join(f'{key}={quoteattr(value)}' for key, value in pairs if value)}/>"


def _fit(text: str) -> str:
    """Give a text that may stand in XML: one line, without control characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable() or letter == " ")
