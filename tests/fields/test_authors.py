"""The authors: people of the byline, in its order; what else stands there loses, and it is told why."""

from __future__ import annotations

import json

import pytest

from lugas.fields.settle import Fields
from lugas.model import Finding, Role
from tests.fields.build import PROSE, clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
URL = "https://www.harian.id/nasional/kapal-812"


def fields_with(
    author: object, body: str = "", head: str = "", roles: dict[str, Role] | None = None
) -> Fields:
    """Settle the fields of a page whose JSON-LD has an author."""
    thing = {"@type": "NewsArticle", "headline": TITLE, "author": author, "articleSection": "Ragam Budaya"}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>' if author else ""
    return fields_of(clues_of(page(head + script, f"<h1>{TITLE}</h1>{body}"), URL), roles)


def names_of(fields: Fields) -> list[str]:
    """Give the names of the authors."""
    return [person.name for person in fields.authors]


def finding_of(fields: Fields) -> Finding:
    """Give the finding of the authors."""
    return next(finding for finding in fields.findings if finding.field == "authors")


def test_the_site_itself_loses_and_says_why() -> None:
    """The outlet's name beside a person's is a rival that says what it is."""
    fields = fields_with(
        {"@type": "Person", "name": "Siti Aminah"}, head='<meta name="author" content="Harian">'
    )
    assert names_of(fields) == ["Siti Aminah"]
    assert [(rival.value, rival.why) for rival in finding_of(fields).rivals] == [
        (("Harian",), "the site itself")
    ]


def test_an_unnamed_correspondent_in_the_page_s_data() -> None:
    """A post and a place in JSON-LD name nobody."""
    assert names_of(fields_with({"@type": "Person", "name": "প্রতিনিধি, কুড়িগ্রাম"})) == []


def test_a_section_s_label_in_the_byline_s_place_is_nobody() -> None:
    """The section's label in an element named for the author is no author; JSON-LD that says so is believed."""
    thing = {"@type": "NewsArticle", "headline": TITLE, "articleSection": "Ragam Budaya"}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    body = f'<h1>{TITLE}</h1><div class="author">Ragam Budaya</div>'
    assert names_of(fields_of(clues_of(page(script, body), URL))) == []
    assert names_of(fields_with({"@type": "Person", "name": "Ragam Budaya"})) == ["Ragam Budaya"]


def test_who_is_quoted_or_took_the_picture_is_no_author() -> None:
    """The name under a pull quote and behind a copyright sign are no authors."""
    body = '<div class="blockquote__author">Ana Lima</div><p>© Budi Santoso</p>'
    roles = {"© Budi": Role.BYLINE}
    assert names_of(fields_with(None, body, roles=roles)) == []


def test_the_reason_tells_that_the_page_shows_more_names() -> None:
    """Where the page shows more names than its data, the data's list lost for that."""
    body = f"<p>Oleh Siti Aminah dan Budi Santoso</p><p>{PROSE}</p>"
    fields = fields_with("Siti Aminah", body)
    assert names_of(fields) == ["Siti Aminah", "Budi Santoso"]
    assert finding_of(fields).rivals[0].why == "p shows more names"


def test_authors_of_any_shape_are_survived() -> None:
    """Whatever JSON-LD holds as the author, reading does not fail and takes nothing for a name that is none."""
    shapes: list[object] = [[], {}, [[]], [None, 3, {"name": {"name": []}}], {"name": [7]}, "x" * 9000, True]
    assert [names_of(fields_with(author)) for author in shapes] == [[]] * len(shapes)


def test_the_place_of_the_dateline_is_nobody() -> None:
    """A correspondent's place of two words looks like a name: the dateline tells that it is none."""
    body = f'<div class="author">Kontributor, Tanjung Rame</div><p>TANJUNG RAME, HARIAN - {PROSE}</p>'
    assert names_of(fields_with({"@type": "Person", "name": "Kontributor, Tanjung Rame"}, body)) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Siti Aminah - 6 Maret 2026, 10:45", ["Siti Aminah"]),
        ("كريم الصالح - الجمعة ٦ مارس ٢٠٢٦ - ١٠:٤٥", ["كريم الصالح"]),
        ("Siti Aminah - Jakarta", []),
        ("Kapal perintis kembali singgah - 6 Maret 2026", []),
        ("اقرأ أيضا", []),
    ],
)
def test_a_plain_line_of_a_name_and_a_date(line: str, names: list[str]) -> None:
    """A line under the title that is a name and a date names the author, though no word says so."""
    body = f"<h1>Kapal Perintis Kembali Singgah di Pulau</h1><div>{line}</div>"
    assert names_of(fields_of(clues_of(page("", body)))) == names


