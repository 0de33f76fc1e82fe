"""The Fever API (https://feedafever.com/api, as the Internet Archive keeps it): one address, answers in JSON.

An app shows a key made of name and password by MD5, so it is off until apps have a password of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import structs
from starlette.responses import Response
from starlette.routing import Route

from lugas.desk import addresses
from lugas.desk.apps.asked import Asked, endpoint, json, moment
from lugas.desk.apps.folders import folder_of, folders
from lugas.desk.apps.items import Item, items_of
from lugas.desk.apps.streams import followed
from lugas.desk.keeper.passwords import TooManyAttemptsError
from lugas.errors import UsageError
from lugas.render.clean import fold
from lugas.store import Arrived, SiteRow
from lugas.store.columns import to_micros

__all__ = ["ROUTES"]

VERSION = 3
A_PIECE = 50  # articles, as the interface says
ALL = 1_000_000
# The two folders that every Fever has: all feeds, and those that are read for what many of them link.
EVERYTHING, SPARKS = 0, -1
WITHOUT_FOLDER = 1
# A grey point, as the interface's own example: the desk brings no icons.
ICON = "image/gif;base64,R0lGODlhAQABAIAAAObm5gAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="


def answer(asked: Asked) -> Response:
    """Answer everything that a request asks for; without the right key, that it is not."""
    told: dict[str, Any] = {"api_version": VERSION, "auth": 0}
    try:
        if not asked.fits(asked.one("api_key").strip().lower(), often=True):
            return json(told)
    except TooManyAttemptsError as error:
        return json({**told, "error": str(error)})
    told["auth"] = 1
    newest = asked.sitting.store.arrivals.of(limit=1)
    told["last_refreshed_on_time"] = str(to_micros(newest[0].first_seen) // 1_000_000) if newest else "0"
    if asked.has("mark"):
        told |= mark(asked)
    for name, part in PARTS.items():
        if asked.has(name):
            told |= part(asked)
    return json(told)


def group_of(site: SiteRow) -> int:
    """Give the number of a site's folder: of the letters of its language, so that it stays what it is."""
    code = site.language.replace("_", "-").partition("-")[0].strip().lower()
    return int.from_bytes(code.encode()[:3]) if folder_of(site) else WITHOUT_FOLDER


def grouped(asked: Asked) -> dict[int, tuple[str, list[int]]]:
    """Give the folders: number, name, and the sites in each."""
    sites = asked.sites
    names = {site: name for name, inside in folders(sites).items() for site in inside}
    found: dict[int, tuple[str, list[int]]] = {}
    for site in sites.values():
        name = names.get(site.id, asked.sitting.desk.settings.title)
        found.setdefault(group_of(site), (name, []))[1].append(site.id)
    return found


def groups(asked: Asked) -> dict[str, Any]:
    """List the folders, and which sites are in them."""
    told = [{"id": number, "title": name} for number, (name, _) in grouped(asked).items()]
    return {"groups": told, **inside_groups(asked)}


def inside_groups(asked: Asked) -> dict[str, Any]:
    """Tell which sites are in which folder."""
    told = [
        {"group_id": number, "feed_ids": ",".join(map(str, inside))}
        for number, (_, inside) in grouped(asked).items()
    ]
    return {"feeds_groups": told}


def feeds(asked: Asked) -> dict[str, Any]:
    """List the sites."""
    unread = asked.sitting.store.arrivals.unread()
    told = [
        {
            "id": site.id,
            "favicon_id": 1,
            "title": fold(site.name or site.host),
            "url": asked.sitting.origin + addresses.feed("atom", addresses.site(site.host)),
            "site_url": site.url,
            "is_spark": 0,
            "last_updated_on_time": to_micros(unread[site.id][1] if site.id in unread else site.added)
            // 1_000_000,
        }
        for site in asked.sites.values()
    ]
    return {"feeds": told, **inside_groups(asked)}


def favicons(asked: Asked) -> dict[str, Any]:
    """Give the one icon that all sites have."""
    del asked
    return {"favicons": [{"id": 1, "data": ICON}]}


def links(asked: Asked) -> dict[str, Any]:
    """List what many link: the desk does not count that."""
    del asked
    return {"links": []}


