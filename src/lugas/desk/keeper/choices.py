"""The page of settings: each with its default and what it is for; the browsers that are let in; reader apps."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lugas.desk import times
from lugas.desk.desk import Sitting, sitting_of
from lugas.desk.keeper.forms import form_of
from lugas.desk.keeper.gate import cookie_name
from lugas.desk.keeper.keeping import keeping_of, kept_page, say_of
from lugas.desk.keeper.passwords import LONGEST as LONGEST_PASSWORD
from lugas.desk.keeper.passwords import LONGEST_NAME, SHORTEST
from lugas.desk.keeper.sessions import digest_of
from lugas.desk.keeper.wishes import BOUNDS, LONGEST_TEXT, WISHES, Wish, problem
from lugas.desk.keeper.wording import Say
from lugas.desk.wording import languages, words_of
from lugas.errors import UsageError
from lugas.render.clean import fold

__all__ = ["change", "change_apps", "show"]

LONGEST = 1_000


@dataclass(frozen=True)
class Field:
    """A setting as the form shows it."""

    wish: Wish
    label: str
    help: str
    value: str
    fixed: bool
    wrong: bool


@dataclass(frozen=True)
class Browser:
    """A browser that is let in."""

    key: str
    agent: str
    seen: str
    began: str
    mine: bool


def show(request: Request) -> Response:
    """Show the settings as they are."""
    return shown(request, keeping_of(request).wishes())


def shown(request: Request, values: dict[str, str], name: str = "", wrong: str = "") -> Response:
    """Give the page of settings; `wrong` says what is wrong with the one of a name."""
    sitting, keeping = sitting_of(request), keeping_of(request)
    say = say_of(sitting)
    fields = [
        Field(
            wish, say(f"wish_{wish.name}"), say(f"help_{wish.name}"), values.get(wish.name, ""),
            wish.name in keeping.upkeep.fixed, wish.name == name,
        )
        for wish in WISHES
    ]  # fmt: skip
    passwords = keeping.passwords
    codes = [("", say("browsers_wish")), *((code, words_of(code).name) for code in languages())]
    return kept_page(
        request, "keeper_settings.html", 422 if wrong else 200, heading=say("settings"), fields=fields,
        problem=wrong, languages=codes, browsers=browsers(sitting, request),
        apps=passwords.is_set("apps"), apps_name=passwords.reader("apps"),
        saved="saved" in request.query_params and not wrong,
    )  # fmt: skip


def told_of(say: Say, name: str) -> str:
    """Say what is wrong with a setting, by its kind."""
    kind = next(wish.kind for wish in WISHES if wish.name == name)
    least, most = BOUNDS.get(name, (0, LONGEST_TEXT))
    return say(f"wrong_{kind}", name=say(f"wish_{name}"), least=f"{least:g}", most=f"{most:g}")


def browsers(sitting: Sitting, request: Request) -> list[Browser]:
    """Give the browsers and apps that are let in, this one too."""
    mine = digest_of(request.cookies.get(cookie_name(request.scope), ""))
    return [
        Browser(
            row.digest.hex(), fold(row.client) or "—",
            times.ago(row.used, sitting.now, sitting.words), times.ago(row.at, sitting.now, sitting.words),
            row.digest == mine,
        )
        for row in keeping_of(request).sessions.seen()
    ]  # fmt: skip


async def change(request: Request) -> Response:
    """Set what a form says."""
    form = await form_of(request)
    told = {wish.name: form.get(wish.name, [""])[0].strip()[:LONGEST] for wish in WISHES}
    return await run_in_threadpool(changed, request, told)


def changed(request: Request, told: dict[str, str]) -> Response:
    """Set what can be, or say what cannot."""
    keeping = keeping_of(request)
    fixed = keeping.upkeep.fixed
    values = {name: value for name, value in told.items() if name not in fixed}
    name = problem(keeping.desk.settings, values)
    if name:
        say = say_of(sitting_of(request))
        return shown(request, {**values, **fixed}, name, told_of(say, name))
    before = keeping.order()
    keeping.desk.store.keeper.set(**values)
    keeping.take_wishes()
    if keeping.order() != before:
        keeping.updater.renew()
    return RedirectResponse("/keeper/settings?saved=1", 303)


async def change_apps(request: Request) -> Response:
    """Set the password of reader apps, or remove it."""
    form = await form_of(request)
    told = [form.get(name, [""])[0] for name in ("do", "reader", "password")]
    return await run_in_threadpool(apps_changed, request, *told)


def apps_changed(request: Request, do: str, reader: str, password: str) -> Response:
    """Set the password of reader apps, or say what is wrong with it."""
    keeping = keeping_of(request)
    try:
        if do == "remove":
            keeping.passwords.remove("apps")
        else:
            keeping.passwords.set("apps", password, reader)
    except UsageError as error:
        say = say_of(sitting_of(request))
        key, most = (
            ("wrong_reader", LONGEST_NAME) if error.name == "user" else ("wrong_password", LONGEST_PASSWORD)
        )
        return shown(request, keeping.wishes(), wrong=say(key, least=SHORTEST, most=most))
    keeping.sessions.forget()
    return RedirectResponse("/keeper/settings?saved=1#apps", 303)
