"""Whose an address is: that of the followed site at its host, or at the nearest host above."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from lugas.errors import UsageError
from lugas.page.urls import clean_address, host, same_site
from lugas.store import schema
from lugas.store.prepared import PreparedList
from lugas.store.records import SiteRow
from lugas.store.rows import batches, columns_of, host_of, record_of

__all__ = ["nearest", "owners_of"]

MOST_LABELS = 10  # of a host, from which on it is looked for
FOLLOWED = PreparedList(
    select(*columns_of(schema.site, SiteRow)).where(schema.site.c.state != "left"), schema.site.c.host
)
ALL = PreparedList(select(*columns_of(schema.site, SiteRow)), schema.site.c.host)


def owners_of(connection: Connection, urls: Iterable[str]) -> dict[str, SiteRow]:
    """Give the sites that addresses belong to, of those that are followed, paused ones among them.

    An address that is none of theirs, or none at all, is left out.
    """
    return _found(connection, urls, FOLLOWED)


def nearest(connection: Connection, url: str) -> SiteRow | None:
    """Give the site that an address belongs to, also one that was left; raises `UsageError` for what is no address."""
    host_of(url)
    return _found(connection, [url], ALL).get(url)


def _found(connection: Connection, urls: Iterable[str], asked: PreparedList) -> dict[str, SiteRow]:
    names: dict[str, tuple[str, ...]] = {}
    by_host: dict[str, list[str]] = {}
    for url in urls:
        try:
            name = _plain(host_of(url))
        except UsageError:
            continue
        by_host.setdefault(name, []).append(url)
    for name in by_host:
        names[name] = _above(name)
    wanted = dict.fromkeys(above for every in names.values() for above in every)
    spelled = {spelling for name in wanted for spelling in (name, _encoded(name))}
    rows = [row for batch in batches(sorted(spelled)) for row in asked.all(connection, batch)]
    sites = {_plain(site.host): site for site in (record_of(SiteRow, row) for row in rows)}
    found: dict[str, SiteRow] = {}
    for name, every in names.items():
        owner = next((sites[above] for above in every if above in sites), None)
        if owner is not None:
            found.update(dict.fromkeys(by_host[name], owner))
    return found


def _plain(name: str) -> str:
    """Give a host, and its port, in the one spelling that all others of it are compared by."""
    name, colon, port = name.partition(":")
    return (host(clean_address(f"https://{name}/")) or name).removeprefix("www.") + colon + port


def _encoded(name: str) -> str:
    """Give a host as it is asked for by name: labels in other letters than ASCII's in Punycode."""
    if name.isascii():
        return name
    labels = name.partition(":")[0].split(".")
    told = (label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)
    return ".".join(told) + "".join(name.partition(":")[1:])


def _above(name: str) -> tuple[str, ...]:
    """Give a host and those above it that are of the same site, the nearest first."""
    labels = name.split(".")
    above = (".".join(labels[at:]) for at in range(max(1, len(labels) - MOST_LABELS), len(labels) - 1))
    return (name, *(each for each in above if same_site(f"https://{each}/", f"https://{name}/")))
