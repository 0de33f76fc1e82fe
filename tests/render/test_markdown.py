"""Markdown: what a reader of CommonMark with tables makes of it is the article's text again."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lugas.model import Block, Item, Kind, Span
from lugas.render.clean import printable
from lugas.render.inline import Piece, cells_of, items_of, pieces
from lugas.render.markdown import to_markdown
from tests.render.samples import EVERY_KIND, HOSTILE, NOTHING, SAMPLES, body, linked, with_body
from tests.render.strategies import articles, blocks, lines, lists_made, marked_blocks, tables_made

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
READER.normalizeLinkText = lambda link: link  # type: ignore[method-assign] # else addresses are decoded to be shown


def written(block: Block) -> str:
    """Write a block alone."""
    return to_markdown(with_body(block, title=""))


def tokens(markdown: str) -> list[Token]:
    """Read Markdown into its tokens."""
    return READER.parse(markdown)


def kinds(markdown: str) -> list[str]:
    """Name the blocks that are opened, in order."""
    return [token.tag for token in tokens(markdown) if token.nesting == 1 or token.type == "fence"]


def words(markdown: str) -> list[str]:
    """Give the words a reader sees."""
    return " ".join(inner_text(token) for token in tokens(markdown)).split()


def inner_text(token: Token) -> str:
    """Give the visible text of a token that holds text."""
    if token.type == "fence":
        return token.content
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        breaks.get(child.type, child.content) for child in token.children or () if child.type != "image"
    )


def expected(text: str) -> list[str]:
    """Give the words of a text as it should be read again."""
    return printable(text).split()


def expected_of(block: Block) -> list[str]:
    """Give the words of a block as they should be read again."""
    return said(pieces(block.text, block.spans))


def said(row: list[Piece]) -> list[str]:
    """Give the words of pieces; the end of one may cut an escape sequence in two."""
    return "".join(printable(piece.text) for piece in row).split()


def marks(markdown: str) -> list[tuple[str, str]]:
    """Give the tag and text of each inline mark that holds no other."""
    found = []
    for token in tokens(markdown):
        children = token.children or []
        for index, child in enumerate(children):
            if child.nesting == 1 and index + 2 < len(children) and children[index + 2].nesting == -1:
                found.append((child.tag, children[index + 1].content))
            elif child.type == "code_inline":
                found.append(("code", child.content))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "1. Januari",
        "12) pasal",
        "2024. Ein Jahr",
        "# tagar",
        "#tagar",
        "####### tujuh",
        "- dialog",
        "+ tambah",
        "* bintang",
        "> kutip",
        "---",
        "***",
        "===",
        "| a | b |",
        ":-",
        "~~~",
        "```",
        "    menjorok",
        "\tmenjorok",
        "a * b * c",
        "snake_case_name",
        "_garis_",
        "__init__",
        "*tebal*",
        "[tautan](x)",
        "![gambar](x)",
        "[^1]: kaki",
        "[a]: http://x.example",
        "<b>tebal</b>",
        "<!-- x -->",
        "<http://a.example>",
        "&amp; &lt; &#35; &",
        "AT&T",
        "`kode`",
        "~5 km~",
        "~~salah~~",
        "C:\\temp\\*",
        "\\",
        "back\\",
        "tanya!",
        "http://a.example/x_y_z.",
        "a  b",
        "satu\ndua",
        "satu\n- dua",
        "satu\n===",
        "satu\n---",
        "a | b\n--- | ---",
        "satu\n\n\ndua",
        "x\n#",
        "5. ",
        "-",
        "https://a.example/a&copy;b",
        "https://",
        "www.a_b_c.example/*",
        "C #",
        "文字*強調*文字",
        "“_x_”",
        "1.",
    ],
)
def test_telling_text_survives(text: str) -> None:
    """Text that looks like Markdown, wherever it stands, is read as that text again."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    assert words(written(body(text))) == expected(text)
    assert kinds(written(body(text))) == ["p"] * len(paragraphs)
    assert words(written(body(text, Kind.HEADING, level=2))) == expected(text)
    assert words(written(body(text, Kind.QUOTE))) == expected(text)
    assert words(written(body(text, Kind.LIST, items=(Item(text),)))) == expected(text)
    assert words(written(body(text, Kind.TABLE, rows=((text, "x"),), header_rows=1))) == [
        *expected(text),
        "x",
    ]
    assert words(written(body(text, Kind.CODE))) == expected(text)


@given(marked_blocks())
def test_paragraphs_survive(block: Block) -> None:
    """Any paragraph with any markup is read as its text again, as paragraphs and nothing else."""
    markdown = written(block)
    assert words(markdown) == expected_of(block)
    assert set(kinds(markdown)) <= {"p"}


