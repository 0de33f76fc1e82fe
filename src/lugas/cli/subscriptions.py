"""Lists of subscriptions (OPML) into the store and out of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import click

from lugas.errors import UsageError
from lugas.sources.entries import SourceKind
from lugas.sources.opml import Subscription, read_opml, write_opml

if TYPE_CHECKING:
    from lugas.store import SiteRow, Store

__all__ = ["add_list", "list_of"]


def add_list(store: Store, content: bytes, name: str) -> str:
    """Follow the feeds of a list, and tell what became of them; raises `ClickException` where it is no list."""
    found = read_opml(content)
    if found.trouble:
        remedy = "give the OPML file that a feed reader exports"
        raise click.ClickException(f"{name} is no list of subscriptions: {found.trouble}; {remedy}")
    feeds: dict[str, Subscription] = {}  # one in two folders is one
    for feed in found.feeds:
        if feed.url not in feeds or (feed.home and not feeds[feed.url].home):
            feeds[feed.url] = feed
    added, refused = 0, found.left_out
    with store.together():  # one transaction: a list of hundreds is there at once, or not at all
        known = store.sources.followed(feeds)
        sites: set[int] = set()
        for feed in sorted((feed for feed in feeds.values() if feed.url not in known), key=_surest_first):
            try:
                site = _site_of(store, feed)
                store.sources.add(site.id, SourceKind.FEED.value, feed.url, title=feed.title)
            except UsageError:  # its address is none
                refused += 1
                continue
            added += 1
            sites.add(site.id)
    told = [
        f"{_counted(added, 'feed')} of {_counted(len(sites), 'site')} added" if added else "nothing added"
    ]
    told += ["the list holds no feed"] if not feeds and not found.left_out else []
    already = len(feeds) + found.left_out - refused - added
    told += [f"{already} followed already"] if already else []
    told += [f"{_counted(refused, 'line')} without a usable address"] if refused else []
    told += ["the list breaks off before its end, so there may be more"] if found.is_cut else []
    return "; ".join(told) + (". Read them with: lugas update" if added else "")


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _surest_first(feed: Subscription) -> tuple[bool, int]:
    """Order feeds: those that name their home page come first, then those of a host before those of hosts below it.

    So a site is there before the feeds that tell of it by their address alone, wherever in the list they stand.
    """
    return not feed.home, urlsplit(feed.url).netloc.removeprefix("www.").count(".")


def _site_of(store: Store, feed: Subscription) -> SiteRow:
    """Give the site that a feed belongs to: the one of its home page, else of its own host."""
    home = feed.home or urlunsplit((*urlsplit(feed.url)[:2], "/", "", ""))
    found = store.sites.find(home)
    if found is None or found.state == "left":
        return store.sites.add(home, name=feed.title, language=feed.language)
    return found


def list_of(store: Store) -> tuple[str, list[str]]:
    """Give the feeds of all sites that are followed as a list, and the hosts of those followed without a feed."""
    feeds: list[Subscription] = []
    left_out: list[str] = []
    for site in store.sites.every():
        if site.state == "left":
            continue
        mine = [source for source in store.sources.of_site(site.id) if source.kind == SourceKind.FEED.value]
        folders = (site.name or site.host,) if len(mine) > 1 else ()
        for source in mine:
            title = source.title if len(mine) > 1 and source.title else site.name or source.title
            feeds.append(
                Subscription(
                    url=source.url, title=title, home=site.url, language=site.language, folders=folders
                )
            )
        if not mine:
            left_out.append(site.host)
    return write_opml(feeds, title="Lugas", now=dt.datetime.now(dt.UTC)), left_out
