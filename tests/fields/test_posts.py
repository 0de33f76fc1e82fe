"""A live blog's posts: found in whatever markup, each with its time, author, heading and text."""

from __future__ import annotations

import datetime as dt
import json
import random
import time

import pytest

import lugas
from lugas.blocks.assemble import block_numbers, blocks_of
from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.live.entries import Entry, find_entries
from lugas.fields.live.marks import find_entry_marks
from lugas.fields.live.posts import mark_posts, with_posts
from lugas.fields.live.stamps import Stamp, clock_in, day_line, read_stamp
from lugas.fields.live.times import Anchors, PostTime, order_of, set_times
from lugas.fields.live.told import merge_posts
from lugas.fields.settle import Fields
from lugas.model import Article, Moment, Post, Precision, Role, Verdict, VerdictKind
from tests.fields.build import clues_of, clues_of_text, sheet_of

URL = "https://kabar.example/langsung/banjir"
LIVE = Verdict(VerdictKind.LIVE_BLOG, "told by the test")
WORDS = (
    *(
        "warga",
        "desa",
        "kota",
        "sungai",
        "banjir",
        "petugas",
        "pagi",
        "sore",
        "hujan",
        "air",
        "rumah",
        "jalan",
    ),
    *("bantuan", "perahu", "sekolah", "kepala", "dinas", "laporan", "lumbung", "tanggul", "kecamatan"),
)


def prose(seed: int) -> str:
    """Write a paragraph that no other has."""
    return " ".join(random.Random(seed).choices(WORDS, k=24)).capitalize() + "."  # noqa: S311 - the same words each time


def blog(body: str, *, head: str = "", fields: Fields | None = None, text: bool = False) -> Article:
    """Read markup, or lines, as a live blog."""
    if text:
        clues = clues_of_text("Langsung: banjir besar di kota\n\n" + body)
    else:
        markup = f"<html lang=id><head>{head}</head><body><h1>Langsung: banjir besar di kota</h1>{body}"
        clues = clues_of(markup, URL)
    return made(fields or dated("2024-02-27T06:00+07:00"), clues, sheet_of(clues))


def made(fields: Fields, clues: Clues, sheet: Sheet) -> Article:
    """Make the article of a live blog as `make_article` does."""
    drafts = mark_posts(fields, clues, sheet)
    return with_posts(fields.article(LIVE, clues.cut.form, blocks_of(sheet)), drafts, block_numbers(sheet))


def dated(published: str, modified: str = "") -> Fields:
    """Make the fields of an article with its times."""
    return Fields(
        title="Langsung: banjir besar di kota",
        language="id",
        url=URL,
        published=Moment(published, Precision.MINUTE),
        modified=Moment(modified, Precision.MINUTE) if modified else None,
    )


def times(article: Article) -> list[str]:
    """Give the times of an article's posts."""
    return [str(post.published or "") for post in article.posts]


@pytest.mark.parametrize(
    ("line", "kind", "clock", "rest", "names"),
    [
        ("15:04", "clock", 904, "", ()),
        ("09.15 WIB", "clock", 555, "", ()),
        ("Thu 14 Sep 2023 22.14 AEST", "dated", 1334, "", ()),
        ("3 min ago", "relative", -1, "", ()),
        ("2 jam lalu", "relative", -1, "", ()),
        ("12 menit lalu Oleh Rini Astari", "relative", -1, "", ("Rini Astari",)),
        ("20:24Antony Moreau", "clock", 1224, "", ("Antony Moreau",)),
        ("By Jane Doe, 16:40", "clock", 1000, "", ("Jane Doe",)),
        ("16:40 WIB Oleh Budi Santoso", "clock", 1000, "", ("Budi Santoso",)),
        ("14.05 Uhr: Die Polizei sperrt die Straße.", "clock", 845, "Die Polizei sperrt die Straße.", ()),
        ("17h42 – Le ministre arrive", "clock", 1062, "Le ministre arrive", ()),
        ("8:30 p.m. Officials meet", "clock", 1230, "Officials meet", ()),
        ("15時04分 知事が会見", "clock", 904, "知事が会見", ()),
        ("오후 3:04", "clock", 904, "", ()),
        ("٩:١٥ مساءً", "clock", 1275, "", ()),
        ("18 Uhr: Es folgt Text", "clock", 1080, "Es folgt Text", ()),
        ("90+2' Gol de Pérez", "minute", -1, "Gol de Pérez", ()),
    ],
)
def test_lines_that_tell_a_time(line: str, kind: str, clock: int, rest: str, names: tuple[str, ...]) -> None:
    """A line with the time of a post is read in many languages, with the author or the text beside it."""
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.kind, clock_in(stamp.text), stamp.rest, stamp.names) == (kind, clock, rest, names)


