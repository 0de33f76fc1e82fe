"""The command `lugas`: its group, and what holds for every command in it."""

from __future__ import annotations

import difflib
import os
from typing import Any

import click

from lugas.cli.completion import completion
from lugas.cli.demo import demo
from lugas.cli.desk import desk
from lugas.cli.follow import follow
from lugas.cli.lists import latest, search
from lugas.cli.read import read
from lugas.cli.show import show
from lugas.cli.sites import sites
from lugas.cli.store import store
from lugas.cli.streams import leave_output, prepare_streams
from lugas.cli.update import update
from lugas.version import __version__

__all__ = ["main"]

# What a shell reports for a command stopped by Ctrl-C, and by the closing of the pipe it writes to.
INTERRUPTED = 130
PIPE_CLOSED = 141

EXAMPLES = """
\b
Examples:
  lugas read page.html              the article of a saved page
  lugas read https://site.id/news   the article at an address
  lugas read pages/ -o articles/    a folder of pages, a file for each article
  lugas read --help                 everything that read can do
  lugas follow https://site.id      follow a news site; lugas update reads what is new
  lugas latest                      the latest articles of what is followed
  lugas demo                        made-up newspapers on this machine, to try it on
  lugas desk                        read what was followed, in a browser
"""


class Lugas(click.Group):
    """The group of all commands; ends quietly on Ctrl-C and on a closed pipe."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        prepare_streams()
        # The threads that numpy's OpenBLAS starts at once, one a core, each burn some 50 ms before they sleep; no
        # product here is large enough to be shared out among them.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            leave_output()
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            leave_output()
            raise click.exceptions.Exit(PIPE_CLOSED) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a page given without one is told how to be read."""
        name = args[0]
        if name not in self.commands and ("://" in name or os.path.lexists(name)):
            ctx.fail(f"there is no command {name!r}; to read a page, write: lugas read {name}")
        near = difflib.get_close_matches(name, self.commands, n=1)
        if near and near[0] != name:
            ctx.fail(f"there is no command {name!r}; did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Lugas,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="lugas", message="%(prog)s %(version)s")
def main() -> None:
    """Turn news pages into their articles.

    A page is saved HTML, or the text copied off a page; Lugas gives the article in it, with its title,
    authors, date and source, and labels everything else instead of throwing it away.
    """


main.add_command(read)
main.add_command(completion)
main.add_command(demo)
main.add_command(follow)
main.add_command(latest)
main.add_command(search)
main.add_command(show)
main.add_command(sites)
main.add_command(store)
main.add_command(update)
main.add_command(desk)
