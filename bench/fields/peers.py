"""The peers that tell fields, each with the settings that served it best on the labelled pages.

What a peer writes in one text is taken apart for it where it has a mark for that.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.fields.values import Values, encoded
from bench.quality.peers import Peer, load, parsed_by_newspaper

__all__ = ["PEERS"]

# Without a format of its own, trafilatura drops the time and the zone.
DATES = {"original_date": True, "extensive_search": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}


def _trafilatura(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    extract = load("trafilatura.metadata").extract_metadata
    found = extract(content, default_url=url or None, date_config=dict(DATES))
    authors = (found.author or "").split(";")
    tags = _at_commas(found.tags or ()) or _at_commas(found.categories or ())
    return encoded(Values(found.title or "", tuple(authors), found.date or "", tags))


def _newspaper(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    found = parsed_by_newspaper(text, url)
    if found is None:
        return ""
    published = found.publish_date.isoformat() if found.publish_date else ""
    return encoded(Values(found.title or "", tuple(found.authors), published, tuple(found.meta_keywords)))


def _turbohtml(content: bytes, text: str, url: str) -> str:  # noqa: ARG001 - the shape of every peer
    found = load("turbohtml").parse(content).article()
    extract = load("turbohtml.extract")
    dated = extract.dates(text, extract.DateExtraction(original=True))
    published = dated.date if dated else ""
    if found.date and found.date.startswith(published):
        published = found.date  # the same day, with its time
    byline = (found.byline,) if found.byline else ()
    return encoded(Values(found.title or "", byline, published, found.tags))


def _at_commas(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer(
            "trafilatura",
            "trafilatura",
            _trafilatura,
            "extract_metadata, dates with time and zone; authors parted at `;`, tags at `,`, else the categories",
        ),
        Peer("newspaper4k", "newspaper4k", _newspaper, "parse; tags are the meta_keywords"),
        Peer("turbohtml", "turbohtml", _turbohtml, "article; the day of dates(original=True)"),
    )
}
