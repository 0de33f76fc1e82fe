"""The labels of a breadcrumb with the addresses they lead to, and what those addresses tell of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from lugas.fields.lists import pairs, words
from lugas.fields.title_forms import title_key
from lugas.page.embedded import address_key
from lugas.page.json_ld import values_of
from lugas.page.urls import host, join, same_site

__all__ = ["Crumb", "Here", "crumbs_in_json_ld", "outer_crumbs"]

MOST_CRUMBS = 20
PLAIN_HOSTS = frozenset({"www", "m", "mobile", "amp", "edition", "web", "new", "news", "beta"})


class Crumb(NamedTuple):
    """One label of a breadcrumb, and the address it leads to ("" for none)."""

    label: str
    address: str = ""


class Here:
    """The page's own address, as what labels and their addresses are compared with."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = address_key(address)
        self.folders = folders_of(self.key)[:-1]
        first, _, rest = host(address).partition(".")
        section = "." in rest and first not in PLAIN_HOSTS and same_site(f"http://{rest}/", address)
        self.host_key = title_key(first) if section else ""  # "sport" of `sport.example.com`
        self.keys = frozenset(title_key(folder) for folder in (*self.folders, self.host_key)) - {""}

    def join(self, address: str) -> str:
        """Resolve an address that the page links to, "" for what no page stands at."""
        return join(self.address, address) if address else ""

    def holds(self, label: str) -> bool:
        """Tell whether a folder of the page's address is a label's word: `/uk-news/` for "UK News"."""
        return title_key(label) in self.keys

    def lies_under(self, address: str) -> bool:
        """Tell whether an address is that of a folder the page lies in: `/sport/` for `/sport/tennis/x-123`."""
        folders = folders_of(address_key(address))
        if not folders or not self.folders:
            return False
        return (
            folders[-1] in self.folders
            and folders[-1][0].isalpha()
            and folders[-1] not in words("not_sections")
        )

    def is_page(self, address: str) -> bool:
        """Tell whether an address is the page's own."""
        return bool(self.key) and address_key(address) == self.key

    def is_home(self, crumb: Crumb) -> bool:
        """Tell whether an entry leads to the site's front page, be it that of one language (`/en/`)."""
        folders = folders_of(address_key(crumb.address))
        if len(folders) > 1 or (folders and not is_edition(folders[0], crumb.label)):
            return False
        where = host(crumb.address)
        if not where:
            return address_key(crumb.address) == "/"
        first, _, rest = where.partition(".")
        # `sport.example.com` is the front page of a section, not of the site.
        return not same_site(f"http://{rest}/", crumb.address) or first in PLAIN_HOSTS or len(first) < 3


def is_edition(folder: str, label: str) -> bool:
    """Tell whether a folder holds a language of the site: `/en/`, but not `/uk/` where the label is "UK"."""
    if folder in words("home_folders"):
        return True
    return folder != title_key(label) and len(folder) == 2 and folder in languages()


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Give the codes of the languages that are known."""
    return frozenset(codes[0] for codes in pairs("languages").values())


def folders_of(key: str) -> tuple[str, ...]:
    """Give the parts of a path."""
    return tuple(part for part in unquote(key).split("/") if part)


def outer_crumbs(crumbs: Iterable[Crumb], here: Here) -> tuple[str, ...]:
    """Give the labels of a breadcrumb without that of the front page and that of the page itself."""
    found = [crumb for crumb in crumbs if crumb.label]
    if len({crumb.address for crumb in found}) == 1 and len(found) > 1:
        return tuple(crumb.label for crumb in found)  # a template that gives all of them one address
    kept = [
        crumb.label
        for place, crumb in enumerate(found)
        if not (place == 0 and crumb.address and here.is_home(crumb))
        and not (place and place == len(found) - 1 and here.is_page(crumb.address))
    ]
    return tuple(kept)


def crumbs_in_json_ld(value: object, url: str) -> list[Crumb]:
    """Read the entries of a breadcrumb of JSON-LD, in the order of their positions."""
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    items.sort(key=position)
    return [Crumb(crumb_label(item), crumb_address(item, url)) for item in items[:MOST_CRUMBS]]


def position(item: dict[str, object]) -> int:
    """Give the position of an entry, 0 where it tells none."""
    text = (
        str(item.get("position", ""))[:8].strip().removesuffix(".0")
    )  # of software that counts in fractions
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def crumb_label(item: dict[str, object]) -> str:
    """Give the label of one entry."""
    own = values_of(item.get("name"))
    inner = item.get("item")
    return next(iter(own or (values_of(inner.get("name")) if isinstance(inner, dict) else ())), "")


def crumb_address(item: dict[str, object], url: str) -> str:
    """Give the address of one entry, "" where it has none."""
    text = next(iter(values_of(item.get("item"), "@id", "url") or values_of(item.get("url"))), "")
    return join(url, text) if text and "_:" not in text[:2] else ""
