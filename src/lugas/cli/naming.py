"""What a person writes for a site, an article or a time, and what is meant by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from lugas.cli.opening import quietly
from lugas.cli.streams import printable
from lugas.errors import UsageError

if TYPE_CHECKING:
    from lugas.store import SiteRow, Store, Stored
    from lugas.store.records import LabelKind

__all__ = ["article_named", "complete_labels", "complete_sites", "site_named", "time_given"]

MOST_NAMED = 5
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
DAYS = {"today": dt.timedelta(), "yesterday": dt.timedelta(days=1)}
AGO = re.compile(r"(\d{1,5}) ?([mhdw])")
NUMBER = re.compile(r"\d{1,18}")


def time_given(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.datetime | None:
    """Read a time: a day, a day with a clock, `today`, `yesterday`, or how long ago, as in `12h` and `3d`.

    What tells no zone is meant as this machine's clock shows it.
    """
    if value is None:
        return None
    told = value.strip().lower()
    now = dt.datetime.now().astimezone()
    try:
        if found := AGO.fullmatch(told):
            return now - dt.timedelta(**{UNITS[found[2]]: int(found[1])})
        if told in DAYS:
            return dt.datetime.combine(now.date() - DAYS[told], dt.time()).astimezone()
        return dt.datetime.fromisoformat(value.strip()).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        remedy = (
            'write a day (2026-03-01), a day and a clock ("2026-03-01 18:00"), or how long ago: 12h, 3d, 2w'
        )
        raise click.BadParameter(f"{printable(value)!r} is no time; {remedy}", ctx, param) from error


def site_named(store: Store, name: str) -> SiteRow:
    """Give the site that is meant by its host, an address of it, its number, its name, or a part of these.

    Raises `ClickException` where there is none, or more than one.
    """
    found = _by_address(store, name)
    if found is not None:
        return found
    folded = name.casefold().strip()
    alike: list[SiteRow] = []
    for site in store.sites.every():
        if folded in {str(site.id), site.host, site.name.casefold()}:
            return site
        if folded and (folded in site.host or folded in site.name.casefold()):
            alike.append(site)
    if len(alike) == 1:
        return alike[0]
    if alike:
        hosts = ", ".join(site.host for site in alike[:MOST_NAMED])
        more = f" and {len(alike) - MOST_NAMED} more" if len(alike) > MOST_NAMED else ""
        raise click.ClickException(f"{printable(name)} may be any of {hosts}{more}; name one of them")
    raise click.ClickException(f"there is no site {printable(name)}; lugas sites lists those there are")


def _by_address(store: Store, name: str) -> SiteRow | None:
    """Give the site that a host or an address belongs to."""
    if "." not in name and ":" not in name:
        return None
    try:
        return store.sites.find(name if "://" in name else f"https://{name}")
    except UsageError:
        return None


def article_named(store: Store, name: str) -> Stored:
    """Give the article that is meant by its number or by an address that leads to it; raises `ClickException`."""
    if NUMBER.fullmatch(name):
        found = store.articles.get(int(name))
        if found is None:
            raise click.ClickException(
                f"there is no article {name}; lugas latest and lugas search tell their numbers"
            )
        return found
    if "://" not in name:
        raise UsageError(
            f"{name!r} is neither an article's number nor an address; lugas latest tells numbers"
        )
    row = store.articles.known([name]).get(name)
    stored = store.articles.get(row.article_id) if row is not None and row.article_id is not None else None
    if stored is not None:
        return stored
    if row is not None:
        why = f" ({row.note})" if row.note else ""
        raise click.ClickException(f"{printable(name)} leads to no article{why}")
    raise click.ClickException(f"{printable(name)} is not in the store; lugas read reads it from the web")


def complete_sites(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the hosts of the sites for a word that was begun."""
    hosts = quietly(ctx, lambda store: [site.host for site in store.sites.every()])
    return [CompletionItem(host) for host in hosts if host.startswith(begun)]


def complete_labels(kind: LabelKind) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Offer the sections, authors, tags or languages that there are."""

    def complete(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
        names = quietly(ctx, lambda store: [label.name for label in store.listing.labels(kind, limit=500)])
        return [CompletionItem(name) for name in names if name.casefold().startswith(begun.casefold())]

    return complete
