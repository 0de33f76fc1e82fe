"""Which of a page's times are the article's, in which zone, and which of two came first."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.fields.dates.lines import learn_order, parts_of
from lugas.fields.settle import Fields
from lugas.model import Precision, Role
from tests.fields.build import PROSE, clues_of, fields_of, page

TITLE = "<h1>Kapal perintis kembali singgah</h1>"
URL = "https://harian.id/a"


def data(published: str, modified: str = "", headline: str = "Kapal perintis kembali singgah") -> str:
    """Write JSON-LD with the two dates."""
    changed = f', "dateModified": "{modified}"' if modified else ""
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}", '
        f'"datePublished": "{published}"{changed}}}</script>'
    )


def read(head: str = "", body: str = "", language: str = "id", url: str = URL) -> Fields:
    """Read the fields of a page with a title."""
    return fields_of(clues_of(page(head, TITLE + body, language), url))


def why(fields: Fields, field: str, value: str) -> str:
    """Give why a value lost."""
    finding = next(one for one in fields.findings if one.field == field)
    return next(rival.why for rival in finding.rivals if rival.value == value)


def test_false_utc_without_a_zone() -> None:
    """Where the clock shown is the one told as UTC on a page from far away, the zone is not known."""
    shown = '<div class="date">Sabtu, 20 Januari 2024 20:00</div>'
    fields = read(data("2024-01-20T20:00:00Z"), shown)
    assert str(fields.published) == "2024-01-20T20:00:00"
    assert "no page in this language" in why(fields, "published", "2024-01-20T20:00:00+00:00")
    british = page(
        data("2024-01-20T20:00:00Z"), f'{TITLE}<div class="date">20 January 2024 20:00</div>', "en"
    )
    british = british.replace(
        PROSE, "The ferry called at the island again, and nobody had to wait for two weeks. " * 4
    )
    fields = fields_of(clues_of(british, "https://gazette.co.uk/a"))
    assert str(fields.published) == "2024-01-20T20:00:00+00:00"


def test_false_utc_by_the_zone_of_another_clock() -> None:
    """A zone that the page names beside one clock is that of the other clock it shows."""
    shown = '<div class="date">Sabtu, 20 Januari 2024 20:00</div><p>Diperbarui 20 Januari 2024 21:15 WIB</p>'
    assert str(read(data("2024-01-20T20:00:00Z"), shown).published) == "2024-01-20T20:00:00+07:00"


def test_false_utc_of_both_times() -> None:
    """Where one time's UTC is found to be false, so is that of the other which the page does not show."""
    shown = '<div class="date">Sabtu, 20 Januari 2024 20:00 WIB</div>'
    fields = read(data("2024-01-20T20:00:00Z", "2024-01-20T21:30:00Z"), shown)
    assert str(fields.published) == "2024-01-20T20:00+07:00"
    assert str(fields.modified) == "2024-01-20T21:30:00+07:00"


def test_false_utc_beside_another_source() -> None:
    """Of two machine-written times with one clock, the one in UTC is false."""
    head = data("2024-01-20T20:00:00Z")
    head += '<meta property="article:published_time" content="2024-01-20T20:00:00+07:00">'
    assert str(read(head).published) == "2024-01-20T20:00:00+07:00"


def test_a_clock_of_twelve_hours_is_no_zone() -> None:
    """A shown clock without its half of the day, twelve hours off, tells no zone."""
    shown = '<div class="date">January 20, 2024 8:00</div>'
    fields = read(data("2024-01-20T20:00:00Z"), shown, "en")
    assert str(fields.published) == "2024-01-20T20:00:00+00:00"


def test_change_before_the_publication_is_dropped() -> None:
    """An article that was last changed before it appeared has no change, and the reason is on record."""
    fields = read(data("2024-01-20T20:00:00+07:00", "2024-01-20T17:00:00+07:00"))
    assert (str(fields.published), fields.modified) == ("2024-01-20T20:00:00+07:00", None)
    assert "before the publication" in why(fields, "published", "2024-01-20T17:00:00+07:00")


def test_dates_the_wrong_way_round() -> None:
    """Where the address tells the day of the earlier one, that is the publication, and the later one the change."""
    url = "https://harian.id/2024/01/18/kapal-perintis-kembali-singgah"
    fields = read(data("2024-01-20T20:00:00+07:00", "2024-01-18T17:00:00+07:00"), url=url)
    assert str(fields.published) == "2024-01-18T17:00:00+07:00"
    assert str(fields.modified) == "2024-01-20T20:00:00+07:00"
    assert "address" in why(fields, "published", "2024-01-20T20:00:00+07:00")