@pytest.mark.parametrize("time", ["3 jam lalu", "قبل 3 ساعات", "pre 2 sata"])
def test_a_name_beside_a_time_without_a_day(time: str) -> None:
    """How long ago it was is as good a sign of the article's head as a date."""
    body = f"<h1>Kapal Perintis Kembali Singgah di Pulau</h1><div>Siti Aminah</div><div>{time}</div>"
    assert names_of(fields_of(clues_of(page("", body)))) == ["Siti Aminah"]


HINDI = (
    "नगर परिषद ने सोमवार रात पुराने पुल को एक अप्रैल से कारों के लिए बंद करने का फैसला किया, क्योंकि दो खंभों में दरारें मिली हैं।"
)
HEBREW = "מועצת העיר החליטה ביום שני בלילה לסגור את הגשר הישן למכוניות מתחילת אפריל, לאחר שנמצאו סדקים בשניים מעמודיו."


@pytest.mark.parametrize(
    ("language", "prose", "last"),
    [
        ("hi", HINDI, "मरम्मत पर करीब 14 करोड़ रुपये खर्च होंगे, परिषद ने कहा।"),
        ("hi", HINDI, "मरम्मत पर करीब 14 करोड़ रुपये खर्च होंगे, परिषद ने कहा"),
        ("he", HEBREW, "תגיות: גשרים תחבורה"),
        ("he", HEBREW, "חדשות אחרונות היום"),
    ],
)
def test_the_last_lines_of_scripts_without_capitals(language: str, prose: str, last: str) -> None:
    """A sentence with a number and a line of tags name nobody, though no letter of them is large or small."""
    body = f"<h1>{prose[:40]}</h1><p>{prose}</p><p>{prose}</p><p>{last}</p>"
    markup = f'<html lang="{language}"><body>{body}</body></html>'
    assert names_of(fields_of(clues_of(markup))) == []


def test_a_label_after_the_name_in_a_language_nobody_knows() -> None:
    """Where an element of its own ends a name, the words after it in the line are no part of it."""
    body = '<div><span class="author">Oleh Siti Aminah</span> <span>Wasiat: 17 Maret 2026, 10:15</span></div>'
    assert names_of(fields_with(None, body)) == ["Siti Aminah"]


def test_the_site_s_desk_gives_way_to_who_is_shown() -> None:
    """A desk of the site that its data names as the author loses to the person that the page shows."""
    byline = (
        '<span data-testid="byline-contributors"><span>Siti Aminah</span><span>Reporter at sea</span></span>'
    )
    site = '<meta property="og:site_name" content="Harian">'
    desk = {"@type": "Organization", "name": "Harian Olahraga"}
    assert names_of(fields_with(desk, byline, site)) == ["Siti Aminah"]
    assert names_of(fields_with(desk, "", site)) == ["Harian Olahraga"]


@pytest.mark.parametrize("lead", ["Ditulis oleh", "Written by", "Von", "By:"])
def test_a_line_that_leads_to_the_name_in_the_next(lead: str) -> None:
    """Whoever stands after a line that is a word of bylines alone is the author, before others that stand nearer."""
    near = "<div>Rina Kusuma</div>"
    lines = f"{near}<div>{lead}</div><div>Siti Aminah</div><div>20 Januari 2024</div>"
    roles = {lead: Role.BYLINE, "Siti Aminah": Role.BYLINE, "Rina Kusuma": Role.BYLINE}
    assert names_of(fields_with(None, lines, roles=roles)) == ["Siti Aminah"]
    assert names_of(fields_with(None, lines.replace(lead, "Foto"), roles=roles)) == ["Rina Kusuma"]


def test_what_is_pressed_is_nobody() -> None:
    """The words on a button are no name, unless a word of bylines says so."""
    button, roles = "<button>Tanya Lagi</button>", {"Tanya Lagi": Role.BYLINE, "Oleh": Role.BYLINE}
    assert names_of(fields_with(None, button, roles=roles)) == []
    assert names_of(fields_with(None, f"<div>{button[8:-9]}</div>", roles=roles)) == ["Tanya Lagi"]
    assert names_of(fields_with(None, f"<div>Oleh</div>{button}", roles=roles)) == ["Tanya Lagi"]
