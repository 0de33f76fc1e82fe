"""Lists: the front page, and those of all, a section, a site, an author, a tag, a language, the new and the saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lugas.desk import addresses, times
from lugas.desk.desk import Feeds, Sitting, sitting_of
from lugas.desk.front import Shelf, arranged
from lugas.desk.lately import A_LIST
from lugas.desk.wording import endonym
from lugas.render.clean import fold
from lugas.store import Chosen, Headlines, SiteRow

__all__ = ["KINDS", "Named", "browse", "front", "labelled", "latest", "named", "new", "saved", "site"]

SHELVES, A_SHELF_LOOKED = 8, 12
KINDS = ("section", "author", "tag", "language")  # of labels, each with its list's address


@dataclass(frozen=True)
class Named:
    """A list that has a name: what it is of, how it is called, what stands over that."""

    path: str
    chosen: Chosen
    name: str
    kind: str
    site: SiteRow | None = None


def front(request: Request) -> Response:
    """Show the front page."""
    sitting = sitting_of(request)
    store = sitting.store
    newest = sitting.desk.newest()
    shelves = [
        Shelf(label.name, sitting.desk.newest(Chosen(section=label.name)).items[:A_SHELF_LOOKED])
        for label in sitting.desk.sections()[:SHELVES]
    ]
    made = arranged(newest.items, shelves, pictures=sitting.desk.gallery is not None)
    everything = [*newest.items, *(headline for shelf in shelves for headline in shelf.headlines)]
    maker = sitting.maker(everything)
    shown = [
        (fold(shelf.name), addresses.labelled("section", shelf.name), maker.cards(shelf.headlines))
        for shelf in made.shelves
    ]
    return sitting.page(
        "front.html",
        lead=maker.card(made.lead) if made.lead is not None else None,
        seconds=maker.cards(made.seconds),
        latest=maker.cards(made.latest),
        shelves=shown,
        today=times.day(sitting.now.date(), sitting.words),
        books=[book_of_day(sitting, one.listed) for one in newest.items[:1]],
        new=store.reader.count_new(sitting.presence),
        heading="",
        **beginning(sitting),
    )


def beginning(sitting: Sitting) -> dict[str, Any]:
    """Say what an empty desk lacks, and give the page where one goes on from there, with its name."""
    words = sitting.words
    if any(row.state != "left" for row in sitting.sites.values()):
        return {"empty": words("empty_waiting"), "begin": ("/keeper", words("keeper"))}
    return {"empty": words("empty_front"), "begin": ("/keeper/add", words.keeper["add"])}


def book_of_day(sitting: Sitting, listed: dt.datetime) -> tuple[str, str]:
    """Give the address of the book of an article's day, and what the day is called where it is not today."""
    day = listed.astimezone(sitting.now.tzinfo).date()
    told = times.day(day, sitting.words) if day != sitting.now.date() else ""
    return addresses.book(f"/day/{day}"), told


def latest(request: Request) -> Response:
    """Show everything, newest first."""
    sitting = sitting_of(request)
    words = sitting.words
    found = piece(sitting, Chosen())
    feeds = Feeds("/latest", book=addresses.book("/"), title=words("latest"))
    return listed(sitting, found, feeds=feeds, heading=words("latest"), over="", **beginning(sitting))


def labelled(request: Request) -> Response:
    """Show what bears a label."""
    sitting = sitting_of(request)
    return show(sitting, named(sitting, request.url.path.split("/")[1], request.path_params["name"]))


def site(request: Request) -> Response:
    """Show what is of a site."""
    sitting = sitting_of(request)
    return show(sitting, named(sitting, "site", request.path_params["name"]))


def named(sitting: Sitting, kind: str, name: str) -> Named:
    """Give the list of a label or a site; 404 where there is no such thing."""
    if kind == "site":
        row = sitting.site(host=name.lower())
        if row is None or not sitting.holds(row):
            raise HTTPException(404)
        path = addresses.site(row.host)
        return Named(path, Chosen(site_id=row.id), fold(row.name or row.host), sitting.words("site"), row)
    chosen = {
        "section": Chosen(section=name),
        "author": Chosen(author=name),
        "tag": Chosen(tag=name),
        "language": Chosen(language=name),
    }.get(kind)
    if chosen is None or not name.strip():
        raise HTTPException(404)
    over = sitting.words("of_language" if kind == "language" else kind)
    return Named(addresses.labelled(kind, name), chosen, name_of(kind, name), over)


def name_of(kind: str, name: str) -> str:
    """Give what a label is called; a language by its own name for itself."""
    return endonym(name) if kind == "language" else fold(name)


def show(sitting: Sitting, of: Named) -> Response:
    """Show a list that has a name; one that never held anything is not there."""
    found = piece(sitting, of.chosen)
    if not found.items and sitting.number("before") is None and of.site is None:
        raise HTTPException(404)
    empty = sitting.words("empty_list")
    told: dict[str, Any] = {
        "heading": of.name,
        "over": of.kind,
        "empty": empty,
        "feeds": Feeds(of.path, title=of.name),
        "of_site": of.site,
    }
    return listed(sitting, found, **told)


def piece(sitting: Sitting, chosen: Chosen) -> Headlines:
    """Give the piece of a list that the address names."""
    before = sitting.number("before")
    if before is None:
        return sitting.desk.newest(chosen)
    return sitting.store.listing.latest(chosen, before=before, limit=A_LIST)


def listed(sitting: Sitting, found: Headlines, **values: Any) -> Response:
    """Show a piece of a list."""
    cards = sitting.maker(found.items).cards(found.items)
    path = sitting.request.url.path
    older = addresses.with_query(path, {"before": found.next}) if found.next is not None else ""
    newest = path if sitting.number("before") is not None else ""
    given: dict[str, Any] = {"of_site": None, "begin": None, **values}
    return sitting.page("list.html", items=cards, older=older, newest=newest, **given)


def new(request: Request) -> Response:
    """Show what came in since the last visit. It has no feed: what asks for one all day would end no visit."""
    sitting = sitting_of(request)
    found = sitting.store.reader.new(sitting.presence, before=sitting.number("before"), limit=A_LIST)
    words = sitting.words
    since = times.in_full(sitting.presence.since.astimezone(sitting.now.tzinfo), words)
    return listed(sitting, found, heading=words("new_since"), over=since, empty=words("empty_list"))


def saved(request: Request) -> Response:
    """Show what was saved."""
    sitting = sitting_of(request)
    found = sitting.store.reader.saved(before=sitting.number("before"), limit=A_LIST)
    words = sitting.words
    told = {"heading": words("saved"), "over": "", "empty": words("empty_saved")}
    book = addresses.book("/saved" if found.items else "/")
    return listed(sitting, found, feeds=Feeds("/saved", book=book, title=words("saved")), **told)


def browse(request: Request) -> Response:
    """Show all sections, sites, tags and languages there are."""
    sitting = sitting_of(request)
    labels = {
        kind: [
            (name_of(kind, label.name), addresses.labelled(kind, label.name), label.articles)
            for label in sitting.store.listing.labels(kind, limit=60)  # type: ignore[arg-type] # the kinds written here
        ]
        for kind in KINDS
        if kind != "author"
    }
    sites = [(name, addresses.site(host)) for host, name in sitting.named_sites]
    heading = sitting.words("all_sections")
    return sitting.page("browse.html", labels=labels, sites=sites, heading=heading)
