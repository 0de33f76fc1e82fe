"""What apps write through the Google Reader API: read and saved articles, all of a list at once, names of sites."""

from __future__ import annotations

from msgspec import structs
from starlette.responses import Response

from lugas.desk.apps.asked import Asked, json, moment, said
from lugas.desk.apps.folders import folder_of
from lugas.desk.apps.items import numbers_of
from lugas.desk.apps.streams import UNREAD, label, site_of, state_of, stream_of
from lugas.errors import UsageError
from lugas.render.clean import fold
from lugas.store import SiteRow

__all__ = ["edit_subscription", "edit_tag", "mark_all", "quick_add", "refuse_folders"]

OK = "OK"
KEPT_UNREAD = UNREAD - {"fresh", "unread"}
# States that apps set and the desk has no use for.
PASSED_OVER = frozenset({"broadcast", "fresh", "like", "reading-list", "skimmed", *KEPT_UNREAD})
NO_LABELS = "The desk has no labels of the reader's: articles have sections, sites have a language."


def edit_tag(asked: Asked) -> Response:
    """Mark articles as read or unread, save them or let go of them."""
    numbers = numbers_of(asked.many("i"))
    added = {state_of(name) for name in asked.many("a")}
    removed = {state_of(name) for name in asked.many("r")}
    if not (added | removed) & {"read", "starred", *PASSED_OVER}:
        return said(NO_LABELS, 400)
    reader = asked.sitting.store.reader
    if "read" in added:
        reader.mark(numbers, read=True)
    elif "read" in removed or added & KEPT_UNREAD:
        reader.mark(numbers, read=False)
    if "starred" in added:
        save(asked, numbers)
    elif "starred" in removed:
        for number in numbers:
            reader.drop(number)
    return said(OK)


def save(asked: Asked, numbers: list[int]) -> None:
    """Save articles; one that has gone is passed over, for an app would send it again for ever."""
    for number in numbers:
        try:
            asked.sitting.store.reader.save(number)
        except UsageError:
            continue


def mark_all(asked: Asked) -> Response:
    """Mark all of a stream as read that came in until a time, which an app sends so that nothing unseen is marked."""
    stream = stream_of(asked, asked.one("s")) if asked.one("s") else None
    if stream is None:
        return said("There is no such stream.", 404)
    until = moment(asked.one("ts"))
    # Else all would be marked for a bound that was meant and not understood.
    if until is None and asked.has("ts"):
        return said(
            "ts is no time: give seconds since 1970, or their thousandths, millionths or billionths.", 400
        )
    asked.sitting.store.arrivals.mark_read(structs.replace(stream.arrived, until=until))
    return said(OK)


def edit_subscription(asked: Asked) -> Response:
    """Rename a site, leave it, or follow one again that was left. Others are added at the desk."""
    sites = asked.sitting.store.sites
    every = {site.id: site for site in sites.every()}
    told = asked.one("s")
    site = site_of(every, told.removeprefix("feed/")) if told.startswith("feed/") else None
    match asked.one("ac"):
        case "edit" if site is not None:
            if moved(asked, site):
                return said(NO_LABELS, 400)
            if fold(asked.one("t")):
                sites.change(site.id, name=fold(asked.one("t")))
        case "unsubscribe" if site is not None:
            sites.change(site.id, state="left")
        case "subscribe" if site is not None:
            sites.change(site.id, state="active")
        case "subscribe":
            return said("Sites are added at the desk.", 400)
        case _:
            return said("There is no such site, or no such thing to do.", 400)
    asked.sitting.desk.sites.forget()
    return said(OK)


def moved(asked: Asked, site: SiteRow) -> bool:
    """Tell whether an app wants a site in another folder than the one it is in."""
    mine = label(folder_of(site))
    return any(name != mine for name in asked.many("a")) or mine in asked.many("r")


def quick_add(asked: Asked) -> Response:
    """Answer whoever adds a site by its address: it is told where it is known, and else nothing was found."""
    query = asked.one("quickadd")
    site = site_of(asked.sites, query.removeprefix("feed/"))
    if site is None:
        return json({"query": query, "numResults": 0, "error": "Sites are added at the desk."})
    return json(
        {
            "query": query,
            "numResults": 1,
            "streamId": f"feed/{site.id}",
            "streamName": fold(site.name or site.host),
        }
    )


def refuse_folders(asked: Asked) -> Response:
    """Answer whoever renames or removes a folder."""
    del asked
    return said(NO_LABELS, 400)
