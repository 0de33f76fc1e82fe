"""The records: what they tell of themselves, and that empty ones survive JSON."""

from __future__ import annotations

import datetime as dt
from enum import Enum, StrEnum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from lugas import model
from lugas.model import (
    Article,
    Block,
    Embed,
    Finding,
    Image,
    Item,
    Kind,
    Moment,
    Page,
    PageLink,
    Person,
    Place,
    Post,
    Precision,
    Related,
    Rival,
    Role,
    Site,
    Source,
    Span,
    Verdict,
    VerdictKind,
)
from lugas.page import records

VERDICT = Verdict(VerdictKind.ARTICLE, "said so")

# One of each record with nothing but what it must have.
LEAST: list[msgspec.Struct] = [
    Article(verdict=VERDICT, form="html"),
    Block(kind=Kind.PARAGRAPH, text="", role=Role.BODY, reason="said so"),
    Embed("https://a.example/"),
    Finding("title", "Ferry", Source.META),
    Image("https://a.example/a.jpg"),
    Item("one"),
    Moment("2024-01-20", Precision.DAY),
    Page(content="text"),
    PageLink("https://a.example/?page=2"),
    Person("Ann Lee"),
    Place(),
    Post(),
    Related("Storm"),
    Rival("Ferry", Source.URL),
    Site(),
    Span(0, 1, "link"),
    VERDICT,
]


def block(role: Role, text: str) -> Block:
    """Make a paragraph."""
    return Block(kind=Kind.PARAGRAPH, text=text, role=role, reason="said so")


@pytest.mark.parametrize(
    "record",
    [record for record in LEAST if not isinstance(record, Page)],
    ids=lambda record: type(record).__name__,
)
def test_records_round_trip(record: msgspec.Struct) -> None:
    """A record of which nothing but the least is known is the same after JSON; a page, maybe bytes, has none."""
    written = msgspec.json.encode(record)
    assert msgspec.json.decode(written, type=type(record)) == record


def test_every_record_is_tried() -> None:
    """No record of the model is left out above."""
    records = {
        name
        for name in model.__all__
        if isinstance(kind := getattr(model, name), type) and not issubclass(kind, StrEnum)
    }
    assert records == {type(record).__name__ for record in LEAST}


@pytest.mark.parametrize("record", LEAST, ids=lambda record: type(record).__name__)
def test_records_are_frozen(record: msgspec.Struct) -> None:
    """No record changes once it is made."""
    with pytest.raises(AttributeError):
        setattr(record, record.__struct_fields__[0], None)
    assert hash(record) == hash(msgspec.structs.replace(record))


@pytest.mark.parametrize(
    "kind", [getattr(model, name) for name in model.__all__ if isinstance(getattr(model, name), type)]
)
def test_records_say_what_they_are(kind: type) -> None:
    """Every public record and list of names has a docstring of its own."""
    assert kind.__doc__
    assert kind.__doc__ != msgspec.Struct.__doc__


@pytest.mark.parametrize(
    ("iso", "precision", "date", "instant"),
    [
        ("2024", Precision.YEAR, None, None),
        ("2024-01", Precision.MONTH, None, None),
        ("2024-01-20", Precision.DAY, dt.date(2024, 1, 20), None),
        ("2024-01-20T15:04", Precision.MINUTE, dt.date(2024, 1, 20), None),
        (
            "2024-01-20T15:04+07:00",
            Precision.MINUTE,
            dt.date(2024, 1, 20),
            dt.datetime(2024, 1, 20, 15, 4, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        ),
        (
            "2024-01-20T23:30:05-05:00",
            Precision.SECOND,
            dt.date(2024, 1, 20),
            dt.datetime(2024, 1, 21, 4, 30, 5, tzinfo=dt.UTC),
        ),
        (
            "2024-01-20T15:04:05Z",
            Precision.SECOND,
            dt.date(2024, 1, 20),
            dt.datetime(2024, 1, 20, 15, 4, 5, tzinfo=dt.UTC),
        ),
    ],
)
def test_moments(iso: str, precision: Precision, date: dt.date | None, instant: dt.datetime | None) -> None:
    """A moment tells its day in its own zone, and the instant where both time and zone are known, and no more."""
    moment = Moment(iso, precision)
    assert (moment.date, moment.instant, str(moment)) == (date, instant, iso)


def test_unresolved_moments() -> None:
    """A moment whose words could not be resolved is written as its words, and tells neither day nor instant."""
    moment = Moment("", Precision.DAY, "2 jam lalu")
    assert (str(moment), moment.date, moment.instant) == ("2 jam lalu", None, None)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("html/body[1]/p[1]"), "html/body[1]/p[1]"),
        (Place(first_line=3, last_line=3), "line 3"),
        (Place(first_line=3, last_line=5), "lines 3-5"),
    ],
)
def test_places(place: Place, text: str) -> None:
    """A place is written as a path or as lines."""
    assert str(place) == text


