"""Pausing, resuming, visiting now and removing sites."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lugas.desk.desk import sitting_of
from lugas.desk.keeper.board import site_of
from lugas.desk.keeper.forms import form_of
from lugas.desk.keeper.keeping import keeping_of, kept_page, say_of
from lugas.render.clean import fold

__all__ = ["ask_removal", "change"]


async def change(request: Request) -> Response:
    """Do with a site what a button said."""
    form = await form_of(request)
    return await run_in_threadpool(changed, request, form.get("do", [""])[0], "articles" in form)


def changed(request: Request, what: str, articles: bool) -> Response:
    """Change a site; removing it with its articles may take a while."""
    site, store = site_of(request), sitting_of(request).store
    if what == "pause":
        store.sites.change(site.id, state="paused")
    elif what == "resume":
        store.sites.change(site.id, state="active")
    elif what == "visit":
        store.sources.wake(site.id)
    elif what == "remove":
        store.sites.remove(site.id, articles=articles)
        sitting_of(request).desk.forget()
        return RedirectResponse("/keeper", 303)
    else:
        raise HTTPException(400)
    sitting_of(request).desk.sites.forget()
    keeping_of(request).updater.nudge()
    return RedirectResponse(f"/keeper/site/{site.id}", 303)


def ask_removal(request: Request) -> Response:
    """Ask whether a site is to be removed, and whether its articles too."""
    sitting, site = sitting_of(request), site_of(request)
    name = fold(site.name) or site.host
    count = sitting.store.articles.count(site.id)
    return kept_page(
        request,
        "keeper_remove.html",
        heading=say_of(sitting)("remove_heading", name=name),
        site=site,
        count=count,
    )
