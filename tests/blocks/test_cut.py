"""Cutting a tree: words stay whole, and every row knows what and where it is."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from lugas.blocks.cut import cut_tree
from lugas.blocks.run import AT_ONCE
from lugas.model import Kind
from lugas.page.rows import Cut, Row
from lugas.page.tree import Element, parse_html

URL = "https://site.example/news/story"


def cut(markup: str) -> Cut:
    """Cut markup of a page at `URL`."""
    return cut_tree(parse_html(markup), URL)


def texts(markup: str) -> list[str]:
    """Give the texts of the rows of markup."""
    return [row.text for row in cut(markup).rows if row.text]


def marked(row: Row) -> list[tuple[str, str, str]]:
    """Give what each span of a row marks, its kind and its address."""
    return [(row.text[span.start : span.end], span.kind, span.url) for span in row.spans]


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


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>a<b>b</b>c <i>d</i>e", "abc de"),
        ("<p>E=mc<sup>2</sup>, H<sub>2</sub>O", "E=mc2, H2O"),
        ("<p><span class=drop>T</span>he day", "The day"),
        ("<p><span>T</span><span>he day</span>", "The day"),
        ("<p>Donau&shy;dampf&#8203;schiff&nbsp;fährt", "Donaudampfschiff fährt"),
        ("<p>&#8203; at once &#8203; again&#65279;", "at once again"),
        ("<p>می\u200cخواهم", "می\u200cخواهم"),
        ("<p>新<b>聞</b>記者<span>です</span><span>ね</span>", "新聞記者ですね"),
        ("<p><a>ข่าว</a><a>เด่น</a>", "ข่าวเด่น"),
        ("<p><a href=/1>Home</a><a href=/2>News</a>", "Home News"),
        ("<p><span>By</span><!-- x --><time>12 May</time>", "By 12 May"),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p>wo<wbr>rd", "word"),
        ("<p>one<o:p></o:p> and<st1:place>London</st1:place>", "one andLondon"),
        ("<p>if <math><mi>a</mi><mo>=</mo><mn>1</mn></math> then", "if a=1 then"),
        ("<p>foo<b> bar </b>baz", "foo bar baz"),
        ("<p> \n\t lots   of\r\n space\u3000here ", "lots of space here"),
        ("<p>a<img src=/x.gif width=1>b<area>c", "abc"),
    ],
)
def test_words_stay_whole(markup: str, wanted: str) -> None:
    """Inline elements never glue or part words, in any script; links and spans side by side are words apart."""
    assert texts(markup) == [wanted]


LONG = "A sentence that is long enough to be taken for a paragraph of its own, and no verse."


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<div>One.<br><br>Two.<br/> <br>Three.", ["One.", "Two.", "Three."]),
        (f"<div>{LONG}<br>\n{LONG}<br>\n{LONG}", [LONG] * 3),
        (
            "<p>Roses are red,<br>\n violets are <i>blue</i>,<br>\n\n sugar",
            ["Roses are red,\nviolets are blue,\nsugar"],
        ),
        ("<p>End.<br><br></p><p><br>Next.", ["End.", "Next."]),
        ("<h1>One<br>two</h1>", ["One\ntwo"]),
        ("<ul><li>a<br>b<li>c", ["a\nb", "c"]),
        ("<p><a href=/1>one</a><br><a href=/2>two</a>", ["one\ntwo"]),
        ("<table><tr><td>a<br>b<td>c<tr><td>d<td>e</table>", ["a b\tc", "d\te"]),
    ],
)
def test_line_breaks(markup: str, wanted: list[str]) -> None:
    """An empty line parts paragraphs, so do single breaks between long lines; verse stays together."""
    assert texts(markup) == wanted


def test_verse_keeps_its_marks() -> None:
    """What a line break stands in is marked without the break."""
    (row,) = cut("<p><b>one<br></b>two <a href='/x'> three<br>four </a>").rows
    assert row.text == "one\ntwo three\nfour"
    assert marked(row) == [("one", "strong", ""), ("three\nfour", "link", "https://site.example/x")]


def test_preformatted_text() -> None:
    """White space counts in `<pre>`, and what stands in it is one row of code."""
    rows = cut("<p>x<pre>\nif a:\n    <b>b</b>()\n\n  c&shy;d\n</pre><p>y").rows
    assert [(row.kind, row.text) for row in rows] == [
        (Kind.PARAGRAPH, "x"),
        (Kind.CODE, "if a:\n    b()\n\n  cd"),
        (Kind.PARAGRAPH, "y"),
    ]


def test_inline_over_blocks() -> None:
    """A link or emphasis around blocks marks each of them."""
    heading, teaser = cut("<a href=/x><h3>Head <em>line</em></h3><p>Teaser</a>").rows
    link = "https://site.example/x"
    assert marked(heading) == [("Head line", "link", link), ("line", "emphasis", "")]
    assert marked(teaser) == [("Teaser", "link", link)]
    rows = cut("<p><b>one<p>two<p>three").rows
    assert [marked(row) for row in rows] == [[(word, "strong", "")] for word in ("one", "two", "three")]


def test_letters_over_words() -> None:
    """How a word is read, set over it in small letters, is no part of the line."""
    ruby = (
        "<p><ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby>が<ruby>島<rt>しま</rt></ruby>に<b>戻った</b>。"
    )
    assert texts(ruby) == ["船が島に戻った。"]


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("/a?b=1#c", "https://site.example/a?b=1#c"),
        ("../up", "https://site.example/up"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("https://other.example/", "https://other.example/"),
        ("javascript:go()", None),
        (" JavaScript:go()", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_links(href: str, wanted: str | None) -> None:
    """A link's address is resolved; what is no web address is counted as a link and not marked as one."""
    (row,) = cut(f"<p>go <a href='{href}'>here</a>").rows
    assert row.links == 4
    assert marked(row) == ([("here", "link", wanted)] if wanted else [])


