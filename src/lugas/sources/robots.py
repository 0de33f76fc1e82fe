"""What a site's robots.txt allows (RFC 9309), how long it asks to wait, and the sitemaps it names."""

from __future__ import annotations

import re

from protego import Protego

from lugas.page.charset import to_text
from lugas.page.urls import clean_address, join

__all__ = ["LARGEST", "Rules", "kept_text", "read_robots"]

LARGEST = 512_000  # bytes; RFC 9309 has at least 500 KiB read
LONGEST_LINE = 2_048
MOST_SITEMAPS = 500
LONGEST_DELAY = 120.0  # seconds; more would mean never
_AGENT = re.compile(r"[ \t]{0,20}user-?[ \t]?agent[ \t]{0,20}:[ \t]{0,20}([^#\r\n]{0,500})", re.IGNORECASE)


class Rules:
    """What one robots.txt allows one program; `sitemaps` are the sitemaps that it names, `reason` why it refuses all.

    Groups of other programs are not kept: a file with thousands of them would take the square of their number.
    """

    def __init__(self, text: str, url: str, agent: str, reason: str = "") -> None:
        self.agent = agent
        self.reason = reason
        self.url = url
        self._rules = Protego.parse(_for_one(text, agent))
        named = (join(url, address) for address in self._rules.sitemaps)
        self.sitemaps = tuple(dict.fromkeys(address for address in named if address))[:MOST_SITEMAPS]

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for. robots.txt itself always may."""
        if url.partition("?")[0] == self.url:
            return True
        return not self.reason and bool(self._rules.can_fetch(clean_address(url) or url, self.agent))

    @property
    def delay_s(self) -> float | None:
        """The seconds to be left between two requests, by `Crawl-delay` or `Request-rate`; two minutes at most."""
        delay = self._rules.crawl_delay(self.agent)
        rate = self._rules.request_rate(self.agent)
        if delay is None and rate is not None:
            delay = rate.seconds / rate.requests
        return None if delay is None else min(max(float(delay), 0.0), LONGEST_DELAY)


def read_robots(content: bytes, url: str, *, agent: str, status: int = 200) -> Rules:
    """Read a robots.txt as `agent`, the product name of a User-Agent header without its version.

    `status` is what the site answered: 4xx means that there is none and all is allowed, 5xx and 0 (no answer) that
    nothing is until it answers. Never fails.
    """
    if status == 0 or status >= 500 or status == 429:
        why = "robots.txt was not answered" if not status else f"robots.txt was answered with status {status}"
        return Rules("", url, agent, why)
    return Rules(kept_text(content, status=status), url, agent)


def kept_text(content: bytes, *, status: int = 200) -> str:
    """Give what is to be kept of a robots.txt, so that it is read again as the same; "" where there is none."""
    if not 200 <= status < 300 or b"<html" in content[:1_024].lower():
        return ""
    return to_text(content[:LARGEST])[0]


def _for_one(text: str, agent: str) -> str:
    """Give a robots.txt with all groups but those for everybody and for `agent` under one name that nobody bears."""
    wanted = agent.lower()
    kept = []
    for line in text.lstrip("\ufeff").splitlines():
        short = line[:LONGEST_LINE]
        match = _AGENT.match(short)
        if match:
            name = match[1].partition("/")[0].strip().lower().replace("*", "")  # lugas/1.0 is lugas
            # nobody's name holds a full stop or a blank, so no product is mistaken for it
            short = "User-agent: *" if not name else f"User-agent: {name if name in wanted else '.nobody.'}"
        kept.append(short)
    return "\n".join(kept)
