"""The command `lugas store trim`: drops what is old, or too much, now or with every update."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import click

from lugas.cli.opening import opened, store_option
from lugas.cli.streams import printable

if TYPE_CHECKING:
    from lugas.store import Excess

__all__ = ["trim"]

EXAMPLES = """
\b
Examples:
  lugas store trim --older-than 90d                     drop what is older than 90 days
  lugas store trim --larger-than 2GB --dry-run          say what would go, and drop nothing
  lugas store trim --older-than 1y --larger-than 2GB --always
                                                        now, and with every update
  lugas store trim --never                              let updates drop nothing any more

Saved articles are never dropped. Addresses of what is dropped stay known for 90 days, so that feeds bring nothing back.
"""
AGE = re.compile(r"(\d{1,6})([hdwy])")
DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "y": 365.25}
SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,9})?) ?([kmgt]?)(i?)b?")
POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
UNITS = ("bytes", "KB", "MB", "GB", "TB")


def age_given(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Read an age, in days."""
    if value is None:
        return None
    found = AGE.fullmatch(value.strip().lower())
    if found is None or not int(found[1]):
        raise click.BadParameter(f"{printable(value)!r} is no age; write 12h, 90d, 8w or 2y", ctx, param)
    return int(found[1]) * DAYS[found[2]]


def size_given(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Read a size, in bytes."""
    if value is None:
        return None
    found = SIZE.fullmatch(value.strip().lower())
    if found is None or (found[3] and not found[2]):
        raise click.BadParameter(f"{printable(value)!r} is no size; write 500MB or 2GB", ctx, param)
    return int(float(found[1]) * (1024 if found[3] else 1000) ** POWERS[found[2]])


@click.command(epilog=EXAMPLES, short_help="Drop what is old, or too much.")
@click.option(
    "--older-than", "age", callback=age_given, metavar="AGE",
    help="Drop articles that are listed longer ago: 12h, 90d, 8w, 2y.",
)  # fmt: skip
@click.option(
    "--larger-than", "size", callback=size_given, metavar="SIZE",
    help="Drop the oldest articles until the rest takes no more: 500MB, 2GB.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be dropped, and drop nothing.")
@click.option(
    "--always/--never", "held", default=None,
    help="Hold to this from now on, with every update and at the desk; or to nothing any more.",
)  # fmt: skip
@store_option
@click.pass_context
def trim(ctx: click.Context, age: float | None, size: int | None, dry_run: bool, held: bool | None) -> None:
    """Drop articles that are old, or the oldest where there are too many; saved ones stay.

    Without an age or a size it does what was set with --always, or on the desk's page of settings.
    """
    bounded = age is not None or size is not None
    if held is False and (bounded or dry_run):
        raise click.UsageError("--never stands alone", ctx)
    if held and dry_run:
        raise click.UsageError("--dry-run changes nothing; leave --always out", ctx)
    if held and not bounded:
        raise click.UsageError("--always needs --older-than, --larger-than or both", ctx)
    with opened(ctx) as store:
        from lugas.follow.settings import Settings
        from lugas.follow.trimming import keep_of, set_kept
        from lugas.store import Keep

        if held is not None:
            set_kept(store, age, size)
        if held is False:
            click.echo("Updates drop nothing any more.", err=True)
            return
        if bounded:
            since = None if age is None else store.now() - dt.timedelta(days=age)
            keep = Keep(since=since, size=size)
        else:
            keep = keep_of(store, Settings(log_days=None))
        if keep.since is None and keep.size is None:
            problem = "nothing says what to drop; give --older-than 90d, --larger-than 2GB or both"
            raise click.UsageError(problem, ctx)
        excess = store.retention.excess(keep)
        if not dry_run:
            store.retention.apply(keep)
        click.echo(told(excess, store.articles.count(), dry_run=dry_run, held=bool(held)))


def told(excess: Excess, count: int, *, dry_run: bool, held: bool) -> str:
    """Say what was dropped, and what is left of `count`; of a dry run, what would be."""
    number = f"{excess.articles:,} {'article' if excess.articles == 1 else 'articles'}"
    left = count - excess.articles if dry_run else count
    did = "would be dropped" if dry_run else "dropped"
    later = ". Updates do so too from now on" if held else ""
    return f"{number} {did}, {shown(excess.bytes)}; {left:,} {'stays' if left == 1 else 'stay'}{later}."


def shown(size: int) -> str:
    """Write a size."""
    value, unit = float(size), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.3g} {UNITS[unit]}"
