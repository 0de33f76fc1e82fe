"""The command `lugas follow`: finds out how sites can be followed, asks which way, and follows them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import click

from lugas.cli.asking import Asking, asking_options, host_told, settings_of
from lugas.cli.looking import looking
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view, printable
from lugas.cli.views import terminal_width

if TYPE_CHECKING:
    from lugas.follow.finding import Found
    from lugas.sources.proposals import Proposal
    from lugas.store import SiteRow, Store

__all__ = ["follow"]

EXAMPLES = """
\b
Examples:
  lugas follow https://example.com          look it over, and ask what to follow
  lugas follow example.com --yes            take the best that is found
  lugas follow https://example.com/rss.xml  a feed that you know
  lugas update                              then read what there is

\b
Exit status:
  0   every site is followed
  1   the store could not be opened, or the cookies not be used
  2   the command was not understood
  3   nothing to follow was found at one of the sites
"""
NOTHING = 3
WIDE = 100  # columns where there is no terminal
REMEDIES = {
    "address": "write it as https://example.com",
    "unknown_host": "check the name",
    "unreachable": "check the address, and whether the site is up",
}
HINT = "numbers, all or none"


@click.command(epilog=EXAMPLES, short_help="Follow news sites.")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("-y", "--yes", is_flag=True, help="Take the best of what is found, without asking.")
@click.option("--all", "every", is_flag=True, help="Take all that is found, but for what is doubtful.")
@asking_options
@store_option
@click.pass_context
def follow(
    ctx: click.Context, urls: tuple[str, ...], yes: bool, every: bool, **given: Unpack[Asking]
) -> None:
    """Follow news sites: find their feeds, news sitemaps or fronts, show what they tell, and ask which to visit.

    A URL may be a site's address or that of a feed. What is followed is visited by lugas update.
    """
    if yes and every:
        raise click.UsageError("--yes takes the best and --all takes all; give one of them", ctx)
    if not (yes or every) and not is_terminal(sys.stdin):
        raise click.UsageError("there is nobody to ask what to follow; say --yes for the best, or --all", ctx)
    missed = False
    with opened(ctx, make=True) as store:
        from lugas.follow.asking import Asker
        from lugas.follow.finding import find_sources

        with Asker(settings_of(given)) as asker:
            for url in urls:
                with looking(url) as listener:
                    found = find_sources(asker, url, listener=listener)
                if not take(store, url, found, yes=yes, every=every):
                    missed = True
                elif given["allow_private"]:
                    remember(store, found.url, given["allow_private"])
    if missed:
        ctx.exit(NOTHING)


def take(store: Store, url: str, found: Found, *, yes: bool, every: bool) -> bool:
    """Show what was found of one site, and follow what is chosen; tells whether there was something."""
    from lugas.cli.proposals import best_of, good_of, proposals_shown

    if not found.proposals:
        told = f"{printable(url)}: {printable(found.trouble)}; {remedy_of(url, found)}"
        click.echo(f"lugas: {told}", err=True)
        return False
    known = known_sources(store, found.url)
    chosen = best_of(found.proposals) if yes else good_of(found.proposals) if every else None
    terminal = is_terminal(sys.stdout)
    width = terminal_width() if terminal else WIDE
    print_view(proposals_shown(found, chosen, known, width, colour=terminal))
    if chosen is None:
        chosen = asked(found.proposals)
    if chosen:
        click.echo(add(store, found, chosen))
        return True
    told = (
        "nothing is followed"
        if not yes and not every
        else "all that was found is doubtful; choose without --yes"
    )
    click.echo(f"lugas: {printable(found.url)}: {told}", err=True)
    return not (yes or every)


def remedy_of(url: str, found: Found) -> str:
    """Say what may help where nothing was found."""
    troubles = {asked.trouble.value for asked in found.log if not asked.status}
    if "private" in troubles:
        return f"if this is meant, give --allow-private {printable(host_told(url))}"
    known = (remedy for trouble, remedy in REMEDIES.items() if trouble in troubles)
    return next(known, "give the address of its home page, or of a feed")


def asked(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """Ask which of the proposals to follow."""
    from lugas.cli.proposals import best_of, good_of

    best = best_of(proposals)
    default = " ".join(str(number) for number, each in enumerate(proposals, 1) if each in best) or "none"
    while True:
        told = click.prompt(f"Follow which? ({HINT})", default=default, err=True)
        words = told.replace(",", " ").lower().split()
        if words in (["none"], ["n"], ["no"], ["q"]):
            return ()
        if words == ["all"]:
            return good_of(proposals)
        if words and all(word.isdecimal() and 0 < int(word) <= len(proposals) for word in words):
            return [proposals[number - 1] for number in sorted({int(word) for word in words})]
        click.echo(f"Write {HINT}: 1, or 1 3.", err=True)


def known_sources(store: Store, url: str) -> frozenset[str]:
    """Give the addresses that are visited of a site already."""
    site = store.sites.find(url)
    if site is None or site.state == "left":
        return frozenset()
    return frozenset(source.url for source in store.sources.of_site(site.id))


def add(store: Store, found: Found, chosen: Sequence[Proposal]) -> str:
    """Follow what was chosen, and say so."""
    site = store.sites.add(found.url, name=found.name, language=found.language)
    if not site.name and found.name:
        store.sites.change(site.id, name=found.name, language=site.language or found.language)
    known = known_sources(store, found.url)
    for proposal in chosen:
        source = proposal.source
        hub = source.hubs[0] if source.hubs else ""
        store.sources.add(site.id, source.kind.value, source.url, title=source.title, hub=hub)
    new = sum(proposal.source.url not in known for proposal in chosen)
    return said(site, found, new)


def remember(store: Store, url: str, hosts: frozenset[str]) -> None:
    """Let a site that lies in a private network be visited from now on without being told so again."""
    site = store.sites.find(url)
    if site is not None and host_told(site.host) in hosts:
        store.sites.change(site.id, private=" ".join(sorted({*site.private.split(), *hosts})))


def said(site: SiteRow, found: Found, new: int) -> str:
    """Tell what became of a site."""
    name = printable(site.name or found.name or site.host)
    if site.state == "paused":
        return f"{name} is followed, but paused; go on with: lugas sites resume {site.host}"
    if not new:
        return f"{name} is followed already. Visit it with: lugas update"
    return (
        f"{name} is followed now, by {new} {'source' if new == 1 else 'sources'}. Visit it with: lugas update"
    )
