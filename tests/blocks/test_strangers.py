"""Second articles, texts shown again, teasers, headlines on end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lugas.blocks.sheet import Sheet
from lugas.blocks.strangers import mark_headlines, mark_repeats, mark_seconds, mark_teasers
from lugas.model import Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

Step = Callable[[Sheet, Options], None]
STEPS = (mark_seconds, mark_repeats, mark_teasers, mark_headlines)
STORY = "".join(f"<p>{PROSE} {MORE} Day {day}.</p>" for day in range(3))
NEWS = "itemtype=https://schema.org/NewsArticle"
OTHER = "".join(
    f"<p>Words {day}: di kampung sebelah hujan turun tiga hari berturut-turut tanpa henti.</p>"
    for day in range(9)
)


def marked_by(step: Step, page: str) -> dict[str, Role]:
    """Give what a pass marks on a page with a title, the tagger taking all but the title for body."""
    sheet = give(markup(page), Title=Role.TITLE)
    sheet.chance[:] = [0.0 if row.text == "Title" or not row.text else 0.9 for row in sheet.rows]
    return {row: role for row, role in after(step, sheet).items() if row != "Title"}


@pytest.mark.parametrize("step", STEPS)
def test_copied_text(step: Step) -> None:
    """Copied text has no boxes: nothing is marked."""
    assert after(step, lines(*[PROSE] * 6, chance={"": 0.9})) == {}


@pytest.mark.parametrize(
    "page",
    [
        f"<main><article><h1>Title</h1>{STORY}</article><article><h1>Banjir</h1>{OTHER}</article></main>",
        f"<main><article><h1>Title</h1>{STORY}</article><div><article><h1>Banjir</h1>{OTHER}</article></div></main>",
        f"<main><div class=news-1><h1>Title</h1>{STORY}</div><div class=news-2><h1>Banjir</h1>{OTHER}</div></main>",
        f"<main><div {NEWS}><h1>Title</h1>{STORY}</div><div {NEWS}><h1>Banjir</h1>{OTHER}</div></main>",
    ],
    ids=["side-by-side", "one-deeper", "named-alike", "told"],
)
def test_second_article(page: str) -> None:
    """The body of an article loaded under the title's own is not the page's; the title's own is left alone."""
    told = marked_by(mark_seconds, page)
    assert set(told.values()) == {Role.RELATED}
    assert len([row for row in told if row.startswith("Words")]) == 9
    assert not any(row.startswith("The ferry") for row in told)


@pytest.mark.parametrize(
    "page",
    [
        f"<main><article><h1>Title</h1>{STORY}<section><h1>Banjir</h1>{OTHER}</section></article></main>",
        f"<main><article><h1>Title</h1>{STORY}</article><article><h3>Banjir</h3>{OTHER}</article></main>",
        f"<main><header><h1>Title</h1></header><article><h1>Banjir</h1>{OTHER}</article></main>",
        f"<main><article><h1>Title</h1></article><article><h1>Banjir</h1>{OTHER}</article></main>",
        f"<main><article><h1>Title</h1>{STORY}</article><article><h1>Banjir</h1><p>Kurz.</p></article></main>",
        f"<main><section><h1>Title</h1>{STORY}</section><section><h1>Banjir</h1>{OTHER}</section></main>",
        f"<header><h1>The Courier</h1></header><article><h1>Title</h1>{STORY}{OTHER}</article>",
        f"<article><h1>Title</h1>{STORY}</article>",
    ],
    ids=[
        "a-chapter",
        "a-post-of-a-live-blog",
        "title-in-the-header",
        "title-without-text",
        "a-card",
        "chapters-in-sections",
        "site-name",
        "alone",
    ],
)
def test_no_second_article(page: str) -> None:
    """Chapters, posts under smaller headings, cards, the site's name: none of them begins another article."""
    assert marked_by(mark_seconds, page) == {}


def test_without_title() -> None:
    """On a page whose title is not shown nobody can tell which article is its own."""
    page = f"<main><article><h1>A</h1>{STORY}</article><article><h1>B</h1>{OTHER}</article></main>"
    assert after(mark_seconds, markup(page, chance={"": 0.9})) == {}


def long_texts(count: int) -> str:
    """Give paragraphs too long to be said twice by chance, with a short one between."""
    return "".join(f"<p>Abschnitt {at}. {MORE}</p><p>Kurz {at}.</p>" for at in range(count))


def test_repeats() -> None:
    """A text that the page shows twice is kept once, with the short lines in it."""
    told = marked_by(
        mark_repeats,
        f"<main><div><h1>Title</h1>{long_texts(4)}</div><div><p>New.</p>{long_texts(4)}</div></main>",
    )
    assert set(told.values()) == {Role.OTHER}
    sheet = markup(f"<main><div>{long_texts(4)}</div><div><p>New.</p>{long_texts(4)}</div></main>")
    sheet.chance[:] = [0.9] * len(sheet.rows)
    mark_repeats(sheet, Options())
    assert [label.role for label in sheet.labels if label.reason] == [Role.OTHER] * 8
    assert all(sheet.unmarked(at) for at in range(9))


def test_unseen_copy() -> None:
    """Of a text shown and the same text not shown, the one not shown is the copy, wherever it stands."""
    page = f"<main><div hidden>{long_texts(1)}</div><div><p>New.</p>{long_texts(1)}</div></main>"
    sheet = markup(page)
    sheet.chance[:] = [0.9] * len(sheet.rows)
    mark_repeats(sheet, Options())
    assert [index for index in range(len(sheet.rows)) if not sheet.unmarked(index)] == [0]


