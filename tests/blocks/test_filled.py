"""What a page's data says beyond what the page shows becomes rows of its cut, in their place."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

import lugas
from lugas.blocks.filled import REASON, fill
from lugas.model import Article, Kind, Role, VerdictKind
from lugas.page.state import Known
from lugas.page.tree import parse_html
from tests.blocks.build import markup

TITLE = "Ferry returns to the island after the storm"
TEXTS = [
    "The ferry came back to the island on Thursday, and the whole village stood at the pier to greet it.",
    "Its captain said that he had waited for this day since the storm closed the small harbour in March.",
    "Traders unloaded rice, oil and medicine, of which hardly any had been left in the shops for three weeks.",
    "A teacher said that her pupils would at last receive the schoolbooks that had lain in the town opposite.",
    "The district promised two crossings a week from next month, if the repairs of the second ferry are done.",
    "The islanders hope that the promise is kept, because they have neither an airfield nor a hospital.",
]
CARDS = "".join(f"<li><a href=/n/{at}>Another headline of the day, number {at}</a></li>" for at in range(4))


def page(shown: str, body: object = TEXTS, *, headline: str = TITLE, after: str = "") -> str:
    """Write a page that shows some markup and has an article as data."""
    data = json.dumps({"article": {"headline": headline, "body": body}})
    return (
        f"<html lang=en><head><title>{TITLE}</title><meta property=og:type content=article></head><body>"
        f"<nav><a href=/>Home</a> <a href=/n>News</a></nav><main><h1>{TITLE}</h1>{shown}</main>{after}"
        f"<aside><ul>{CARDS}</ul></aside><footer><p>© The Island Paper. All rights reserved.</p></footer>"
        f"<script>var a = 1;</script><script>window.__STATE__ = {data};</script></body></html>"
    )


def read(shown: str, body: object = TEXTS, *, headline: str = TITLE, after: str = "") -> Article:
    """Read such a page."""
    return lugas.read(
        page(shown, body, headline=headline, after=after), url="https://paper.example/n/ferry-returns"
    )


def paragraphs(texts: list[str]) -> str:
    """Write paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("count", range(4))
def test_body_is_completed(count: int) -> None:
    """What the page does not show of its body follows what it shows, once and in order, before what comes after."""
    found = read(paragraphs(TEXTS[:count]))
    assert found.text == "\n\n".join(TEXTS)
    assert found.verdict.kind is VerdictKind.ARTICLE
    assert "body from the page's data" in found.verdict.signals
    added = [block for block in found.body if block.reason == REASON]
    assert [block.text for block in added] == TEXTS[count:]
    order = [block.role for block in found.blocks]
    assert (
        order.index(Role.TITLE)
        < order.index(Role.BODY)
        < order.index(Role.RELATED)
        < order.index(Role.FOOTER)
    )


def test_places_tell_the_script() -> None:
    """The path of an added block names the script that it was read in, and paths stay different."""
    found = read(paragraphs(TEXTS[:1]))
    added = [block.place.path for block in found.body if block.reason == REASON]
    assert added == [f"html/body[1]/script[2]/p[{at}]" for at in range(2, len(TEXTS) + 1)]


def test_whole_body_is_left_alone() -> None:
    """A page that shows its body, or most of it, is read as it stands."""
    for count in (4, 5, 6):
        found = read(paragraphs(TEXTS[:count]))
        assert found.text == "\n\n".join(TEXTS[:count])


def test_gap_is_filled_in_its_place() -> None:
    """Paragraphs that the page shows here and there keep their places, and the others stand between them."""
    found = read(paragraphs([TEXTS[1], TEXTS[4]]))
    assert found.text == "\n\n".join(TEXTS)


def test_beginning_of_a_paragraph_gives_way_to_the_whole() -> None:
    """A paragraph that breaks off on the page stands whole in the body; what was shown of it stays a block."""
    begun = TEXTS[1][:70] + "…"
    found = read(paragraphs([TEXTS[0], begun]))
    assert found.text == "\n\n".join(TEXTS)
    assert any(block.text == begun and block.role is Role.OTHER for block in found.blocks)


def test_other_articles_data_is_left() -> None:
    """The data of an article with another headline, which holds nothing of what the page shows, adds nothing."""
    shown = "The council will meet on Monday to speak about the new market hall, its clerk said."
    found = read(f"<p>{shown}</p>", headline="Clove harvest doubles on the slopes of the mountain")
    assert found.text == shown


def test_prompts_within_the_data_keep_their_roles() -> None:
    """A line of the data that points to other articles is no body, and the order of all is kept."""
    line = "Read also: Clove harvest doubles on the slopes"
    found = read("", [*TEXTS[:3], line, *TEXTS[3:]])
    assert line not in found.text
    assert [block.text for block in found.body] == TEXTS
    assert any(block.text == line and block.role is not Role.BODY for block in found.blocks)


PROMPT = "<div class=paywall><p>Subscribe to continue reading this article.</p></div>"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_page_with_the_prompt_of_a_paywall_is_not_filled(count: int) -> None:
    """What a page does not show to those who do not pay is not read from its data, and the verdict stays as it was."""
    for shown, after in ((paragraphs(TEXTS[:count]), PROMPT), (paragraphs(TEXTS[:count]) + PROMPT, "")):
        found = read(shown, after=after)
        assert found.verdict == read(shown, [], after=after).verdict
        assert found.verdict.kind is not VerdictKind.ARTICLE
        assert not any(text in block.text for text in TEXTS[count:] for block in found.blocks)


