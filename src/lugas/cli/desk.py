"""The command `lugas desk`: serves the desk over a store until it is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from lugas.errors import LugasError, UsageError

if TYPE_CHECKING:
    from lugas.desk import Settings

__all__ = ["desk"]

EXAMPLES = """
\b
Examples:
  lugas desk                          at http://localhost:8710, over the user's own store
  lugas desk --store news.db          over another store
  lugas desk --language id --title "Kabar Pagi"
  lugas desk --no-pictures            without a single request to the sites
"""


class Given(TypedDict):
    """The options as given."""

    store: str | None
    port: int
    title: str
    language: str
    zone: str
    pictures: bool
    picture_folder: Path | None
    picture_megabytes: int
    mastodon: str
    allow_private: bool


@click.command(epilog=EXAMPLES, short_help="Read what was followed, in a browser.")
@click.option(
    "--store", metavar="STORE", envvar="LUGAS_STORE",
    help="The store: a file, or postgresql://user@host/database.  [env: LUGAS_STORE]",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8710, show_default=True,
    help="The port on this machine; 0 lets the system choose.",
)  # fmt: skip
@click.option("--title", default="Lugas", show_default=True, help="What stands at the top of every page.")
@click.option(
    "--language", default="", metavar="CODE", help="The interface's language; else the browser's wish."
)
@click.option(
    "--zone", default="", metavar="ZONE", help="The time zone, as Asia/Jakarta; else the machine's."
)
@click.option("--pictures/--no-pictures", default=True, show_default=True, help="Bring and show pictures.")
@click.option(
    "--picture-folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Where pictures are kept; else in the user's cache folder.",
)  # fmt: skip
@click.option(
    "--picture-megabytes", type=click.IntRange(1, 1_000_000), default=500, show_default=True,
    help="How much of them is kept.",
)  # fmt: skip
@click.option(
    "--mastodon", default="mastodon.social", show_default=True, metavar="SERVER",
    help="Your server there, for the share link.",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Bring pictures from private addresses too.")
@click.pass_context
def desk(ctx: click.Context, **given: Unpack[Given]) -> None:
    """Serve the desk: a news site of your own over a store, without ads.

    It listens on this machine alone. Stop it with Ctrl-C.
    """
    try:
        run(given)
    except UsageError as error:
        raise click.UsageError(str(error), ctx) from error
    except LugasError as error:
        raise click.ClickException(str(error)) from error
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "lugas":
            raise
        told = f'{error.name} is missing; install what the desk needs: pip install "lugas[desk]"'
        raise click.ClickException(told) from error


def run(given: Given) -> None:
    """Serve until Ctrl-C."""
    from lugas.desk import open_desk
    from lugas.desk.serving import serve
    from lugas.store import open_store

    with open_store(given["store"]) as store:
        app = open_desk(store, settings_of(given))
        serve(app, given["port"], lambda address: click.echo(f"The desk is at {address} until Ctrl-C."))


def settings_of(given: Given) -> Settings:
    """Make settings of the options."""
    from platformdirs import user_cache_path

    from lugas.desk import Settings

    folder = given["picture_folder"] or user_cache_path("lugas") / "pictures"
    return Settings(
        title=given["title"],
        language=given["language"],
        zone=given["zone"],
        pictures=folder if given["pictures"] else None,
        picture_bytes=given["picture_megabytes"] * 1_000_000,
        allow_private=given["allow_private"],
        mastodon=given["mastodon"],
    )