def test_pull_quote() -> None:
    """A line of the body set again as a quotation is its copy, before or after it."""
    line = "Chúng tôi đã chờ ngày này từ khi cơn bão đi qua hòn đảo nhỏ ở ngoài khơi."
    for page in (
        f"<article><blockquote><p>{line}</p></blockquote><div><p>{PROSE}</p><p>{line}</p></div></article>",
        f"<article><div><p>{line}</p><p>{PROSE}</p></div><blockquote><p>{line}</p></blockquote></article>",
    ):
        sheet = markup(page)
        sheet.chance[:] = [0.9] * len(sheet.rows)
        mark_repeats(sheet, Options())
        (copy,) = [row for row, label in zip(sheet.rows, sheet.labels, strict=True) if label.reason]
        assert copy.kind.value == "quote"


def test_refrains() -> None:
    """A paragraph that comes again alone, or in the same box, is a refrain; so is a short line."""
    line = f"<p>{PROSE}</p>"
    assert marked_by(mark_repeats, f"<main><div>{line}<p>{MORE}</p></div><div>{line}</div></main>") == {}
    assert marked_by(mark_repeats, f"<div>{line * 6}</div>") == {}
    assert (
        marked_by(mark_repeats, f"<main><div>{'<p>Amin.</p>' * 4}</div><div><p>Amin.</p></div></main>") == {}
    )


CARD = "<li><h3><a href=/{0}>Hujan turun lagi di kampung {0}</a></h3><p>Warga kampung {0} mengungsi ke masjid.</p></li>"
PLAIN = "<li><h3>Hari {0} di kampung</h3><p>Warga mengungsi ke masjid.</p></li>"
LINK = "<li><a href=/{0}>Hujan turun lagi di kampung {0}</a></li>"


def cards(count: int, card: str = CARD) -> str:
    """Give a list of cards."""
    return f"<ul>{''.join(card.format(at) for at in range(count))}</ul>"


def test_teasers() -> None:
    """Cards side by side under the article, each with a linked headline and a line of its text, are teasers."""
    told = marked_by(mark_teasers, f"<main><article><h1>Title</h1>{STORY}</article>{cards(3)}</main>")
    assert len(told) == 6
    assert set(told.values()) == {Role.RELATED}


@pytest.mark.parametrize(
    "page",
    [
        f"<main><article><h1>Title</h1>{STORY}</article>{cards(2)}</main>",
        f"<main><article><h1>Title</h1>{STORY}{cards(3)}</article></main>",
        f"<main><h1>Title</h1>{cards(9)}</main>",
        f"<main><article><h1>Title</h1>{STORY}</article>{cards(4, PLAIN)}</main>",
        f"<main><article><h1>Title</h1>{STORY}</article>{cards(4, LINK)}</main>",
    ],
    ids=["too-few", "in-the-body", "all-there-is", "without-links", "links-alone"],
)
def test_no_teasers(page: str) -> None:
    """Few cards, those in the body itself, a page of nothing else, cards without links or with nothing else: none."""
    assert marked_by(mark_teasers, page) == {}


def test_headlines() -> None:
    """Headings on end with nothing under them, outside of the body, are headlines of others."""
    heads = "".join(f"<div><h3>हरमजपुर में बारिश फिर शुरू {at}</h3></div>" for at in range(4))
    told = marked_by(mark_headlines, f"<main>{heads}<article><h1>Title</h1>{STORY}</article></main>")
    assert list(told.values()) == [Role.RELATED] * 4


@pytest.mark.parametrize(
    "heads",
    [
        "<h3>Rain falls again here</h3>" * 3,
        "<h3>Rain falls again here</h3><p>It did.</p>" * 4,
        "<h2>Rain falls again here</h2><h3>Rain falls again here</h3>" * 3,
        "<h3>Rain</h3>" * 5,
    ],
    ids=["too-few", "with-text-under", "of-other-levels", "too-short"],
)
def test_no_headlines(heads: str) -> None:
    """Few headings, those that head a text, an outline, or short labels are none."""
    assert marked_by(mark_headlines, f"<main>{heads}<article><h1>Title</h1>{STORY}</article></main>") == {}


def test_headlines_of_the_body() -> None:
    """Headings on end within the body's own box stay what the tagger takes them for."""
    heads = "<h3>Rain falls again here</h3>" * 5
    assert marked_by(mark_headlines, f"<article><h1>Title</h1>{STORY}{heads}</article>") == {}


SHORT = "<p>Words of another article, of a ferry and its captain, in a text of twenty words that are all its own.</p>"


def test_short_articles_side_by_side() -> None:
    """A short second article is told where its element stands beside the first one's and is named alike."""
    own = f"<article class=story><h1>Title</h1><p>{PROSE}</p></article>"
    told = marked_by(mark_seconds, f"<main>{own}<article class=story><h1>Banjir</h1>{SHORT}</article></main>")
    assert set(told.values()) == {Role.RELATED}
    assert [row.split()[0] for row in told] == ["Banjir", "Words"]
    for other in (
        "<article class=box><h1>Banjir</h1>{}</article>",
        "<div><article class=story><h1>B</h1>{}</div>",
    ):
        assert marked_by(mark_seconds, f"<main>{own}{other.format(SHORT)}</main>") == {}
