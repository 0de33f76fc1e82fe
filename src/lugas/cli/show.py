"""The command `lugas show`: an article of the store, as it is, as it was, and what changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import click

from lugas.cli.naming import article_named
from lugas.cli.opening import opened, store_option
from lugas.cli.streams import is_terminal, print_view
from lugas.cli.views import indented, terminal_width

if TYPE_CHECKING:
    from lugas.model import Article
    from lugas.store import Store, Stored

__all__ = ["show"]

EXAMPLES = """
\b
Examples:
  lugas show 118                      set for reading
  lugas show https://example.com/a/1  the article that an address leads to
  lugas show 118 -f markdown > a.md   in any format of lugas read
  lugas show 118 --versions           when it changed, and how
  lugas show 118 --version 1          as it was first
  lugas show 118 --diff               what changed last, word by word
  lugas show 118 --diff 1..3          what changed from version 1 to version 3
"""

View = Literal["text", "markdown", "html", "json", "copy"]


@click.command(epilog=EXAMPLES, short_help="Show an article of the store.")
@click.argument("name", metavar="ID", required=False)
@click.option(
    "-f",
    "--format",
    "view",
    type=click.Choice(["text", "markdown", "html", "json", "copy"]),
    help="What to print, as with lugas read; of versions and differences text or json. "
    "Without it: set for reading on a terminal, else Markdown, or text.",
)
@click.option("--versions", is_flag=True, help="List its versions, and what each changed.")
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help="Show it as it was.")
@click.option(
    "--diff",
    is_flag=False,
    flag_value="",
    metavar="[OLD..NEW]",
    help="Show what changed between two versions; without numbers, between the last two.",
)
@store_option
@click.pass_context
def show(
    ctx: click.Context,
    name: str | None,
    view: View | None,
    versions: bool,
    number: int | None,
    diff: str | None,
) -> None:
    """Show the article with the number ID, which lugas latest and lugas search tell, or of an address."""
    if name is None and diff and ".." not in diff:
        name, diff = diff, ""  # `--diff 118`, where the number was meant for the article
    if name is None:
        raise click.UsageError("give an article's number, for example: lugas show 118", ctx)
    if versions + (number is not None) + (diff is not None) > 1:
        raise click.UsageError(
            "--versions, --version and --diff are views of their own; give one of them", ctx
        )
    if (versions or diff is not None) and view not in {None, "text", "json"}:
        raise click.UsageError(
            "versions and differences are printed as text or json; leave --format out", ctx
        )
    with opened(ctx) as store:
        stored = article_named(store, name)
        if versions:
            text = versions_view(store, stored, view)
        elif diff is not None:
            text = diff_view(store, stored, diff, view)
        else:
            text = article_view(store, stored, number, view)
    print_view(text if text.endswith("\n") else f"{text}\n")


def article_view(store: Store, stored: Stored, number: int | None, view: View | None) -> str:
    """Give the view of an article, or of one of its versions."""
    from lugas.cli.changes import read_version

    newest = stored.headline.version
    article = (
        stored.article if number in {None, newest} else read_version(store, stored.headline.id, number or 1)
    )
    if view is None and is_terminal(sys.stdout):
        return drawn(stored, article, number or newest)
    return _json(article) if view == "json" else _rendered(article, view or "markdown")


def drawn(stored: Stored, article: Article, number: int) -> str:
    """Set an article for this terminal; under it stands which version it is, if there are several."""
    from lugas.render.terminal import to_terminal

    width = terminal_width()
    text = to_terminal(article, width)
    newest = stored.headline.version
    if newest == 1:
        return text
    from lugas.cli.sheet import QUIET, Sheet, styled

    sheet = Sheet(width)
    told = f"version {number} of {newest}; what changed tells: lugas show {stored.headline.id} --diff"
    sheet.line(styled(told, QUIET))
    return f"{text}\n{sheet.told()}"


def _rendered(article: Article, view: View) -> str:
    from lugas.render import render

    return render(article, view)


def _json(article: Article) -> str:
    text = _rendered(article, "json")
    return indented(text) if is_terminal(sys.stdout) else text


def versions_view(store: Store, stored: Stored, view: View | None) -> str:
    """Give the list of an article's versions."""
    from lugas.cli.changes import steps, steps_json, steps_text

    told = list(steps(store, stored.headline.id))
    if view is None and is_terminal(sys.stdout):
        from lugas.cli.changes_drawn import steps_on_terminal

        return steps_on_terminal(stored.headline, told, terminal_width())
    if view == "json":
        text = steps_json(stored.headline.id, told)
        return indented(text) if is_terminal(sys.stdout) else text
    return steps_text(told)


def diff_view(store: Store, stored: Stored, told: str, view: View | None) -> str:
    """Give the difference of two versions of an article."""
    from lugas.cli.changes import compare, diff_json, diff_text

    compared = compare(store, stored, told)
    if view is None and is_terminal(sys.stdout):
        from lugas.cli.changes_drawn import diff_on_terminal

        return diff_on_terminal(compared, terminal_width())
    if view == "json":
        text = diff_json(stored.headline.id, compared)
        return indented(text) if is_terminal(sys.stdout) else text
    return diff_text(compared)
