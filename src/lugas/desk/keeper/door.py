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
from lugas.desk.keeper.lock import IDLE, digest_of

__all__ = ["enter", "leave", "leave_others", "show"]


async def show(request: Request) -> Response:
    """Show the door."""
    return await run_in_threadpool(door, request, request.query_params.get("next", "/"))


async def enter(request: Request) -> Response:
    """Let in whoever gives the password; who gave a wrong one a few times has to wait."""
    form, keeping = await form_of(request), keeping_of(request)
    back = safe_path(form.get("next", ["/"])[0])
    client = client_of(request.scope)
    wait = keeping.attempts.wait(client)
    if wait:
        refusal = await run_in_threadpool(door, request, back, 429, "door_wait", minutes=int(wait // 60) + 1)
        refusal.headers["Retry-After"] = str(int(wait) + 1)
        return refusal
    keeping.attempts.begin(client)
    if not await run_in_threadpool(keeping.lock.opens, form.get("password", [""])[0]):
        return await run_in_threadpool(door, request, back, 401, "door_wrong")
    keeping.attempts.succeed(client)
    agent = request.headers.get("user-agent", "")
    token = await run_in_threadpool(keeping.lock.enter, agent)
    response = RedirectResponse(back, 303, {"Cache-Control": "no-store"})
    response.set_cookie(
        cookie_name(request.scope), token, max_age=int(IDLE.total_seconds()), path="/",
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
    """End the session of this browser, and have it forget the articles that it keeps."""
    await form_of(request)
    token = request.cookies.get(cookie_name(request.scope), "")
    if token:
        await run_in_threadpool(keeping_of(request).lock.leave, digest_of(token))
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
    form, lock = await form_of(request), keeping_of(request).lock
    mine = digest_of(request.cookies.get(cookie_name(request.scope), ""))
    told = form.get("session", [""])[0]
    if told == "others":
        await run_in_threadpool(lock.leave_all, mine)
    else:
        with suppress(ValueError):
            await run_in_threadpool(lock.leave, bytes.fromhex(told))
    return RedirectResponse("/keeper/settings#sessions", 303)