@pytest.mark.parametrize(
    "line",
    [
        "3.45 juta orang terdampak banjir",
        "1.500 warga mengungsi",
        "The score was 2:10 in the end",
        "Kereta berangkat pukul 15:04 dari stasiun lama di tengah kota",
        "25:61",
        "10/12/2023",
        "Banjir",
        "",
    ],
)
def test_lines_that_tell_no_time(line: str) -> None:
    """Numbers, days and times within a sentence are no time of a post."""
    assert read_stamp(line) is None


def test_a_line_with_a_day() -> None:
    """A heading that is a day is read, with the article's year where it tells none; a sentence is not."""
    assert day_line("Sabtu, 24 Februari", "2024") == "2024-02-24"
    assert day_line("Thursday, 22 December 2023", "") == "2023-12-22"
    assert day_line("12 warga tewas pada 24 Februari 2024 di kota", "2024") == ""
    assert day_line("24 Februari 2024 15:04", "2024") == ""


@pytest.mark.parametrize(
    "markup",
    [
        '<article class="live-update"><time datetime="{iso}">{clock}</time><h3>{head}</h3><p>{text}</p></article>',
        '<div itemprop="liveBlogUpdate"><span>{clock}</span><h3>{head}</h3><p>{text}</p></div>',
        '<li class="kXyZ"><div><b>{clock}</b></div><h2>{head}</h2><div><p>{text}</p></div></li>',
        "<p><strong>{clock}</strong></p><h3>{head}</h3><p>{text}</p>",
        "<h3>{clock} WIB – {head}</h3><p>{text}</p>",
        "<h3>{head}</h3><p>{clock}</p><p>{text}</p>",
        '<div class="meta"><time>{clock}</time><h3>{head}</h3></div><div class="text"><p>{text}</p></div>',
    ],
)
def test_posts_in_markup_of_many_kinds(markup: str) -> None:
    """Boxes with or without names, and lines that open posts in one element, give the same posts."""
    posts = [("16:40", "Jalan dialihkan"), ("14:25", "Dapur umum dibuka"), ("11:50", "Tanggul melebar")]
    parts = (
        markup.format(iso=f"2024-02-27T{clock}:00+07:00", clock=clock, head=head, text=prose(index))
        for index, (clock, head) in enumerate(posts)
    )
    article = blog(f"<div>{''.join(parts)}</div>")
    assert [time[:16] for time in times(article)] == [f"2024-02-27T{clock}" for clock, _ in posts]
    assert [post.heading for post in article.posts] == [head for _, head in posts]
    assert [post.text for post in article.posts] == [prose(index) for index in range(3)]
    assert article.posts_order == "newest_first"
    for post in article.posts:
        texts = [
            article.blocks[index].text for index in post.blocks if article.blocks[index].role is Role.BODY
        ]
        assert post.text in texts
        assert list(post.blocks) == sorted(set(post.blocks))


def test_posts_of_copied_text() -> None:
    """In copied text a line that is a time opens each post; what stands after the posts is none of them."""
    lines = [f"1{index}:30 WIB\nJudul {index}\n{prose(index)}" for index in range(4)]
    article = blog(prose(99) + "\n\n" + "\n\n".join(lines), text=True)
    assert [post.heading for post in article.posts] == ["Judul 0", "Judul 1", "Judul 2", "Judul 3"]
    assert article.posts[3].text == prose(3)
    assert article.posts_order == "oldest_first"


def test_times_and_bylines_are_no_body() -> None:
    """The lines that tell a post's time and author have roles of their own, and the author is the post's."""
    box = '<div class="live-post"><p>{0}:00</p><p class="author">Oleh Rini Astari</p><p>{1}</p></div>'
    article = blog("".join(box.format(10 + index, prose(index)) for index in range(3)))
    assert [block.text for block in article.body] == [prose(index) for index in range(3)]
    assert {str(person) for post in article.posts for person in post.authors} == {"Rini Astari"}
    assert {block.role for block in article.blocks if block.text.startswith("Oleh")} == {Role.BYLINE}


