"""How long a host is left alone between two requests."""

from __future__ import annotations

import ipaddress

from msgspec import Struct

__all__ = ["Manners", "is_own", "pause_after"]

LONGEST_CRAWL_DELAY = 120.0


class Manners(Struct, frozen=True, kw_only=True):
    """How long to leave a host alone: at least `delay_s` after a request, and longer after a slow answer.

    `own_delay_s` is for what this machine serves itself, keeping nobody else waiting, or `delay_s` if that is less.
    """

    delay_s: float = 2.0
    own_delay_s: float = 0.1
    slow_times: float = 2.0  # a host that took 3 s for an answer is left alone for 6
    longest_s: float = 60.0


DEFAULTS = Manners()


def is_own(host: str) -> bool:
    """Tell whether a host is this machine by its very name: `localhost`, what ends in it, 127.0.0.0/8, ::1.

    Other private addresses are other machines, and other names may come to lead to them.
    """
    name = host.lower().strip("[]").removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return False
    return (getattr(number, "ipv4_mapped", None) or number).is_loopback


def pause_after(
    seconds: float, crawl_delay: float | None = None, manners: Manners = DEFAULTS, *, own: bool = False
) -> float:
    """Give how long a host is left alone after an answer that took so many seconds.

    `crawl_delay` is what its robots.txt asks for; more than two minutes is taken for two minutes. `own` is a host that
    is this machine.
    """
    slow = min(max(seconds, 0.0) * manners.slow_times, manners.longest_s)
    asked = min(crawl_delay, LONGEST_CRAWL_DELAY) if crawl_delay is not None and crawl_delay > 0 else 0.0
    least = min(manners.delay_s, manners.own_delay_s) if own else manners.delay_s
    return max(least, slow, asked)