def test_base_address() -> None:
    """`<base>` is what addresses are resolved against."""
    (row,) = cut("<base href='/deep/er/'><p><a href=x>here</a>").rows
    assert marked(row) == [("here", "link", "https://site.example/deep/er/x")]


def test_lists() -> None:
    """Items know their level and whether they are numbered; nested lists are one group, two lists are two."""
    rows = cut("<ul><li>a<ol><li>b</ol><li>c</ul><dl><dt>d<dd>e</dl>").rows
    assert [(row.kind, row.text, row.level, row.ordered) for row in rows] == [
        (Kind.LIST, "a", 1, False),
        (Kind.LIST, "b", 2, True),
        (Kind.LIST, "c", 1, False),
        (Kind.LIST, "d", 1, False),
        (Kind.LIST, "e", 1, False),
    ]
    groups = [row.group for row in rows]
    assert groups[0] == groups[1] == groups[2] != groups[3] == groups[4]


def test_headings_and_quotes() -> None:
    """Headings have their level, also in a link or a header; paragraphs of a quote are quotes."""
    rows = cut(
        "<header><a href=/><h1>A</h1></a></header><h4><b>B</b></h4><blockquote>C<p>D</blockquote><p>E"
    ).rows
    assert [(row.kind, row.level, row.text) for row in rows] == [
        (Kind.HEADING, 1, "A"),
        (Kind.HEADING, 4, "B"),
        (Kind.QUOTE, 0, "C"),
        (Kind.QUOTE, 0, "D"),
        (Kind.PARAGRAPH, 0, "E"),
    ]


def test_controls() -> None:
    """Buttons, labels, summaries and dialogs are rows of their own; what a form is filled with is no text."""
    assert texts(
        "<button>Share</button><button>Copy</button><form><label>Name</label><input value=x><select><option>one"
        "</select><textarea>two</textarea></form><details><summary>More</summary>Inside</details><dialog>Hi</dialog>"
    ) == ["Share", "Copy", "Name", "More", "Inside", "Hi"]


