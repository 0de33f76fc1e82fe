"""Plain links by which an article is passed on: of each service, the address that takes a text; nobody's script."""

from __future__ import annotations

from urllib.parse import quote

from lugas.render.clean import fold

__all__ = ["links"]

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
    """Give the names and addresses; `mail` is the word for it, `mastodon` the reader's server."""
    told = {
        "title": quote(fold(title)[:LONGEST_TITLE], safe=""),
        "url": quote(url, safe=""),
        "mastodon": quote(mastodon.removeprefix("https://").strip("/ "), safe=".:"),
    }
    by_mail = "mailto:?subject={title}&body={title}%0A%0A{url}".format(**told)
    return ((mail, by_mail), *((name, place.format(**told)) for name, place in PLACES))
