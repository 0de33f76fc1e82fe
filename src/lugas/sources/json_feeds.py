"""JSON Feed 1.0 and 1.1, and what is near to them."""

from __future__ import annotations

from typing import Any

import msgspec

from lugas.page.urls import join
from lugas.sources.entries import Entry, Feed, Limits
from lugas.sources.moments import instant
from lugas.sources.texts import first_picture, line, plain

__all__ = ["looks_like_json", "read_json_feed"]

LARGEST = 16 << 20  # letters; JSON is read as a whole and may take thirty times its size in memory


def looks_like_json(text: str) -> bool:
    """Tell whether a text is a JSON object, or an array of them."""
    return text[:1] == "{" or (text[:1] == "[" and text[1:200].lstrip()[:1] == "{")


def read_json_feed(text: str, base: str, limits: Limits, *, cut_short: bool = False) -> Feed:
    """Read a JSON Feed; never fails."""
    if len(text) > LARGEST:
        return Feed(form="", trouble="JSON of more than 16 MB", cut_short=cut_short)
    try:
        data = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return Feed(form="", trouble="JSON that breaks off or is malformed", cut_short=cut_short)
    head = data if isinstance(data, dict) else {}
    items = head.get("items", data if isinstance(data, list) else None)
    if not isinstance(items, list) or not (_text(head, "version") or _has_addresses(items)):
        return Feed(form="", trouble="JSON of another kind, not a feed", cut_short=cut_short)
    language = _text(head, "language")[:35]
    kept = _newest([item for item in items if isinstance(item, dict)], limits.max_entries)
    hubs = [join(base, _text(hub, "url")) for hub in _list(head, "hubs") if isinstance(hub, dict)]
    entries = (_entry(item, base, language, limits.max_text) for item in kept)
    return Feed(
        form="json",
        title=line(_text(head, "title")),
        summary=plain(_text(head, "description")),
        url=join(base, _text(head, "feed_url")),
        home=join(base, _text(head, "home_page_url")),
        next_url=join(base, _text(head, "next_url")),
        language=language,
        hubs=tuple(dict.fromkeys(hub for hub in hubs if hub))[:5],
        entries=tuple(entry for entry in entries if entry.url or entry.title or entry.content),
        cut_short=cut_short,
        left_out=max(0, len(items) - limits.max_entries),
    )


def _newest(items: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Give the newest items in their order."""
    if len(items) <= most:
        return items
    moments = [instant(_text(item, "date_published") or _text(item, "date_modified")) for item in items]
    if 2 * sum(moment is not None for moment in moments) <= len(items):
        return items[:most]
    stamps = [moment.timestamp() if moment else 0.0 for moment in moments]
    newest = sorted(range(len(items)), key=lambda index: (-stamps[index], index))[:most]
    return [items[index] for index in sorted(newest)]


def _entry(item: dict[str, Any], base: str, language: str, longest: int) -> Entry:
    """Give the fields of one item."""
    content = (_text(item, "content_html") or _text(item, "content_text"))[:longest]
    people = [*_list(item, "authors"), item.get("author")]
    names = [line(_text(person, "name") if isinstance(person, dict) else "") for person in people[:20]]
    tags = tuple(dict.fromkeys(line(tag) for tag in _list(item, "tags")[:50] if isinstance(tag, str)))
    files = [part for part in _list(item, "attachments")[:20] if isinstance(part, dict)]
    kinds = [_text(part, "mime_type").partition("/")[0] for part in files]
    # "external_url" is what a link blog writes about; the article is its own
    url = join(base, _text(item, "url")) or join(base, _text(item, "external_url"))
    identity = item.get("id", "")
    name = str(identity)[:1_000] if isinstance(identity, str | int | float) else ""
    pictures = (join(base, _text(item, name)) for name in ("image", "banner_image"))
    return Entry(
        url=url or (name if name.startswith(("http://", "https://")) and join("", name) else ""),
        title=line(_text(item, "title")),
        id=name,
        summary=plain(_text(item, "summary")) or plain(content)[:600],
        content=content,
        published=instant(_text(item, "date_published"), language),
        updated=instant(_text(item, "date_modified"), language),
        authors=tuple(dict.fromkeys(name for name in names if name)),
        language=_text(item, "language")[:35] or language,
        section=tags[0] if tags else "",
        tags=tags,
        picture=next((found for found in pictures if found), "") or first_picture(content, base),
        media=next((kind for kind in kinds if kind in {"audio", "video"}), ""),
    )


def _text(record: dict[str, Any], name: str) -> str:
    """Give a field that is text, "" for anything else."""
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _list(record: dict[str, Any], name: str) -> list[Any]:
    """Give a field that is a list, an empty one for anything else."""
    value = record.get(name)
    return value if isinstance(value, list) else []


def _has_addresses(items: list[Any]) -> bool:
    """Tell whether most items are entries with an address, as of a feed that does not tell its version."""
    told = [
        isinstance(item, dict) and bool(_text(item, "url") and _text(item, "title")) for item in items[:50]
    ]
    return bool(told) and 2 * sum(told) > len(told)
