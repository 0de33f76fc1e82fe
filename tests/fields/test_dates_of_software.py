"""What software tells of dates is believed as far as the page that readers see bears it out."""

from __future__ import annotations

import pytest

import lugas
from lugas.model import Source
from tests.fields.build import clues_of, fields_of, page

TITLE = "<h1>Kapal perintis kembali singgah</h1>"
SHOWN = '<div class="post-date">May 14, 2025</div>'
OTHERS = "".join(
    f'<li><h3><a href="/{day}">Another ship of day {day}</a></h3>'
    f'<span itemprop="datePublished" content="2026-03-{day}T16:44:22+00:00">Mar {day}, 2026</span></li>'
    for day in (11, 12, 13)
)


def head_of(published: str, modified: str = "", created: str = "") -> str:
    """Write JSON-LD with these dates."""
    dates = {"datePublished": published, "dateModified": modified, "dateCreated": created}
    told = "".join(f', "{key}": "{value}"' for key, value in dates.items() if value)
    named = '"@type": "NewsArticle", "headline": "Kapal perintis kembali singgah"'
    return f'<script type="application/ld+json">{{{named}{told}}}</script>'


BOTH = head_of("2025-11-20T16:02:46Z", "2025-11-20T16:02:46Z")


def published(head: str, body: str, url: str = "https://harbour.example/a") -> str:
    """Give when a page in English was published."""
    return str(fields_of(clues_of(page(head, TITLE + body, "en"), url)).published)


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (head_of("Nov 20, 2025", "Nov 20, 2025"), SHOWN, "2025-05-14"),
        (head_of("Nov 20, 2025", created="Nov 1, 2025"), "<p>May 14, 2025</p>", "2025-05-14"),
        (head_of("2025-11-20T16:02:46Z", "2025-11-20T16:02:46Z"), SHOWN, "2025-05-14"),
        # Not the last change: it is told as another moment, or not told.
        (head_of("2025-11-20T16:02:46Z", "2025-11-20T18:00:00Z"), SHOWN, "2025-11-20"),
        (head_of("2025-11-20T16:02:46Z"), SHOWN, "2025-11-20"),
        # Nor is a time in the text the article's, or one of an event, of a birth, or under a picture.
        (
            BOTH,
            '<p>The old ferry sank on <time datetime="2022-03-05">5 March 2022</time> off the bar.</p>',
            "2025-11-20",
        ),
        (BOTH, '<div class="match-date">12 March 2024</div>', "2025-11-20"),
        (head_of("2025-11-20"), "<p>Born 16 March 1950</p>", "2025-11-20"),
        (head_of("2025-11-20"), "<figcaption>The ferry, 3 Jan 2022</figcaption>", "2025-11-20"),
        (head_of("2025-11-20"), "<p>Harbour Hall, 16 March 2024</p>", "2025-11-20"),
        (head_of("2025-11-20"), "<p>16 March 2024, Harbour Hall</p>", "2025-11-20"),
        # A later change is told apart, or another place tells the same day.
        (head_of("2025-11-20", "2025-11-22"), SHOWN, "2025-11-20"),
        (
            head_of("2025-11-20") + '<meta property="article:published_time" content="2025-11-20">',
            SHOWN,
            "2025-11-20",
        ),
        # A day that stands in no place for times may be that of what the article is about.
        (head_of("2025-11-20T16:02:46Z", "2025-11-20T16:02:46Z"), "<p>May 14, 2025</p>", "2025-11-20"),
        # Two days are shown, or the other one may be the same in another zone, or lies later.
        (head_of("Nov 20, 2025"), SHOWN + '<div class="post-date">Nov 20, 2025</div>', "2025-11-20"),
        (head_of("May 15, 2025"), SHOWN, "2025-05-15"),
        (head_of("May 2, 2025"), SHOWN, "2025-05-02"),
    ],
)
def test_last_change_told_as_publication(head: str, body: str, day: str) -> None:
    """Templates fill the publication with the last change: the one earlier day that the page shows is trusted more."""
    assert published(head, body)[:10] == day


