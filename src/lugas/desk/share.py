"""Plain links by which an article is passed on: of each service, the address that takes a text; nobody's script."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from lugas.page.urls import clean_address
from lugas.render.clean import fold

__all__ = ["MASTODON", "links", "server_of"]

MASTODON = "mastodon.social"
# A name of several parts, as it is asked for; what is written in another script is brought into it first.
NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,20}[a-z0-9-]{2,63}")

# `{title}` and `{url}` are percent-encoded.
PLACES = (
    ("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    ("X", "https://x.com/intent/post?text={title}&url={url}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("Mastodon", "https://{mastodon}/share?text={title}%20{url}"),
)
LONGEST_TITLE = 300


def links(title: str, url: str, *, mail: str, mastodon: str) -> tuple[tuple[str, str], ...]:
    """Give the names and addresses; `mail` is the word for it, `mastodon` the reader's server, as it was given."""
    told = {
        "title": quote(fold(title)[:LONGEST_TITLE], safe=""),
        "url": quote(url, safe=""),
        "mastodon": server_of(mastodon) or MASTODON,
    }
    by_mail = "mailto:?subject={title}&body={title}%0A%0A{url}".format(**told)
    return ((mail, by_mail), *((name, place.format(**told)) for name, place in PLACES))


def server_of(told: str) -> str:
    """Give the server, with a port where one is told, of its name, an address there or a name of somebody there.

    "" for what names none.
    """
    told = told.strip()
    whole = told if "://" in told else f"https://{told}"
    if not whole.lower().startswith(("https://", "http://")) or any(letter.isspace() for letter in told):
        return ""
    try:
        parts = urlsplit(clean_address(whole))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError:  # that of letters which no name has is one
        return ""
    if not NAME.fullmatch(host) or len(host) > 253:
        return ""
    return host if port in {None, 443} else f"{host}:{port}"
