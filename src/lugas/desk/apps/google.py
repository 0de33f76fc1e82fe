"""The Google Reader API: logging in, what is followed, and which address answers what.

Google never published it. What is here is what apps call, as they know it from other servers. Lists stand in
`google_lists.py`, writing in `google_marks.py`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from lugas.desk import addresses
from lugas.desk.apps import google_lists, google_marks
from lugas.desk.apps.asked import Asked, endpoint, json, said
from lugas.desk.apps.folders import folder_of, folders
from lugas.desk.apps.streams import READING_LIST, STARRED, label
from lugas.desk.keeper.passwords import TooManyAttemptsError, app_key
from lugas.render.clean import fold
from lugas.store.columns import to_micros

__all__ = ["ROUTES"]

OPEN = "open"  # what apps show to a desk without a password
SCHEMES = ("googlelogin auth=", "bearer ")

Handler = Callable[[Asked], Response]


def log_in(asked: Asked) -> Response:
    """Give the token that an app shows from then on."""
    token = OPEN
    if not is_open(asked):
        try:
            fits = asked.fits(app_key(named(asked), asked.one("Passwd")))
        except TooManyAttemptsError as error:
            return said(f"Error={error}\n", 429, Retry_After=str(error.seconds))
        if not fits:
            return said("Error=BadAuthentication\n", 401)
        client = asked.one("client") or asked.one("source")
        client = client or asked.sitting.request.headers.get("user-agent", "")
        token = asked.keeping.sessions.begin("app", fold(client))
    return said(f"SID={token}\nLSID={token}\nAuth={token}\n")


def is_open(asked: Asked) -> bool:
    """Tell whether nobody is asked for anything: where no password is set, the gate lets in its own machine alone."""
    passwords = asked.keeping.passwords
    return not passwords.is_set("desk") and not passwords.is_set("apps")


def named(asked: Asked) -> str:
    """Give the name that an app logs in with, as it was set where only its letters' size differs."""
    told, reader = fold(asked.one("Email")), asked.keeping.passwords.reader()
    return reader if told.casefold() == reader.casefold() else told


def admitted(handler: Handler) -> Handler:
    """Let a handler answer those alone who show their login, unless the desk is open."""

    def answer(asked: Asked) -> Response:
        if not (is_open(asked) or asked.keeping.sessions.knows(token_of(asked), "app")):
            return said("Unauthorized", 401, WWW_Authenticate='GoogleLogin realm="lugas"')
        return handler(asked)

    return answer


def token_of(asked: Asked) -> str:
    """Give the token that a request shows."""
    told = asked.sitting.request.headers.get("authorization", "")
    for scheme in SCHEMES:
        if told.lower().startswith(scheme):
            return told[len(scheme) :].strip()
    return ""


def write_token(asked: Asked) -> Response:
    """Give the token that apps add to what they write. It is not asked for: no page can send the header of a login."""
    del asked
    return said(secrets.token_urlsafe(24))


def user_info(asked: Asked) -> Response:
    """Tell whose the desk is."""
    name = asked.keeping.passwords.reader()
    return json(
        {"userId": "1", "userName": name, "userProfileId": "1", "userEmail": "", "isBloggerUser": False}
    )


def subscriptions(asked: Asked) -> Response:
    """List the sites."""
    told = [
        {
            "id": f"feed/{site.id}",
            "title": fold(site.name or site.host),
            "categories": [
                {"id": label(name), "label": name, "type": "folder"} for name in [folder_of(site)] if name
            ],
            "url": asked.sitting.origin + addresses.feed("atom", addresses.site(site.host)),
            "htmlUrl": site.url,
            "sortid": f"{site.id:08x}",
            "firstitemmsec": str(to_micros(site.added) // 1_000),
        }
        for site in asked.sites.values()
    ]
    return json({"subscriptions": told})


def tags(asked: Asked) -> Response:
    """List what is saved, the folders, and the sections."""
    named = folders(asked.sites)
    sections = [fold(found.name) for found in asked.sitting.desk.sections()]
    told: list[dict[str, str]] = [{"id": STARRED}]
    told += ({"id": label(name), "label": name, "type": "folder"} for name in named)
    told += (
        {"id": label(name), "label": name, "type": "tag"}
        for name in dict.fromkeys(sections)
        if name and name not in named
    )
    return json({"tags": told})


def unread_count(asked: Asked) -> Response:
    """Tell how much is unread of each site, of each folder, and of all."""
    sites = asked.sites
    counts = {site: told for site, told in asked.sitting.store.arrivals.unread().items() if site in sites}
    groups = {f"feed/{site}": frozenset({site}) for site in sites}
    groups |= {label(name): inside for name, inside in folders(sites).items()}
    groups[READING_LIST] = frozenset(sites)
    told = []
    for name, inside in groups.items():
        mine = [counts[site] for site in inside if site in counts]
        newest = max((to_micros(last) for _, last in mine), default=0)
        told.append(
            {"id": name, "count": sum(count for count, _ in mine), "newestItemTimestampUsec": str(newest)}
        )
    return json({"max": 1_000_000, "unreadcounts": told})


def nothing(**told: object) -> Handler:
    """Answer for what the desk does not have."""

    def answer(asked: Asked) -> Response:
        del asked
        return json(told)

    return answer


READING: dict[str, Handler] = {
    "friend/list": nothing(friends=[]),
    "preference/list": nothing(prefs=[]),
    "preference/stream/list": nothing(streamprefs={}),
    "stream/contents": google_lists.contents,
    "stream/contents/{stream:path}": google_lists.contents,
    "stream/items/contents": google_lists.item_contents,
    "stream/items/count": google_lists.item_count,
    "stream/items/ids": google_lists.item_ids,
    "subscription/list": subscriptions,
    "tag/list": tags,
    "token": write_token,
    "unread-count": unread_count,
    "user-info": user_info,
}
WRITING: dict[str, Handler] = {
    "disable-tag": google_marks.refuse_folders,
    "edit-tag": google_marks.edit_tag,
    "mark-all-as-read": google_marks.mark_all,
    "rename-tag": google_marks.refuse_folders,
    "subscription/edit": google_marks.edit_subscription,
    "subscription/quickadd": google_marks.quick_add,
}
ROUTES = [
    Route("/accounts/ClientLogin", endpoint(log_in), methods=["GET", "POST"]),
    *(
        Route(f"/reader/api/0/{path}", endpoint(admitted(handler)), methods=["GET", "POST"])
        for path, handler in READING.items()
    ),
    *(
        Route(f"/reader/api/0/{path}", endpoint(admitted(handler)), methods=["POST"])
        for path, handler in WRITING.items()
    ),
    Route("/reader/atom", endpoint(admitted(google_lists.atom))),
    Route("/reader/atom/{stream:path}", endpoint(admitted(google_lists.atom))),
]
