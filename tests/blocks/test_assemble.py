"""From labelled rows to blocks: lists and tables put together, captions given to their pictures."""

from __future__ import annotations

import time

from lugas.blocks.assemble import blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.sheet import Sheet
from lugas.copied.lines import cut_text
from lugas.model import Block, Item, Kind, Place, Role
from lugas.page.rows import Cut
from lugas.page.tree import parse_html


def sheet_of(cut: Cut, **roles: Role) -> Sheet:
    """Label the rows of a page: body, but for the rows whose text begins with a name of `roles`."""
    sheet = Sheet(cut, [0.0] * len(cut.rows))
    for index, row in enumerate(cut.rows):
        role = next((role for name, role in roles.items() if row.text.startswith(name)), Role.BODY)
        sheet.mark(index, role, "told", 0.75)
    return sheet


def blocks(markup: str, **roles: Role) -> tuple[Block, ...]:
    """Make the blocks of markup."""
    return blocks_of(sheet_of(cut_tree(parse_html(markup), "https://site.example/"), **roles))


def marked(block: Block) -> list[str]:
    """Give what the spans of a block mark."""
    return [block.text[span.start : span.end] for span in block.spans]


def test_single_rows() -> None:
    """A paragraph, a heading, a quote, an embed is a block each, with its place and its label."""
    heading, text, embed = blocks(
        "<h2>Head</h2><p>A <b>bold</b> text</p><iframe src=https://x.com/i></iframe>"
    )
    assert (heading.kind, heading.level, heading.place) == (Kind.HEADING, 2, Place(path="html/body[1]/h2[1]"))
    assert (text.role, text.reason, text.sure, marked(text)) == (Role.BODY, "told", 0.75, ["bold"])
    assert embed.embed is not None
    assert embed.embed.provider == "X"


def test_lists() -> None:
    """The items of one list are one block, whose spans mark in its text what they marked in the items."""
    (block,) = blocks("<ul><li>one <a href=/1>link</a><ol><li><i>two</i></ol><li>three</ul>")
    assert block.items == (Item("one link", 1, False), Item("two", 2, True, 1), Item("three", 1, False))
    assert block.text == "one link\ntwo\nthree"
    assert marked(block) == ["link", "two"]
    assert block.place.path == "html/body[1]/ul[1]/li[1]"


def test_lists_are_cut_where_roles_change() -> None:
    """A list that is half body and half links is cut there; two lists are two blocks."""
    found = blocks("<ul><li>one<li>two<li>more</ul><ul><li>three</ul>", more=Role.RELATED)
    assert [(block.role, block.text) for block in found] == [
        (Role.BODY, "one\ntwo"),
        (Role.RELATED, "more"),
        (Role.BODY, "three"),
    ]


def test_paragraphs_in_items() -> None:
    """A paragraph that opens an item is the item; the further ones of the item are paragraphs."""
    found = blocks("<ol><li><p>one</p><li><img src=/a.jpg><p>two</p><p>more</p><li>three<p>also</p></ol>")
    assert [(block.kind, block.text) for block in found] == [
        (Kind.LIST, "one"),
        (Kind.IMAGE, ""),
        (Kind.LIST, "two"),
        (Kind.PARAGRAPH, "more"),
        (Kind.LIST, "three"),
        (Kind.PARAGRAPH, "also"),
    ]
    (block,) = blocks("<ul><li><p>a</p><ul><li><p>b</p></ul><li><a href=/x><p>c</p></a></ul>")
    assert block.items == (Item("a", 1), Item("b", 2), Item("c", 1))


def test_tables() -> None:
    """The rows of one table are one block, with its header rows counted and its links marked."""
    (block,) = blocks("<table><tr><th>a<th>b<tr><td>1<td><a href=/2>2</a></table>")
    assert (block.kind, block.rows, block.header_rows) == (Kind.TABLE, (("a", "b"), ("1", "2")), 1)
    assert block.text == "a\tb\n1\t2"
    assert [(span.start, span.end, span.url) for span in block.spans] == [(6, 7, "https://site.example/2")]


def test_captions() -> None:
    """A figure's caption and credit go to its pictures, and stay blocks of their own."""
    found = blocks(
        "<figure><img src=/a.jpg alt=boat><figcaption>Caption<p>Photo: me</figcaption></figure><img src=/b.jpg>",
        Caption=Role.CAPTION,
        Photo=Role.CREDIT,
    )
    assert [block.role for block in found] == [Role.BODY, Role.CAPTION, Role.CREDIT, Role.BODY]
    first, last = found[0].image, found[-1].image
    assert first is not None
    assert (first.alt, first.caption, first.credit) == ("boat", "Caption", "me")
    assert last is not None
    assert last.caption == ""


def test_spare_pictures() -> None:
    """A picture that stands in `<noscript>` again comes once; one that stands only there stays."""
    found = blocks(
        "<body><p>x<img src='data:image/gif;base64,R0' data-src=/a.jpg?w=900>"
        "<noscript><img src=/a.jpg?w=300></noscript><noscript><p>text<img src=/b.jpg></noscript>"
    )
    images = [block.image.url for block in found if block.image]
    assert images == ["https://site.example/a.jpg?w=900", "https://site.example/b.jpg"]
    assert [block.text for block in found if block.text] == ["x", "text"]


