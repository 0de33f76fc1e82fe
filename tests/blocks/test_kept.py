"""Whatever the page, cutting keeps every letter of it once and in order, and spans and paths are right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.blocks.cut import cut_tree
from lugas.blocks.tags import UNSEEN
from lugas.model import Kind, Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.rows import Cut, Row
from lugas.page.tree import Element, Node, Text, parse_html
from tests.cases import PAGES

NOT_WALKED = UNSEEN | {"iframe", "embed"}


def cut(markup: str) -> Cut:
    """Cut markup of a page."""
    return cut_tree(parse_html(markup), "https://site.example/news/story")


def visible_letters(root: Element | None) -> str:
    """Give all letters of the visible text of a tree in order, walked in the plainest way."""
    parts: list[str] = []
    walk: list[Node] = [root] if root is not None else []
    while walk:
        node = walk.pop()
        if isinstance(node, Text):
            parts.append(node.data)
        elif isinstance(node, Element) and node.tag == "img" and "smiley" in (node.attr("class") or ""):
            parts.append(node.attr("alt") or "")
        elif isinstance(node, Element) and node.tag not in NOT_WALKED:
            walk += reversed(list(node.children))
    return letters("".join(parts))


def letters(text: str) -> str:
    """Give a text without white space and invisible letters."""
    return "".join(text.split()).translate(dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF]))


def element_at(markup: str, path: str) -> Element:
    """Find the element that a path names."""
    found = parse_html(markup).root
    for step in path.split("/")[1:]:
        tag, number = step.removesuffix("]").split("[")
        assert found is not None
        same = [node for node in found.children if isinstance(node, Element) and node.tag == tag]
        found = same[int(number) - 1]
    assert found is not None
    return found


@pytest.mark.parametrize("folder", [path.name for path in sorted(PAGES.iterdir()) if path.is_dir()])
def test_pages_keep_every_letter(folder: str) -> None:
    """On every test page the rows together hold every letter of the visible text, in order, each once.

    That of a post of another site stands in its embed; an emoji set as a picture is text too.
    """
    file = PAGES / folder / "page.html"
    if not file.exists():
        pytest.skip("a case of copied text alone")
    markup = decode(Page(content=file.read_bytes(), form="html"), Options()).text
    told = (row.embed.text if row.embed is not None else row.text for row in cut(markup).rows)
    assert letters("".join(told)) == visible_letters(parse_html(markup).root)


@pytest.mark.parametrize("folder", [path.name for path in sorted(PAGES.iterdir()) if path.is_dir()])
def test_pages_have_sound_rows(folder: str) -> None:
    """On every test page each span marks text of its row and each path leads to an element that holds the row."""
    file = PAGES / folder / "page.html"
    if not file.exists():
        pytest.skip("a case of copied text alone")
    markup = decode(Page(content=file.read_bytes(), form="html"), Options()).text
    found = cut(markup)
    for row in found.rows:
        check_spans(row)
    for row in found.rows[:60]:
        element = element_at(markup, found.path(row))
        assert letters(row.text) in visible_letters(element)


def check_spans(row: Row) -> None:
    """Check that a row's spans lie within its text, in order, and that its links are counted."""
    assert 0 <= row.links <= len(row.text)
    assert list(row.spans) == sorted(row.spans, key=lambda span: (span.start, -span.end, span.kind))
    for span in row.spans:
        part = row.text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(row.text)
        assert part == part.strip()
        assert bool(span.url) == (span.kind == "link")


WORDS = st.sampled_from(
    [
        "word",
        "Other",
        "a",
        "ä",
        "新聞",
        "ข่าว",
        "خبر",
        "soft\u00adhyphen",
        "\u200b",
        " ",
        "\n",
        "\u00a0",
        "x y ",
        ".",
    ]
)
INLINES = [
    "a href=/x",
    "b",
    "i",
    "span",
    "span class=x",
    "em",
    "code",
    "ruby",
    "o:p",
    "time",
    "sup",
    "a",
    "math",
]
BLOCKS = [
    "div",
    "p",
    "section",
    "ul",
    "li",
    "h2",
    "blockquote",
    "pre",
    "td",
    "figure",
    "details",
    "x-card",
    "form",
]


def element(tag: str, children: list[str]) -> str:
    """Write an element."""
    return f"<{tag}>{''.join(children)}</{tag.split(maxsplit=1)[0]}>"


MARKUP = st.recursive(
    WORDS
    | st.sampled_from(["<br>", "<img src=/i.jpg>", "<script>no</script>", "<!-- no -->", "<hr>", "<wbr>"]),
    lambda inner: (
        st.builds(element, st.sampled_from(INLINES + BLOCKS), st.lists(inner, max_size=4))
        | st.builds(
            lambda cells: "<table>" + "".join(element("tr", row) for row in cells) + "</table>",
            st.lists(st.lists(st.builds(lambda text: element("td", [text]), inner), max_size=3), max_size=3),
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=6).map("".join))
def test_any_tree_keeps_every_letter(markup: str) -> None:
    """Whatever the tree, the rows hold every visible letter in order, once; spans and paths are right."""
    found = cut(markup)
    assert letters("".join(row.text for row in found.rows)) == visible_letters(parse_html(markup).root)
    for row in found.rows:
        check_spans(row)
        assert row.text == row.text.strip() or row.kind in {Kind.CODE, Kind.TABLE}
        assert letters(row.text) in visible_letters(element_at(markup, found.path(row)))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab <>/=\"'pdivtrblquose&;!-\n\u00ad新", max_size=120))
def test_any_bytes_are_cut(markup: str) -> None:
    """Markup however broken is cut without an error, and nothing of it is lost."""
    assert letters("".join(row.text for row in cut(markup).rows)) == visible_letters(parse_html(markup).root)
