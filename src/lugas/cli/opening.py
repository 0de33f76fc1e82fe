"""Opening the store that a command asks, and telling what is wrong where it cannot be.

Which store it is says `--store`, on the command or the group before it, else the environment variable LUGAS_STORE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click
from click.core import ParameterSource

from lugas.cli.streams import printable
from lugas.errors import DecodeError, LugasError, SourceError, StoreError, UsageError

if TYPE_CHECKING:
    from lugas.store import Store

__all__ = ["address_of", "needing", "opened", "store_option", "telling"]

Command = TypeVar("Command", bound=Callable[..., object])

KEY = "lugas.store"
BEGIN = "begin one with: lugas follow https://..."


def store_option(command: Command) -> Command:
    """Give a command the option `--store`; `opened` knows what was given."""
    option = click.option(
        "--store",
        "address",
        metavar="ADDRESS",
        envvar="LUGAS_STORE",
        show_envvar=True,
        expose_value=False,
        is_eager=True,
        callback=_remember,
        help="The store: a file, or postgresql://user@host/database. Without it, a file in your data folder.",
    )
    return option(command)


def _remember(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keep the address for the command; what is written on the command line comes before the environment."""
    told = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    if value and (told or KEY not in ctx.meta):
        ctx.meta[KEY] = value


def address_of(ctx: click.Context) -> str | None:
    """Give the address of the store that was asked for; `None` for the usual one."""
    address: str | None = ctx.meta.get(KEY)
    return address


@contextmanager
def telling(ctx: click.Context) -> Iterator[None]:
    """Turn what the library finds wrong into what a command says of it."""
    try:
        yield
    except UsageError as error:
        raise click.UsageError(printable(str(error)), ctx) from error
    except (DecodeError, SourceError, StoreError) as error:
        raise click.ClickException(printable(str(error))) from error


@contextmanager
def needing(what: str) -> Iterator[None]:
    """Name the package that is missing, and how to install it, where the extra `lugas[follow]` is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("lugas"):
            raise
        problem = f"{error.name} is missing, which {what} needs"
        raise click.ClickException(f'{problem}; install it with: pip install "lugas[follow]"') from error


@contextmanager
def opened(ctx: click.Context, *, make: bool = False) -> Iterator[Store]:
    """Open the store; one that is not there is made only where `make` says so."""
    with telling(ctx):
        with needing("the store"):
            from lugas.store import open_store
            from lugas.store.where import find
        address = address_of(ctx)
        file = find(address).file
        if not make and file is not None and not file.exists():
            remedy = f"see what --store says, or {BEGIN}" if address else BEGIN
            raise StoreError(str(file), "there is no store yet", remedy)
        with open_store(address) as store:
            yield store


def quietly(ctx: click.Context, ask: Callable[[Store], list[str]]) -> list[str]:
    """Ask the store while a shell completes a word; nothing where it cannot be asked."""
    try:
        with opened(ctx) as store:
            return ask(store)
    except (click.ClickException, LugasError):
        return []
