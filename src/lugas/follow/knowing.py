"""Which article a page is, and what became of it: stored once, however many addresses and sources lead to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lugas.blocks.words import squash
from lugas.decide.fingerprint import Fingerprint, alike, digest
from lugas.decide.identity import Identity, identity_of, why_same
from lugas.decide.novelty import entry_key
from lugas.decide.versions import changed
from lugas.errors import DecodeError
from lugas.fields.editions import plain_address
from lugas.follow.jobs import PageRead
from lugas.model import Article
from lugas.page.urls import clean_address, without_tracking
from lugas.store import Headline, Likeness, Store, Traits

__all__ = ["Kept", "Knower"]

LEAST_ALIKE = 0.1  # of two texts that a canonical address says are one article's, under different titles
SMALLEST = 3  # hashes of a text's sketch that it is looked for by: nearly the same texts share one of them


class Kept(Struct, frozen=True, kw_only=True):
    """What storing came to; `changed` is when a new version was last seen."""

    id: int
    outcome: Literal["new", "changed", "same", "worse"]
    note: str
    first_seen: dt.datetime
    changed: dt.datetime


class Knower:
    """Tells which article of a site a page is."""

    def __init__(self, store: Store, site_id: int) -> None:
        self.store, self.site_id = store, site_id

    def keep(self, read: PageRead, asked: Sequence[str]) -> Kept | None:
        """Store what was read; `asked` are the addresses that led to it, the one that answered first.

        Nobody else stores a page of the site meanwhile, who might come to the same article. `None` where the site is
        there no more.
        """
        return self.store.articles.alone(self.site_id, lambda: self._keep(read, asked))

    def _keep(self, read: PageRead, asked: Sequence[str]) -> Kept:
        identity = read.identity
        number, addresses = self._by_address(identity, self._own(_addresses(read, asked), asked[0]), asked)
        if number is None:
            number = self._by_content(identity)
        head, known, note = self._held(number, read)
        if head is not None and known is not None:
            change = changed(known, read.article())
            if change.kind in {"same", "noise", "worse"}:
                self.store.articles.seen_again(head.id, addresses)
                return Kept(
                    id=head.id, outcome="worse" if change.kind == "worse" else "same",
                    note="; ".join(change.reasons) if change.kind == "worse" else "",
                    first_seen=head.first_seen, changed=head.changed,
                )  # fmt: skip
            note = "; ".join(change.reasons)
        seen = self.store.now() if head is None else head.first_seen
        saved = self.store.articles.save(
            read.parcel,
            site_id=self.site_id,
            addresses=addresses,
            known_as=None if head is None else head.id,
            traits=traits_of(identity),
        )
        self._merge(saved.id, saved.others, identity)
        now = self.store.now()
        return Kept(id=saved.id, outcome=saved.outcome, note=note[:1_000], first_seen=seen, changed=now)

    def _held(self, number: int | None, read: PageRead) -> tuple[Headline | None, Article | None, str]:
        """Give an article that nobody else changes meanwhile, or why it cannot be read: what was read now mends it."""
        if number is None:
            return None, None, ""
        try:
            stored = self.store.articles.held(number)
        except DecodeError as error:
            head = self.store.articles.headline(number)
            if head is not None:
                self.store.versions.mend(head.id, read.parcel)
            return head, None, "" if head is None else str(error)
        return (None, None, "") if stored is None else (stored.headline, stored.article, "")

    def _own(self, addresses: Sequence[str], answered: str) -> Sequence[str]:
        """Leave out addresses of other sites that are followed: whatever a page says, what stands there is theirs.

        The one that `answered` stays.
        """
        here = _host(answered)
        if all(_host(url) == here for url in addresses):
            return addresses
        owners = self.store.sites.owners(addresses)
        return [
            url for url in addresses
            if url == answered or url not in owners or owners[url].id == self.site_id
        ]  # fmt: skip

    def _by_address(
        self, identity: Identity, addresses: Sequence[str], asked: Sequence[str]
    ) -> tuple[int | None, list[str]]:
        """Give the article of this site that the addresses lead to, and those of them that may be the page's own.

        A canonical address alone is not believed that leads to an article of another text: some templates write the
        same one into every page.
        """
        known = self.store.articles.led_to(self.site_id, addresses)
        own: list[str] = []
        for at, url in enumerate(addresses):
            number = known.get(url)
            if number is not None and url not in asked and not self._resembles(number, identity):
                continue
            own.append(url)
            if number is not None:
                return number, [*own, *addresses[at + 1 :]]
        return None, own

    def _resembles(self, number: int, identity: Identity) -> bool:
        try:
            stored = self.store.articles.get(number)
        except DecodeError:  # what it is found by can still be read
            like = self.store.articles.like(self.site_id, traits_of(identity).values)
            return any(likeness.id == number for likeness in like)
        if stored is None:
            return False
        known = identity_of(stored.article)
        return known.title == identity.title or alike(known.text, identity.text) >= LEAST_ALIKE

    def _by_content(self, identity: Identity) -> int | None:
        """Give the article of this site whose text it is, at whatever address."""
        for likeness in self.store.articles.like(self.site_id, traits_of(identity).values):
            other = _identity(likeness, identity.site)
            if other is not None and why_same(replace(identity, keys=()), other):
                return likeness.id
        return None

    def _merge(self, number: int, others: Iterable[int], identity: Identity) -> None:
        """Let articles become one that turn out to be: an address of each leads to this page, and the text says so."""
        kept = number
        for other in others:
            try:
                stored = self.store.articles.held(other)
            except DecodeError:  # it is left as it is until a page of its own mends it
                continue
            if stored is None or stored.headline.site_id != self.site_id or stored.headline.id == kept:
                continue
            known = replace(identity_of(stored.article), keys=(), site=identity.site)
            if why_same(replace(identity, keys=()), known):
                first, second = sorted((kept, stored.headline.id))
                self.store.merging.merge(first, second)
                kept = first


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def traits_of(identity: Identity) -> Traits:
    """Give what an article is found by: its title, its text, and the smallest hashes of its runs of words."""
    values = [b"t" + bytes.fromhex(digest(identity.title))] if identity.title else []
    if identity.text.digest:
        values.append(b"x" + bytes.fromhex(identity.text.digest))
    values += [b"r" + value.to_bytes(4) for value in identity.text.sketch[:SMALLEST]]
    return Traits(tuple(values), msgspec.msgpack.encode(identity.text))


def _identity(likeness: Likeness, site: str) -> Identity | None:
    """Give what tells a stored article, without its addresses; `None` where it was stored without."""
    if not likeness.sketch:
        return None
    try:
        published = dt.datetime.fromisoformat(likeness.published) if "T" in likeness.published else None
    except ValueError:
        published = None
    return Identity(
        site=site,
        title=squash(likeness.title),
        published=published if published is not None and published.tzinfo is not None else None,
        text=msgspec.msgpack.decode(likeness.sketch, type=Fingerprint),
    )


def _addresses(read: PageRead, asked: Sequence[str]) -> tuple[str, ...]:
    """Give the addresses that lead to an article: its canonical one, if it may be believed, and those asked for.

    Beside those, what they are without the marks of an AMP or mobile edition: so its other editions are known.
    """
    canonical = without_tracking(clean_address(read.canonical_url))
    believed = bool(canonical) and entry_key(canonical) in read.identity.keys
    urls = [canonical] if believed else []
    urls += [url for address in asked if (url := without_tracking(clean_address(address)))]
    urls += [url for address in list(urls) if (url := plain_address(address)[0])]
    return tuple(dict.fromkeys((*urls, *asked)))
