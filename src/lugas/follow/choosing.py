"""From what was found of a site to what is followed: which sources are the best, and how they come into the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from lugas.follow.finding import Found
from lugas.follow.places import named_places
from lugas.network import NOWHERE
from lugas.sources.entries import SourceKind
from lugas.sources.proposals import Proposal
from lugas.store import SiteRow, Store

__all__ = ["Followed", "best_of", "follow", "followed_already", "good_of"]


class Followed(Struct, frozen=True, kw_only=True):
    """What became of a choice: the site, and how many of its sources are visited from now on."""

    site: SiteRow
    new: int


def best_of(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """Give what a site is best followed by.

    It is the best source of the whole site; where that is a front, the pages of sections too, since a front does not
    show everything. Where there is none of the whole site, all that hold a section.
    """
    parts = [proposal for proposal in proposals if proposal.role == "part"]
    best = next((proposal for proposal in proposals if proposal.role == "whole"), None)
    if best is None:
        return parts
    beside = parts if best.source.kind is SourceKind.FRONT else []
    return [best, *(part for part in beside if part.source.kind is SourceKind.FRONT)]


def good_of(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """Give all sources that are not doubtful."""
    return [proposal for proposal in proposals if proposal.role != "doubtful"]


def followed_already(store: Store, url: str) -> frozenset[str]:
    """Give the addresses that are visited already of the site that an address belongs to."""
    site = store.sites.find(url)
    if site is None or site.state == "left":
        return frozenset()
    return frozenset(source.url for source in store.sources.of_site(site.id))


def follow(
    store: Store, found: Found, chosen: Collection[str], *, private: frozenset[str] = NOWHERE
) -> Followed:
    """Follow a site by the sources whose addresses were chosen among those that were found.

    `private` are hosts that may lie in a private network, or hosts with a port. Where the site's own is one of them, it
    may be asked from now on, at the ports of its address and of its sources, for this site and no other.
    """
    site = store.sites.add(found.url, name=found.name, language=found.language)
    if not site.name and found.name:
        store.sites.change(site.id, name=found.name, language=site.language or found.language)
    taken = [proposal.source for proposal in found.proposals if proposal.source.url in chosen]
    if named_places(
        [found.url], private
    ):  # before its sources are there: an update that runs takes these at once
        places = named_places([found.url, *(source.url for source in taken)], private)
        store.sites.change(site.id, private=" ".join(sorted({*site.private.split(), *places})))
    known = {source.url for source in store.sources.of_site(site.id)}
    for source in taken:
        hub = source.hubs[0] if source.hubs else ""
        store.sources.add(site.id, source.kind.value, source.url, title=source.title, hub=hub)
    new = len({source.url for source in taken} - known)
    return Followed(site=store.sites.get(site.id) or site, new=new)
