"""The command `lugas desk`: serves the desk over a store until it is stopped, and sets its passwords."""

from __future__ import annotations

import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from lugas.errors import LugasError, SourceError, UsageError

if TYPE_CHECKING:
    from types import FrameType

    from lugas.desk import Settings
    from lugas.desk.keeper.keeping import Upkeep
    from lugas.desk.keeper.passwords import Name
    from lugas.desk.serving import Listen

__all__ = ["desk"]

EXAMPLES = """
\b
Examples:
  lugas desk                          at http://localhost:8710, over the user's own store
  lugas desk --store news.db          over another store
  lugas desk --demo                   made-up newspapers and a desk that follows them
  lugas desk --no-update              leave visiting sites to lugas update
  lugas desk --language id --title "Kabar Pagi"
  lugas desk password                 set the password, without which no other machine is answered
  lugas desk password --apps          set that of reader apps, which are let in from then on
  lugas desk --listen 0.0.0.0:8000    for other machines too
"""


class Given(TypedDict):
    """The options as given."""

    store: str | None
    port: int
    listen: str | None
    names: tuple[str, ...]
    proxies: str
    update: bool
    demo: bool
    title: str | None
    language: str | None
    zone: str | None
    pictures: bool
    picture_folder: Path | None
    picture_megabytes: int
    mastodon: str | None
    cookies: Path | None
    allow_private: bool


STORE = click.option(
    "--store", metavar="STORE", envvar="LUGAS_STORE",
    help="The store: a file, or postgresql://user@host/database.  [env: LUGAS_STORE]",
)  # fmt: skip


@click.group(
    epilog=EXAMPLES, invoke_without_command=True, subcommand_metavar="[password]",
    short_help="Read what was followed, in a browser.",
)  # fmt: skip
@STORE
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8710, show_default=True,
    help="The port on this machine; 0 lets the system choose.",
)  # fmt: skip
@click.option(
    "--listen", metavar="ADDRESS",
    help="Where to listen instead, as 0.0.0.0:8000; anywhere but on this machine only with a password.",
)  # fmt: skip
@click.option(
    "--name", "names", metavar="NAME", multiple=True,
    help="A name under which it is reached, as news.example.org; may be repeated. Only with a password.",
)  # fmt: skip
@click.option(
    "--proxies", metavar="ADDRESSES", default="127.0.0.1", show_default=True,
    help="The reverse proxies that are believed who asks, with commas between.",
)  # fmt: skip
@click.option(
    "--update/--no-update", default=True, show_default=True,
    help="Visit what is followed, or leave that to lugas update.",
)  # fmt: skip
@click.option("--demo", is_flag=True, help="Serve made-up newspapers and follow them, in a store of its own.")
@click.option("--title", help="What stands at the top of every page.  [default: Lugas]")
@click.option("--language", metavar="CODE", help="The interface's language; else the browser's wish.")
@click.option("--zone", metavar="ZONE", help="The time zone, as Asia/Jakarta; else the machine's.")
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
    "--mastodon", metavar="SERVER",
    help="Your server there, for the share link.  [default: mastodon.social]",
)  # fmt: skip
@click.option(
    "--cookies", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), envvar="LUGAS_COOKIES",
    show_envvar=True,
    help="Cookies of your subscriptions, as browsers export them; only you may be able to read the file.",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Open private addresses too.")
@click.pass_context
def desk(ctx: click.Context, **given: Unpack[Given]) -> None:
    """Serve the desk: a news site of your own over a store, without ads.

    It visits what is followed, and answers this machine alone. Stop it with Ctrl-C.
    """
    if ctx.invoked_subcommand is None:
        with told(ctx):
            run(given)
    else:
        ctx.obj = given["store"]


@desk.command(short_help="Set the desk's password, or that of reader apps.")
@click.option("--apps", is_flag=True, help="Set that of reader apps, by way of Google Reader or Fever.")
@click.option("--user", metavar="NAME", help="The name that apps give with it.  [default: reader]")
@click.option("--remove", is_flag=True, help="Remove it; without the desk's, only this machine is answered.")
@STORE
@click.pass_context
def password(ctx: click.Context, apps: bool, user: str | None, remove: bool, store: str | None) -> None:
    """Set the password that the desk asks for, or change it; every browser has to give the new one.

    Reader apps have a password of their own. Either is asked for, or read from standard input where that is no
    terminal.
    """
    with told(ctx):
        from lugas.desk.keeper.passwords import Passwords
        from lugas.store import open_store

        if user and not apps:
            raise UsageError("only apps give a name", name="user", remedy="add --apps")
        with open_store(store or ctx.obj) as opened:
            passwords = Passwords(opened)
            name: Name = "apps" if apps else "desk"
            if remove:
                passwords.remove(name)
            else:
                passwords.set(name, asked(), user or "")
            reader = f" Apps give the name {passwords.reader()} with it." if apps and not remove else ""
        click.echo(f"The password is {'removed' if remove else 'set'}.{reader}")


