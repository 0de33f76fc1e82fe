"""The commands `lugas latest` and `lugas search`: lists of what the store has."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Unpack

import click

from lugas.cli.chosen import Given, chosen_of, filters
from lugas.cli.headlines import Listed, as_json, as_text
from lugas.cli.naming import article_named
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view
from lugas.cli.views import indented, terminal_width
from lugas.errors import UsageError

if TYPE_CHECKING:
    from lugas.store import Headline, Hit, SiteRow, Store

__all__ = ["latest", "search"]

LATEST_EXAMPLES = """
\b
Examples:
  lugas latest                             what came last, of all sites
  lugas latest --site example.com -n 50    more, of one site
  lugas latest --section sport --since 3d  of a section, of the last three days
  lugas latest --after 118                 what comes after article 118 of the list
  lugas latest --since today -f jsonl      a line of JSON for each
"""
SEARCH_EXAMPLES = """
\b
Examples:
  lugas search ferry timetable            articles that hold both words, newest first
  lugas search ferry --order best         those that say most of it first
  lugas search jembatan --language id     in one language
  lugas search ferry -f json              with the words' places

\b
Exit status:
  0   something was found
  1   the store could not be asked
  2   the command was not understood
  3   nothing was found
"""
NOTHING = 3
AT_ONCE = 500  # the store gives no more at once
AT_MOST = 1_000  # up to here articles are counted
EMPTY = "there are no articles yet; lugas update reads what the sites have"
UNFOLLOWED = "no site is followed yet; begin with: lugas follow https://..."

Order = Literal["newest", "best"]


@dataclass(frozen=True)
class Question:
    """What is asked of the store: `ask` gives so many hits from a place on, and the place to go on with.

    `count` counts all there are, up to `AT_MOST`; `order` is that of a search, `None` where nothing is searched.
    """

    ask: Callable[[int, int | None], tuple[Sequence[Hit], int | None]]
    count: Callable[[], int]
    order: Order | None = None


@click.command(epilog=LATEST_EXAMPLES, short_help="List the latest articles of the store.")
@filters
@store_option
@click.pass_context
def latest(ctx: click.Context, **given: Unpack[Given]) -> None:
    """List the latest articles, newest first.

    Several options together mean articles that fit all of them. Section, author and tag are compared without
    regard to case and accents.
    """
    with opened(ctx) as store:
        chosen = chosen_of(store, given)

        def ask(limit: int, before: int | None) -> tuple[Sequence[Hit], int | None]:
            piece = store.listing.latest(chosen, before=before, limit=limit)
            return [unmarked(headline) for headline in piece.items], piece.next

        question = Question(ask, lambda: store.listing.count(chosen, at_most=AT_MOST))
        if not answer(store, question, given):
            click.echo(f"lugas: {why_none(store, 'no article is like that')}", err=True)


@click.command(epilog=SEARCH_EXAMPLES, short_help="Find articles of the store by their words.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--order",
    type=click.Choice(["newest", "best"]),
    default="newest",
    show_default=True,
    help="Which come first; the best are those of the newest 500.",
)
@filters
@store_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], order: Order, **given: Unpack[Given]) -> None:
    """Find the articles that hold all WORDS in their title, text, authors or tags.

    Words are plain: case, accents and signs do not matter. Chinese, Japanese and Thai are found by any run of
    letters.
    """
    asked = " ".join(words)
    with opened(ctx) as store:
        if order == "best" and (given["after"] is not None or given["number"] > AT_ONCE):
            raise UsageError(f"--order best lists {AT_ONCE} at most, from the first on; give -n alone")
        chosen = chosen_of(store, given)

        def ask(limit: int, after: int | None) -> tuple[Sequence[Hit], int | None]:
            piece = store.search.find(asked, chosen, order=order, after=after, limit=limit)
            return piece.items, piece.next

        question = Question(ask, lambda: store.search.count(asked, chosen, at_most=AT_MOST), order)
        if not answer(store, question, given):
            click.echo(f"lugas: {why_none(store, 'nothing was found')}", err=True)
            ctx.exit(NOTHING)


def answer(store: Store, question: Question, given: Given) -> int:
    """Ask the store, print what it gives, and tell how many that are."""
    drawn = given["form"] is None and is_terminal(sys.stdout)
    hits, more = gathered(store, question, given)
    last = hits[-1].headline.id if hits and more else None
    listed = Listed(
        hits=hits,
        sites=sites_of(store, hits),
        next=None if question.order == "best" else last,
        total=question.count() if drawn and more else 0,
        at_most=AT_MOST,
        searched=question.order is not None,
        by_day=question.order != "best",
    )
    if drawn:
        from lugas.cli.headlines_drawn import on_terminal

        print_view(on_terminal(listed, terminal_width()))
    elif given["form"] in {None, "text"}:
        print_view(as_text(listed))
    else:
        text = as_json(listed, lines=given["form"] == "jsonl")
        print_view(indented(text) if is_terminal(sys.stdout) and given["form"] == "json" else text)
    return len(hits)


def gathered(store: Store, question: Question, given: Given) -> tuple[list[Hit], bool]:
    """Ask until there are as many as are wanted; tells also whether there are more."""
    after = given["after"]
    place = article_named(store, str(after)).headline.place if after is not None else None
    hits: list[Hit] = []
    while True:
        piece, place = question.ask(min(given["number"] - len(hits), AT_ONCE), place)
        hits += piece
        if place is None or len(hits) >= given["number"]:
            return hits, place is not None


def sites_of(store: Store, hits: Sequence[Hit]) -> dict[int, SiteRow]:
    """Give the sites that articles are of, by their numbers."""
    found = (store.sites.get(number) for number in {hit.headline.site_id for hit in hits})
    return {site.id: site for site in found if site is not None}


def unmarked(headline: Headline) -> Hit:
    """Give an article as a hit of no search."""
    from lugas.store import Hit

    return Hit(headline=headline, snippet="", title_marks=(), snippet_marks=())


def why_none(store: Store, otherwise: str) -> str:
    """Say why nothing is listed, and what to do about it."""
    if store.listing.latest(limit=1).items:
        return otherwise
    return EMPTY if next(store.sites.every(), None) is not None else UNFOLLOWED