@pytest.mark.parametrize(
    "attribute", ["hidden", "aria-hidden=true", "style='display:none'", "style='color:red; DISPLAY : None'"]
)
def test_hidden_elements(attribute: str) -> None:
    """What says it is hidden is cut all the same, and its box says so, as do the boxes in it."""
    found = cut(f"<div {attribute}><section><p>in</section></div><p>out")
    assert [(row.text, found.boxes[row.box].hidden) for row in found.rows] == [("in", True), ("out", False)]


def test_what_is_no_text() -> None:
    """Scripts, styles, templates, drawings, the fallbacks of frames and comments hold no visible text."""
    assert (
        texts(
            "<title>t</title><script>a</script><style>b</style><template><p>c</template><svg><text>d</text></svg>"
            "<noembed><p>e</noembed><!-- f --><canvas>g</canvas><iframe>h</iframe>"
        )
        == []
    )
    assert texts("<frameset><frame src=a><noframes><p>x</noframes></frameset>") == []


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("", []),
        ("   \n", []),
        ("<head><title>x</title></head>", []),
        ("bare text", ["bare text"]),
        ("</body></html>after", ["after"]),
        ("<body>one<div>two</div>three", ["one", "two", "three"]),
        ("<plaintext><p>as is</p>", ["<p>as is</p>"]),
        ("<xmp><b>x</b></xmp>", ["<b>x</b>"]),
        ("<td>cell", ["cell"]),
    ],
)
def test_odd_documents(markup: str, wanted: list[str]) -> None:
    """Pages without a body, with text straight in it, or of long-gone elements are cut like any other."""
    assert texts(markup) == wanted


def test_pictures_in_text() -> None:
    """A picture inside a paragraph stands after it; one before any text stands before it."""
    rows = cut("<p><img src=/1.jpg>one <img src=/2.jpg alt=' The  alt '>two<p>three").rows
    assert [row.text or (row.image and row.image.url[-5:]) for row in rows] == [
        "1.jpg",
        "one two",
        "2.jpg",
        "three",
    ]
    assert rows[2].image is not None
    assert rows[2].image.alt == "The alt"


def test_emoji_pictures_are_text() -> None:
    """A picture that stands for an emoji is read as the emoji."""
    assert texts("<p>Well <img class=wp-emoji src=/x.svg alt=🎉> done") == ["Well 🎉 done"]


def test_embeds() -> None:
    """Frames and players are rows in their place; one without an address gives way to the text in it."""
    rows = cut(
        "<p>a<iframe src=https://www.youtube.com/embed/x title=' A  talk'></iframe>b"
        "<video><source src=/v.mp4>no video</video><object data=/o.pdf>no object</object><audio>plain</audio>"
        "<object><embed src=/e.swf></object><iframe src=about:blank></iframe><video><p>fallback</video>"
    ).rows
    assert [row.text or (row.embed and row.embed.url) for row in rows] == [
        "a",
        "https://www.youtube.com/embed/x",
        "b",
        "https://site.example/v.mp4",
        "https://site.example/o.pdf",
        "plain",
        "https://site.example/e.swf",
        "fallback",
    ]
    assert rows[1].embed is not None
    assert (rows[1].embed.provider, rows[1].embed.title) == ("YouTube", "A talk")


def test_paths() -> None:
    """A path names every element on the way, inline ones too, and leads back to the row's element."""
    markup = (
        "<div><span></span><span><a><div>x</div></a><a><p>a</p><p>b</p></a></span></div>"
        "<video src=v></video><video><p>c"
    )
    found = cut(markup)
    assert [found.path(row) for row in found.rows] == [
        "html/body[1]/div[1]/span[2]/a[1]/div[1]",
        "html/body[1]/div[1]/span[2]/a[2]/p[1]",
        "html/body[1]/div[1]/span[2]/a[2]/p[2]",
        "html/body[1]",
        "html/body[1]/video[2]/p[1]",
    ]
    assert element_at(markup, found.path(found.rows[2])).text == "b"


