"""Which entries of a source are new, which are changed and which are known, whatever the source does to its entries.

Feeds change their identifiers each time, give one to all, add tracking to addresses, reorder, edit titles, stamp every
entry with the time of asking. So an entry is known by several signs, and a sign that a source has shown to be worthless
is not believed again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from lugas.blocks.words import squash
from lugas.decide.clocks import in_utc
from lugas.decide.fingerprint import digest
from lugas.fields.editions import plain_address
from lugas.sources.addresses import address_key
from lugas.sources.entries import Entry

__all__ = ["NOTHING_KNOWN", "Known", "News", "Remembered", "entry_key", "told_apart"]

MOST = 4_000  # entries remembered of one source; a document has 2,000 at most
MANY = 3  # entries of one document that must have changed their identifier before none is believed
SHARE = 0.3


class Remembered(Struct, frozen=True, omit_defaults=True):
    """What is kept of an entry: digests of its address, identifier, title and text, and its times in seconds.

    `whole` is a digest of all four as they were last told together.
    """

    url: str
    id: str = ""
    title: str = ""
    text: str = ""
    updated: float = 0.0
    seen: float = 0.0
    whole: str = ""


class Known(Struct, frozen=True, omit_defaults=True):
    """What is kept of a source: its entries, and whether its identifiers have shown to change from look to look."""

    entries: tuple[Remembered, ...] = ()
    ids_change: bool = False


NOTHING_KNOWN = Known()


class News(Struct, frozen=True, kw_only=True):
    """A document's entries told apart, each kind in the document's order, each entry once.

    `old` were never seen, but lie before the time from which on they are wanted. `known` counts the rest. `memory` is
    what to keep for the next look.
    """

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    old: tuple[Entry, ...] = ()
    known: int = 0
    memory: Known = NOTHING_KNOWN


def entry_key(url: str) -> str:
    """Give what all addresses of one page share, as far as addresses tell: no tracking, no AMP or mobile edition."""
    return address_key(plain_address(url)[0]) if url else ""


def told_apart(
    entries: Sequence[Entry],
    known: Known,
    now: dt.datetime,
    *,
    since: dt.datetime | None = None,
    most: int = MOST,
) -> News:
    """Tell the entries of one look apart, against what is known of the source.

    `since` is the time before which entries are not wanted; those that tell no time are. One that tells a time to come
    is new like any other. At most `most` entries are remembered: those of this look, then those seen last.
    """
    seen = in_utc(now).timestamp()
    every = [(entry, _remembered(entry, seen)) for entry in entries if entry.url or entry.title]
    believed = _Believed([mark for _, mark in every], known)
    made = list({believed.name(mark): (entry, mark) for entry, mark in reversed(every)}.values())[::-1]
    kinds: dict[str, list[Entry]] = {"new": [], "changed": [], "old": []}
    count = 0
    here: list[Remembered] = []
    for (entry, mark), before in zip(made, believed.partners([mark for _, mark in made]), strict=True):
        here.append(_kept(mark, before))
        if before is None:
            moment = entry.moment
            old = since is not None and moment is not None and moment < since
            kinds["old" if old else "new"].append(entry)
        elif _is_changed(mark, before):
            kinds["changed"].append(entry)
        else:
            count += 1
    taken = believed.found
    rest = sorted((mark for mark in known.entries if id(mark) not in taken), key=lambda mark: -mark.seen)
    memory = Known((*here, *rest)[:most], believed.ids_change)
    new, changed, old_ones = (tuple(kinds[kind]) for kind in ("new", "changed", "old"))
    return News(new=new, changed=changed, old=old_ones, known=count, memory=memory)


def _remembered(entry: Entry, seen: float) -> Remembered:
    """Give what is kept of an entry."""
    words = squash(f"{entry.summary} {entry.content}")
    url = digest(entry_key(entry.url)) if entry.url else ""
    name = digest(entry.id) if entry.id else ""
    title = digest(squash(entry.title)) if entry.title else ""
    text = digest(words) if words else ""
    return Remembered(
        url=url,
        id=name,
        title=title,
        text=text,
        updated=entry.updated.timestamp() if entry.updated is not None else 0.0,
        seen=seen,
        whole=digest(f"{url},{name},{title},{text}"),
    )


def _kept(mark: Remembered, before: Remembered | None) -> Remembered:
    """Give what to keep of an entry: what it does not tell this time as it was."""
    if before is None:
        return mark
    return Remembered(
        mark.url or before.url,
        mark.id or before.id,
        mark.title or before.title,
        mark.text or before.text,
        max(mark.updated, before.updated),
        mark.seen,
        mark.whole,
    )


def _is_changed(mark: Remembered, before: Remembered) -> bool:
    """Tell whether an entry says something else. A later time alone counts where there is no text to compare."""
    if (mark.title and before.title and mark.title != before.title) or (
        before.text and mark.text and mark.text != before.text
    ):
        return True
    return not (mark.text and before.text) and 0 < before.updated < mark.updated


class _Believed:
    """Which signs of a source's entries are believed, and the known entries by each of them."""

    def __init__(self, marks: Sequence[Remembered], known: Known) -> None:
        self.shared_urls = _shared((mark.url, mark.id or mark.title) for mark in marks)
        self.shared_ids = _shared((mark.id, mark.url or mark.title) for mark in marks)
        # those of the last look stand first, and the first of each sign is the one that is kept
        known_first = known.entries[::-1]
        urls = self.shared_urls
        self.by_url = {mark.url: mark for mark in known_first if mark.url and mark.url not in urls}
        self.ids_change = known.ids_change or self._change(marks)
        ids = () if self.ids_change else known_first
        self.by_id = {mark.id: mark for mark in ids if mark.id and mark.id not in self.shared_ids}
        self.by_whole = {mark.whole: mark for mark in known_first}
        self.by_words = _listed(known_first, lambda mark: f"{mark.title}{mark.text}")
        self.by_place = _listed(known_first, lambda mark: f"{mark.url}{mark.title}")
        self.found: set[int] = set()

    def _change(self, marks: Sequence[Remembered]) -> bool:
        """Tell whether known addresses came with other identifiers than before."""
        pairs = [(mark, self.by_url[mark.url]) for mark in marks if mark.url in self.by_url]
        both = [(mark, before) for mark, before in pairs if mark.id and before.id]
        changed = sum(mark.id != before.id for mark, before in both)
        return changed >= MANY and changed > SHARE * len(both)

    def name(self, mark: Remembered) -> str:
        """Give what an entry is called within its document."""
        if mark.url and mark.url not in self.shared_urls:
            return f"u{mark.url}"
        if mark.id and mark.id not in self.shared_ids:
            return f"i{mark.id}"
        return f"t{mark.url}{mark.title}"

    def partners(self, marks: Sequence[Remembered]) -> list[Remembered | None]:
        """Find the known entry of each: the very same, else by address, by identifier, by title with text or address.

        Each known one is found once, and a weaker sign takes none that a stronger one knows.
        """
        found: list[Remembered | None] = [self._first(self.by_whole.get(mark.whole)) for mark in marks]
        for place, mark in enumerate(marks):
            if found[place] is None:
                found[place] = self._first(self.by_url.get(mark.url))
        for place, mark in enumerate(marks):
            if found[place] is None:
                found[place] = self._first(self.by_id.get(mark.id))
        for place, mark in enumerate(marks):
            if found[place] is None:
                found[place] = (
                    self._next(self.by_words, f"{mark.title}{mark.text}")
                    if mark.title and mark.text
                    else None
                )
            if found[place] is None:
                found[place] = self._next(self.by_place, f"{mark.url}{mark.title}")
        return found

    def _next(self, listed: dict[str, list[Remembered]], key: str) -> Remembered | None:
        """Give the next known entry under a key that was not found yet; each is passed over once."""
        waiting = listed.get(key, [])
        while waiting:
            if (mark := self._first(waiting.pop())) is not None:
                return mark
        return None

    def _first(self, mark: Remembered | None) -> Remembered | None:
        if mark is None or id(mark) in self.found:
            return None
        self.found.add(id(mark))
        return mark


def _listed(marks: Iterable[Remembered], key: Callable[[Remembered], str]) -> dict[str, list[Remembered]]:
    """List known entries by a key."""
    found: dict[str, list[Remembered]] = {}
    for mark in marks:
        found.setdefault(key(mark), []).append(mark)
    return found


def _shared(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Give the signs that entries with different other signs share: an identifier for all, the home page for all."""
    first: dict[str, str] = {}
    shared: set[str] = set()
    for sign, other in pairs:
        if sign and first.setdefault(sign, other) != other:
            shared.add(sign)
    return shared