def test_names() -> None:
    """A person is written as the name, a site as its name, or its host where it has none."""
    assert str(Person("Ann Lee", "https://a.example/ann")) == "Ann Lee"
    assert (str(Site("Site", "a.example")), str(Site("", "a.example")), str(Site())) == (
        "Site",
        "a.example",
        "",
    )


@pytest.mark.parametrize("kind", VerdictKind)
def test_verdicts(kind: VerdictKind) -> None:
    """An article, one that breaks off, a live blog, a gallery and the part before a paywall are there to be read."""
    held = {"article", "partial", "live_blog", "gallery", "paywall"}
    assert Verdict(kind, "said so").holds_article is (kind.value in held)


def test_body_and_text() -> None:
    """The body is the blocks of that role in page order; the text joins those that have some; prose adds the dek."""
    blocks = (
        block(Role.TITLE, "Title"),
        block(Role.DEK, "Dek"),
        block(Role.BODY, "One"),
        block(Role.AD, "Ad"),
        Block(
            kind=Kind.IMAGE, text="", role=Role.BODY, reason="said so", image=Image("https://a.example/a.jpg")
        ),
        block(Role.BODY, "Two"),
    )
    article = Article(verdict=VERDICT, form="html", blocks=blocks)
    assert article.body == (blocks[2], blocks[4], blocks[5])
    assert article.text == "One\n\nTwo"
    assert article.prose == "Dek\n\nOne\n\nTwo"


def test_an_empty_article() -> None:
    """An article of which nothing was found has empty values of the right types, never `None` for a text."""
    article = Article(verdict=VERDICT, form="text")
    assert (article.title, article.text, article.prose, article.body) == ("", "", "", ())
    assert (article.published, article.image, article.finding("title")) == (None, None, None)
    fields: dict[str, Any] = msgspec.structs.asdict(article)
    assert {name for name, value in fields.items() if value is None} == {"published", "modified", "image"}


def test_findings_by_field() -> None:
    """A finding is looked up by its field; what has none gives `None`."""
    title = Finding("title", "Ferry", Source.META)
    article = Article(verdict=VERDICT, form="html", findings=(title, Finding("dek", "Back", Source.META)))
    assert article.finding("title") is title
    assert article.finding("section") is None


def told_types(kind: object) -> list[object]:
    """Give the types that a field's type is made of, tuples taken apart."""
    if get_origin(kind) in {Union, UnionType, tuple}:
        return [part for inner in get_args(kind) if inner is not ... for part in told_types(inner)]
    return [str] if get_origin(kind) is Literal else [kind]


def is_uncollected(kind: object) -> bool:
    """Whether a type is that of a record that the collector of garbage passes over."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct) and not kind.__struct_config__.gc


UNCOLLECTED = [kind for module in (model, records) for kind in vars(module).values() if is_uncollected(kind)]


@pytest.mark.parametrize("record", dict.fromkeys(UNCOLLECTED))
def test_uncollected_records_hold_no_circle(record: type[msgspec.Struct]) -> None:
    """A record that the collector passes over leads to none but scalars, tuples and such records."""
    for name, kind in get_type_hints(record).items():
        for held in told_types(kind):
            scalar = held in {str, int, float, bool, type(None)} or (
                isinstance(held, type) and issubclass(held, Enum)
            )
            assert scalar or is_uncollected(held), (record, name, held)
