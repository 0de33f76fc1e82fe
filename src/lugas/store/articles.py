"""Articles: one row each, however many addresses lead to it, and a version for every change."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select, union_all, update

from lugas.errors import UsageError
from lugas.model import Article
from lugas.parcel.packing import Parcel, article_in, parcel_of
from lugas.store import schema
from lugas.store.columns import address_digest
from lugas.store.database import Database
from lugas.store.indexing import Indexing
from lugas.store.owners import owners_of
from lugas.store.prepared import Prepared, PreparedList
from lugas.store.queue import settle
from lugas.store.records import AddressRow, Headline, Likeness, Saved, Stored
from lugas.store.rows import batches, columns_of, hold_site, record, record_of, there
from lugas.store.times import listed_at, place_of

__all__ = ["Articles", "Traits"]

Result = TypeVar("Result")

MOST_ADDRESSES = 50  # that one saving adds
MOST_TRAITS = 8  # that one question asks for

# Made once: to put a statement together takes longer than to run it.
ADDRESS = schema.address.c
LEADS = PreparedList(
    select(ADDRESS.digest, ADDRESS.article_id, schema.article.c.site_id).outerjoin_from(
        schema.address, schema.article, schema.article.c.id == ADDRESS.article_id
    ),
    ADDRESS.digest,
)
KNOWN = PreparedList(select(ADDRESS.digest, *columns_of(schema.address, AddressRow)), ADDRESS.digest)
ALIKE = select(
    schema.article.c.id, schema.article.c.title, schema.article.c.published, schema.version.c.sketch
).join(
    schema.version,
    (schema.version.c.article_id == schema.article.c.id)
    & (schema.version.c.number == schema.article.c.version),
)
FACE = select(*columns_of(schema.article, Headline)).where(schema.article.c.id == bindparam("number"))
WHOLE = FACE.add_columns(schema.version.c.packed).join(
    schema.version,
    (schema.version.c.article_id == schema.article.c.id)
    & (schema.version.c.number == schema.article.c.version),
)
MOVED = select(schema.moved.c.article_id).where(schema.moved.c.id == bindparam("number"))
LEADING = (
    select(*columns_of(schema.address, AddressRow))
    .where(schema.address.c.article_id == bindparam("number"))
    .order_by(schema.address.c.seen, schema.address.c.digest)
    .limit(1_000)
)
ADD_VERSION, ADD_ADDRESS = Prepared(insert(schema.version)), Prepared(insert(schema.address))
ADD_UNREAD, ADD_TRAIT = Prepared(insert(schema.unread)), Prepared(insert(schema.trait))


@cache
def _alike(count: int) -> Prepared:
    """Select the articles that bear one of so many traits, of each trait the newest 20: one question for all."""
    table, number = schema.trait, schema.trait.c.article_id
    of_site = select(number).where(table.c.site_id == bindparam("site_id")).order_by(number.desc()).limit(20)
    each = (of_site.where(table.c.value == bindparam(f"value{at}")).subquery() for at in range(count))
    numbers = union_all(*(select(found.c.article_id) for found in each)).subquery()
    newest_first = schema.article.c.id.desc()
    return Prepared(ALIKE.where(schema.article.c.id.in_(select(numbers.c.article_id))).order_by(newest_first))


class Traits(Struct, frozen=True):
    """What an article can be found again by where no address leads to it.

    `values` are looked for (`like`), and `sketch` tells more of the text; both in words of whoever chooses them.
    """

    values: tuple[bytes, ...] = ()
    sketch: bytes = b""


NO_TRAITS = Traits()


@dataclass(frozen=True)
class Reading:
    """An article as it is about to be saved."""

    parcel: Parcel
    site_id: int
    addresses: dict[bytes, str]
    seen: dt.datetime
    traits: Traits


class Lead(Struct, frozen=True):
    """What an address leads to: an article and its site, or neither."""

    article_id: int | None
    site_id: int | None


class Articles:
    """Saves articles and finds them by number, address or content."""

    def __init__(self, database: Database, indexing: Indexing) -> None:
        self._database = database
        self._indexing = indexing
        self._add = Prepared(database.insert_new(schema.article, "place").returning(schema.article.c.id))
        self._own = threading.local()  # of the thread that works alone for a site

    def save(
        self,
        article: Article | Parcel,
        *,
        site_id: int,
        addresses: Sequence[str] = (),
        known_as: int | None = None,
        traits: Traits = NO_TRAITS,
    ) -> Saved:
        """Save an article as it was read now: a new one, a new version of one, or one that is as it was.

        It is the article that `known_as` names, or else the first of `addresses` that leads to one of the site; without
        `addresses` those that the article tells of itself. All that lead nowhere yet lead to it from now on, and so do
        those of the site's own hosts that led to another site's article. Two readings whose parcels have the same
        digest are one version. `traits` are what `like` finds it by. All of it is one transaction.

        Raises `UsageError` where there is no such site, no address, or no article `known_as` of the site.
        """
        parcel = article if isinstance(article, Parcel) else parcel_of(article)
        urls = {address_digest(url): url for url in list(addresses or parcel.urls)[:MOST_ADDRESSES]}
        if not urls:
            raise UsageError("the article has no address", name="addresses", remedy="give at least one")
        reading = Reading(parcel, site_id, urls, self._database.clock(), traits)
        return self._database.write(lambda connection: self._save(connection, reading, known_as))

    def alone(self, site_id: int, work: Callable[[], Result]) -> Result | None:
        """Do some work of this thread in one transaction, while nobody else does such work for the site.

        So what is looked up in it holds until what follows from it is written. Where another worker gets in its way it
        is done again as a whole. `None` where there is no such site.
        """

        def locked(connection: Connection) -> Result | None:
            hold_site(self._database, connection, site_id)
            if not there(connection, schema.site, [site_id]):
                return None
            self._own.site_id = site_id  # it is there, and stays until the transaction ends
            try:
                with self._database.joined(connection, again=True):
                    return work()
            finally:
                self._own.site_id = None

        return self._database.write(locked)

    def _save(self, connection: Connection, reading: Reading, known_as: int | None) -> Saved:
        row = number = None
        while row is None:
            known = _leads(connection, reading.addresses)
            here = [known[digest] for digest in reading.addresses if digest in known]
            leads = [lead.article_id for lead in here if lead.site_id == reading.site_id]
            number = known_as if known_as is not None else next(iter(leads), None)
            row = None if number is None else self._locked(connection, number)
            if row is not None and row.site_id != reading.site_id:
                row = None  # of another site, which alone may change it
            if number is None or known_as is not None:
                break  # else what they led to was dropped just now: they lead elsewhere, or nowhere
        if row is None and known_as is not None:
            raise UsageError(f"there is no article {known_as}", name="known_as", remedy="leave it out")
        known_site = getattr(self._own, "site_id", None) == reading.site_id
        if row is None and not known_site and not there(connection, schema.site, [reading.site_id]):
            raise UsageError(f"there is no site {reading.site_id}", name="site_id", remedy="add it first")
        if row is None:
            saved = self._insert(connection, reading)
        elif row.digest == reading.parcel.digest:
            told = schema.article.c.id == row.id
            connection.execute(update(schema.article).where(told).values(checked=reading.seen))
            saved = Saved(id=row.id, version=row.version, outcome="same")
        else:
            saved = self._change(connection, reading, row)
        self._lead(connection, reading.addresses, known, (saved.id, reading.site_id, reading.seen))
        others = sorted({lead for lead in leads if lead is not None and lead != saved.id})
        return Saved(id=saved.id, version=saved.version, outcome=saved.outcome, others=tuple(others))

    def _locked(self, connection: Connection, number: int) -> Any:
        """Give an article's row, which nobody else changes until this transaction ends."""
        table = schema.article
        chosen = select(table.c.id, table.c.place, table.c.site_id, table.c.digest, table.c.version)
        return connection.execute(chosen.where(table.c.id == number).with_for_update(key_share=True)).first()

    def _insert(self, connection: Connection, reading: Reading) -> Saved:
        listed = listed_at(reading.parcel.published, reading.seen)
        place = place_of(listed, min(reading.addresses))
        face = reading.parcel.face
        values = {**face.values, **self._common(reading, face.body, 1)}
        values |= {"site_id": reading.site_id, "listed": listed, "first_seen": reading.seen}
        number: int | None = None
        while number is None:  # where another article has the place already, the next is tried
            number = self._add.scalar(connection, {**values, "place": place})
            place += number is None
        self._add_version(connection, reading, (reading.site_id, number, 1))
        ADD_UNREAD.run(connection, {"article_id": number})
        self._indexing.put(connection, place, reading.site_id, face, fresh=True)
        return Saved(id=number, version=1, outcome="new")

    def _change(self, connection: Connection, reading: Reading, row: Any) -> Saved:
        face = reading.parcel.face
        version = row.version + 1
        values = {**face.values, **self._common(reading, face.body, version)}
        values["bytes"] = schema.article.c.bytes + values["bytes"]
        connection.execute(update(schema.article).where(schema.article.c.id == row.id).values(values))
        connection.execute(delete(schema.trait).where(schema.trait.c.article_id == row.id))
        self._add_version(connection, reading, (row.site_id, row.id, version))
        self._indexing.put(connection, row.place, row.site_id, face, fresh=False)
        return Saved(id=row.id, version=version, outcome="changed")

    @staticmethod
    def _common(reading: Reading, body: str, version: int) -> dict[str, Any]:
        url = next(iter(reading.addresses.values()))
        size = len(reading.parcel.packed) + len(body)
        values = {"url": url, "changed": reading.seen, "checked": reading.seen}
        return {**values, "version": version, "digest": reading.parcel.digest, "bytes": size}

    @staticmethod
    def _add_version(connection: Connection, reading: Reading, named: tuple[int, int, int]) -> None:
        """Write the reading down as a version: `named` tells the site, the article and the version's number."""
        site_id, article_id, number = named
        parcel = reading.parcel
        values = {"article_id": article_id, "number": number, "seen": reading.seen, "digest": parcel.digest}
        values |= {"size": parcel.size, "sketch": reading.traits.sketch, "packed": parcel.packed}
        ADD_VERSION.run(connection, values)
        if reading.traits.values:
            told = sorted(set(reading.traits.values))
            rows = [{"site_id": site_id, "value": value, "article_id": article_id} for value in told]
            ADD_TRAIT.run_each(connection, rows)

    def _lead(
        self,
        connection: Connection,
        urls: dict[bytes, str],
        known: dict[bytes, Lead],
        to: tuple[int, int, dt.datetime],
    ) -> None:
        """Let addresses lead to an article of a site from a time on, but for those that lead to another one.

        An address of the site's own hosts leads to no other site's article.
        """
        article_id, site_id, seen = to
        table = schema.address
        given = {"article_id": article_id, "seen": seen, "note": ""}
        fresh = [digest for digest in sorted(urls) if digest not in known]
        if fresh:
            rows = [{"digest": digest, "url": urls[digest], **given} for digest in fresh]
            ADD_ADDRESS.run_each(connection, rows)
        foreign = [urls[digest] for digest, lead in known.items() if lead.site_id not in {None, site_id}]
        owners = owners_of(connection, foreign) if foreign else {}
        for digest in sorted(known):
            lead, owner = known[digest], owners.get(urls[digest])
            if lead.article_id is None or (owner is not None and owner.id == site_id != lead.site_id):
                mine = table.c.digest == digest
                connection.execute(update(table).where(mine).values(article_id=article_id, note=""))
                if lead.article_id is not None:
                    _show_other(connection, lead.article_id, urls[digest])

    def get(self, article_id: int, *, addresses: bool = True) -> Stored | None:
        """Give an article by its number, also by the number of one that has become one with it.

        Without `addresses` those that lead to it are left out, which is a question less.
        """
        with self._database.reading() if addresses else self._database.asking() as connection:
            stored = self._whole(connection, article_id, addresses)
            if stored is None and (moved := connection.execute(MOVED, {"number": article_id}).scalar()):
                stored = self._whole(connection, moved, addresses)
            return stored

    @staticmethod
    def _whole(connection: Connection, number: int, addresses: bool) -> Stored | None:
        row = connection.execute(WHOLE, {"number": number}).mappings().first()
        if row is None:
            return None
        found = connection.execute(LEADING, {"number": number}).mappings() if addresses else ()
        leads = tuple(record(AddressRow, lead) for lead in found)
        article = article_in(row["packed"], f"stored article {number}")
        return Stored(headline=record(Headline, row), article=article, addresses=leads)

    def held(self, article_id: int) -> Stored | None:
        """Give an article as `get` does; nobody else changes, merges or drops it until the work it is asked in ends."""
        return self._database.write(lambda connection: self._held(connection, article_id))

    def _held(self, connection: Connection, article_id: int) -> Stored | None:
        number: int | None = article_id
        while number is not None and self._locked(connection, number) is None:
            number = connection.execute(MOVED, {"number": number}).scalar()
        return None if number is None else self._whole(connection, number, False)

    def headline(self, article_id: int) -> Headline | None:
        """Give what lists show of an article."""
        with self._database.asking() as connection:
            row = connection.execute(FACE, {"number": article_id}).mappings().first()
        return None if row is None else record(Headline, row)

    def known(self, urls: Iterable[str]) -> dict[str, AddressRow]:
        """Tell of addresses which were read already, and what each led to."""
        found: dict[str, AddressRow] = {}
        for batch in batches(urls):
            names = {address_digest(url): url for url in batch}
            with self._database.asking() as connection:
                for digest, *row in KNOWN.all(connection, list(names)):
                    found[names[digest]] = record_of(AddressRow, row)
        return found

    def like(self, site_id: int, values: Iterable[bytes]) -> tuple[Likeness, ...]:
        """Give articles of a site that have one of some traits, of each trait the newest 20."""
        found: dict[int, Likeness] = {}
        with self._database.asking() as connection:
            for batch in batches(values, MOST_TRAITS):
                asked = {f"value{at}": value for at, value in enumerate(batch)}
                for row in _alike(len(batch)).all(connection, {"site_id": site_id, **asked}):
                    found[row[0]] = record_of(Likeness, row)
        return tuple(found[number] for number in sorted(found, reverse=True))

    def seen_again(self, article_id: int, addresses: Iterable[str] = ()) -> None:
        """Note that an article was looked at now and is as it was; addresses that lead nowhere yet lead to it."""
        urls = {address_digest(url): url for url in list(addresses)[:MOST_ADDRESSES]}
        self._database.write(lambda connection: self._see_again(connection, article_id, urls))

    def _see_again(self, connection: Connection, article_id: int, urls: dict[bytes, str]) -> None:
        table, seen = schema.article, self._database.clock()
        row = self._locked(connection, article_id)
        if row is None:
            return
        connection.execute(update(table).where(table.c.id == article_id).values(checked=seen))
        self._lead(connection, urls, _leads(connection, urls), (article_id, row.site_id, seen))

    def led_to(self, site_id: int, urls: Iterable[str]) -> dict[str, int]:
        """Give the articles of a site that addresses lead to, by number."""
        names = {address_digest(url): url for url in urls}
        with self._database.asking() as connection:
            leads = _leads(connection, names)
        return {
            names[digest]: lead.article_id
            for digest, lead in leads.items()
            if lead.site_id == site_id and lead.article_id is not None
        }

    def settle(self, urls: Iterable[str], note: str) -> None:
        """Remember addresses as known that lead to no article, and why: they are not read again."""
        for batch in batches(urls):
            self._database.write(partial(settle, self._database, urls=batch, note=note))

    def count(self, site_id: int | None = None) -> int:
        """Count the articles, of a site or all."""
        chosen = select(func.count()).select_from(schema.article)
        if site_id is not None:
            chosen = chosen.where(schema.article.c.site_id == site_id)
        with self._database.asking() as connection:
            return int(connection.execute(chosen).scalar_one())


def _leads(connection: Connection, digests: Iterable[bytes]) -> dict[bytes, Lead]:
    """Tell what addresses that are known lead to."""
    return {digest: Lead(*told) for digest, *told in LEADS.all(connection, list(digests))}


def _show_other(connection: Connection, number: int, url: str) -> None:
    """Let an article that an address led to be shown at another one, if there is one."""
    article, address = schema.article, schema.address
    left = (
        select(address.c.url).where(address.c.article_id == number).order_by(address.c.seen, address.c.digest)
    )
    other = connection.execute(left.limit(1)).scalar()
    if other is not None:
        shown = update(article).where(article.c.id == number, article.c.url == url)
        connection.execute(shown.values(url=other))
