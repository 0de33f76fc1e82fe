"""Which articles a list is of: the options that `lugas latest` and `lugas search` share, and what they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict, TypeVar

import click

from lugas.cli.headlines import Format
from lugas.cli.naming import complete_labels, complete_sites, site_named, time_given

if TYPE_CHECKING:
    from lugas.store import Chosen, Store

__all__ = ["Given", "chosen_of", "filters"]

Command = TypeVar("Command", bound=Callable[..., object])

MOST = 10_000


class Given(TypedDict):
    """The options as click gives them."""

    site: str | None
    section: str | None
    author: str | None
    tag: str | None
    language: str | None
    since: dt.datetime | None
    until: dt.datetime | None
    number: int
    after: int | None
    form: Format | None


OPTIONS = (
    click.option(
        "--site", metavar="SITE", shell_complete=complete_sites, help="Of one site: its host, name or number."
    ),
    click.option("--section", shell_complete=complete_labels("section"), help="Of one section."),
    click.option("--author", shell_complete=complete_labels("author"), help="By one author."),
    click.option("--tag", shell_complete=complete_labels("tag"), help="Under one tag."),
    click.option(
        "--language", metavar="CODE", shell_complete=complete_labels("language"), help="In one language: en, id."
    ),
    click.option(
        "--since", callback=time_given, metavar="TIME",
        help='Not before a time: 2026-03-01, "2026-03-01 18:00", today, 12h, 3d, 2w.',
    ),
    click.option("--until", callback=time_given, metavar="TIME", help="Before a time."),
    click.option(
        "-n", "--number", type=click.IntRange(1, MOST), default=20, show_default=True, metavar="N",
        help="How many at most.",
    ),
    click.option(
        "--after", type=click.IntRange(min=1), metavar="ID", help="Go on after this article of the list."
    ),
    click.option(
        "-f", "--format", "form", type=click.Choice(["text", "json", "jsonl"]),
        help="What to print: lines with tabs, one JSON object, a line of JSON for each. Without it: set for "
        "reading on a terminal, else text.",
    ),
)  # fmt: skip


def filters(command: Command) -> Command:
    """Give a command the options that choose articles."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def chosen_of(store: Store, given: Given) -> Chosen:
    """Give what the options choose; raises `UsageError` for a site that is not there."""
    from lugas.store import Chosen

    return Chosen(
        site_id=site_named(store, given["site"]).id if given["site"] is not None else None,
        section=given["section"],
        author=given["author"],
        tag=given["tag"],
        language=given["language"],
        since=given["since"],
        until=given["until"],
    )
