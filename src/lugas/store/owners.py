"""Whose an address is: that of the followed site at its host, or at the nearest host above."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from lugas.errors import UsageError
from lugas.page.urls import same_site
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
            name = host_of(url).removeprefix("www.")
        except UsageError:
            continue
        by_host.setdefault(name, []).append(url)
    for name in by_host:
        names[name] = _above(name)
    wanted = dict.fromkeys(above for every in names.values() for above in every)
    rows = [row for batch in batches(wanted) for row in asked.all(connection, batch)]
    sites = {site.host: site for site in (record_of(SiteRow, row) for row in rows)}
    found: dict[str, SiteRow] = {}
    for name, every in names.items():
        owner = next((sites[above] for above in every if above in sites), None)
        if owner is not None:
            found.update(dict.fromkeys(by_host[name], owner))
    return found


def _above(name: str) -> tuple[str, ...]:
    """Give a host and those above it that are of the same site, the nearest first."""
    labels = name.split(".")
    above = (".".join(labels[at:]) for at in range(max(1, len(labels) - MOST_LABELS), len(labels) - 1))
    return (name, *(each for each in above if same_site(f"https://{each}/", f"https://{name}/")))
