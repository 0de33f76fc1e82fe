"""Any page at all: markup of usual and hostile pieces, copied text, data of odd types, bytes of any encoding."""

from __future__ import annotations

import gzip
import json
import zlib

from hypothesis import strategies as st

__all__ = ["LABELS", "addresses", "copied", "data", "packed", "pages", "scripts", "texts"]


def words(text: str) -> tuple[str, ...]:
    """Split a list that is easier to read as words."""
    return tuple(text.split())


LABELS = (
    *(None, "utf-8", "utf-16", "utf-16-be", "utf-7", "utf-32", "latin1", "windows-1251", "gbk", "big5"),
    *("shift_jis", "iso-2022-jp", "euc-kr", "koi8-u", "x-user-defined", "replacement", "idna", "no such"),
)
TAGS = words(
    """
a abbr address amp-img article aside audio b base big blockquote body br button caption center cite code col
dd details dialog div dl dt em embed fieldset figcaption figure font footer form frame frameset g-img h1 h2
h3 h6 head header hr html i iframe img input ins label li link main map mark marquee math meta nav nobr
noscript object ol option p param picture plaintext pre q rp rt ruby s script section select small source
span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt
u ul video wbr xmp x:y foreignObject mi annotation-xml
"""
)
NAMES = words(
    """
class id href src srcset data-src data-srcset alt title rel itemprop itemscope itemtype property name
content http-equiv charset lang dir style hidden aria-hidden role datetime start value reversed colspan
rowspan type media width height onclick onerror cite poster data-url data-testid aria-label sizes action
target xlink:href
"""
)
WORDS = words(
    """
article-body byline author caption credit published date share related newsletter paywall live-blog entry
post gallery slider tags breadcrumb kicker subtitle ads comments twitter-tweet NewsArticle datePublished
headline articleBody og:title article:published_time keywords refresh canonical next prev author noopener
display:none background:url(/a.jpg) http://schema.org/NewsArticle text/html;charset=gbk
2024-03-02T07:30+01:00 2024-13-45 0 -1 99999999999 id ar-EG x_y
"""
)
# What careless code trips over, beside plain words.
PIECES = (
    *(
        "Ferry runs again",
        "The ferry left the harbour at nine and reached the island before noon, its captain said. ",
    ),
    *(
        "By Jane Doe",
        "Oleh Budi Santoso",
        "2 March 2024, 10:04 WIB",
        "2 jam lalu",
        "10.04",
        "民國113年1月20日",
        "Page 2 of 3",
    ),
    *(
        "Baca juga: ",
        "Read more",
        "Advertisement",
        "Foto: Antara",
        "(Reuters)",
        "Share",
        "Subscribe now",
        "Tags: a, b",
    ),
    *(
        "&amp;",
        "&lt;script&gt;",
        "&#0;",
        "&#4;",
        "&#27;[31m",
        "&#x202e;",
        "&#55357;",
        "&#x110000;",
        "&nosuch;",
        "&",
        "<",
        ">",
    ),
    *(
        "\x1b[31m",
        "\x00",
        "\x07",
        "\x9b",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "\x0b",
        "\x85",
        "\u2028",
        "\u00a0",
        "\u3000",
    ),
    *("\u202e", "\u2066", "\u2069", "\u200b", "\u200f", "\ufeff", "\ufffe", "\ufffd", "\u0301", "\U000e0041"),
    *(
        "\ud800",
        "\udfff",
        "\ud83d",
        "\ude00",
        "\udc80",
        "新聞記事の本文",
        "นัก",
        "النص",
        "हिन्दी",
        "😀",
        "ﬁ",
        "İ",
        "ẞ",
        "\u1e9e",
    ),
    *(
        "“",
        "”",
        "«",
        "'",
        '"',
        "`",
        "—",
        "•",
        "|",
        "*",
        "1. ",
        "- ",
        "…",
        "/",
        "\\",
        "]]>",
        "-->",
        "<!--",
        "<![CDATA[",
    ),
    *(
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "https://a.example/x?page=2",
        "a@b.example",
        "©",
        "½",
        "٣",
    ),
)
ADDRESSES = (
    *(
        "",
        "/",
        "//",
        "///",
        "https://news.example/2024/03/02/ferry?page=2#c",
        "//a.example/b",
        "../../x",
        "?page=3",
        "#top",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:1",
        " java\tscript:1",
        "vbscript:1",
        "data:text/html,x",
        "data:image/png;base64,A",
    ),
    *(
        "mailto:a@b.example",
        "http://[::1]/",
        "http://[",
        "http://a:b:c",
        "http://a.example:99999/",
        "https://%00",
        "file:///x",
    ),
    *(
        "http://user:pw@a.example/",
        "https://xn--/",
        "https://é.example/ü",
        "http://a.example/\udc80",
        "blob:x",
        "about:blank",
    ),
    *(
        "https://www.youtube.com/embed/x",
        "https://twitter.com/a/status/1",
        "http://a.example/%ff%",
        "https:\\\\a.example\\x",
    ),
)

texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=8).map("".join),
    st.text(st.characters(), max_size=40),  # halves of surrogate pairs too
)
addresses = st.one_of(st.sampled_from(ADDRESSES), st.text(st.characters(), max_size=20))
values = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    addresses,
    texts,
    st.sampled_from(["{", "[]", "&quot;"]),
)
# Any JSON and what passes for it; the names are those that pages use, most of the time.
KEYS = words(
    """
@type @graph @id @context headline name author datePublished dateModified articleBody articleSection
keywords image url isAccessibleForFree hasPart liveBlogUpdate itemListElement item position publisher
mainEntityOfPage description wordCount props pageProps body content paragraphs blocks text html type
children value slug title props.pageProps data
"""
)
TYPES = [
    "NewsArticle",
    "LiveBlogPosting",
    "BreadcrumbList",
    "Person",
    "Organization",
    "WebPage",
    "ImageGallery",
    "Product",
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**30), 0, 1]),
    st.floats(allow_nan=True),
    texts,
    addresses,
    st.sampled_from(
        [
            *TYPES,
            "2024-03-02",
            "2024-03-02T07:30:00+07:00",
            "9999-12-31T24:00",
            "false",
            "http://schema.org/Person",
        ]
    ),
)
data = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), inner, max_size=6),
        inner.map(
            lambda value: {"@type": "NewsArticle", "headline": value, "author": value, "articleBody": value}
        ),
        inner.map(lambda value: {"@graph": [value, {"@id": value}]}),
    ),
    max_leaves=16,
)


def written(value: object) -> str:
    """Write data as a script may hold it: huge numbers, NaN and halves of surrogate pairs as they come."""
    return json.dumps(value)


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """Make a script that holds data: whole, cut off, nested deep, in one of the forms that pages use."""
    text = written(draw(data))
    if draw(st.booleans()):
        depth = draw(st.sampled_from([1, 9, 60, 1500]))
        text = '{"@graph":[' * depth + text + "]}" * draw(st.sampled_from([depth, 0, depth - 1]))
    text = text[: draw(st.one_of(st.just(len(text)), st.integers(0, len(text))))] + draw(
        st.sampled_from(["", ",", "}", ";"])
    )
    wrapping = draw(
        st.sampled_from(
            [
                '<script type="application/ld+json">{}</script>',
                '<script type="application/ld+json"><!--//<![CDATA[\n{}\n//]]>--></script>',
                '<script id="__NEXT_DATA__" type="application/json">{}</script>',
                "<script>window.__STATE__ = {};</script>",
                "<script>window.x = JSON.parse('{}')</script>",
                '<script>self.__next_f.push([1,"{}"])</script>',
                '<div data-page="{}"></div>',
            ]
        )
    )
    return wrapping.replace("{}", text)


@st.composite
def tags(draw: st.DrawFn) -> str:
    """Make a start tag with attributes, quoted or not, maybe never ended."""
    tag = draw(st.sampled_from(TAGS))
    parts = [f"<{tag}"]
    for _ in range(draw(st.integers(0, 3))):
        value = draw(values)
        quote = draw(st.sampled_from(['"', "'", ""]))
        parts.append(f" {draw(st.sampled_from(NAMES))}={quote}{value}{quote}")
    return "".join(parts) + draw(st.sampled_from([">", ">", ">", "/>", ""]))


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Put pieces into elements that end, do not end, or end in the wrong order."""
    return st.one_of(
        st.tuples(tags(), inner, st.sampled_from(TAGS)).map(lambda part: f"{part[0]}{part[1]}</{part[2]}>"),
        st.tuples(st.sampled_from(TAGS), inner).map(lambda part: f"<{part[0]}>{part[1]}</{part[0]}>"),
        st.lists(inner, max_size=5).map("".join),
        st.tuples(inner, st.integers(2, 30)).map(lambda part: part[0] * part[1]),
    )


pieces = st.one_of(texts, tags(), scripts(), st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"))
ARTICLE = (
    "<article><h1>Ferry runs again</h1><p>" + PIECES[1] * 3 + "</p>{}<p>" + PIECES[1] * 2 + "</p></article>"
)
pages = st.tuples(
    st.sampled_from(
        [
            "",
            "<!doctype html>",
            "<html><head>",
            "<title>Ferry runs again</title>",
            "<frameset>",
            "<svg>",
            "<plaintext>",
        ]
    ),
    st.recursive(pieces, wrapped, max_leaves=12),
    st.sampled_from(["{}", ARTICLE]),
).map(lambda part: part[0] + part[2].replace("{}", part[1], 1))

copied = st.lists(
    st.tuples(texts, st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", "   ", "\u2028", "\x0c"])),
    max_size=14,
).map(lambda lines: "".join(text + end for text, end in lines))


@st.composite
def packed(draw: st.DrawFn) -> bytes:
    """Make bytes: a page in an encoding, maybe the wrong one, maybe cut or spoilt, maybe packed."""
    text = draw(st.one_of(pages, copied))
    codec = draw(
        st.sampled_from(
            ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7", "latin1", "gbk", "shift_jis", "koi8-u"]
        )
    )
    content = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode(codec, "replace")
    if draw(st.booleans()):
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(max_size=5)) + content[place + draw(st.integers(0, 3)) :]
    pack = draw(st.sampled_from(["", "", "gzip", "zlib", "twice", "members"]))
    if pack == "gzip":
        content = gzip.compress(content, mtime=0)
    elif pack == "zlib":
        content = zlib.compress(content)
    elif pack == "twice":
        content = gzip.compress(gzip.compress(content, mtime=0), mtime=0)
    elif pack == "members":
        content = gzip.compress(content[:9], mtime=0) + gzip.compress(content[9:], mtime=0)
    return content[: draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))]