def test_class_words() -> None:
    """A row carries the class words of the inline element that opens it, boxes those of their own."""
    found = cut("<div class='articleBody-main' id=c2><span class='read-also'>Read also</span>: x</div>")
    assert found.rows[0].words == ("read", "also")
    assert found.boxes[found.rows[0].box].words == ("article", "body", "main", "c", "2")


def many(count: int) -> Iterator[tuple[str, str]]:
    """Give pages that would be slow or deep if anything were walked twice."""
    yield "nested blocks", "<div>" * count + "x"
    yield "nested inlines", "<span>" * count + "x"
    yield "both", "<div><span>" * count + "x"
    yield "siblings", "<p>x</p>" * count
    yield "tables", "<table><tr><td>a<td>b<tr><td>1<td>2</table>" * (count // 4)
    yield "nested tables", "<table><tr><td>" * count + "x"
    yield "nested captions", "<table><caption>" * count + "x<tr><td>y"
    yield "nested lists", "<ul><li>" * count + "x"
    yield "rows", "<table>" + "<tr><td>x" * count
    yield "cells", "<table><tr>" + "<td>x" * count
    yield "marked lines", "<p>" + "<b>x</b> y<br><br>" * count
    yield "links and breaks", "<p>" + f"<a href=/x>{LONG}</a><br>" * (count // 4)
    yield "unclosed marks", "<b>" * count + "<div>x</div>" * count
    yield "players", "<video>" * count + "x"
    yield "objects", "<object>" * count + "x"
    yield "pictures in a run", "<p>x" + "<img src=a.jpg>" * count
    yield "pictures in an item", "<li>" + "<img src=a.jpg>" * count + "<p>x" * count


@pytest.mark.parametrize("case", [name for name, _ in many(1)])
def test_time_is_linear(case: str) -> None:
    """Four times the page takes about four times as long, not sixteen, whatever it is made of."""
    spent = []
    for count in (2_000, 8_000):
        tree = parse_html(dict(many(count))[case])
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            cut_tree(tree, URL)
            best = min(best, time.process_time() - start)
        spent.append(best)
    assert spent[1] < 9 * max(spent[0], 0.01)


def test_deep_pages() -> None:
    """200,000 nested elements are cut without recursion, and the path of what is in them stays short."""
    found = cut("<div>" * 200_000 + "<b>x")
    assert [row.text for row in found.rows] == ["x"]
    assert found.path(found.rows[0]).count("/") < 250


def test_rows_are_bounded() -> None:
    """A page is cut up to a number of rows, and one more tells that there are others."""
    page = "<body>" + "<p>word</p>" * 50
    assert len(cut_tree(parse_html(page), URL, 20).rows) == 21


def test_long_text_is_taken_in_parts() -> None:
    """A text node of more letters than are taken at once reads as if it were taken whole."""
    words = "word " * (AT_ONCE // 4) + "end"
    assert cut_tree(parse_html(f"<p>{words}</p>"), URL).rows[0].text == words


def test_a_mark_in_code_has_no_place() -> None:
    """A byte-order mark in code is no text: a picture after it stands before the code, not behind it."""
    rows = cut('<pre>&#xFEFF;<img src="/big.jpg" width="900" height="600">some code</pre>').rows
    assert [row.kind for row in rows] == [Kind.IMAGE, Kind.CODE]
    assert rows[1].text == "some code"


def test_a_player_as_credit() -> None:
    """An element that a script makes a player of is one in the line of a picture's credit too."""
    player = '<x:my-player class="credit" data-youtube-id="dQw4w9WgXcQ"></x:my-player>'
    kinds = [row.kind for row in cut(f"<figure><figcaption>The pier{player}</figcaption></figure>").rows]
    assert kinds == [Kind.PARAGRAPH, Kind.EMBED]
