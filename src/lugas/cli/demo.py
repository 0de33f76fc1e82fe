"""The command `lugas demo`: serves the demo world's newspapers on this machine until it is stopped."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from lugas.errors import SourceError, UsageError

if TYPE_CHECKING:
    from lugas.demo import Papers

__all__ = ["demo"]

EXAMPLES = """
\b
Examples:
  lugas demo                        five newspapers, late in their week; an hour passes in a minute
  lugas demo --at "1 06:00"         from the first morning on
  lugas demo --speed 3600           a day passes in 24 seconds
  lugas demo --speed 0 --control    the clock stands still, and is moved over HTTP
  lugas demo --sites 1000           a thousand sites for measuring, under one port
"""
LISTED = 8


class Given(TypedDict):
    """The options as given."""

    port: int
    speed: float
    at: tuple[int, str]
    names: bool
    control: bool
    sites: int
    articles: int


AT = re.compile(r"[1-9]\d? \d{1,2}:\d\d")


def week_time(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, str]:
    """Read a day of the world's week, from 1, and a clock: `6 18:00`."""
    if not AT.fullmatch(value):
        remedy = 'write a day from 1 and a clock: "6 18:00"'
        raise click.BadParameter(f"{value!r} is no time of the week; {remedy}", ctx, param)
    day, _, clock = value.partition(" ")
    return int(day), clock


@click.command(epilog=EXAMPLES, short_help="Serve made-up newspapers on this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65000), default=8700, show_default=True,
    help="The first port; the papers get those after it. 0 lets the system choose.",
)  # fmt: skip
@click.option(
    "--speed", type=click.FloatRange(min=0, max=31_536_000), default=60.0, show_default=True,
    help="How many seconds pass there in one here; 0 stops the clock.",
)  # fmt: skip
@click.option(
    "--at", callback=week_time, default="6 18:00", metavar="'DAY HH:MM'", show_default=True,
    help="The day of the papers' week, from 1 to 7, and the time (UTC) to start at.",
)  # fmt: skip
@click.option("--names", is_flag=True, help="Serve all under one port, as http://warta.localhost:PORT.")
@click.option("--control", is_flag=True, help="Open the control address, for whoever has the key it prints.")
@click.option("--sites", type=click.IntRange(0, 100_000), default=0, help="So many composed sites instead.")
@click.option(
    "--articles",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="How many articles each has.",
)
@click.pass_context
def demo(ctx: click.Context, **given: Unpack[Given]) -> None:
    """Serve the demo world: made-up newspapers, each with its own language, templates and habits.

    Nothing of it leaves this machine. Stop it with Ctrl-C.
    """
    try:
        run(given)
    except UsageError as error:
        raise click.UsageError(str(error), ctx) from error
    except SourceError as error:
        raise click.ClickException(str(error)) from error


def run(given: Given) -> None:
    """Serve until Ctrl-C."""
    from lugas.demo import Clock, World, serve
    from lugas.demo.world import last_week

    world = World(sites=given["sites"], articles=given["articles"], start=last_week())
    clock = Clock(world.time(*given["at"]), speed=given["speed"])
    with serve(world, clock, port=given["port"], names=given["names"], control=given["control"]) as papers:
        click.echo("\n".join(told(papers)))
        while True:
            time.sleep(3600)


def told(papers: Papers) -> list[str]:
    """Tell where the papers are, in lines."""
    lines = [f"The demo world is at {papers.lobby}/ until Ctrl-C. Its papers:", ""]
    for name, origin in list(papers.addresses.items())[:LISTED]:
        lines.append(f"  {origin:<28} {papers.world.paper(name).title}")
    if len(papers.addresses) > LISTED:
        lines.append(f"  and {len(papers.addresses) - LISTED} more")
    now = f"{papers.clock.now():%A %Y-%m-%d %H:%M} UTC"
    lines += ["", f"It is {now} there, and a second here is {papers.clock.speed:g} there."]
    lines.append(
        f"To read one of its pages: lugas read --allow-private {next(iter(papers.addresses.values()))}/"
    )
    if papers.key:
        lines += [
            "",
            "Move the clock, a day for instance, with:",
            f"  curl -H 'Authorization: Bearer {papers.key}' \\",
            f"    -d '{{\"advance\": 86400}}' {papers.lobby}/control/clock",
        ]
    return lines
