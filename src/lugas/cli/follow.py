"""The command `lugas follow`: finds out how sites can be followed, asks which way, and follows them."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Unpack

import click

from lugas.cli.asking import Asking, asking_options, host_told, settings_of
from lugas.cli.looking import looking
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view, printable
from lugas.cli.views import terminal_width

if TYPE_CHECKING:
    from lugas.follow.choosing import Followed
    from lugas.follow.finding import Found
    from lugas.sources.proposals import Proposal
    from lugas.store import Store

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
# A scheme and slashes, of either kind and number, as browsers and `clean_address` take them.
BEFORE_HOST = re.compile(r"(?:https?:)?[/\\]*", re.IGNORECASE)
WIDE = 100  # columns where there is no terminal
LATER = "try again later"
BROWSER = "see in a browser where it leads, and give the address that is shown there"
REMEDIES = {
    "busy": "try again then",
    "address": "write it as https://example.com",
    "unknown_host": "check the name",
    "unreachable": "check the address, and whether the site is up",
    "certificate": "check the address; if it is right, only its keeper can renew the certificate",
    "redirects": BROWSER,
    "slow": LATER,
    "broken_off": LATER,
}
NO_PASSWORDS = (
    "the name and password in the address are not sent: sites that ask for them that way cannot be followed"
)
HOME = "give the address of its home page, or of a feed"
# What may help where the address answers without a page, by its status.
ANSWERS = {
    401: "if you have a subscription, give its cookies with --cookies",
    402: "if you have a subscription, give its cookies with --cookies",
    403: "the site turns programs away; if you have a subscription, give its cookies with --cookies",
    404: BROWSER,
    410: BROWSER,
    429: LATER,
    451: "the site may not show it here",
}
HINT = "numbers, all or none"

Choice = Literal["best", "good", "asked"]


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
    choice: Choice = "best" if yes else "good" if every else "asked"
    with opened(ctx, make=True) as store:
        from lugas.follow.asking import Asker
        from lugas.follow.finding import find_sources

        with Asker(settings_of(given)) as asker:
            for told in urls:
                url = without_password(told)
                if url != told:
                    click.echo(f"lugas: {printable(url)}: {NO_PASSWORDS}", err=True)
                with looking(url) as listener:
                    found = find_sources(asker, url, listener=listener, hosts=store.hosts)
                if not take(store, url, found, choice, private=given["allow_private"]):
                    missed = True
    if missed:
        ctx.exit(NOTHING)


def take(store: Store, url: str, found: Found, choice: Choice, *, private: frozenset[str]) -> bool:
    """Show what was found of one site, and follow what is chosen; tells whether there was something."""
    from lugas.cli.proposals import proposals_shown
    from lugas.follow.choosing import best_of, followed_already, good_of
    from lugas.follow.choosing import follow as follow_chosen

    if not found.proposals:
        told = f"{printable(url)}: {printable(found.trouble)}; {remedy_of(url, found)}"
        click.echo(f"lugas: {told}", err=True)
        return False
    known = followed_already(store, found.url)
    chosen = {"best": best_of, "good": good_of}[choice](found.proposals) if choice != "asked" else None
    terminal = is_terminal(sys.stdout)
    width = terminal_width() if terminal else WIDE
    print_view(proposals_shown(found, chosen, known, width, colour=terminal))
    if chosen is None:
        chosen = asked(found.proposals)
    if chosen:
        taken = follow_chosen(store, found, {each.source.url for each in chosen}, private=private)
        click.echo(said(taken, found))
        return True
    told = (
        "nothing is followed" if choice == "asked" else "all that was found is doubtful; choose without --yes"
    )
    click.echo(f"lugas: {printable(found.url)}: {told}", err=True)
    return choice == "asked"


def remedy_of(url: str, found: Found) -> str:
    """Say what may help where nothing was found."""
    troubles = {asked.trouble.value for asked in found.log if not asked.status}
    if "private" in troubles:
        return f"if this is meant, give --allow-private {printable(host_told(url))}"
    if any(asked.purpose == "page" and asked.status == 200 and not asked.trouble for asked in found.log):
        return HOME
    troubles |= {asked.trouble.value for asked in found.log if asked.trouble == "redirects"}
    known = [remedy for trouble, remedy in REMEDIES.items() if trouble in troubles]
    status = next((asked.status for asked in reversed(found.log) if asked.status not in {0, 200}), 0)
    if known or not found.log:
        return known[0] if known else HOME
    if "robots.txt lets no" in found.trouble:
        return "its keeper wants it so; read it in a browser"
    return LATER if status >= 500 else ANSWERS.get(status, HOME)


def without_password(url: str) -> str:
    """Give an address without the name and password before its host, which are not to be shown."""
    start = BEFORE_HOST.match(url).end()  # type: ignore[union-attr]  # it matches anything
    place = url[start:].replace("\\", "/").partition("/")[0].partition("?")[0].partition("#")[0]
    return url[:start] + url[start + place.rfind("@") + 1 :]


def asked(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """Ask which of the proposals to follow."""
    from lugas.follow.choosing import best_of, good_of

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


def said(taken: Followed, found: Found) -> str:
    """Tell what became of a site."""
    site, new = taken.site, taken.new
    name = printable(site.name or found.name or site.host)
    if site.state == "paused":
        return f"{name} is followed, but paused; go on with: lugas sites resume {site.host}"
    if not new:
        return f"{name} is followed already. Visit it with: lugas update"
    return (
        f"{name} is followed now, by {new} {'source' if new == 1 else 'sources'}. Visit it with: lugas update"
    )