def test_a_box_of_key_points_is_no_post() -> None:
    """A list of key moments with their times, and a rail of other headlines, give no posts."""
    keys = "".join(f"<li>1{index}:00 Kejadian {index}</li>" for index in range(6))
    posts = "".join(f"<section><b>1{index}:05</b><p>{prose(index)}</p></section>" for index in range(4))
    rail = "".join(
        f'<li><time>1{index}:10</time> <a href="/{index}">Judul lain {index}</a></li>' for index in range(9)
    )
    article = blog(f"<div><ul>{keys}</ul></div><main>{posts}</main><aside><ul>{rail}</ul></aside>")
    assert [post.text for post in article.posts] == [prose(index) for index in range(4)]


def test_a_pinned_post_shown_twice_counts_once() -> None:
    """A post that stands on top a second time is given once, in its place."""
    box = '<article class="live-post{2}"><time>{0}</time><p>{1}</p></article>'
    boxes = [box.format(f"1{index}:00", prose(index), "") for index in (4, 3, 2, 1)]
    article = blog(box.format("12:00", prose(2), " pinned") + "".join(boxes))
    assert [time[11:16] for time in times(article)] == ["14:00", "13:00", "12:00", "11:00"]


def test_day_headings_tell_the_day() -> None:
    """A heading that is a day counts for the posts under it, and is no body."""
    part = "<h2>{0}</h2><p><b>09:00</b></p><p>{1}</p><p><b>07:30</b></p><p>{2}</p>"
    body = part.format("Rabu, 28 Februari", prose(1), prose(2)) + part.format(
        "Selasa, 27 Februari", prose(3), prose(4)
    )
    article = blog(f"<div>{body}</div>")
    assert [time[:16] for time in times(article)] == [
        "2024-02-28T09:00",
        "2024-02-28T07:30",
        "2024-02-27T09:00",
        "2024-02-27T07:30",
    ]
    assert all("Februari" not in block.text for block in article.body)


def clocks(*texts: str, published: str = "", modified: str = "", zone: str = "") -> list[str]:
    """Settle the moments of bare clocks."""
    anchors = Anchors(
        Moment(published + zone, Precision.MINUTE) if published else None,
        Moment(modified + zone, Precision.MINUTE) if modified else None,
        "id",
        month_first=False,
    )
    found = set_times([PostTime(Stamp("clock", text)) for text in texts], anchors)
    return [str(moment) for moment in found]


def test_clocks_over_midnight() -> None:
    """Clocks get their days by the article's times: over one midnight, over two, in both orders."""
    assert clocks("00:20", "22:45", "20:05", published="2024-11-02T19:35") == [
        "2024-11-03T00:20",
        "2024-11-02T22:45",
        "2024-11-02T20:05",
    ]
    assert clocks("20:05", "22:45", "00:20", modified="2024-11-03T00:30", zone="+07:00") == [
        "2024-11-02T20:05+07:00",
        "2024-11-02T22:45+07:00",
        "2024-11-03T00:20+07:00",
    ]
    two = clocks("08:00", "23:00", "09:00", "21:00", "09:30", "08:45", modified="2024-11-03T08:10")
    assert [text[8:10] for text in two] == ["03", "02", "02", "01", "01", "01"]
    # a post or two out of turn is no night
    assert {
        text[:10] for text in clocks("09:10", "09:05", "09:20", "09:40", published="2024-11-02T09:00")
    } == {"2024-11-02"}


def test_no_day_is_guessed() -> None:
    """Without any day the moment keeps the words of the page, and the order is told by the clocks alone."""
    assert clocks("15:04", "14:00") == ["15:04", "14:00"]
    article = blog(
        "".join(f"<section><b>1{index}:05</b><p>{prose(index)}</p></section>" for index in range(4)),
        fields=Fields(language="id"),
    )
    assert times(article) == ["10:05", "11:05", "12:05", "13:05"]
    assert {post.published.iso for post in article.posts if post.published} == {""}
    assert article.posts_order == "oldest_first"


def test_attributes_in_utc_beside_local_clocks() -> None:
    """An attribute in UTC is given in the zone of the shown clock; a false Z after a local clock is taken off."""
    anchors = Anchors(Moment("2024-02-27T06:00+07:00", Precision.MINUTE), None, "id", month_first=False)
    shown = set_times(
        [
            PostTime(Stamp("clock", "23:40 WIB"), "2024-02-27T16:40:00Z"),
            PostTime(Stamp("clock", "16:40"), "2024-02-27T16:40:00Z"),
            PostTime(Stamp("clock", "16:10"), "2024-02-27T16:40:00+07:00"),
            PostTime(None, "1709026800"),
        ],
        anchors,
    )
    assert [str(moment) for moment in shown] == [
        "2024-02-27T23:40:00+07:00",
        "2024-02-27T16:40:00+07:00",
        "2024-02-27T16:40:00+07:00",
        "2024-02-27T09:40:00+00:00",
    ]


