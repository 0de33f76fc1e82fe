"""The web application: which address gives what, and what is answered where something goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from lugas.desk import (
    article_page,
    book_page,
    feeds,
    lists,
    offline,
    picture_page,
    search_page,
    versions_page,
    why_page,
)
from lugas.desk.apps import fever, google
from lugas.desk.desk import STATIC, Desk, sitting_of
from lugas.desk.guard import Guard
from lugas.desk.keeper.gate import Gate, is_stranger
from lugas.desk.keeper.keeping import Keeping, Upkeep
from lugas.desk.keeper.routes import keeper_routes
from lugas.desk.memory import Memory
from lugas.desk.settings import Settings
from lugas.errors import StoreError
from lugas.store import Store
from lugas.store.database import Clock, utc_now

__all__ = ["open_desk"]

# Pages are made by threads, since the store is asked without `await`. More of them than this only wait for each other.
THREADS = 8
KINDS = "|".join(lists.KINDS)
FILES = frozenset({"desk.css", "desk.js", "icon.svg", "keeper.css"})
FOREVER = "public, max-age=31536000, immutable"  # a file's address changes with what is in it


class Number(Convertor[int]):
    """A number in an address, of no more digits than a store's numbers have."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        """Read it."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Write it."""
        return str(value)


register_url_convertor("number", Number())


def open_desk(
    store: Store, settings: Settings | None = None, *, clock: Clock = utc_now, upkeep: Upkeep | None = None
) -> Starlette:
    """Give the desk over a store, as an ASGI application. The store stays the caller's, and is not closed.

    `upkeep` says whether the desk visits sites itself while it is open, and whether it is for its own machine alone.
    """
    settings, upkeep = settings or Settings(), upkeep or Upkeep()
    desk = Desk(store, settings, clock)
    keeping = Keeping(desk, upkeep)
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Guard, hosts=settings.hosts, addresses=not upkeep.local),
            Middleware(
                Gate,
                passwords=keeping.passwords,
                sessions=keeping.sessions,
                seals=desk.seals,
                local=upkeep.local,
                troubled=troubled,
            ),
            Middleware(Memory, seconds=settings.page_seconds),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        exception_handlers={HTTPException: refused, StoreError: troubled, ClientDisconnect: gone},
        lifespan=living,
    )
    app.state.desk, app.state.keeping = desk, keeping
    return app


def routes() -> list[Route]:
    """Give the addresses. Names are taken with whatever stands in them, slashes too."""
    return [
        Route("/", lists.front),
        Route("/latest", lists.latest),
        Route("/new", lists.new),
        Route("/saved", lists.saved),
        Route("/browse", lists.browse),
        Route("/search", search_page.show),
        Route("/site/{name}", lists.site),
        *(Route(f"/{kind}/{{name:path}}", lists.labelled) for kind in lists.KINDS),
        Route("/article/{id:number}", article_page.show),
        Route("/article/{id:number}/copy", article_page.copied),
        Route("/article/{id:number}/save", article_page.save, methods=["POST"]),
        Route("/article/{id:number}/why", why_page.show),
        Route("/article/{id:number}/versions", versions_page.show),
        Route("/article/{id:number}/versions/{version:number}", versions_page.changes),
        Route("/picture/{id:number}/{key}", picture_page.show),
        Route("/picture/{id:number}/{key}/{seal}", picture_page.show_sealed),
        Route("/feed/{form}", feeds.show),
        Route("/feed/{form}/{path:path}", feeds.show),
        *keeper_routes(),
        Route("/epub/{path:path}", book_page.show),
        *google.ROUTES,
        *fever.ROUTES,
        Route("/static/{name}", static),
        Route("/manifest.webmanifest", offline.manifest),
        Route("/worker.js", offline.worker),
        Route("/offline.json", offline.kept),
    ]


@asynccontextmanager
async def living(app: Starlette) -> AsyncIterator[None]:
    """Bound the threads while the desk is open, and visit sites beside it."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    keeping: Keeping = app.state.keeping
    keeping.start()
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(keeping.close)


def static(request: Request) -> Response:
    """Give one of the desk's own files."""
    name = request.path_params["name"]
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(STATIC / name, headers={"Cache-Control": FOREVER})


async def refused(request: Request, error: Exception) -> Response:
    """Answer with a page that says what is wrong with a request."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    key = "error_missing" if status == 404 else "error_title"
    if is_stranger(request.scope):  # whom a page would show the names of sections
        return PlainTextResponse(f"{sitting_of(request).words(key)}\n", status)
    return await run_in_threadpool(wrong, request, status, key)


async def troubled(request: Request, error: Exception) -> Response:
    """Answer where the store cannot be asked: in plain text, for a page would ask it again; no stranger is told why."""
    why = error.problem if isinstance(error, StoreError) and not is_stranger(request.scope) else ""
    text = sitting_of(request).words("error_store")
    return PlainTextResponse(f"{text.rstrip('.')}: {why}\n" if why else f"{text}\n", 503)


async def gone(request: Request, error: Exception) -> Response:
    """Answer nobody: who asked has gone while still asking."""
    del request, error
    return Response(status_code=400)


def wrong(request: Request, status: int, key: str) -> Response:
    """Give the page of an error."""
    sitting = sitting_of(request)
    heading = sitting.words("missing" if status == 404 else "error_title")
    return sitting.page("error.html", status, message=sitting.words(key), heading=heading)
