"""The door: giving the password, and leaving."""

from __future__ import annotations

from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lugas.desk.desk import sitting_of
from lugas.desk.keeper.forms import form_of, safe_path
from lugas.desk.keeper.gate import client_of, cookie_name
from lugas.desk.keeper.keeping import keeping_of, kept_page, say_of
from lugas.desk.keeper.passwords import TooManyAttemptsError
from lugas.desk.keeper.sessions import OLDEST, digest_of

__all__ = ["enter", "leave", "leave_others", "show"]


async def show(request: Request) -> Response:
    """Show the door."""
    return await run_in_threadpool(door, request, request.query_params.get("next", "/"))


async def enter(request: Request) -> Response:
    """Let in whoever gives the password; who gave a wrong one a few times has to wait."""
    form, keeping = await form_of(request), keeping_of(request)
    back = safe_path(form.get("next", ["/"])[0])
    password, client = form.get("password", [""])[0], client_of(request.scope)
    try:
        fits = await run_in_threadpool(keeping.passwords.fits, "desk", password, client)
    except TooManyAttemptsError as error:
        minutes = error.seconds // 60 + 1
        refusal = await run_in_threadpool(door, request, back, 429, "door_wait", minutes=minutes)
        refusal.headers["Retry-After"] = str(error.seconds)
        return refusal
    if not fits:
        return await run_in_threadpool(door, request, back, 401, "door_wrong")
    agent = request.headers.get("user-agent", "")
    token = await run_in_threadpool(keeping.sessions.begin, "web", agent)
    response = RedirectResponse(back, 303, {"Cache-Control": "no-store"})
    response.set_cookie(
        cookie_name(request.scope), token, max_age=int(OLDEST.total_seconds()), path="/",
        secure=request.url.scheme == "https", httponly=True, samesite="lax",
    )  # fmt: skip
    return response


def door(request: Request, back: str, status: int = 200, problem: str = "", **values: object) -> Response:
    """Give the page that asks for the password; it shows nothing of what lies behind."""
    say = say_of(sitting_of(request))
    told = say(problem, **values) if problem else ""
    return kept_page(
        request, "keeper_door.html", status, heading=say("door"), problem=told, next=safe_path(back)
    )


async def leave(request: Request) -> Response:
    """End the session of this browser, and have it forget what it keeps, also where it has ended before."""
    await form_of(request)
    token, sessions = request.cookies.get(cookie_name(request.scope), ""), keeping_of(request).sessions
    if await run_in_threadpool(sessions.knows, token, "web"):
        await run_in_threadpool(sessions.end, digest_of(token))
    response = RedirectResponse(
        "/login", 303, {"Clear-Site-Data": '"cache", "storage"', "Cache-Control": "no-store"}
    )
    response.delete_cookie(
        cookie_name(request.scope),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


async def leave_others(request: Request) -> Response:
    """End a session, or all but that of this browser."""
    form, sessions = await form_of(request), keeping_of(request).sessions
    mine = digest_of(request.cookies.get(cookie_name(request.scope), ""))
    told = form.get("session", [""])[0]
    if told == "others":
        await run_in_threadpool(sessions.end_others, mine)
    else:
        with suppress(ValueError):
            await run_in_threadpool(sessions.end_like, bytes.fromhex(told))
    return RedirectResponse("/keeper/settings#sessions", 303)