@pytest.mark.parametrize(
    "head",
    [
        '<div class="topbar">Minggu, 21 Januari 2024</div>',
        '<header><span class="date">Minggu, 21 Januari 2024</span></header>',
        '<div id="site-header"><time>21 Januari 2024</time></div>',
        '<div class="masthead"><p class="today">21 Januari 2024</p></div>',
    ],
)
def test_today_in_the_head_of_the_page(head: str) -> None:
    """The date of today in a page's head is not the article's, even where nothing else tells one."""
    markup = page("", f"{head}{TITLE}")
    assert fields_of(clues_of(markup, URL)).published is None
    dated = page("", f'{head}{TITLE}<p class="date">20 Januari 2024</p>')
    assert str(fields_of(clues_of(dated, URL)).published) == "2024-01-20"


def test_a_date_over_the_title() -> None:
    """A date over the title in the article itself is the article's."""
    markup = page("", f"<article><header><p>20 Januari 2024</p></header>{TITLE}</article>")
    assert str(fields_of(clues_of(markup, URL)).published) == "2024-01-20"


def test_dates_of_related_stories() -> None:
    """Dates of other articles lose with the reason, and count for nothing where they are alone."""
    other = "<ul><li><a href='/b'>Dermaga Dibangun Lagi</a> <time>19 Januari 2024</time></li></ul>"
    markup = page("", TITLE).replace("</body>", f"{other}</body>")
    roles = {"19 Januari": Role.RELATED}
    assert fields_of(clues_of(markup, URL), roles).published is None
    told = markup.replace(TITLE, f'{TITLE}<p class="date">20 Januari 2024</p>')
    fields = fields_of(clues_of(told, URL), roles)
    assert str(fields.published) == "2024-01-20"
    assert why(fields, "published", "2024-01-19") == "stands among other articles"


def test_a_list_of_other_articles_before_the_title() -> None:
    """Of several elements named for a date, the one by the title counts, wherever the others stand."""
    other = (
        '<div><a href="/b">Dermaga Dibangun Lagi</a> <span class="date">20 Januari 2024 | 19:14</span></div>'
    )
    own = '<span class="date">Sabtu, 20 Januari 2024 | 07:28 WIB</span>'
    markup = page("", f"{own}{TITLE}").replace("</body>", f"{other * 3}</body>")
    assert str(fields_of(clues_of(markup, URL)).published) == "2024-01-20T07:28+07:00"


def test_dates_of_another_article_in_json_ld() -> None:
    """An object without an address whose headline is nowhere on the page does not date it; the reason is on record."""
    head = "<title>Kapal perintis kembali singgah - Harian</title>"
    head += data("2019-03-03T08:00:00+07:00", headline="Resep sambal terasi tujuh menit")
    assert read(head).published is None
    fields = read(head, '<p class="date">20 Januari 2024</p>')
    assert str(fields.published) == "2024-01-20"
    assert "another article" in why(fields, "published", "2019-03-03T08:00:00+07:00")


def test_a_date_after_the_fetching() -> None:
    """A day that had not come when the page was fetched is that of something the article speaks of."""
    fetched = dt.datetime(2024, 1, 21, 9, 0, tzinfo=dt.UTC)
    body = f'{TITLE}<p class="date">20 Januari 2024</p><p class="event-date">Tayang 1 Maret 2024</p>'
    fields = fields_of(clues_of(page("", body), URL, fetched))
    assert str(fields.published) == "2024-01-20"
    assert why(fields, "published", "2024-03-01") == "lies after the page was fetched"


@pytest.mark.parametrize("name", ["article:published:time", "articlePublishedTime", "article.published_time"])
def test_names_of_meta_elements(name: str) -> None:
    """Points, colons and capitals in the name of a `<meta>` do not matter."""
    fields = read(f'<meta property="{name}" content="2024-01-20T20:00:00+07:00">')
    assert str(fields.published) == "2024-01-20T20:00:00+07:00"


def test_epochs() -> None:
    """Seconds since 1970 are read from `<meta>`, from a `<time>` and from an attribute for scripts."""
    wanted = "2024-01-20T15:04:05+00:00"
    assert str(read('<meta name="pubdate" content="1705763045">').published) == wanted
    assert str(read("", '<time datetime="1705763045000">baru</time>').published) == wanted
    assert str(read("", '<span class="date" data-timestamp="1705763045">tadi</span>').published) == wanted