def test_relative_times() -> None:
    """A time such as "3 minutes ago" is reckoned from when the page was fetched; else it stays words."""
    anchors = Anchors(None, None, "en", month_first=False)
    (words,) = set_times([PostTime(Stamp("relative", "3 min ago"))], anchors)
    assert str(words) == "3 min ago"
    fetched = dt.datetime(2024, 2, 27, 16, 40, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    (moment,) = set_times(
        [PostTime(Stamp("relative", "3 min ago"))],
        Anchors(None, None, "en", month_first=False, fetched=fetched),
    )
    assert str(moment).startswith("2024-02-27T16:37")


def test_absurd_times_do_no_harm() -> None:
    """Times that no clock and no calendar has leave the post without one, or with what can be read."""
    values = [
        "9999-12-31T23:59:59Z",
        "0000-00-00",
        "9" * 90,
        "1e400",
        "2024-02-30T10:00",
        "",
        "2100-12-31T23:30:00Z",
    ]
    shown = ["00:10", "24:00", "99:99", "25:61", "10:00 10:00", "٢٣:٥٩", "05:30"]
    box = '<div class="live-entry" data-time="{0}"><time datetime="{0}">{1}</time><p>{2}</p></div>'
    texts = [prose(index) for index in range(len(values))]
    body = "".join(map(box.format, values, shown, texts))
    article = blog(body, fields=dated("9999-12-31T23:59", "0001-01-01T00:00"))
    assert len(article.posts) == 7
    assert lugas.from_json(lugas.to_json(article)) == article


def test_the_order_is_not_told_by_one_post() -> None:
    """One time, or none, tells no order; the page's own words do."""
    assert order_of([Moment("2024-01-01T10:00", Precision.MINUTE)], [600]) == ""
    boxes = "".join(
        f'<div class="live-entry"><h3>Judul {index}</h3><p>{prose(index)}</p></div>' for index in range(3)
    )
    assert blog(f"<p>Terbaru dulu</p>{boxes}").posts_order == "newest_first"
    assert blog(f"<p>Terbaru dulu</p><p>Terlama</p>{boxes}").posts_order == ""
    assert len(blog(boxes).posts) == 3


def ld(updates: object) -> str:
    """Write the JSON-LD of a live blog."""
    thing = {
        "@type": "LiveBlogPosting",
        "headline": "Langsung: banjir besar di kota",
        "liveBlogUpdate": updates,
    }
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def test_told_posts_stand_alone_where_none_are_shown() -> None:
    """The posts of JSON-LD are read where the page shows none: without blocks, one object or a list."""
    one = {
        "headline": "Jalan dialihkan",
        "articleBody": "<p>Dua ruas ditutup.</p><p>Bus memutar.</p>",
        "datePublished": "2024-02-27T16:40:00+07:00",
        "author": {"name": "Rini Astari"},
        "url": "#p1",
    }
    (post,) = blog(f"<p>{prose(1)}</p>", head=ld(one)).posts
    assert post.heading == "Jalan dialihkan"
    assert post.text == "Dua ruas ditutup.\n\nBus memutar."
    assert [person.name for person in post.authors] == ["Rini Astari"]
    assert (post.blocks, post.url) == ((), f"{URL}#p1")
    assert len(blog("", head=ld([one, {"headline": "Kedua"}, 7, None])).posts) == 2


def test_told_posts_add_to_those_shown() -> None:
    """A post that is shown and told is one: matched by heading, text or minute; others follow."""
    boxes = "".join(
        f'<div class="live-entry"><time>1{index}:00</time><h3>Judul {index}</h3><p>{prose(index)}</p></div>'
        for index in (3, 2, 1)
    )
    told = [
        {"headline": "Judul 3", "author": "Rini Astari", "datePublished": "2024-02-27T13:00:00+07:00"},
        {"articleBody": prose(2), "author": "Bayu Prakoso"},
        {
            "headline": "Lain",
            "articleBody": "Lain sama sekali.",
            "datePublished": "2024-02-27T11:00:00+07:00",
        },
        {"headline": "Judul 0", "articleBody": prose(0), "datePublished": "2024-02-27T10:00:00+07:00"},
    ]
    posts = blog(boxes, head=ld(told)).posts
    assert [post.heading for post in posts] == ["Judul 3", "Judul 2", "Judul 1", "Judul 0"]
    assert [[person.name for person in post.authors] for post in posts[:2]] == [
        ["Rini Astari"],
        ["Bayu Prakoso"],
    ]
    assert [bool(post.blocks) for post in posts] == [True, True, True, False]


@pytest.mark.parametrize(
    "updates",
    [
        7,
        "teks",
        [[]],
        [None, {}, "x"],
        {"articleBody": {"a": [1]}, "headline": [["x"]]},
        [{"headline": "A", "url": "http://[::1", "datePublished": 10**30, "author": {"name": {"name": 1}}}],
        [{"articleBody": "<" * 9000, "datePublished": {"@value": "9999-99-99T99:99"}, "author": [[["x"]]]}],
    ],
)
def test_broken_data_is_survived(updates: object) -> None:
    """Updates of any shape are read as far as they can be, and never fail."""
    article = blog(f"<p>{prose(1)}</p>", head=ld(updates))
    assert len(article.posts) <= 1
    assert lugas.from_json(lugas.to_json(article)) == article


def test_merging_keeps_every_post() -> None:
    """Posts alike in heading are matched one to one; where the counts differ nothing is taken for the same."""
    shown = [Post("Pembaruan", text="satu"), Post("Pembaruan", text="dua")]
    assert [post.text for post in merge_posts(shown, [Post("Pembaruan", text="dua")])] == ["satu", "dua"]
    assert len(merge_posts(shown, [Post("Lain", text="tiga")])) == 3
    assert merge_posts([], shown) == shown


def many(count: int) -> str:
    """Write so many posts."""
    return "".join(
        f'<div class="live-entry"><time>{index % 24:02}:{index % 60:02}</time><p>{prose(index)}</p></div>'
        for index in range(count)
    )


def test_time_is_linear_in_the_posts() -> None:
    """Twice the posts take about twice the time: no post is compared with all others."""
    spent = []
    for count in (1500, 3000):
        clues = clues_of(f"<h1>Langsung: banjir besar di kota</h1>{many(count)}", URL)
        sheet = sheet_of(clues)
        start = time.thread_time()
        article = made(dated("2024-02-27T06:00"), clues, sheet)
        spent.append(time.thread_time() - start)
        assert len(article.posts) == count
    assert spent[1] < 5 * spent[0] + 0.5


def test_the_heading_of_the_first_post_is_no_dek() -> None:
    """What stands under the title may be the first post: it is shown once, as that."""
    told = '{"@type": "LiveBlogPosting", "headline": "Live: flood in the town"}'
    boxes = "".join(
        f'<div class="live-post"><time datetime="2024-01-02T1{index}:30:00+01:00">1{index}:30</time>'
        f"<span class=author>By Ann Lee</span><h3>Boat {index} left the pier</h3>"
        f"<p>The river rose again at gauge {index} and the {index} people of the lower town were brought to the school "
        "on the hill, the mayor said.</p></div>"
        for index in range(4, 0, -1)
    )
    article = lugas.read(
        f'<html lang=en><title>Live</title><script type="application/ld+json">{told}</script>'
        f"<main><h1>Live: flood in the town</h1>{boxes}</main>"
    )
    assert article.posts[0].heading == "Boat 4 left the pier"
    assert article.dek == ""
    assert article.finding("dek") is None
    assert lugas.to_text(article).count("Boat 4") == 1


def test_time_is_linear_in_the_elements_of_posts() -> None:
    """The children of an element are gone through once, however many posts are sought below it."""
    lines = "".join(
        f"<div><p><b>{index // 60:02}:{index % 60:02}</b></p></div><div><p>Warga {index}.</p></div>"
        for index in range(4000)
    )
    clues = clues_of(f"<h1>Langsung: banjir besar di kota</h1>{lines}", URL)
    sheet = sheet_of(clues)
    posts = [Entry(index, index + 2) for index in range(1, len(sheet.rows) - 2, 2)]
    start = time.thread_time()
    assert len(find_entry_marks(clues, sheet, posts)) == len(posts) > 3000
    assert time.thread_time() - start < 1


def test_a_time_beside_the_posts_is_of_none_of_them() -> None:
    """Posts that are lines of one element do not take its first time, and no zone from the hours between."""
    lines = "".join(f"<b>1{index}:30</b> {prose(index)}<br><br>" for index in range(5))
    stamp = '<time datetime="2024-02-27T09:00:00Z">27 Februari 2024</time>'
    article = blog(f"<div>{stamp}<br><br>{lines}</div>")
    told = [post.published.iso for post in article.posts if post.published is not None]
    assert told == [f"2024-02-27T1{index}:30+07:00" for index in range(5)]


def test_posts_within_elements_without_a_name() -> None:
    """The element of a post is found by way of inline and custom elements around it."""
    boxes = "".join(
        f'<span><live-post><div class="live-entry" id="post-{index}1"><p>1{index}:30</p><p>{prose(index)}</p></div>'
        "</live-post></span>"
        for index in range(4)
    )
    assert [post.url for post in blog(boxes).posts] == [f"{URL}#post-{index}1" for index in range(4)]


def test_posts_inside_posts_are_part_of_them() -> None:
    """Nested boxes give the outermost, in bounded time, however deep they are."""
    start = time.thread_time()
    article = blog(f'<div class="live-entry"><p>10:00</p><p>{prose(1)}</p>' * 2000)
    assert len(article.posts) <= 3
    assert time.thread_time() - start < 20


def test_a_hundred_thousand_posts_are_bounded() -> None:
    """A page of very many posts is read up to the bound on its blocks."""
    article = lugas.read(
        f"<h1>Langsung: banjir besar di kota</h1>{'<div class=live-entry><time>10:00</time><p>x</p></div>' * 100_000}"
    )
    assert len(article.blocks) <= 50_000


def test_lists_of_times_are_no_posts() -> None:
    """A timetable, and a page without times, have no posts."""
    table = "".join(f"<tr><td>1{index}:00</td><td>Stasiun {index}</td></tr>" for index in range(8))
    clues = clues_of(f"<h1>Jadwal kereta</h1><p>{prose(1)}</p><table>{table}</table>", URL)
    entries = find_entries(sheet_of(clues))
    assert entries.told(sheet_of(clues)) == 0
    assert find_entries(sheet_of(clues_of(f"<h1>Judul</h1><p>{prose(1)}</p>", URL))).posts == []
    assert find_entries(sheet_of(clues_of("", URL))).posts == []
    assert find_entries(sheet_of(clues_of_text(""))).posts == []


def random_page(seed: int) -> tuple[str, str]:
    """Write rows of times, headings and prose in any order: as markup, and as lines."""
    chance = random.Random(seed)  # noqa: S311 - the same rows each time
    rows = [
        chance.choice(
            (
                "15:04",
                "09.15 WIB",
                "3 min ago",
                "24 Februari 2024",
                "Judul",
                "12:00 Judul",
                "",
                prose(seed + index),
            )
        )
        for index in range(chance.randint(0, 30))
    ]
    tags = ("p", "h3", "li", "div", "section", "td", "time", 'div class="live-entry"')
    markup = "".join(f"<{chance.choice(tags)}>{row}" + "</div>" * chance.randint(0, 2) for row in rows)
    return markup, "\n".join(rows)


@pytest.mark.parametrize("seed", range(60))
def test_any_rows_are_survived(seed: int) -> None:
    """Rows in any order and nesting give posts that follow each other, of blocks that exist, or none."""
    markup, lines = random_page(seed)
    for article in (blog(markup), blog(lines, text=True)):
        seen: list[int] = []
        for post in article.posts:
            assert post.text or post.heading
            assert all(0 <= index < len(article.blocks) for index in post.blocks)
            seen += post.blocks
        assert len(seen) <= len(article.blocks) + len(article.posts)


def test_posts_under_a_summary_that_is_the_body() -> None:
    """Where the body is a summary over posts that were not taken for body, they are posts all the same."""
    boxes = "".join(
        f'<div class="live-entry"><time>1{index}:00</time><h3>Judul {index}</h3><p>{prose(index)[:110]}</p></div>'
        for index in range(4)
    )
    short = blog(boxes)
    assert [post.heading for post in short.posts] == ["Judul 0", "Judul 1", "Judul 2", "Judul 3"]
    assert {block.role for block in short.blocks if block.text == prose(2)[:110]} == {Role.BODY}
    summary = "".join(f"<p>{prose(index)}</p>" for index in range(50, 60))
    long = blog(summary + boxes)
    assert [post.text for post in long.posts] == [prose(index)[:110] for index in range(4)]
    assert all(post.blocks for post in long.posts)
    assert len(long.body) == 10
    assert prose(2)[:110] in lugas.to_markdown(long)
