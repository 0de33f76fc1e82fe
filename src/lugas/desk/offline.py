"""What makes the desk an app on the reader's machine: its description, and what is kept to be read without it."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from lugas.desk import addresses
from lugas.desk.desk import STATIC, sitting_of, static

__all__ = ["kept", "manifest", "worker"]

ARTICLES = 200
LISTS = ("/", "/latest", "/saved")


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
    headlines = {
        headline.id: headline
        for headline in (*reader.saved(limit=ARTICLES).items, *listing.latest(limit=ARTICLES).items)
    }
    newest = max((headline.changed for headline in headlines.values()), default=sitting.now).isoformat()
    told = dict.fromkeys(LISTS, newest)
    told |= {static(name): "" for name in ("desk.css", "desk.js", "icon.svg")}
    chosen = list(headlines.values())[:ARTICLES]
    told |= {addresses.article(headline.id): str(headline.version) for headline in chosen}
    return JSONResponse(told, headers={"Cache-Control": "private, no-cache"})
