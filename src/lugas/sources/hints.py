"""What a page asks of programs that read it: `<meta name="robots">` and the header X-Robots-Tag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from lugas.page.tree import Document, parse_html
from lugas.sources.moments import instant

__all__ = ["Hints", "page_hints"]

HEAD = 200_000  # characters of a page in which its <meta> elements stand
MOST = 100  # directives
# Directives that hold an address or a date after a colon, and are no program's name.
VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


class Hints(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a page asks for.

    `index`: it may be found by a search. `archive`: a copy of it may be shown to others. `follow`: its links may be
    followed. `snippet`: parts of it may be shown elsewhere. `until` is when it will be gone. `said` are the directives
    as they were read.
    """

    index: bool = True
    archive: bool = True
    follow: bool = True
    snippet: bool = True
    until: dt.datetime | None = None
    said: tuple[str, ...] = ()

    def is_over(self, now: dt.datetime) -> bool:
        """Tell whether the page was to be taken down before `now`."""
        return self.until is not None and self.until <= now


def page_hints(page: str | Document, headers: Sequence[str] = (), *, agent: str = "") -> Hints:
    """Give what a page asks of every program, or of `agent` by name.

    `headers` are the values of its X-Robots-Tag headers. Where directives disagree, the stricter one holds, as search
    engines read them.
    """
    tree = parse_html(page[:HEAD]) if isinstance(page, str) else page
    said: list[str] = []
    for element in tree.find_all("meta", limit=500):
        name = (element.attr("name") or "").strip().lower()
        if name == "robots" or (agent and name == agent.lower()):
            said += _directives((element.attr("content") or "")[:1_000])
    for header in headers[:20]:
        said += _for_agent(_directives(header[:1_000]), agent.lower())
    return _told(said[:MOST])


def _directives(text: str) -> list[str]:
    """Split directives at commas; a date keeps its own."""
    found: list[str] = []
    for part in text.split(","):
        piece = " ".join(part.split())
        if found and found[-1].lower().startswith("unavailable_after") and not _is_word(piece):
            found[-1] += f", {piece}"
        elif piece:
            found.append(piece)
    return found


def _is_word(piece: str) -> bool:
    """Tell whether a piece is a directive by itself, and no part of a date."""
    return piece.partition(":")[0].replace("-", "").replace("_", "").isalpha() and not piece[-1:].isdigit()


def _for_agent(directives: Iterable[str], agent: str) -> list[str]:
    """Keep those that are for everybody or for `agent`: `otherbot: noindex, nofollow` is for otherbot alone."""
    kept: list[str] = []
    mine = True
    for directive in directives:
        name, colon, rest = directive.partition(":")
        named = bool(colon) and name.strip().lower() not in VALUED
        if named:
            mine = name.strip().lower() in {agent, "*", "robots"}
        told = rest.strip() if named else directive
        if mine and told:
            kept.append(told)
    return kept


def _told(said: Sequence[str]) -> Hints:
    """Weigh the directives."""
    words = {directive.lower() for directive in said}
    dates = [instant(each.partition(":")[2]) for each in said if each.lower().startswith("unavailable_after")]
    none = "none" in words
    return Hints(
        index=not (none or "noindex" in words),
        archive=words.isdisjoint({"noarchive", "nocache"}),
        follow=not (none or "nofollow" in words),
        snippet=words.isdisjoint({"nosnippet", "max-snippet:0", "max-snippet: 0"}),
        until=min((date for date in dates if date is not None), default=None),
        said=tuple(dict.fromkeys(said)),
    )