@given(marked_blocks(Kind.HEADING))
def test_headings_survive(block: Block) -> None:
    """Any heading is read as its text again, as one heading."""
    markdown = written(block)
    assert words(markdown) == expected_of(block)
    assert kinds(markdown) == ["h2"] * bool(expected_of(block))


@given(marked_blocks(Kind.QUOTE))
def test_quotes_survive(block: Block) -> None:
    """Any quote is read as its text again, as one quote."""
    markdown = written(block)
    assert words(markdown) == expected_of(block)
    assert kinds(markdown).count("blockquote") == bool(expected_of(block))


@given(st.text(max_size=60) | st.lists(st.sampled_from(["`", "```", "\n", " ", "x", "~~~"])).map("".join))
def test_code_survives_exactly(text: str) -> None:
    """Code is read as it was, to the space."""
    markdown = written(body(text, Kind.CODE))
    fences = [token for token in tokens(markdown) if token.type == "fence"]
    kept = printable(text).strip("\n")
    assert [fence.content for fence in fences] == ([f"{kept}\n"] if kept.strip() else [])


@given(lists_made())
def test_lists_survive(block: Block) -> None:
    """Every item of any list is read again, in order, as one item."""
    markdown = written(block)
    rows = [said(row) for row in items_of(block)]
    assert words(markdown) == [word for row in rows for word in row]
    assert kinds(markdown).count("li") == len([row for row in rows if row])


@given(tables_made())
def test_tables_survive(block: Block) -> None:
    """Every cell of any table is read again, in order, and the table is one table."""
    markdown = written(block)
    assert words(markdown) == [word for row in cells_of(block) for cell in row for word in said(cell)]
    assert kinds(markdown).count("table") == any(block.rows)


@given(st.lists(blocks, max_size=5))
def test_blocks_do_not_run_together(made: list[Block]) -> None:
    """Blocks one after the other are read as the blocks they are, in the order they stand in."""
    alone = [to_markdown(with_body(block, title="")) for block in made]
    together = to_markdown(with_body(*made, title=""))
    assert words(together) == [word for markdown in alone for word in words(markdown)]
    quiet = [kind for markdown in alone for kind in kinds(markdown) if kind[0] != "h"]
    assert [kind for kind in kinds(together) if kind[0] != "h"] == quiet


@given(articles)
def test_any_article_can_be_written(article: object) -> None:
    """No article makes the view fail, and none lets raw HTML through."""
    markdown = to_markdown(article)  # type: ignore[arg-type] # hypothesis does not tell
    assert not [token for token in tokens(markdown) if token.type == "html_block"]
    assert not [
        child for token in tokens(markdown) for child in token.children or () if child.type == "html_inline"
    ]
    assert markdown == markdown.rstrip("\n")


@given(lines)
def test_titles_survive(title: str) -> None:
    """The title is read again, as the one heading of the first level."""
    markdown = to_markdown(with_body(title=title))
    assert words(markdown) == expected(title)
    assert kinds(markdown) == ["h1"] * bool(expected(title))


def test_every_kind() -> None:
    """Each kind of block is written as Markdown has it, under the title, dek and byline."""
    assert " ".join(kinds(to_markdown(EVERY_KIND))) == (
        "p h1 p p p p p h2 p blockquote p p p ul li p li p ol li p li p li p "
        "table thead tr th th th tbody tr td td td tr td td td p code p p"
    )
    assert to_markdown(EVERY_KIND).endswith(f"\n\n<{EVERY_KIND.url}>")
    assert "![Pisang](https://img.lensa.example/pisang.jpg)\n\n*Pisang di dermaga.* (Rudi)" in to_markdown(
        EVERY_KIND
    )


def test_markup_is_kept() -> None:
    """Links, strong, emphasis and code are read again as what they were."""
    found = marks(to_markdown(with_body(*EVERY_KIND.blocks)))
    assert ("a", "Pulau Enggano") in found
    assert [mark for mark in found if mark[0] != "a"][:3] == [
        ("strong", "Sejak subuh"),
        ("em", "dinas terkait"),
        ("code", "kapal"),
    ]


@pytest.mark.parametrize(
    ("text", "span", "mark"),
    [
        ("a bold b", Span(2, 6, "strong"), ("strong", "bold")),
        ("a bold b", Span(1, 7, "strong"), ("strong", "bold")),  # white space is moved out of the marks
        ("unbelievable", Span(2, 9, "emphasis"), ("em", "believa")),
        ("强调文字在此", Span(0, 2, "strong"), ("strong", "强调")),
        ("say “no” now", Span(4, 8, "strong"), ("strong", "“no”")),
        ("a`b", Span(0, 3, "code"), ("code", "a`b")),
        ("`", Span(0, 1, "code"), ("code", "`")),
        ("see (here) now", Span(5, 9, "link", "https://a.example/x_(y)_z"), ("a", "here")),
    ],
)
def test_marks_where_they_stand(text: str, span: Span, mark: tuple[str, str]) -> None:
    """Marks are read as marks inside words, beside punctuation, around backticks."""
    assert marks(written(body(text, spans=(span,)))) == [mark]