@pytest.mark.parametrize("told", ["false", '"False"', '"http://schema.org/False"'])
def test_page_that_declares_itself_closed_is_not_filled(told: str) -> None:
    """The article that a page declares closed is not read from its data; one declared free is."""
    for value, closed in ((told, True), ("true", False)):
        thing = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "isAccessibleForFree": {value}}}'
        after = f"<script type=application/ld+json>{thing}</script>"
        found = read(paragraphs(TEXTS[:2]), after=after)
        assert any(TEXTS[4] in block.text for block in found.blocks) is not closed
        assert (found.verdict.kind is VerdictKind.ARTICLE) is not closed


def test_what_is_no_text_is_set_aside() -> None:
    """Pictures, videos and data within the data stay blocks, with a reason; a quoted colon makes no data of a text."""
    data = '{"kind":"map","zoom":4,"at":[1,2]}'
    quoting = (
        'The sign says "closed": it has said so for weeks, and the other says "open": nobody believes either.'
    )
    quoting += (
        " The harbour master promised to take both of them down before the next ferry comes in, on Monday."
    )
    body = (
        f"<p>{TEXTS[0]}</p><img src=/pier.jpg alt='The pier'><p>{data}</p>"
        f"<iframe src=https://www.youtube.com/embed/abc></iframe><p>{quoting}</p>{paragraphs(TEXTS[1:])}"
    )
    found = read("", body)
    assert found.text == "\n\n".join([TEXTS[0], quoting, *TEXTS[1:]])
    aside = [block for block in found.blocks if "of the page's data" in block.reason]
    assert [block.role for block in aside] == [Role.OTHER] * 3
    assert [block.kind for block in aside] == [Kind.IMAGE, Kind.PARAGRAPH, Kind.EMBED]


def test_halves_of_characters_are_replaced() -> None:
    """A text that escapes half a character, or a control character, can be written in every view."""
    found = read(
        "", [f"Odd \ud83d one. {TEXTS[0]}", f"Even \ud83d\ude00 and \x00 two. {TEXTS[1]}", *TEXTS[2:]]
    )
    assert "Odd \ufffd one." in found.text
    assert "Even \U0001f600 and" in found.text
    for write in (lugas.to_text, lugas.to_markdown, lugas.to_html, lugas.to_json, lugas.to_copy):
        assert b"Odd" in write(found).encode()
    assert lugas.from_json(lugas.to_json(found)) == found


def test_empty_frame_becomes_an_article() -> None:
    """An application's empty frame whose data holds the article is read; without data it needs JavaScript."""
    head = f"<title>{TITLE}</title><meta property=og:title content='{TITLE}'>"
    frame = f"{head}<body><div id=__next></div>"
    data = json.dumps({"props": {"pageProps": {"post": {"title": TITLE, "content": paragraphs(TEXTS)}}}})
    script = f"<script id=__NEXT_DATA__ type=application/json>{data}</script>"
    assert lugas.read(frame + "<script>start()</script>").verdict.kind is VerdictKind.NEEDS_JAVASCRIPT
    found = lugas.read(frame + script)
    assert found.verdict.kind is VerdictKind.ARTICLE
    assert (found.title, found.text) == (TITLE, "\n\n".join(TEXTS))
    assert lugas.from_json(lugas.to_json(found)) == found
    assert all(text in lugas.to_markdown(found) for text in TEXTS)


def test_markup_of_the_data_is_kept() -> None:
    """Headings, points, quotes and links of the data are what they are in the body."""
    body = (
        f"<h2>The crossing</h2><p>{TEXTS[0]}</p><blockquote><p>{TEXTS[1]}</p></blockquote>"
        f"<ul><li>{TEXTS[2]}</li><li>{TEXTS[3]}</li></ul><p><a href=/n/harbour>{TEXTS[4][:12]}</a>{TEXTS[4][12:]}</p>"
    )
    found = read("", body)
    assert [block.kind for block in found.body] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.QUOTE,
        Kind.LIST,
        Kind.PARAGRAPH,
    ]
    assert [span.url for span in found.body[-1].spans] == ["https://paper.example/n/harbour"]


def test_front_page_is_not_filled() -> None:
    """The front page of a site is not taken for one of its articles."""
    assert "schoolbooks" not in lugas.read(page(""), url="https://paper.example/").text


def test_number_of_blocks_is_bounded() -> None:
    """Rows of the data count as rows of the page: what is over the bound is left, and the verdict says so."""
    whole = read("")
    options = lugas.Options(max_blocks=len(whole.blocks) - 6)
    found = lugas.read(page(""), url="https://paper.example/n/ferry-returns", options=options)
    assert len(found.blocks) <= options.max_blocks
    assert found.verdict.kind is VerdictKind.PARTIAL


def test_boxes_stay_in_order() -> None:
    """Each box of a filled cut comes after the one around it, and every row stands in one."""
    source = page(paragraphs(TEXTS[:2]))
    sheet = markup(source, chance={text[:20]: 0.9 for text in TEXTS}, title=TITLE)
    for index, row in enumerate(sheet.rows):
        if row.text in TEXTS:
            sheet.mark(index, Role.BODY, "said so")
    filled = fill(sheet, parse_html(source), Known(titles=(TITLE,)), "https://paper.example/n/1")
    assert filled is not None
    assert all(box.parent < index for index, box in enumerate(filled.cut.boxes))
    assert all(0 <= row.box < len(filled.cut.boxes) for row in filled.cut.rows)
    assert [filled.cut.rows[index].text for index in filled.added] == TEXTS[2:]
    assert all(one + 1 == other for one, other in pairwise(filled.added))
