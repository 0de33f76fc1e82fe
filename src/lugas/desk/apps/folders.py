"""Folders: the desk has none of its own, so a site lies in that of its language."""

from __future__ import annotations

from collections.abc import Mapping

from lugas.desk.wording import endonym
from lugas.store import SiteRow

__all__ = ["folder_of", "folders"]


def folder_of(site: SiteRow) -> str:
    """Name the folder of a site: its language in that language, "" where that is not known."""
    return endonym(site.language) if site.language.strip() else ""


def folders(sites: Mapping[int, SiteRow]) -> dict[str, frozenset[int]]:
    """Give the folders with the sites in them, those without one left out."""
    found: dict[str, set[int]] = {}
    for site in sites.values():
        if folder_of(site):
            found.setdefault(folder_of(site), set()).add(site.id)
    return {name: frozenset(found[name]) for name in sorted(found)}