def items(asked: Asked) -> dict[str, Any]:
    """Give articles: those after a number, those before one, those that are named, or the newest."""
    arrivals, mine = asked.sitting.store.arrivals, followed(asked)
    after, before = asked.number("since_id"), asked.number("max_id")
    if asked.has("with_ids"):
        named = [one.strip() for one in asked.one("with_ids").split(",")[:A_PIECE]]
        numbers = [int(one) for one in named if one.isascii() and one.isdecimal() and len(one) < 19]
    else:
        # `max_id=0` is how some apps begin from the newest.
        arrived = structs.replace(mine, after=after, before=before or None)
        found = arrivals.of(arrived, oldest_first=after is not None, limit=A_PIECE)
        numbers = [one.id for one in found]
    told = [told_item(item) for item in items_of(asked.sitting, numbers)]
    return {"total_items": arrivals.count(mine), "items": told}


def told_item(item: Item) -> dict[str, Any]:
    """Tell an article."""
    return {
        "id": item.id,
        "feed_id": item.site_id,
        "title": item.title,
        "author": ", ".join(item.authors),
        "html": item.html,
        "url": item.source,
        "is_saved": int(item.saved),
        "is_read": int(not item.unread),
        "created_on_time": to_micros(item.published) // 1_000_000,
    }


def unread_ids(asked: Asked) -> dict[str, Any]:
    """List the numbers of what is unread."""
    return {"unread_item_ids": numbers(asked, structs.replace(followed(asked), unread=True))}


def saved_ids(asked: Asked) -> dict[str, Any]:
    """List the numbers of what is saved."""
    return {"saved_item_ids": numbers(asked, Arrived(saved=True))}


def numbers(asked: Asked, arrived: Arrived) -> str:
    """List the numbers of a list's articles, as Fever does: in one line."""
    return ",".join(
        str(one.id) for one in asked.sitting.store.arrivals.of(arrived, oldest_first=True, limit=ALL)
    )


PARTS: Mapping[str, Callable[[Asked], dict[str, Any]]] = {
    "groups": groups,
    "feeds": feeds,
    "favicons": favicons,
    "items": items,
    "links": links,
    "unread_item_ids": unread_ids,
    "saved_item_ids": saved_ids,
}


def mark(asked: Asked) -> dict[str, Any]:
    """Mark an article, or all of a site or a folder, and tell what is unread or saved then."""
    told, state = asked.one("id"), asked.one("as")
    number = int(told) if told.removeprefix("-").isdecimal() and told.isascii() and len(told) < 19 else None
    if number is None:
        return {}
    if asked.one("mark") == "item":
        return mark_item(asked, number, state)
    if state == "read" and asked.one("mark") in {"feed", "group"}:
        inside = {number} if asked.one("mark") == "feed" else sites_of_group(asked, number)
        until = moment(asked.one("before"))
        if until is not None or not asked.has("before"):  # what cannot be understood marks nothing
            asked.sitting.store.arrivals.mark_read(Arrived(site_ids=frozenset(inside), until=until))
        return unread_ids(asked)
    return {}


def mark_item(asked: Asked, number: int, state: str) -> dict[str, Any]:
    """Mark an article as read or unread, save it or let go of it."""
    reader = asked.sitting.store.reader
    if state in {"read", "unread"}:
        reader.mark([number], read=state == "read")
        return unread_ids(asked)
    if state == "saved":
        try:
            reader.save(number)
        except UsageError:
            return {}
    elif state == "unsaved":
        reader.drop(number)
    else:
        return {}
    return saved_ids(asked)


def sites_of_group(asked: Asked, number: int) -> set[int]:
    """Give the sites of a folder; all of them for the one that holds everything."""
    if number == EVERYTHING:
        return set(asked.sites)
    return set() if number == SPARKS else set(grouped(asked).get(number, ("", []))[1])


# The interface's own address, and the one under which FreshRSS has it, which some apps take for granted.
ROUTES = [
    Route(path, endpoint(answer), methods=["GET", "POST"]) for path in ("/fever", "/fever/", "/api/fever.php")
]