def test_marks_that_cannot_stand_are_left_out() -> None:
    """Emphasis that a reader would take for asterisks is left out, and the text stays whole."""
    assert written(body("他说「不」了", spans=(Span(2, 5, "strong"),))) == "他说「不」了"


@pytest.mark.parametrize(
    "text", ["https://a_b.example/&copy;_x*", "https://é.example/_x", "www.a.example/*x", "x://a_"]
)
def test_no_address_for_github_to_find(text: str) -> None:
    """GitHub links bare addresses, backslashes included: what is no link already cannot be found."""
    markdown = written(body(text))
    assert not re.search(r"(?<!\\)://|www\.", markdown)
    assert words(markdown) == [text]


def test_link_after_exclamation_is_no_image() -> None:
    """A link right after an exclamation mark stays a link."""
    assert written(linked("Wow!here", "here", "https://a.example/")) == "Wow\\![here](https://a.example/)"


def test_addresses_are_kept() -> None:
    """An address in a link is read again as it was, whatever brackets, marks and entities it holds."""
    for url in ("https://a.example/x_(y)?a=1&copy;=2*3*#z", "https://a.example/ü/中", "mailto:a@b.example"):
        children = tokens(written(linked("go there", "there", url)))[1].children or []
        links = [child.attrs["href"] for child in children if child.type == "link_open"]
        assert links == [READER.normalizeLink(url)]


def test_unsafe_links_are_text() -> None:
    """A link or picture that does not lead to the web or a mailbox is no link; its text stays."""
    markdown = to_markdown(HOSTILE)
    assert "javascript:" not in markdown.lower()
    assert "data:" not in markdown
    assert "click here now" in markdown


def test_neighbouring_lists_stay_apart() -> None:
    """Two lists one after the other are read as two."""
    one = body("a\nb", Kind.LIST, items=(Item("a"), Item("b")))
    two = body("c", Kind.LIST, items=(Item("c"),))
    three = body("d", Kind.LIST, items=(Item("d", ordered=True),))
    assert kinds(to_markdown(with_body(one, two, three, three, title=""))).count("ul") == 2
    assert kinds(to_markdown(with_body(one, two, three, three, title=""))).count("ol") == 2


def test_heading_levels_leave_none_out() -> None:
    """The body's headings start at the second level and leave none out, in the order of the page's levels."""
    headings = [body(f"h{level}", Kind.HEADING, level=level) for level in (3, 5, 3, 1)]
    assert kinds(to_markdown(with_body(*headings))) == ["h1", "h3", "h4", "h3", "h2"]


def test_front_matter() -> None:
    """Front matter holds the fields, one a line, each value JSON and so YAML; the article is unchanged."""
    markdown = to_markdown(EVERY_KIND, front_matter=True)
    _, head, rest = markdown.split("---\n", 2)
    fields = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in head.splitlines())}
    assert fields == {
        "title": EVERY_KIND.title,
        "authors": ["Ratna Dewi", "Budi Santoso"],
        "published": "2024-01-20T15:04:00+07:00",
        "modified": "2024-01-21T08:30+07:00",
        "site": "Lensa Nusantara",
        "url": EVERY_KIND.url,
        "language": "id",
        "section": ["Nusantara", "Bengkulu"],
        "tags": ["kapal", "Enggano"],
    }
    assert rest.strip() == to_markdown(EVERY_KIND)


@given(articles)
def test_front_matter_cannot_be_left(article: object) -> None:
    """No value ends the front matter or opens another key."""
    markdown = to_markdown(article, front_matter=True)  # type: ignore[arg-type] # hypothesis does not tell
    head = markdown.split("\n---")[0].splitlines()[1:]
    assert all(json.loads(line.split(": ", 1)[1]) for line in head)


def test_without_images() -> None:
    """Without pictures their captions stay and nothing else changes."""
    with_them, without = to_markdown(EVERY_KIND), to_markdown(EVERY_KIND, images=False)
    kept = [line for line in with_them.split("\n\n") if not line.startswith("![")]
    assert without.split("\n\n") == kept


def test_nothing() -> None:
    """A page without an article gives no text."""
    assert to_markdown(NOTHING) == ""


def test_same_again() -> None:
    """Writing twice gives the same."""
    for article in SAMPLES.values():
        assert to_markdown(article) == to_markdown(article)
