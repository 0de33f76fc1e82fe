"""The command `lugas sites`: what is followed, and how to change that."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO, Literal, TextIO

import click

from lugas.cli.naming import complete_sites, site_named
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view, printable
from lugas.cli.views import indented, terminal_width

if TYPE_CHECKING:
    from lugas.store import SiteRow, Store

__all__ = ["sites"]

EXAMPLES = """
\b
Examples:
  lugas sites                            all that are followed
  lugas sites show example.com           one, with its sources
  lugas sites pause example.com          leave it alone until it is resumed
  lugas sites remove example.com         follow it no longer; its articles stay
  lugas sites log example.com -n 10      the last ten requests
  lugas sites import subscriptions.opml  follow the feeds of another reader's list
  lugas sites export > feeds.opml        the list for another reader
"""
MOST_VISITS = 10_000
ONE_SITE = click.argument("name", metavar="SITE", shell_complete=complete_sites)
SITES = click.argument("names", metavar="SITE...", nargs=-1, required=True, shell_complete=complete_sites)

Format = Literal["text", "json", "jsonl"]


@click.group(
    epilog=EXAMPLES, invoke_without_command=True, short_help="List, pause and remove what is followed."
)
@click.option("--all", "left_too", is_flag=True, help="List those too that are no longer followed.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    help="What to print: lines with tabs, one JSON array, a line of JSON for each.",
)
@store_option
@click.pass_context
def sites(ctx: click.Context, left_too: bool, form: Format | None) -> None:
    """List the sites that are followed, with their state, sources, last visit and articles.

    A SITE is named by its host, an address of it, its number, its name, or a part of these.
    """
    if ctx.invoked_subcommand is not None:
        return
    with opened(ctx) as store:
        from lugas.cli.site_lists import overview, sites_json, sites_text

        told = [site for site in overview(store) if left_too or site.row.state != "left"]
        if form in {"json", "jsonl"}:
            put(sites_json(told, lines=form == "jsonl"), lines=form == "jsonl")
        elif form == "text" or not is_terminal(sys.stdout):
            print_view(sites_text(told))
        elif told:
            from lugas.cli.site_lists_drawn import sites_on_terminal

            print_view(sites_on_terminal(told, terminal_width()))
        if not told:
            click.echo("lugas: no site is followed yet; begin with: lugas follow https://...", err=True)


def put(json: str, *, lines: bool) -> None:
    """Print JSON, indented for a person who sees it, but for lines of it."""
    print_view(indented(json) + "\n" if not lines and is_terminal(sys.stdout) else json)


@sites.command(short_help="Show one site with its sources.")
@ONE_SITE
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), help="What to print.")
@store_option
@click.pass_context
def show(ctx: click.Context, name: str, form: Literal["text", "json"] | None) -> None:
    """Show one site: what is visited of it, when again, and what is wrong with it."""
    with opened(ctx) as store:
        from lugas.cli.site_lists import site_json, site_text, told_of

        told = told_of(store, site_named(store, name))
        if form == "json":
            put(site_json(told), lines=False)
        elif form == "text" or not is_terminal(sys.stdout):
            print_view(site_text(told))
        else:
            from lugas.cli.site_lists_drawn import site_on_terminal

            print_view(site_on_terminal(told, terminal_width()))


@sites.command(short_help="Leave sites alone for a while.")
@SITES
@store_option
@click.pass_context
def pause(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Leave sites alone until they are resumed; nothing of them is visited meanwhile."""
    change_state(ctx, names, "paused", "is paused")


