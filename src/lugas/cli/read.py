"""The command `lugas read`: pages in, articles out."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import click

from lugas.cli.streams import is_terminal
from lugas.errors import UsageError

if TYPE_CHECKING:
    from lugas.cli.order import Given

__all__ = ["read"]

EXAMPLES = """
\b
Examples:
  lugas read page.html                       one saved page, set for reading
  lugas read page.html -f json -o page.json  everything that was found, as JSON
  lugas read copied.txt --url https://a.id/b copied text, and where it was copied
  lugas read https://site.id/news/1          a page on the web
  curl -s https://a.id/b | lugas read -      a page from another program
  lugas read pages/ 'more/**/*.html' -o out/ many pages, a Markdown file for each
  lugas read pages/ -f json -o pages.jsonl   many pages, a line of JSON for each
  lugas read --join p1.html p2.html          one article of its several pages
  lugas read page.html --evidence            where each value was found
  lugas read page.html --blocks              what became of each part of the page

\b
Exit status:
  0   every source gave an article
  1   a source could not be read, or the output not be written
  2   the command was not understood
  3   a page held no article; standard error says which, and what it is instead
"""

SECONDS, MEBIBYTES = 10.0, 1024  # as in `lugas.Options`, which help does without

NO_SOURCE = """Give a page to read, for example:

  lugas read page.html               a page saved from the browser
  lugas read copied.txt              text copied off a page
  lugas read https://site.id/news/1  a page on the web
  lugas read pages/ -o articles/     all pages in a folder

lugas read --help tells the rest."""


class Seconds(click.FloatRange):
    """A number of seconds; what is no number, and what has no end, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read one."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


class NamesWithDash(click.Command):
    """A command that knows a file whose name begins with a dash, as shells expand `*` to, from an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        takes_value = {
            name: isinstance(option, click.Option) and not option.is_flag
            for option in self.get_params(ctx)
            for name in option.opts
            if name.startswith("-")
        }
        try:
            return super().parse_args(ctx, _with_files_marked(args, takes_value))
        except click.NoSuchOption as error:
            if error.possibilities:
                raise
            remedy = "before the name of a file that begins so, write ./"
            raise click.UsageError(f"there is no option {error.option_name}; {remedy}", ctx) from error


def _with_files_marked(args: Sequence[str], takes_value: dict[str, bool]) -> list[str]:
    """Put `./` before what looks like an option, is none, and is a file."""
    marked: list[str] = []
    value_next = False
    for place, arg in enumerate(args):
        if arg == "--" and not value_next:
            return [*marked, *args[place:]]
        like_option = arg.startswith("-") and arg != "-" and not value_next
        is_option = arg.partition("=")[0] in takes_value
        marked.append(f"./{arg}" if like_option and not is_option and os.path.lexists(arg) else arg)
        value_next = not value_next and takes_value.get(arg, False)
    return marked


@click.command(cls=NamesWithDash, epilog=EXAMPLES, short_help="Give the article of each page.")
@click.argument("sources", nargs=-1, metavar="SOURCE...", type=click.Path(readable=False, allow_dash=True))
@click.option(
    "-f",
    "--format",
    "view",
    type=click.Choice(["text", "markdown", "html", "json", "copy"]),
    help="What to print. `copy` is what a site's copy button gives: title, paragraphs, address. "
    "Without it: set for reading on a terminal, else as the name given to -o says, else Markdown.",
)
@click.option("--url", metavar="URL", help="The address of the one page given; it is not opened.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["html", "text"]),
    help="What the pages are, where that cannot be seen from them: saved HTML or copied text.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    type=click.Path(readable=False, allow_dash=True),
    help="Where to write. A folder if it is one, ends in / or there are several pages: then a file for each. "
    "Several pages as JSON go to one FILE, a line each.",
)
@click.option("--precise", is_flag=True, help="Rather leave out a paragraph than keep a foreign line.")
@click.option("--complete", is_flag=True, help="Rather keep a foreign line than leave out a paragraph.")
@click.option(
    "--evidence", is_flag=True, help="Tell for each value where it was found, and what lost and why."
)
@click.option("--blocks", is_flag=True, help="List every block of the page with its role and the reason.")
@click.option("--join", is_flag=True, help="Make one article of the pages: they are its parts, in any order.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead into private networks too.")
@click.option(
    "--timeout",
    type=Seconds(min=0, min_open=True),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="How long fetching one address may take.",
)
@click.option(
    "--max-seconds",
    type=Seconds(min=0),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="How long reading one page may take, of a processor's time; 0 for no bound.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=0),
    default=MEBIBYTES,
    show_default=True,
    metavar="MEBIBYTES",
    help="How much memory reading one page may take; 0 for no bound.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, no notes on pages without an article.")
@click.pass_context
def read(ctx: click.Context, sources: tuple[str, ...], **given: Unpack[Given]) -> None:
    """Read news pages and give their articles.

    A SOURCE is a file (saved HTML or copied text, gzip too), a folder, a pattern in quotes, an address, or -
    for standard input.
    """
    if not sources:
        if is_terminal(sys.stdin) or sys.stdin is None:
            raise click.UsageError(NO_SOURCE, ctx)
        sources = ("-",)
    from lugas.cli.order import carry_out

    try:
        ctx.exit(carry_out(sources, given))
    except UsageError as error:
        raise click.UsageError(str(error), ctx) from error
