"""Lists of the Google Reader API: by number alone, with their articles as JSON, or as Atom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.responses import Response

from lugas.desk.apps.asked import Asked, json, said
from lugas.desk.apps.items import Item, items_of, long_id, numbers_of
from lugas.desk.apps.streams import READ, READING_LIST, STARRED, STATE, Stream, label, narrowed, stream_of
from lugas.render.clean import for_xml
from lugas.store import Arrival, Arrived
from lugas.store.columns import to_micros

__all__ = ["atom", "contents", "item_contents", "item_count", "item_ids"]

A_PIECE = 20
MOST_NUMBERS, MOST_ARTICLES, MOST_ASKED_FOR = 10_000, 250, 1_000


def missing() -> Response:
    """Answer where a stream is asked for that is not there."""
    return said("There is no such stream.", 404)


def piece_of(asked: Asked, stream: Stream, most: int) -> tuple[list[Arrival], str]:
    """Give a piece of a stream, and what to send for the next one, "" at its end."""
    oldest_first = asked.one("r") == "o"
    wanted = asked.number("n")
    limit = min(A_PIECE if wanted is None else wanted, most)
    arrived = narrowed(asked, stream.arrived, oldest_first=oldest_first)
    found = asked.sitting.store.arrivals.of(arrived, oldest_first=oldest_first, limit=limit + 1)
    more = len(found) > limit > 0
    return list(found[:limit]), str(found[limit - 1].id) if more else ""


def item_ids(asked: Asked) -> Response:
    """List the numbers of a stream's articles."""
    stream = stream_of(asked, asked.one("s"))
    if stream is None:
        return said("There is no such stream.", 404)
    found, going_on = piece_of(asked, stream, MOST_NUMBERS)
    told: dict[str, Any] = {
        "itemRefs": [
            {
                "id": str(one.id),
                "directStreamIds": [f"feed/{one.site_id}"],
                "timestampUsec": str(to_micros(one.first_seen)),
            }
            for one in found
        ]
    }
    return json({**told, "continuation": going_on} if going_on else told)


def item_count(asked: Asked) -> Response:
    """Tell how many articles a stream holds."""
    stream = stream_of(asked, asked.one("s"))
    return missing() if stream is None else said(str(asked.sitting.store.arrivals.count(stream.arrived)))


def item_contents(asked: Asked) -> Response:
    """Give the articles whose numbers are sent."""
    numbers = numbers_of(asked.many("i"))[:MOST_ASKED_FOR]
    stream = Stream(READING_LIST, asked.sitting.desk.settings.title, asked.sitting.origin, Arrived())
    return json(told_stream(asked, stream, items_of(asked.sitting, numbers), ""))


def articles_of(asked: Asked) -> tuple[Stream, list[Item], str] | None:
    """Give the stream that an address or a field names, a piece of its articles, and what leads to the next one."""
    stream = stream_of(asked, asked.sitting.request.path_params.get("stream", "") or asked.one("s"))
    if stream is None:
        return None
    found, going_on = piece_of(asked, stream, MOST_ARTICLES)
    return stream, items_of(asked.sitting, [one.id for one in found]), going_on


def contents(asked: Asked) -> Response:
    """Give a stream with its articles, as JSON."""
    found = articles_of(asked)
    return missing() if found is None else json(told_stream(asked, *found))


def atom(asked: Asked) -> Response:
    """Give a stream with its articles, as Atom with Google's additions."""
    found = articles_of(asked)
    if found is None:
        return missing()
    stream, items, going_on = found
    told = [(item, long_id(item.id), categories(item)) for item in items]
    updated = max((item.seen for item in items), default=asked.sitting.now).isoformat()
    here = str(asked.sitting.request.url)
    template = asked.sitting.desk.templates.get_template("stream.xml")
    xml = template.render(stream=stream, items=told, going_on=going_on, updated=updated, here=here)
    body = for_xml(xml).encode()
    return Response(body, media_type="application/atom+xml; charset=utf-8")


def told_stream(asked: Asked, stream: Stream, items: list[Item], going_on: str) -> dict[str, Any]:
    """Tell a stream as JSON does."""
    told = {
        "direction": "ltr",
        "id": stream.id,
        "title": stream.title,
        "self": [{"href": str(asked.sitting.request.url)}],
        "alternate": [{"href": stream.page, "type": "text/html"}],
        "updated": max((seconds(item.seen) for item in items), default=seconds(asked.sitting.now)),
        "items": [told_item(item) for item in items],
    }
    return {**told, "continuation": going_on} if going_on else told


def told_item(item: Item) -> dict[str, Any]:
    """Tell an article as JSON does; times in three units, two of them as text."""
    return {
        "id": long_id(item.id),
        "crawlTimeMsec": str(to_micros(item.seen) // 1_000),
        "timestampUsec": str(to_micros(item.seen)),
        "published": seconds(item.published),
        "updated": seconds(item.updated),
        "title": item.title,
        "author": ", ".join(item.authors),
        "canonical": [{"href": item.source}],
        "alternate": [{"href": item.source, "type": "text/html"}],
        "categories": [name for name, _ in categories(item)],
        "origin": {"streamId": f"feed/{item.site_id}", "title": item.site, "htmlUrl": item.site_href},
        "summary": {"direction": item.direction, "content": item.html},
    }


def categories(item: Item) -> list[tuple[str, str]]:
    """Give the streams an article is in, and how each is called: what the reader did with it, folder, sections."""
    told = [(READING_LIST, "reading-list")]
    # What is unread bears the name of a state, too: newsboat leaves alone what bears none.
    told.append((f"{STATE}fresh", "fresh") if item.unread else (READ, "read"))
    if item.saved:
        told.append((STARRED, "starred"))
    names = dict.fromkeys(name for name in (item.folder, *item.sections) if name)
    return [*told, *((label(name), name) for name in names)]


def seconds(moment: dt.datetime) -> int:
    """Give whole seconds since 1970."""
    return to_micros(moment) // 1_000_000
