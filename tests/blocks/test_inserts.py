"""What is set into an article: fact boxes, update notes, repeated quotes; and what goes with tables, lists, quotes."""

from __future__ import annotations

import pytest

from lugas.blocks import inserts
from lugas.blocks.gaps import mark_parts
from lugas.blocks.inserts import headings, is_heading, mark_inserts, opens_note
from lugas.model import Kind, Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

SURE = {"The ferry": 0.9, "Its": 0.9, "Length": 0.8, "Facts": 0.5}
THIRD = "Its crew of nine slept on board that night, as crews of the island have done for as long as anybody knows."
STORY = f"<article><h1>Title</h1><div class=x><p>{PROSE}</p><p>{MORE}</p>{{}}<p>{THIRD}</p></div></article>"


def boxed(box: str) -> dict[str, Role]:
    """Give what is marked on a page with a box between its paragraphs."""
    return after(mark_inserts, markup(STORY.format(box), chance=SURE, title="Title"))


@pytest.mark.parametrize(
    ("heading", "truth"),
    [
        ("Facts", True),
        ("Fakta: Kapal tua", True),
        ("FAKTA | Kapal tua", True),
        ("Zur Person", True),
        ("Faktaruta", True),
        ("Repères", True),
        ("Справка", True),
        ("What you need to know", True),
        ("What the facts are", False),
        ("Facts are stubborn things", False),
        ("", False),
        (":", False),
    ],
)
def test_headings(heading: str, *, truth: bool) -> None:
    """The heading of a fact box is one of the list as a whole, or before a colon or a stroke."""
    assert is_heading(heading) is truth


def test_fact_boxes() -> None:
    """A box that opens with the heading of a fact box is one, with all of its rows."""
    found = boxed("<div class=c1><h3>Facts</h3><p>Length of the ferry: 86 metres, as built</p></div>")
    assert found == {"Facts": Role.FACT_BOX, "Length of the ferry: 86 metres, as built": Role.FACT_BOX}


@pytest.mark.parametrize("form", ["{}", "• {}:", "{} | ferries"])
def test_every_heading(form: str) -> None:
    """Every heading of the list is found, in small and in capitals, among other signs and before a stroke."""
    told = [form.format(heading) for heading in sorted(headings())]
    heads = [head for head in (*told, *map(str.upper, told)) if is_heading(head)]
    assert len(heads) > len(told)
    boxes = "".join(f"<div class=c><h3>{head}</h3><p>{PROSE[:60]}</p></div>" for head in heads)
    sheet = markup(STORY.format(boxes), chance=SURE, title="Title")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inserts, "MOST_HEADINGS", len(heads))
        found = after(mark_inserts, sheet)
    assert all(found.get(head) is Role.FACT_BOX for head in heads)


@pytest.mark.parametrize(
    "box",
    [
        "<h3>Facts</h3><p>Length of the ferry: 86 metres, as built</p>",
        "<div><p>Length of it: 9</p><h3>Facts</h3><p>Length of the ferry: 86 metres, as built</p></div>",
        "<div><h3>Facts</h3></div>",
        "<div><h3>Facts</h3><ul><li><a href=/a>Length of the ferry: 86 metres, as built</a></ul></div>",
        "<div><h3><a href=/f>Facts</a></h3><p>Length of the ferry: 86 metres, as built</p></div>",
        f"<div><h3>Facts</h3><p>Length of it</p>{'<p>Length of the ferry and its boats, all of them</p>' * 40}</div>",
    ],
)
def test_no_fact_boxes(box: str) -> None:
    """A heading without a box of its own, one over links, and one over much of the article make none."""
    assert Role.FACT_BOX not in boxed(box).values()


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("UPDATE 15:04: The harbour office has confirmed the time", True),
        ("Update (9.30pm): The harbour office has confirmed the time", True),
        ("Aktualisiert um 15.04 Uhr: Die Zahl wurde berichtigt", True),
        ("[UPDATE 15:04] The harbour office has confirmed it", True),
        ("Diperbarui pukul 09.15 WIB dengan keterangan nakhoda", True),
        ("Redaksi memperbarui judul berita ini pada sore hari", True),
        ("Update your ferry ticket at 15:04 or later", False),
        ("Updates came in at 15:04 from the harbour office", False),
        ("The update came at 15:04, as the office said", False),
        ("Update", False),
    ],
)
def test_update_notes(text: str, *, truth: bool) -> None:
    """A note of what was changed opens with the word for it and the hour, or with words that mean nothing else."""
    assert opens_note(text) is truth


