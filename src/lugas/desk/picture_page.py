"""Pictures by the desk's own address: only those that stored articles name, so nobody can ask for others by it."""

from __future__ import annotations

import re

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lugas.desk.addresses import picture_key
from lugas.desk.desk import Desk
from lugas.desk.pictures.gallery import WIDEST, WIDTHS, Gallery, is_key
from lugas.model import Article
from lugas.store.sites import places_of

__all__ = ["show", "show_sealed"]

AT_ONCE = 3  # pictures that are brought at the same time: threads of their own, so that pages need not wait
KEPT = "private, max-age=604800"
BRIEFLY = "private, max-age=600"
# Stands where a picture cannot be shown, so that no browser draws a broken one.
NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'

is_number = re.compile(r"[0-9]{1,9}").fullmatch


async def show_sealed(request: Request) -> Response:
    """Give a picture at the address that is in feeds and apps, which pages of other hosts may show too."""
    desk: Desk = request.app.state.desk
    if not await run_in_threadpool(desk.seals.fit, request.url.path):
        raise HTTPException(404)
    response = await show(request)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


async def show(request: Request) -> Response:
    """Give a picture of an article, as wide as asked for."""
    desk: Desk = request.app.state.desk
    gallery, key = desk.gallery, request.path_params["key"]
    if gallery is None or not is_key(key):
        raise HTTPException(404)
    wanted = request.query_params.get("w", "")
    width = int(wanted) if wanted in {str(width) for width in WIDTHS} else WIDEST
    content = await run_in_threadpool(gallery.kept, key, width)
    if content is None:
        version = request.query_params.get("version", "")
        asked = (request.path_params["id"], int(version) if is_number(version) else None, key)
        url, private = await run_in_threadpool(address_of, desk, *asked)
        content = await brought(desk, gallery, (key, width, url, private)) if url else b""
    if not content:
        return Response(NOTHING, 404, media_type="image/svg+xml", headers={"Cache-Control": BRIEFLY})
    return Response(content, media_type="image/webp", headers={"Cache-Control": KEPT})


async def brought(desk: Desk, gallery: Gallery, wanted: tuple[str, int, str, frozenset[str]]) -> bytes:
    """Bring a picture, when it is its turn."""
    if desk.bringing is None:
        desk.bringing = CapacityLimiter(AT_ONCE)
    return await to_thread.run_sync(gallery.bring, *wanted, limiter=desk.bringing)


def address_of(desk: Desk, article_id: int, version: int | None, key: str) -> tuple[str, frozenset[str]]:
    """Give the address of the picture of an article, or of a version, that a key stands for, "" where it has none such.

    With it come the private places that the article's site may have asked, while it is visited.
    """
    stored = desk.store.articles.get(article_id, addresses=False)
    if stored is None:
        return "", frozenset()
    article = stored.article if version is None else desk.store.versions.get(stored.headline.id, version)
    named = (stored.headline.picture, *addresses_in(article)) if article is not None else ()
    url = next((url for url in named if url and picture_key(url) == key), "")
    site = desk.store.sites.get(stored.headline.site_id)
    return url, frozenset() if site is None else places_of(site)


def addresses_in(article: Article) -> list[str]:
    """Give the addresses of all pictures that an article shows."""
    return [image.url for image in (*article.images, *article.gallery)]