def test_date_in_the_title_of_the_page() -> None:
    """A part of the page's title that is a date and no more counts where little else tells one."""
    fields = read("<title>Kapal perintis kembali singgah | Harian | 20.01.2024</title>", language="de")
    assert str(fields.published) == "2024-01-20"
    assert fields.published is not None
    assert fields.published.precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "published", "modified", "language"),
    [
        ("Updated: 21 January 2024 10:00 | Published: 20 January 2024 09:00", "20T09:00", "21T10:00", "en"),
        ("Diterbitkan 20 Januari 2024 09:00 Diperbarui 21 Januari 2024 10:00", "20T09:00", "21T10:00", "id"),
        ("20.01.2024, 09:00 Uhr · Aktualisiert: 21.01.2024, 10:00 Uhr", "20T09:00", "21T10:00", "de"),
        ("发布时间：2024年1月20日 09:00 更新：2024年1月21日 10:00", "20T09:00", "21T10:00", "zh"),
        ("نشر 20 يناير 2024 09:00 آخر تحديث 21 يناير 2024 10:00", "20T09:00", "21T10:00", "ar"),
        (
            "Stand: 21.01.2024, 10:00 Uhr | Erstveröffentlichung: 20.01.2024, 09:00",
            "20T09:00",
            "21T10:00",
            "de",
        ),
        ("Last update: 21/01/2024 10:00 First publication: 20/01/2024 09:00", "20T09:00", "21T10:00", "en"),
        ("更新：2024年1月21日 10:00　初版：2024年1月20日 09:00", "20T09:00", "21T10:00", "ja"),
        ("Güncelleme: 21.01.2024 10:00 İlk yayın: 20.01.2024 09:00", "20T09:00", "21T10:00", "tr"),
        ("Updated: 21 January 2024 10:00 | Wasiat: 20 January 2024 09:00", "20T09:00", "21T10:00", "en"),
    ],
)
def test_labelled_times_in_one_line(text: str, published: str, modified: str, language: str) -> None:
    """A line with both times gives each to what its word says, in whatever order they stand."""
    fields = read("", f"<p>{text}</p>", language, "https://gazette.example/a")
    assert (str(fields.published), str(fields.modified)) == (f"2024-01-{published}", f"2024-01-{modified}")


def test_parts_of_a_line() -> None:
    """A word within another one is no label, and a line without a label is one part."""
    assert [part.changed for part in parts_of("20 January 2024 Backdated")] == [None]
    assert [part.changed for part in parts_of("Last updated 20 January 2024")] == [True]
    assert [part.changed for part in parts_of("Last updated 20 January 2024 | 10:00 | 3 min")] == [True]


def test_order_of_day_and_month_by_the_page() -> None:
    """One date with a day above 12 tells the order of all; else a day known without doubt does."""
    assert learn_order(["05/06/2024", "25/06/2024"], [], month_first=True) is False
    assert learn_order(["05/06/2024", "06/25/2024"], [], month_first=False) is True
    assert learn_order(["05/06/2024"], ["2024-05-06T10:00:00Z"], month_first=False) is True
    assert learn_order(["05/06/2024"], ["2024-06-05"], month_first=True) is False
    assert learn_order(["05/06/2024"], [], month_first=True) is True
    assert learn_order(["02/01/2024"], [], month_first=True, latest="2024-01-03") is False
    assert learn_order(["01/02/2024"], [], month_first=False, latest="2024-01-03") is True
    assert learn_order(["02/01/2024"], [], month_first=True, latest="2024-03-01") is True
    fields = read("", '<p class="date">05/06/2024</p><p class="date">25/05/2024</p>', "en", "https://a.com/b")
    assert str(fields.published) == "2024-06-05"


def test_a_clock_of_utc_that_does_not_say_so() -> None:
    """A machine's clock without a zone is that of UTC where readers see the same moment with its zone."""
    meta = '<meta name="publishdate" content="2026-03-15 12:20:07">'
    fields = read(meta, '<div class="date">15 Maret 2026, 19:20 WIB</div>')
    assert str(fields.published) == "2026-03-15T19:20:07+07:00"
    assert "same instant" in why(fields, "published", "2026-03-15T12:20:07")
    # the same clock is local time, and any other says nothing
    fields = read(meta, '<div class="date">15 Maret 2026, 12:20 WIB</div>')
    assert str(fields.published) == "2026-03-15T12:20+07:00"
    fields = read(meta, '<div class="date">15 Maret 2026, 19:25 WIB</div>')
    assert str(fields.published) == "2026-03-15T12:20:07"


def test_a_change_alone_in_one_element_with_a_name() -> None:
    """A word that markup alone parts from a name says that the time after it is a change."""
    spans = '<span class="author">Por María Pérez</span><span class="date">Actualizado: {}</span>'
    line = f'<div class="meta">{spans.format("17 de marzo de 2026, 10:15")}</div>'
    fields = read("", line, "es", "https://diario.example/a")
    assert fields.published is None
    assert str(fields.modified) == "2026-03-17T10:15"
