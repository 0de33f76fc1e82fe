"""Feeds out: the whole text of the newest articles of a list, as Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lugas.desk import addresses
from lugas.desk.desk import Sitting, sitting_of
from lugas.desk.lists import KINDS, named
from lugas.desk.prose import prose_of, shown_from
from lugas.desk.search_page import asked_of, chosen_of
from lugas.render.clean import fold, for_xml, printable, web_address
from lugas.render.labels import language_tag
from lugas.store import Headline, Stored

__all__ = ["Entry", "chosen", "entry_from", "show"]

ENTRIES = 30
# When a list without articles changed last: never, and its feed is the same whenever it is asked for.
NEVER = dt.datetime.fromtimestamp(0, dt.UTC)


@dataclass(frozen=True)
class Entry:
    """An article in a feed; `html` is its text as markup, every address in it whole. `id` never changes."""

    id: str
    href: str
    source: str
    title: str
    summary: str
    html: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    published: str
    updated: str
    site: str


@dataclass(frozen=True)
class Feed:
    """A feed: its title, its own address, that of the page it is of, and its entries. `id` never changes."""

    id: str
    title: str
    href: str
    page: str
    updated: str
    entries: tuple[Entry, ...]


def show(request: Request) -> Response:
    """Give the feed of a list."""
    sitting = sitting_of(request)
    form = request.path_params["form"]
    if form not in {"atom", "json"}:
        raise HTTPException(404)
    path, title, headlines = chosen(sitting)
    query = request.url.query if path == "/search" else ""
    feed = Feed(
        id=sitting.desk.identity.name("list", path, query),
        title=f"{sitting.desk.settings.title}{': ' if title else ''}{title}",
        href=sitting.origin + addresses.feed(form, path, query),
        page=sitting.origin + path + (f"?{query}" if query else ""),
        updated=max((one.changed for one in headlines), default=NEVER).isoformat(),
        entries=tuple(entry for one in headlines if (entry := entry_of(sitting, one)) is not None),
    )
    if form == "json":
        return unless_known(request, json_feed(feed), "application/feed+json")
    xml = sitting.desk.templates.get_template("feed.xml").render(feed=feed)
    return unless_known(request, for_xml(xml).encode(), "application/atom+xml")


def unless_known(request: Request, body: bytes, kind: str) -> Response:
    """Answer with a feed, or that it is as whoever asks had it (RFC 9110, 13.1.2).

    No time goes with it: what is saved or dropped changes a feed and is as old as it was. The tag is a weak one since
    the same feed is sent packed and unpacked.
    """
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"Cache-Control": "private, max-age=60", "ETag": f"W/{tag}"}
    told = ",".join(request.headers.getlist("if-none-match"))
    known = {each.strip().removeprefix("W/") for each in told.split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)


def chosen(sitting: Sitting) -> tuple[str, str, Sequence[Headline]]:
    """Give the address of the list a feed is of, its name, and its newest articles; 404 where there is none."""
    store = sitting.store
    kind, _, name = sitting.request.path_params.get("path", "").partition("/")
    if not kind:
        return "/", "", store.listing.latest(limit=ENTRIES).items
    if kind == "latest" and not name:
        return "/latest", sitting.words("latest"), store.listing.latest(limit=ENTRIES).items
    if kind == "saved" and not name:
        return "/saved", sitting.words("saved"), store.reader.saved(limit=ENTRIES).items
    if kind == "search" and not name:
        asked = asked_of(sitting.request)
        hits = store.search.find(asked.words, chosen_of(asked, sitting), limit=ENTRIES)
        return "/search", asked.words, [hit.headline for hit in hits.items]
    if kind not in {"site", *KINDS}:
        raise HTTPException(404)
    of = named(sitting, kind, name)
    found = store.listing.latest(of.chosen, limit=ENTRIES).items
    if not found and of.site is None:
        raise HTTPException(404)
    return of.path, of.name, found


def entry_of(sitting: Sitting, headline: Headline) -> Entry | None:
    """Make the entry of an article; `None` for one that has gone in the meantime."""
    stored = sitting.store.articles.get(headline.id, addresses=False)
    return None if stored is None else entry_from(sitting, stored)


def entry_from(sitting: Sitting, stored: Stored) -> Entry:
    """Make the entry of an article."""
    article, headline = stored.article, stored.headline

    def place(url: str) -> str:
        return sitting.origin + sitting.desk.seals.address(headline.id, url)

    shown = shown_from(place if sitting.desk.settings.pictures is not None else None)
    prose = prose_of(article, sitting.words, shown)
    site = sitting.site(number=headline.site_id)
    dek = Markup("<p><strong>{}</strong></p>").format(fold(article.dek)) if article.dek else Markup()
    posts = Markup("\n").join(
        Markup("<h2>{}</h2>\n{}").format(
            " · ".join(part for part in (post.told, post.authors) if part), post.body
        )
        for post in prose.posts
    )
    parts = (dek, prose.lead, prose.body, posts, prose.gallery)
    return Entry(
        # A store that was brought back from a backup gives numbers again, and places only to the same article.
        id=sitting.desk.identity.name("article", headline.id, headline.place),
        href=sitting.origin + addresses.article(headline.id),
        source=web_address(headline.url),  # the page says of itself what it likes; this was checked
        title=fold(headline.title or headline.url),
        summary=fold(headline.dek),
        html=printable("\n".join(str(part) for part in parts if part)),
        authors=tuple(name for person in article.authors if (name := fold(person.name))),
        tags=tuple(fold(name) for name in (*article.section, *article.tags)),
        language=language_tag(article.language),
        published=headline.listed.isoformat(),
        updated=headline.changed.isoformat(),
        site=fold(site.name or site.host) if site is not None else "",
    )


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""
    items = [
        {
            "id": entry.id,
            "url": entry.href,
            "external_url": entry.source,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "authors": [{"name": name} for name in entry.authors] or [{"name": entry.site}],
            "tags": list(entry.tags),
            "language": entry.language,
        }
        for entry in feed.entries
    ]
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.href,
        "items": [{key: value for key, value in item.items() if value} for item in items],
    }
    return msgspec.json.encode(told)