def asked() -> str:
    """Ask for a password twice, or read it from standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise UsageError("no password was given", name="password", remedy="write it to standard input")
    return given


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Say in a line what is wrong."""
    try:
        yield
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
    """Serve until Ctrl-C or SIGTERM."""
    from msgspec.structs import replace as with_fields

    from lugas.desk import open_desk
    from lugas.desk.keeper.children import clock_of
    from lugas.desk.keeper.keeping import Upkeep
    from lugas.desk.serving import listen_at, name_of, proxies_of, serve
    from lugas.store import open_store

    listen = listen_at(given["listen"] or "localhost", given["port"])
    proxies, names = proxies_of(given["proxies"]), frozenset(map(name_of, given["names"]))
    fixed = {name: str(given[name]) for name in ("title", "language", "zone", "mastodon") if given[name]}
    with ExitStack() as opened:
        opened.enter_context(ended_by_sigterm())
        upkeep = Upkeep(update=given["update"])
        where = given["store"]
        if given["demo"]:
            from lugas.desk.keeper.demo import demo_upkeep

            where = where or opened.enter_context(tempfile.TemporaryDirectory(prefix="lugas-")) + "/demo.db"
            upkeep = opened.enter_context(demo_upkeep(listen.port and listen.port + 1))
        clock = clock_of(upkeep.pace)
        store = opened.enter_context(open_store(where, clock=clock))
        local = listen.is_local and not names
        if not local and not store.logins.password("desk"):
            refuse(given)
        order = with_fields(upkeep.order, cookies=cookies_at(given["cookies"]))
        upkeep = replace(upkeep, local=local, fixed={**upkeep.fixed, **fixed}, order=order)
        app = open_desk(store, settings_of(given, listen, upkeep, names), clock=clock, upkeep=upkeep)
        serve(app, listen, saying(upkeep), proxies=proxies)


def saying(upkeep: Upkeep) -> Callable[[str], None]:
    """Give what says where the desk is."""

    def say(address: str) -> None:
        click.echo(f"The desk is at {address} until Ctrl-C.")
        if upkeep.first and upkeep.update:
            click.echo("It follows five made-up newspapers; an hour passes there in a minute.")

    return say


def cookies_at(file: Path | None) -> str:
    """Give where the file of cookies is, "" for none; raises `FileError` for one that cannot be used."""
    if file is None:
        return ""
    from lugas.follow.cookies import read_cookies

    read_cookies(file)
    return str(file.absolute())


def refuse(given: Given) -> None:
    """Say that a password is needed, and how it is set."""
    store = f" --store {given['store']}" if given["store"] else ""
    raise UsageError(
        "other machines are answered only with a password",
        name="listen",
        remedy=f"set one with: lugas desk password{store}",
    )


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM, which a system sends to end a service, end this in order."""

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def settings_of(given: Given, listen: Listen, upkeep: Upkeep, names: frozenset[str]) -> Settings:
    """Make settings of the options."""
    from platformdirs import user_cache_path

    from lugas.desk import Settings
    from lugas.desk.settings import LOCAL_NAMES

    folder = given["picture_folder"] or user_cache_path("lugas") / "pictures"
    machine = socket.gethostname().lower()
    own = set() if listen.is_local else {machine, f"{machine}.local"}
    return Settings(
        title=given["title"] or "Lugas",
        language=given["language"] or "",
        zone=given["zone"] or "",
        hosts=LOCAL_NAMES.union(own, names),
        pictures=holding(folder) if given["pictures"] else None,
        picture_bytes=given["picture_megabytes"] * 1_000_000,
        allow_private=upkeep.order.allow_private or given["allow_private"],
        mastodon=given["mastodon"] or "mastodon.social",
    )


def holding(folder: Path) -> Path:
    """Make the folder of pictures, and see that it can be written: else each would be brought at each look."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        problem = f"cannot hold the pictures: {error.strerror or error}"
        remedy = "name another folder with --picture-folder, or say --no-pictures"
        raise SourceError(str(folder), problem, remedy=remedy) from error
