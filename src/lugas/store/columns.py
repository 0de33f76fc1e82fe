"""The types of the store's columns: they bound and clean what goes in, so that no hostile value reaches a database."""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text, TypeDecorator

from lugas.errors import UsageError
from lugas.parcel.words import clean

__all__ = ["Digest", "Instant", "Plain", "Whole", "address_digest", "from_micros", "to_micros"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
LARGEST = (1 << 63) - 1

# A row's own number: SQLite numbers only INTEGER columns by itself.
Key = BigInteger().with_variant(Integer, "sqlite")


def to_micros(moment: dt.datetime) -> int:
    """Give an instant as microseconds since 1970 in UTC."""
    if moment.utcoffset() is None:
        remedy = "give it a zone, such as datetime.now(datetime.UTC) has"
        raise UsageError(f"the time {moment} has no zone", name="time", remedy=remedy)
    return (moment - EPOCH) // MICROSECOND


def from_micros(number: int) -> dt.datetime:
    """Give the instant, in UTC, that `to_micros` made a number of."""
    return EPOCH + number * MICROSECOND


def address_digest(url: str) -> bytes:
    """Give 16 bytes that stand for an address: an index takes them however long the address is."""
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Instant(TypeDecorator[dt.datetime]):
    """An instant, as whole microseconds: the same order, size and exactness in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Make the number that is stored."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Make the instant again."""
        return None if value is None else from_micros(value)


class Plain(TypeDecorator[str]):
    """Text of so many characters at most, without what a database refuses."""

    impl = Text
    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Cut and clean."""
        return None if value is None else clean(value, self.limit)


class Whole(TypeDecorator[int]):
    """A whole number of 64 bits; a larger one is stored as the largest."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Bound it."""
        return None if value is None else max(-LARGEST, min(int(value), LARGEST))


class Digest(TypeDecorator[bytes]):
    """Some bytes that stand for a text."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Give plain bytes, whatever the driver gives."""
        return None if value is None else bytes(value)
