"""The command `lugas store`: what the store holds, copies of it, and what is dropped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
import msgspec

from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view, printable
from lugas.cli.trim import trim
from lugas.cli.views import indented

if TYPE_CHECKING:
    from lugas.store import Store

__all__ = ["store"]

EXAMPLES = """
\b
Examples:
  lugas store info                 where it is, and what is in it
  lugas store backup copy.db       a copy, while it is in use
  lugas store export all.jsonl.gz  everything, as lines of JSON
  lugas store import all.jsonl.gz  into an empty store, of either kind
  lugas store trim --older-than 90d  drop what is older, but for saved articles
"""
FORCE = click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
TARGET = click.argument("file", type=click.Path(allow_dash=True, dir_okay=False), metavar="FILE")


@click.group(epilog=EXAMPLES, short_help="Tell about the store, copy it, export and import it.")
@store_option
def store() -> None:
    """Tell about the store, copy it, export and import everything in it, drop what is old."""


store.add_command(trim)


@store.command(short_help="Tell where the store is, and what is in it.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), help="What to print.")
@store_option
@click.pass_context
def info(ctx: click.Context, form: Literal["text", "json"] | None) -> None:
    """Tell where the store is, and what is in it."""
    with opened(ctx) as opened_store:
        told = contents(opened_store)
    if form == "json":
        text = msgspec.json.encode(told).decode() + "\n"
        print_view(indented(text) + "\n" if is_terminal(sys.stdout) else text)
    else:
        width = max(len(name) for name in told)
        print_view("".join(f"{name:<{width}}  {_shown(value)}\n" for name, value in told.items()))


def contents(held: Store) -> dict[str, object]:
    """Count what a store holds."""
    every = list(held.sites.every())
    newest = held.listing.latest(limit=1).items
    return {
        "store": held.shown,
        "sites": sum(site.state == "active" for site in every),
        "paused": sum(site.state == "paused" for site in every),
        "sources": sum(len(held.sources.of_site(site.id)) for site in every),
        "articles": held.articles.count(),
        "newest": newest[0].listed if newest else None,
        "bytes": held.retention.size(),
    }


def _shown(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else printable(str(value))


@store.command(short_help="Write everything as lines of JSON.")
@TARGET
@FORCE
@store_option
@click.pass_context
def export(ctx: click.Context, file: str, force: bool) -> None:
    """Write everything to FILE as lines of JSON, packed where its name ends in .gz; - is standard output."""
    with opened(ctx) as opened_store:
        if file == "-":
            for line in opened_store.lines():
                print_view(line.decode())
            return
        refuse_own_file(ctx, opened_store, file)
        opened_store.export(file, replace=force)
    click.echo(f"{printable(file)} is written", err=True)


@store.command("import", short_help="Read exported lines into an empty store.")
@TARGET
@store_option
@click.pass_context
def bring_in(ctx: click.Context, file: str) -> None:
    """Read what was exported to FILE into a store that is empty or not there yet; - is standard input."""
    with opened(ctx, make=True) as opened_store:
        count = opened_store.load(sys.stdin.buffer if file == "-" else file)
        click.echo(f"{count:,} lines are in {printable(opened_store.shown)}", err=True)


@store.command(short_help="Copy the store while it is in use.")
@TARGET
@FORCE
@store_option
@click.pass_context
def backup(ctx: click.Context, file: str, force: bool) -> None:
    """Copy the store as it is at this moment to FILE; nobody who uses it has to wait.

    A file that is there already is replaced only with --force, and the file of a store that is in use never.

    FILE is a store like it; where its name ends in .jsonl or .jsonl.gz, lines that any store can import.
    """
    with opened(ctx) as opened_store:
        refuse_own_file(ctx, opened_store, file)
        opened_store.backup(file, replace=force)
    click.echo(f"{printable(file)} is written", err=True)


def refuse_own_file(ctx: click.Context, held: Store, file: str) -> None:
    """Refuse to write over the store itself."""
    target, own = Path(file), Path(held.shown)
    if target.exists() and own.exists() and target.samefile(own):
        raise click.UsageError(f"{printable(file)} is the store itself; name another file", ctx)