@sites.command(short_help="Visit paused sites again.")
@SITES
@store_option
@click.pass_context
def resume(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Visit paused sites again, from now on."""
    change_state(ctx, names, "active", "is visited again")


def change_state(ctx: click.Context, names: tuple[str, ...], state: str, said: str) -> None:
    """Change the state of sites; one that is no longer followed stays so."""
    with opened(ctx) as store:
        rows = [site_named(store, name) for name in names]
        for row in rows:
            if row.state == "left":
                problem = f"{row.host} is no longer followed; follow it anew with: lugas follow {row.url}"
                raise click.ClickException(printable(problem))
        for row in rows:
            store.sites.change(row.id, state=state)
            click.echo(f"{row.host} {said}")


@sites.command(short_help="Follow sites no longer.")
@SITES
@click.option("--articles", is_flag=True, help="Remove their articles too.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before articles are removed.")
@store_option
@click.pass_context
def remove(ctx: click.Context, names: tuple[str, ...], articles: bool, yes: bool) -> None:
    """Follow sites no longer: their sources, their log and what waits to be read go. Their articles stay."""
    with opened(ctx) as store:
        rows = [site_named(store, name) for name in names]
        if articles and not yes:
            confirm(ctx, store, rows)
        for row in rows:
            store.sites.remove(row.id, articles=articles)
            click.echo(f"{row.host} is removed" if articles else f"{row.host} is no longer followed")


def confirm(ctx: click.Context, store: Store, rows: list[SiteRow]) -> None:
    """Ask before articles are removed; where nobody can be asked, `--yes` must say it."""
    if not is_terminal(sys.stdin):
        raise click.UsageError(
            "articles that are removed are gone; say --yes, as there is nobody to ask", ctx
        )
    count = sum(store.articles.count(row.id) for row in rows)
    hosts = ", ".join(row.host for row in rows)
    click.confirm(
        f"Remove {hosts} with {count:,} {'article' if count == 1 else 'articles'}?", abort=True, err=True
    )


@sites.command(short_help="Show the requests to a site.")
@ONE_SITE
@click.option(
    "-n", "--number", type=click.IntRange(1, MOST_VISITS), default=50, show_default=True, metavar="N",
    help="How many at most.",
)  # fmt: skip
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "jsonl"]), help="What to print.")
@store_option
@click.pass_context
def log(ctx: click.Context, name: str, number: int, form: Format | None) -> None:
    """Show the last requests to a site, the newest first: when, what, how it ended, what it brought and cost."""
    with opened(ctx) as store:
        from lugas.cli.site_lists import visits_json, visits_of, visits_text

        row = site_named(store, name)
        visits = visits_of(store, row.id, number)
        if form in {"json", "jsonl"}:
            put(visits_json(visits, lines=form == "jsonl"), lines=form == "jsonl")
        elif form == "text" or not is_terminal(sys.stdout):
            print_view(visits_text(visits))
        elif visits:
            from lugas.cli.site_lists_drawn import visits_on_terminal

            print_view(visits_on_terminal(visits, terminal_width()))
        if not visits:
            click.echo(f"lugas: {row.host} was not visited yet; lugas update does so", err=True)


@sites.command("import", short_help="Follow the feeds of an OPML list.")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@store_option
@click.pass_context
def bring_in(ctx: click.Context, file: BinaryIO) -> None:
    """Follow the feeds of a list of subscriptions (OPML), as feed readers export it; - is standard input."""
    from lugas.cli.subscriptions import add_list

    with opened(ctx, make=True) as store:
        name = getattr(file, "name", "<stdin>")
        content = file.read()
        click.echo(add_list(store, content, "standard input" if name == "<stdin>" else printable(str(name))))


@sites.command("export", short_help="Write the feeds as an OPML list.")
@click.argument("file", type=click.File("w", encoding="utf-8", atomic=True), metavar="[FILE]", default="-")
@store_option
@click.pass_context
def hand_out(ctx: click.Context, file: TextIO) -> None:
    """Write the feeds that are followed as a list of subscriptions (OPML), to FILE or standard output."""
    from lugas.cli.subscriptions import list_of

    with opened(ctx) as store:
        text, left_out = list_of(store)
    file.write(text)
    if left_out:
        told = ", ".join(left_out[:5]) + (f" and {len(left_out) - 5} more" if len(left_out) > 5 else "")
        click.echo(f"lugas: left out, as they are followed without a feed: {told}", err=True)
