"""The page about the records names every field and every value that there is."""

from __future__ import annotations

import re
from enum import Enum

import msgspec
import pytest

import lugas
from tests.docs.pages import ROOT

THINGS = [getattr(lugas, name) for name in lugas.__all__]
RECORDS = [thing for thing in THINGS if isinstance(thing, type) and issubclass(thing, msgspec.Struct)]
CHOICES = [thing for thing in THINGS if isinstance(thing, type) and issubclass(thing, Enum)]
NAMED = set(re.findall(r"`(\w[\w-]*)(?:\(.*?\))?`", (ROOT / "docs" / "records.md").read_text("utf-8")))


@pytest.mark.parametrize("record", RECORDS, ids=lambda thing: thing.__name__)
def test_every_field_is_named(record: type[msgspec.Struct]) -> None:
    """A record and each of its fields stand as code in `docs/records.md`."""
    names = {record.__name__, *record.__struct_fields__}
    assert names - NAMED == set()


@pytest.mark.parametrize("choice", CHOICES, ids=lambda thing: thing.__name__)
def test_every_value_is_named(choice: type[Enum]) -> None:
    """A list of values and each value in it stand as code in `docs/records.md`."""
    names = {choice.__name__, *(str(value) for value in choice)}
    assert names - NAMED == set()
