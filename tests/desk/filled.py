"""A store filled with the demo world: every article of its week, read from its page, with the versions it had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import lugas
from lugas.demo import World
from lugas.demo.site import Request, Site
from lugas.store import Store

__all__ = ["LOOKS", "Moving", "fill", "origins_of"]

# When the papers are read: day of the week, clock.
LOOKS = ((2, "20:00"), (4, "20:00"), (7, "23:30"))


class Moving:
    """A clock that tells the time it was moved to."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return self.now


def origins_of(world: World) -> dict[str, str]:
    """Give each paper an address of its own, that nobody reaches."""
    return {name: f"https://{name}.example" for name in world.names}


def fill(store: Store, world: World, clock: Moving, origins: Mapping[str, str]) -> None:
    """Read all articles of all papers into a store, at several times of the week; the last look is the newest."""
    seen: dict[str, bytes] = {}
    for look in LOOKS:
        clock.now = world.time(*look)
        for edition in world.at(clock.now).editions:
            site = Site(edition, origins[edition.paper.name])
            row = store.sites.add(
                site.origin + "/", name=edition.paper.title, language=edition.paper.language
            )
            for target, (kind, slug, number) in site.routes.items():
                if kind != "article" or number != 1:
                    continue
                path, _, query = target.partition("?")
                body = site.answer(Request("GET", path, query)).body
                if seen.get(f"{edition.paper.name} {slug}") == body:
                    continue
                seen[f"{edition.paper.name} {slug}"] = body
                url = site.origin + target
                article = lugas.read(body, url=url)
                number_of = store.articles.known([f"{row.host} {slug}"])
                known = number_of[f"{row.host} {slug}"].article_id if number_of else None
                store.articles.save(
                    article,
                    site_id=row.id,
                    addresses=[url, article.canonical_url or url, f"{row.host} {slug}"],
                    known_as=known,
                )