def test_copied_lists() -> None:
    """Bulleted lines that follow each other are one list, a blank line parts two."""
    sheet = sheet_of(cut_text("* one\n* two\n\n* three\ntext"))
    assert [(block.kind, block.text, block.place) for block in blocks_of(sheet)] == [
        (Kind.LIST, "one\ntwo", Place(first_line=1, last_line=2)),
        (Kind.LIST, "three", Place(first_line=4, last_line=4)),
        (Kind.PARAGRAPH, "text", Place(first_line=5, last_line=5)),
    ]


def test_large_figures() -> None:
    """A figure of very many pictures and captions is put together in time, each caption with its picture."""
    cut = cut_tree(
        parse_html("<figure>" + "<img src=a.jpg><figcaption>cap</figcaption>" * 20_000), "https://a.example/"
    )
    sheet = sheet_of(cut, cap=Role.CAPTION)
    start = time.process_time()
    found = blocks_of(sheet)
    assert time.process_time() - start < 5
    assert found[0].image is not None
    assert found[0].image.caption == "cap"


def pictures(markup: str, **roles: Role) -> list[tuple[str, str, str]]:
    """Give the name, caption and credit of each picture of a page."""
    found = (block.image for block in blocks(markup, **roles) if block.image)
    return [(image.url.rpartition("/")[2], image.caption, image.credit) for image in found]


TOLD = {"Cap": Role.CAPTION, "Ann": Role.CREDIT}


def test_captions_outside_of_figures() -> None:
    """Without a figure a caption belongs to the picture before it, or else to the one right after it."""
    assert pictures("<div><img src=/a.jpg><p>Cap one<p>Ann</div>", **TOLD) == [("a.jpg", "Cap one", "Ann")]
    assert pictures("<p>Cap one<p>Ann</p><img src=/a.jpg>", **TOLD) == [("a.jpg", "Cap one", "Ann")]
    assert pictures("<img src=/a.jpg><p>Text<p>Cap one", **TOLD) == [("a.jpg", "", "")]


def test_captions_of_each() -> None:
    """In a figure with a caption for each picture each has its own; a single one is that of all."""
    both = "<figure><img src=/a.jpg><p>Cap one<p>Ann</p><img src=/b.jpg><p>Cap two</figure>"
    assert pictures(both, **TOLD) == [("a.jpg", "Cap one", "Ann"), ("b.jpg", "Cap two", "")]
    one = "<figure><img src=/a.jpg><img src=/b.jpg><p>Cap one</figure>"
    assert pictures(one, **TOLD) == [("a.jpg", "Cap one", ""), ("b.jpg", "Cap one", "")]


def test_credits_of_captions() -> None:
    """A caption's credit and number are taken off, an unmarked credit too where it stands alone elsewhere."""
    told = "<figure><img src=/a.jpg><p>Cap one. Photo: Ann Lee</figure>"
    assert pictures(told, **TOLD) == [("a.jpg", "Cap one.", "Ann Lee")]
    assert pictures("<figure><img src=/a.jpg><p>2/6 Cap one</figure>", **{"2/6": Role.CAPTION}) == [
        ("a.jpg", "Cap one", "")
    ]
    told = "<figure><img src=/a.jpg><p>Image source, Ann Lee<p>Image caption,<p>Cap one</figure>"
    roles = {"Image source": Role.CREDIT, "Image caption": Role.CREDIT, "Cap": Role.CAPTION}
    assert pictures(told, **roles) == [("a.jpg", "Cap one", "Ann Lee")]
    told = "<figure><img src=/a.jpg><p>Подпись к фото, Cap one</figure>"
    assert pictures(told, Подпись=Role.CAPTION) == [("a.jpg", "Cap one", "")]
    first = "<figure><img src=/a.jpg><p>Cap<p>Ann Lee for Boats</figure>"
    second = "<figure><img src=/b.jpg><p>Cap Ann Lee for Boats</figure>"
    assert pictures(first + second, **TOLD) == [
        ("a.jpg", "Cap", "Ann Lee for Boats"),
        ("b.jpg", "Cap", "Ann Lee for Boats"),
    ]


def test_captions_in_attributes() -> None:
    """A caption that an attribute tells stands where the page shows none."""
    assert pictures("<img src=/a.jpg data-caption='A boat'>") == [("a.jpg", "A boat", "")]
    assert pictures("<figure><img src=/a.jpg data-caption='A boat'><p>Cap</figure>", **TOLD) == [
        ("a.jpg", "Cap", "")
    ]


def test_numbers_of_items() -> None:
    """The items of an ordered list bear their numbers, as `start`, `value` and `reversed` tell them."""
    (found,) = blocks("<ol start=3><li>a<li value=7>b<ol><li>c</ol><li>d</ol>")
    assert [(item.text, item.level, item.number) for item in found.items] == [
        ("a", 1, 3),
        ("b", 1, 7),
        ("c", 2, 1),
        ("d", 1, 8),
    ]
    (found,) = blocks("<ol reversed start=2><li>a<li><p>b</ol>")
    assert [item.number for item in found.items] == [2, 1]
    (found,) = blocks("<ol start=99999999999><li>a</ol>")
    assert found.items[0].number == 1
    (found,) = blocks("<ul start=3><li value=4>a</ul>")
    assert found.items[0].number == 0
