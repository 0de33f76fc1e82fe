"""The options of commands that ask sites: who asks, with which cookies, and what may be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar
from urllib.parse import urlsplit

import click

from lugas.cli.opening import needing
from lugas.cli.streams import printable

if TYPE_CHECKING:
    from lugas.follow.settings import Settings

__all__ = ["Asking", "asking_options", "host_told", "settings_of"]

Command = TypeVar("Command", bound=Callable[..., object])


class Asking(TypedDict):
    """These options as click gives them."""

    contact: str | None
    cookies: str | None
    allow_private: frozenset[str]


def _hosts(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    """Read hosts, which may be told as addresses; where a port is told, that one alone is meant."""
    if not given:
        return frozenset()
    with needing("asking sites"):
        from lugas.network import place

    hosts: set[str] = set()
    for told in given:
        host, port = host_told(told), port_told(told)
        network = "://" not in told and told.partition("/")[2].isdecimal()  # each of its hosts is to be named
        if not host or network:
            raise click.BadParameter(f"{printable(told)!r} is no host; write it as 127.0.0.1", ctx, param)
        hosts.add(host if port is None else place(host, port))
    return frozenset(hosts)


def host_told(told: str) -> str:
    """Give the host of an address, or of what is written in the place of one; "" where there is none."""
    try:
        return urlsplit(_as_address(told)).hostname or ""
    except ValueError:
        return ""


def port_told(told: str) -> int | None:
    """Give the port of an address, or of what is written in the place of one; `None` where there is none."""
    try:
        return urlsplit(_as_address(told)).port
    except ValueError:
        return None


def _as_address(told: str) -> str:
    """Write a host as an address; one of IPv6 stands in brackets there."""
    if "://" in told:
        return told
    return f"//[{told}]" if told.count(":") > 1 and "[" not in told else f"//{told}"


OPTIONS = (
    click.option(
        "--contact", metavar="ADDRESS", envvar="LUGAS_CONTACT", show_envvar=True,
        help="Your mail address or page, told to the sites that are asked, so that their keepers can reach you.",
    ),
    click.option(
        "--cookies", metavar="FILE", type=click.Path(dir_okay=False), envvar="LUGAS_COOKIES", show_envvar=True,
        help="Cookies of your subscriptions, as browsers export them; only you may be able to read the file.",
    ),
    click.option(
        "--allow-private", metavar="HOST", multiple=True, envvar="LUGAS_ALLOW_PRIVATE", show_envvar=True,
        callback=_hosts, help="Let this host be in a private network, or be this machine; may be repeated.",
    ),
)  # fmt: skip


def asking_options(command: Command) -> Command:
    """Give a command the options of asking."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settings_of(given: Asking) -> Settings:
    """Give the settings that the options say.

    Raises `UsageError` where they cannot be.
    """
    from lugas.follow.settings import Settings

    return Settings(
        contact=given["contact"] or "",
        cookies=Path(given["cookies"]) if given["cookies"] else None,
        allow_private=given["allow_private"] or False,
    )