def test_updates() -> None:
    """An update note among the body's paragraphs is a correction, a long paragraph that opens so is not."""
    note = "UPDATE 15:04: The harbour office has confirmed it."
    assert after(mark_inserts, lines(PROSE, note, chance={"UPDATE": 0.9, "The": 0.9})) == {
        note: Role.CORRECTION
    }
    long = note + " And more of it." * 12
    assert after(mark_inserts, lines(PROSE, long, chance={"UPDATE": 0.9, "The": 0.9})) == {}


@pytest.mark.parametrize(
    "box",
    ["<blockquote>{}</blockquote>", "<aside class=pullquote><p>{}</aside>", "<div class=pull-quote>{}</div>"],
)
def test_pull_quotes(box: str) -> None:
    """A quote set large that says again what a paragraph says is set apart; one with words of its own is not."""
    again = "“the whole village stood at the pier”"
    sheet = markup(STORY.format(box.format(again)), chance={**SURE, "“": 0.9})
    assert after(mark_inserts, sheet) == {again: Role.OTHER}
    own = "“We have waited for this day”"
    assert after(mark_inserts, markup(STORY.format(box.format(own)), chance={**SURE, "“": 0.9})) == {}


def parts(inner: str, **roles: Role) -> dict[str, Role]:
    """Give what is marked of a page with a part between its paragraphs."""
    sheet = give(markup(STORY.format(inner), chance={"“": 0.5, "one": 0.4, "two": 0.4}), **roles)
    before = {row.text for row, label in zip(sheet.rows, sheet.labels, strict=True) if label.reason}
    return {text: role for text, role in after(mark_parts, sheet).items() if text not in before}


BODY = {"The_ferry": Role.BODY, "Its": Role.BODY}


def test_tables() -> None:
    """Of a table that is body for the most part, heading and caption are body too; of another nothing is."""
    table = "<caption>Boats</caption><tr><th>a<th>b<tr><td>x<td>y<tr><td>x2<td>y2<tr><td>x3<td>y3"
    apart = f"<div><div><div><div><table>{table}</table></div></div></div></div>"
    assert parts(apart, **BODY, x=Role.BODY) == {"Boats": Role.BODY, "a\tb": Role.BODY}
    assert parts(apart, **BODY, x3=Role.BODY) == {}


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("<table><tr><th>a<th>b<tr><td>x<td>y</table>", True),
        ("<div><table><tr><td>a<td>b<td>c<tr><td>x<td>y<td>z</table></div>", True),
        ("<div>Advertisement</div><table><tr><th>a<th>b<tr><td>x<td>y</table>", True),
        ("<table><tr><td>Editor<td>: A<tr><td>Writer<td>: B</table>", False),
        ("<table><tr><th>a<th>b<tr><td><a href=/x>xx</a><td><a href=/y>yy</a></table>", False),
        ("<div><div><div><div><table><tr><th>a<th>b<tr><td>x<td>y</table></div></div></div></div>", False),
    ],
)
def test_tables_beside_paragraphs(page: str, whole: bool) -> None:
    """A table of data that follows the body's paragraphs in their container is body, however little prose it is.

    One of links is not, nor two columns without a head, which may say who made the article.
    """
    found = parts(page, **BODY)
    assert set(found.values()) == ({Role.BODY} if whole else set())
    assert len(found) == (2 if whole else 0)


def test_lists() -> None:
    """A list that a paragraph of the body announces with a colon is body, wherever that goes on, others are not."""
    page = "<p>Its boats are:</p><ul><li>one<li>two</ul><div>Follow us</div>"
    assert parts(page, **BODY) == {"one": Role.BODY, "two": Role.BODY}
    assert parts(page.replace(":", "."), **BODY) == {}
    assert parts("<p>Its boats are:</p><div><nav><ul><li><a href=/1>one</a></ul></nav></div>", **BODY) == {}


def test_quotes() -> None:
    """A quote between the body's paragraphs is body, and who said it as well."""
    page = "<blockquote><p>“Boats, boats, boats!”</p><cite>Ann Lee</cite></blockquote>"
    assert parts(page, **BODY) == {"“Boats, boats, boats!”": Role.BODY, "Ann Lee": Role.BODY}
    assert parts(f"<aside><div>{page}</div></aside>", **BODY) == {}


def test_kinds_stay() -> None:
    """Marking changes no row."""
    sheet = markup(STORY.format("<blockquote>“Boats!”</blockquote>"))
    mark_parts(sheet, None)  # type: ignore[arg-type]  # it has no options
    assert Kind.QUOTE in {row.kind for row in sheet.rows}
