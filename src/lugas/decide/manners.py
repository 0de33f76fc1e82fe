"""How long a host is left alone between two requests."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Manners", "pause_after"]

LONGEST_CRAWL_DELAY = 120.0


class Manners(Struct, frozen=True, kw_only=True):
    """How long to leave a host alone: at least `delay_s` after a request, and longer after a slow answer."""

    delay_s: float = 2.0
    slow_times: float = 2.0  # a host that took 3 s for an answer is left alone for 6
    longest_s: float = 60.0


DEFAULTS = Manners()


def pause_after(seconds: float, crawl_delay: float | None = None, manners: Manners = DEFAULTS) -> float:
    """Give how long a host is left alone after an answer that took so many seconds.

    `crawl_delay` is what its robots.txt asks for; more than two minutes is taken for two minutes.
    """
    slow = min(max(seconds, 0.0) * manners.slow_times, manners.longest_s)
    asked = min(crawl_delay, LONGEST_CRAWL_DELAY) if crawl_delay is not None and crawl_delay > 0 else 0.0
    return max(manners.delay_s, slow, asked)
