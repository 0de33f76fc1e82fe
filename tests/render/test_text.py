"""Plain text: the article as a person would type it."""

from __future__ import annotations

from hypothesis import given

from lugas.model import Article, Item, Kind
from lugas.render.text import to_text
from tests.render.samples import EVERY_KIND, HOSTILE, NOTHING, body, with_body
from tests.render.strategies import articles


def test_every_kind() -> None:
    """Fields, body, address, a blank line between; lists have marks, tables tabs, pictures nothing."""
    parts = to_text(EVERY_KIND).split("\n\n")
    assert parts[:4] == [
        "Daerah",
        EVERY_KIND.title,
        EVERY_KIND.dek,
        "Ratna Dewi, Budi Santoso · 2024-01-20 15:04 +07:00 · Diperbarui: 2024-01-21 08:30 +07:00",
    ]
    assert parts[8:] == [
        "- Cabai rawit merah, 250 gram\n- Terasi\n   1. bakar sebentar\n   2. haluskan\n- Jeruk limau",
        "Bulan\tPelayaran\tPenumpang\nSeptember\t8\t1.204\nOktober\t0\t0",
        "Video: Kapal sandar di Enggano\nhttps://video.example/v/1",
        "if x < 3:\n    print('`hai`')",
        "Kapal berikutnya dijadwalkan pada Rabu.",
        EVERY_KIND.url,
    ]


def test_numbers_count_on() -> None:
    """A numbered list counts on after an inner list, and starts anew after items of another kind."""
    items = (
        Item("a", ordered=True),
        Item("b", 2),
        Item("c", ordered=True),
        Item("d"),
        Item("e", ordered=True),
    )
    text = to_text(with_body(body("a\nb\nc\nd\ne", Kind.LIST, items=items), title=""))
    assert text.splitlines() == ["1. a", "   - b", "2. c", "- d", "1. e"]


def test_nothing() -> None:
    """A page without an article gives no text."""
    assert to_text(NOTHING) == ""


@given(articles)
def test_no_controls(article: Article) -> None:
    """No control character of a page comes out, whatever it holds."""
    for text in (to_text(article), to_text(HOSTILE)):
        assert not [char for char in text if (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f"]
