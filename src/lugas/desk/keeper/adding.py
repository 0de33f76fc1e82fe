"""Adding a site: an address, a look at what it offers with samples of its headlines, a choice."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lugas.desk.desk import sitting_of
from lugas.desk.keeper.forms import form_of
from lugas.desk.keeper.keeping import keeping_of, kept_page, say_of
from lugas.desk.keeper.searches import Look
from lugas.desk.keeper.wording import Say
from lugas.errors import UsageError
from lugas.follow.choosing import best_of, follow, followed_already
from lugas.follow.turns import PORTS
from lugas.network import place
from lugas.page.urls import clean_address
from lugas.render.clean import fold, web_address
from lugas.sources.proposals import Proposal
from lugas.store import Store, default_file
from lugas.store.where import find
from lugas.vocabulary import FetchTrouble

__all__ = ["ask", "begin", "choose", "show"]

LONGEST = 2_000  # letters of an address
SECONDS = 2  # until a browser without scripts looks again


@dataclass(frozen=True)
class Offer:
    """A source that may be chosen, as it is shown."""

    url: str
    href: str
    title: str
    kind: str
    role: str
    headlines: tuple[str, ...]
    held: str
    why: str
    chosen: bool
    known: bool


def ask(request: Request) -> Response:
    """Ask for an address."""
    return asking(request, fold(request.query_params.get("url", ""))[:LONGEST])


def asking(request: Request, url: str, problem: str = "", status: int = 200) -> Response:
    """Give the page that asks for an address."""
    say = say_of(sitting_of(request))
    return kept_page(request, "keeper_add.html", status, heading=say("add"), url=url, problem=problem)


async def begin(request: Request) -> Response:
    """Begin to look a site over."""
    form = await form_of(request)
    url = fold(form.get("url", [""])[0])
    say = say_of(sitting_of(request))
    if not url or len(url) > LONGEST or (" " in url):
        return await run_in_threadpool(asking, request, url[:LONGEST], say("add_no_address"), 422)
    try:
        look = keeping_of(request).searches.begin(url)
    except UsageError:
        return await run_in_threadpool(asking, request, url, say("add_busy"), 429)
    return RedirectResponse(f"/keeper/add/{look.key}", 303)


def look_of(request: Request) -> Look:
    """Give the look that an address names; 404 where it is forgotten."""
    look = keeping_of(request).searches.get(request.path_params["key"])
    if look is None:
        raise HTTPException(404)
    return look


def show(request: Request) -> Response:
    """Show what is asked, and then what was found."""
    return shown(request, look_of(request))


def shown(request: Request, look: Look, problem: str = "", status: int = 200) -> Response:
    """Give the page of a look."""
    sitting = sitting_of(request)
    say = say_of(sitting)
    is_over = look.is_over  # asked before what came of it, which may come to be known at any moment
    found = look.found
    trouble = look.trouble or (found.trouble if found is not None else "")
    offers = offers_of(sitting.store, say, look) if found is not None else []
    response = kept_page(
        request, "keeper_look.html", status, heading=say("add"), look=look, is_over=is_over, trouble=fold(trouble),
        offers=offers, problem=problem, command=command_for(sitting.store, look),
        name=fold(found.name or found.url) if found is not None else "",
    )  # fmt: skip
    if not is_over:
        response.headers["Refresh"] = str(SECONDS)
    return response


def command_for(store: Store, look: Look) -> str:
    """Give the command that follows a site of a private network, "" where that is not what was in the way.

    Only who may give commands on the desk's machine lets the desk into its network, not who reads at it; and only a
    host that was asked for by name is named, none that a page on the way led to.
    """
    host, _ = place_asked(look.url if "://" in look.url[:10] else f"http://{look.url}")
    private = [
        place_asked(asked.url)
        for asked in look.asked
        if not asked.status and asked.trouble == FetchTrouble.PRIVATE
    ]
    places = dict.fromkeys(place(*each) for each in private if host and each[0] == host)
    if not places:
        return ""
    named = [part for each in places for part in ("--allow-private", each)]
    file = find(store.address).file  # an address of a server is not shown: it may hold a password
    elsewhere = ["--store", str(file)] if file is not None and file != default_file() else []
    return shlex.join(["lugas", "follow", look.url, *named, *elsewhere])


def place_asked(url: str) -> tuple[str, int]:
    """Give the host and port of an address, the host "" where it is none."""
    parts = urlsplit(clean_address(url))
    return parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)


def offers_of(store: Store, say: Say, look: Look) -> list[Offer]:
    """Give what may be chosen, the best of it chosen already unless the site is followed by others of it."""
    if look.found is None:
        return []
    proposals = look.found.proposals
    known = followed_already(store, look.found.url) if proposals else frozenset()
    best = {proposal.source.url for proposal in best_of(proposals)} if not known else set[str]()
    return [offer(say, proposal, best, known) for proposal in proposals]


def offer(say: Say, proposal: Proposal, best: set[str], known: frozenset[str]) -> Offer:
    """Show a source."""
    source = proposal.source
    return Offer(
        url=source.url,
        href=web_address(source.url),
        title=fold(source.title),
        kind=say.known(f"kind_{source.kind.value}", source.kind.value),
        role="" if proposal.role == "whole" else say.known(f"role_{proposal.role}", proposal.role),
        headlines=tuple(fold(headline) for headline in proposal.headlines),
        held=say("articles_held", n=proposal.entries),
        why=", ".join(map(fold, proposal.reasons[1:])),
        chosen=source.url in best,
        known=source.url in known,
    )


async def choose(request: Request) -> Response:
    """Follow what was chosen."""
    form = await form_of(request)
    return await run_in_threadpool(chosen, request, look_of(request), form.get("source", []))


def chosen(request: Request, look: Look, urls: list[str]) -> Response:
    """Follow the sources at these addresses, if they are among what was found."""
    found = look.found
    offered = {proposal.source.url for proposal in found.proposals} if found is not None else set[str]()
    wanted = offered.intersection(urls)
    if found is None or not wanted:
        return shown(request, look, say_of(sitting_of(request))("choose_some"), 422)
    keeping = keeping_of(request)
    taken = follow(sitting_of(request).store, found, wanted, private=keeping.private)
    keeping.desk.sites.forget()
    keeping.updater.nudge()
    return RedirectResponse(f"/keeper/site/{taken.site.id}", 303)
