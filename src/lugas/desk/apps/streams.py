"""Streams, as the Google Reader API calls its lists: what their names mean, and what narrows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from msgspec import structs

from lugas.desk.apps.asked import Asked, moment
from lugas.desk.apps.folders import folders
from lugas.render.clean import fold
from lugas.store import Arrived, SiteRow

__all__ = [
    "READ",
    "READING_LIST",
    "STARRED",
    "STATE",
    "UNREAD",
    "Stream",
    "followed",
    "label",
    "narrowed",
    "state_of",
    "stream_of",
]

STATE = "user/-/state/com.google/"
READING_LIST, READ, STARRED = f"{STATE}reading-list", f"{STATE}read", f"{STATE}starred"
NAMED = re.compile(r"user/[^/]{1,100}/(state/com\.google|label)/(.{1,300})", re.DOTALL)
# What apps call unread: that it was kept so, or is new.
UNREAD = frozenset({"fresh", "kept-unread", "tracking-kept-unread", "unread"})
NOTHING = Arrived(site_ids=frozenset())


@dataclass(frozen=True)
class Stream:
    """A list: its name, its title, the page it is of, and the articles in it."""

    id: str
    title: str
    page: str
    arrived: Arrived


def label(name: str) -> str:
    """Give the name of the stream of a folder or a section."""
    return f"user/-/label/{name}"


def state_of(name: str) -> str:
    """Give the state that a stream's name tells, "" for another stream."""
    named = NAMED.fullmatch(name)
    return named[2] if named is not None and named[1] != "label" else ""


def stream_of(asked: Asked, name: str) -> Stream | None:
    """Give the stream of a name, `None` where there is none; without a name it is everything."""
    sites = asked.sites
    if name.startswith("feed/"):
        site = site_of(sites, name.removeprefix("feed/"))
        if site is None:
            return None
        return Stream(
            f"feed/{site.id}", fold(site.name or site.host), site.url, Arrived(site_ids=frozenset({site.id}))
        )
    home = asked.sitting.origin
    mine = followed(asked)
    named = NAMED.fullmatch(name or READING_LIST)
    if named is None:
        return None
    if named[1] == "label":
        inside = folders(sites).get(named[2])
        if inside is not None:
            return Stream(label(named[2]), named[2], home, Arrived(site_ids=inside))
        return Stream(label(named[2]), fold(named[2]), home, structs.replace(mine, section=named[2]))
    arrived = {
        "reading-list": mine,
        "read": structs.replace(mine, unread=False),
        "starred": Arrived(saved=True),
        **dict.fromkeys(UNREAD, structs.replace(mine, unread=True)),
    }.get(named[2], NOTHING)
    return Stream(f"{STATE}{named[2]}", asked.sitting.desk.settings.title, home, arrived)


def followed(asked: Asked) -> Arrived:
    """Give the list of all that is of sites which are followed; it names them only where one was left."""
    sites = asked.sites
    left = len(sites) < len(list(asked.sitting.store.sites.every()))
    return Arrived(site_ids=frozenset(sites)) if left else Arrived()


def site_of(sites: Mapping[int, SiteRow], told: str) -> SiteRow | None:
    """Give the site that a feed's name means: by its number, or by an address."""
    if told.isascii() and told.isdecimal() and len(told) < 19:
        return sites.get(int(told))
    try:
        host = (urlsplit(told if "//" in told else f"//{told}").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return next((site for site in sites.values() if site.host == host), None)


def narrowed(asked: Asked, arrived: Arrived, *, oldest_first: bool) -> Arrived:
    """Narrow a list by what was sent: states in (`it`) and out (`xt`), times (`ot`, `nt`), where to go on (`c`)."""
    for wanted, field in ((True, "it"), (False, "xt")):
        for name in asked.many(field):
            arrived = with_state(arrived, state_of(name), wanted)
    going_on = asked.number("c")
    changes: dict[str, object] = {"since": moment(asked.one("ot")), "until": moment(asked.one("nt"))}
    changes["after" if oldest_first else "before"] = going_on
    return structs.replace(arrived, **changes)


def with_state(arrived: Arrived, state: str, wanted: bool) -> Arrived:
    """Narrow a list to what is in a state, or is not in it."""
    if state == "starred":
        name, value = "saved", wanted
    elif state in {"read", *UNREAD}:
        name, value = "unread", wanted == (state != "read")
    elif state == "reading-list" or not wanted:
        return arrived
    else:
        return NOTHING  # what nothing is in: `like`, `broadcast`
    if getattr(arrived, name) not in {None, value}:
        return NOTHING
    return structs.replace(arrived, **{name: value})
