"""The command `lugas update`: visits what is due of the sites that are followed, and reads what that brings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, Unpack

import click
from msgspec.structs import replace

from lugas.cli.asking import Asking, asking_options, settings_of
from lugas.cli.naming import complete_sites, site_named
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal

if TYPE_CHECKING:
    from lugas.cli.progress import Screen
    from lugas.cli.visit_log import Lines
    from lugas.follow.events import Ended
    from lugas.follow.settings import Settings
    from lugas.store import Store

__all__ = ["update"]

EXAMPLES = """
\b
Examples:
  lugas update                      visit what is due, read what is new, and end
  lugas update --watch              go on, and visit what becomes due
  lugas update --site example.com   visit one site alone now, whether it is due or not
  lugas update --log json >> log    a line of JSON for each visit

\b
Exit status:
  0    what was due was visited; visits that failed are in the log of their site
  1    the store could not be used, or another process visits its sites
  2    the command was not understood
  3    no site is followed
  130  stopped by Ctrl-C, with everything in order
"""
NOTHING, STOPPED = 3, 130
UNFOLLOWED = "no site is followed yet; begin with: lugas follow https://..."


@click.command(epilog=EXAMPLES, short_help="Visit what is followed, and read what is new.")
@click.option("--watch", "forever", is_flag=True, help="Go on, and visit whatever becomes due, until Ctrl-C.")
@click.option(
    "--site",
    "names",
    metavar="SITE",
    multiple=True,
    shell_complete=complete_sites,
    help="Visit this site alone, now, whether it is due or not; may be repeated.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many processes read pages; as many as there are processors, if not told.",
)
@click.option(
    "--log",
    "form",
    type=click.Choice(["text", "json"]),
    help="Print a line for each visit, also on a terminal; without it as text where there is none.",
)
@asking_options
@store_option
@click.pass_context
def update(
    ctx: click.Context,
    forever: bool,
    names: tuple[str, ...],
    workers: int | None,
    form: Literal["text", "json"] | None,
    **given: Unpack[Asking],
) -> None:
    """Visit what is due of the sites that are followed, read new and changed articles, and store them.

    It ends when nothing is due any more. Each host is asked one thing at a time, with a pause between.
    """
    with opened(ctx) as store:
        if next(store.sites.every("active"), None) is None:
            click.echo(f"lugas: {UNFOLLOWED}", err=True)
            ctx.exit(NOTHING)
        settings = settings_of(given)
        if workers is not None:
            settings = replace(settings, readers=workers)
        if names:
            settings = replace(settings, sites=frozenset(wake(store, name) for name in names))
        ended = run(store, settings, form, forever=forever)
    if ended.stopped and not forever:
        ctx.exit(STOPPED)


def wake(store: Store, name: str) -> int:
    """Let what is visited of a site be due now; gives the site's number."""
    site = site_named(store, name)
    if site.state != "active":
        remedy = "lugas sites resume" if site.state == "paused" else "lugas follow"
        raise click.ClickException(f"{site.host} is not visited; go on with: {remedy} {site.host}")
    store.sources.wake(site.id)
    return site.id


def run(store: Store, settings: Settings, form: Literal["text", "json"] | None, *, forever: bool) -> Ended:
    """Visit, and tell of it on the way."""
    from lugas.follow.updating import update as visit
    from lugas.follow.updating import watch

    with teller(store, form, settings.sites) as told:
        return (watch if forever else visit)(store, settings, listener=told.tell)


def teller(
    store: Store, form: Literal["text", "json"] | None, sites: frozenset[int] | None
) -> Screen | Lines:
    """Give what tells of visits: a display on a terminal, unless lines were asked for."""
    if form is None and is_terminal(sys.stdout):
        from lugas.cli.progress import Screen

        return Screen(store, sites=sites)
    from lugas.cli.visit_log import Lines

    return Lines(form or "text")