def test_address_confirms_what_is_told() -> None:
    """The day that stands in the address too is the publication, whatever is shown."""
    head = head_of("Nov 20, 2025", "Nov 20, 2025")
    assert published(head, SHOWN, "https://harbour.example/2025/11/20/a") == "2025-11-20"
    assert published(head, SHOWN, "https://harbour.example/2025/11/21/a") == "2025-11-20"  # in its own zone


def test_what_lost_is_on_record() -> None:
    """A publication that may be the last change is a rival with that reason, and stays the last change."""
    head = head_of("Nov 20, 2025", "Nov 20, 2025")
    fields = fields_of(clues_of(page(head, TITLE + SHOWN, "en"), "https://harbour.example/a"))
    finding = next(one for one in fields.findings if one.field == "published")
    assert any("may be the last change" in rival.why for rival in finding.rivals)
    assert (str(fields.published), str(fields.modified)) == ("2025-05-14", "2025-11-20")


def test_microdata_among_links_to_other_pages() -> None:
    """A property that stands among links to other pages loses to the article's own `<meta>`."""
    meta = '<meta name="date" content="March 27, 2025">'
    assert published(meta, f'<ul class="story-card">{OTHERS}</ul>') == "2025-03-27"
    own = '<span itemprop="datePublished" content="2025-03-27T08:00:00+00:00">March 27</span>'
    assert published('<meta name="date" content="March 28, 2025">', own) == "2025-03-27T08:00:00+00:00"
    assert published("", own + OTHERS) == "2025-03-27T08:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("published", "July 17, 2025"),
        ("shareaholic:article_published_time", "2025-07-17"),
        ("bt:pubDate", "2025-07-17"),
        ("publish-date", "2025-07-17"),
    ],
)
def test_names_of_meta(name: str, value: str) -> None:
    """The day is read from whatever a page calls it in its head."""
    assert published(f'<meta name="{name}" content="{value}">', "") == "2025-07-17"


def test_editor_before_software() -> None:
    """Of two moments in the head the one that is called a date was entered by a hand."""
    head = '<meta name="published-time" content="2026-03-09T08:45:32Z">'
    head += '<meta name="published-date" content="2021-02-16">'
    assert published(head, "") == "2021-02-16"


def test_order_told_by_another_link_to_the_article() -> None:
    """02/12/2025 is the second of December where nothing but times of other links tell a day, and tell that one."""
    prose = (
        "<p>"
        + "The harbour of the island is dredged, and the ferry comes in at high tide again. " * 4
        + "</p>"
    )
    line = f"{prose}<p>Jane Doe 02/12/2025</p>{prose}"
    latest = '<aside><a href="/a">Kapal</a> <time datetime="2025-12-02">December 02, 2025</time></aside>'

    def day(body: str, head: str = "", attributes: str = 'lang="en"', host: str = "harbour.example") -> str:
        markup = (
            f"<html {attributes}><head>{head}</head><body><h1>A harbour is dredged</h1>{body}</body></html>"
        )
        return str(lugas.read(markup, url=f"https://{host}/a", form="html").published)

    assert day(line) == "2025-02-12"
    assert day(line + latest) == "2025-12-02"
    assert day(line + latest, attributes='lang="en-US"') == "2025-02-12"
    assert day(line + latest, '<meta name="date" content="2025-02-12">') == "2025-02-12"
    assert day(line + latest.replace("2025-12-02", "2025-02-12"), host="harbour.co.uk") == "2025-12-02"


def test_time_in_a_place_that_sounds_foreign() -> None:
    """A time by the title is read where there is none else, though a class around it names a place for links."""
    time = '<time datetime="2025-12-19T15:55:39-08:00">12/19 — 2025</time>'
    body = f'<div class="widget-recommended"><p>{time}</p></div>'
    fields = fields_of(clues_of(page("", TITLE + body, "en"), "https://harbour.example/a"))
    assert str(fields.published) == "2025-12-19T15:55:39-08:00"
    assert next(one for one in fields.findings if one.field == "published").source is Source.TIME_ELEMENT
