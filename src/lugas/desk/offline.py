"""What makes the desk an app on the reader's machine: its description, and what is kept to be read without it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from lugas.desk import addresses
from lugas.desk.desk import STATIC, sitting_of, static
from lugas.store import Headline

__all__ = ["kept", "manifest", "worker"]

ARTICLES = 200
LISTS = ("/", "/latest", "/saved")
FILES = ("desk.css", "desk.js", "icon.svg")


def manifest(request: Request) -> Response:
    """Describe the desk as an app (https://www.w3.org/TR/appmanifest/)."""
    sitting = sitting_of(request)
    title = sitting.desk.settings.title
    told = {
        "name": title,
        "short_name": title[:12],
        "description": sitting.words("reader_note"),
        "lang": sitting.words.code,
        "dir": sitting.words.direction,
        "id": "/",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": "#fdfcf9",
        "theme_color": "#fdfcf9",
        "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return Response(json.dumps(told), media_type="application/manifest+json")


def worker(request: Request) -> Response:
    """Give the script that keeps articles; a browser asks anew whether it has changed."""
    del request
    return FileResponse(STATIC / "worker.js", headers={"Cache-Control": "no-cache"})


def kept(request: Request) -> Response:
    """Name the pages that a browser keeps, each with a mark that changes when the page does."""
    sitting = sitting_of(request)
    reader, listing = sitting.store.reader, sitting.store.listing
    saved, latest = reader.saved(limit=ARTICLES).items, listing.latest(limit=ARTICLES).items
    headlines = shared(saved, latest)
    held = reader.saved_of([headline.id for headline in headlines])
    # What all pages show of the desk itself: with another style sheet the one that a page names would be missing.
    edition = (
        *map(static, FILES),
        sitting.words.code,
        sitting.desk.settings.title,
        sitting.desk.gallery is None,
    )
    lists = mark(
        edition, [(one.id, one.version, one.changed) for one in (*latest, *saved)], sorted(held), len(saved)
    )
    told = dict.fromkeys(LISTS, lists) | {static(name): "" for name in FILES}
    for one in headlines:
        told[addresses.article(one.id)] = mark(edition, one.version, one.changed, one.id in held)
    return JSONResponse(told, headers={"Cache-Control": "private, no-cache"})


def shared(saved: Sequence[Headline], latest: Sequence[Headline]) -> list[Headline]:
    """Choose among what was saved and the newest: half of each, and more of one where there is less of the other."""
    found = {headline.id: headline for headline in saved[: ARTICLES // 2]}
    for headline in (*latest, *saved):
        if len(found) < ARTICLES:
            found.setdefault(headline.id, headline)
    return list(found.values())


def mark(*told: object) -> str:
    """Give some letters that are others for anything else."""
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
