"""What a page's data says of its article beside the body, in the names of several systems."""

from __future__ import annotations

import json
from typing import Any

import pytest

import lugas
from lugas.model import Source
from lugas.page.scripts import Store
from lugas.page.state import Record
from lugas.page.stored_record import told_authors, told_dates, told_deks, told_sections, told_tags

TITLE = "Feri perintis kembali ke pulau setelah badai"
TEXTS = [
    "Kapal perintis itu kembali merapat di dermaga pulau pada Kamis pagi, dan seluruh warga kampung menyambutnya.",
    "Nakhoda berkata bahwa ia sudah menunggu hari ini sejak badai bulan lalu menutup pelabuhan kecil tersebut.",
    "Para pedagang menurunkan beras, minyak, dan obat-obatan yang selama tiga minggu hanya tersedia sedikit sekali.",
    "Seorang guru menuturkan bahwa murid-muridnya akhirnya menerima buku pelajaran yang tertahan di kota seberang.",
    "Pemerintah daerah berjanji akan menambah jadwal pelayaran menjadi dua kali seminggu mulai bulan depan.",
    "Warga berharap janji itu ditepati, sebab pulau mereka tidak mempunyai lapangan terbang maupun rumah sakit.",
]
DEK = "Tiga minggu pulau itu terputus"
# Of four systems: Arc, Contentful and the like, WordPress behind React, a plain one.
RECORDS: dict[str, dict[str, Any]] = {
    "nested": {
        "headlines": {"basic": TITLE},
        "subheadlines": {"basic": DEK},
        "created_date": "2026-03-14T08:00:00Z",
        "display_date": "2026-03-16T22:41:00Z",
        "first_publish_date": "2026-03-16T22:41:00Z",
        "last_updated_date": "2026-03-17T01:00:00Z",
        "credits": {"by": [{"type": "author", "name": "Siti Aminah", "image": {"url": "/s.jpg"}}]},
        "taxonomy": {
            "sections": [{"name": "Lain", "_id": "/lain"}],
            "primary_section": {"name": "Daerah", "_id": "/daerah"},
            "tags": [{"text": "Kapal", "slug": "kapal"}, {"text": "Laut", "slug": "laut"}],
        },
        "content_elements": [{"type": "text", "content": text} for text in TEXTS],
    },
    "camel": {
        "title": TITLE,
        "standfirst": DEK,
        "publishedAt": "2026-03-16T22:41:00Z",
        "updatedAt": "2026-03-17T01:00:00Z",
        "authors": [{"fullName": "Siti Aminah", "slug": "siti"}],
        "category": {"title": "Daerah", "slug": "daerah"},
        "tags": ["Kapal", "Laut"],
        "body": [{"type": "paragraph", "text": text} for text in TEXTS],
    },
    "strings": {
        "headline": TITLE,
        "subtitle": DEK,
        "datePublished": "2026-03-16T22:41:00Z",
        "dateModified": "2026-03-17T01:00:00Z",
        "byline": "Oleh Siti Aminah",
        "authorId": "9912",
        "section": "Daerah",
        "keywords": "Kapal, Laut",
        "html": "".join(f"<p>{text}</p>" for text in TEXTS),
    },
}


@pytest.mark.parametrize("name", RECORDS)
def test_fields_of_the_record(name: str) -> None:
    """The record that holds the body gives the fields that the page shows nowhere, and says where each stands."""
    other = {"title": "Panen cengkih di lereng gunung naik", "author": "Budi Santoso", "tags": ["Cengkih"]}
    data = json.dumps({"props": {"pageProps": {"story": RECORDS[name], "latest": [other]}}})
    page = f"<html lang=id><head><title>{TITLE}</title></head><body><div id=root></div>"
    page += f'<script type="application/json">{data}</script></body></html>'
    article = lugas.read(page, url="https://harian.example/baca/9912")
    assert [person.name for person in article.authors] == ["Siti Aminah"]
    assert (str(article.published), str(article.modified)) == (
        "2026-03-16T22:41:00+00:00",
        "2026-03-17T01:00:00+00:00",
    )
    assert (article.section, article.tags, article.dek) == (("Daerah",), ("Kapal", "Laut"), DEK)
    finding = article.finding("authors")
    assert finding is not None
    assert finding.source is Source.MARKUP
    assert finding.detail.startswith("data: ")


def test_what_the_page_says_itself_counts_more() -> None:
    """A record gives way to the page's head."""
    data = json.dumps({"story": RECORDS["camel"]})
    head = '<meta name="author" content="Wahyu Adi"><meta property="article:tag" content="Badai">'
    head += '<meta property="article:published_time" content="2026-03-16T21:00:00Z">'
    page = f"<html lang=id><head><title>{TITLE}</title>{head}</head><body>"
    page += f'<script type="application/json">{data}</script></body></html>'
    article = lugas.read(page)
    assert [person.name for person in article.authors] == ["Wahyu Adi"]
    assert article.tags == ("Badai",)
    assert str(article.published) == "2026-03-16T21:00:00+00:00"


def test_records_of_any_shape_are_survived() -> None:
    """Whatever stands under the names, reading does not fail and gives texts alone."""
    names = ("author", "tags", "section", "dek", "credits", "publishedAt")
    shapes: list[object] = [
        None,
        3,
        True,
        [],
        {},
        [[]],
        [None, 3, {"name": {"name": []}}],
        {"name": [7]},
        "$1",
    ]
    for value in [*shapes, "x" * 9000]:
        record = Record(dict.fromkeys(names, value), Store())
        assert not [*told_authors(record), *told_tags(record), *told_sections(record), *told_deks(record)]
        assert told_dates(record) == []


def test_references_are_followed() -> None:
    """An object that stands elsewhere in the data is read where it is referred to."""
    store = Store(rows={"Author:1": {"name": "Siti Aminah"}})
    record = Record({"author": {"__ref": "Author:1"}, "authors": [{"__ref": "Author:1"}]}, store)
    assert [texts for _, texts in told_authors(record)] == [["Siti Aminah"]] * 2
