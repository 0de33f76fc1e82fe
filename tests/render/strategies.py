"""Random texts, blocks and articles, rich in characters that mean something to one format or another."""

from __future__ import annotations

from hypothesis import strategies as st

from lugas.model import (
    Access,
    Article,
    Block,
    Embed,
    Finding,
    Image,
    Item,
    Kind,
    Moment,
    Person,
    Place,
    Precision,
    Related,
    Rival,
    Role,
    Site,
    Source,
    Span,
    Verdict,
    VerdictKind,
)

__all__ = ["articles", "blocks", "lines", "marked_blocks", "texts"]

# Weighted towards marks of Markdown, markup and screens.
TELLING = "*_`[]()<>&|~!\\#-+=:.1 9)\n \"'ab x;/@$^{}é中“。ا\u200f\u202e\x1b\x07\x9b\x00\u00a0\u3000"
PARTS = st.sampled_from(
    [
        "&amp;",
        "<b>",
        "https://a.example/x_y_(z)",
        "---",
        "1. ",
        "# ",
        "> ",
        "```",
        "~~~",
        "| - |",
        "\\",
        "**",
        "__",
        "![",
        "](u)",
        "<!--",
        "[^1]: ",
        "    ",
        "\t",
        "Teks biasa",
        "文字",
        "نص",
        "\x1b[31m",
        "\r\n",
        "www.a_b.example",
    ]
)

texts = st.one_of(
    st.lists(st.one_of(PARTS, st.sampled_from(TELLING)), max_size=14).map("".join),
    st.text(max_size=30),
)
lines = texts.map(lambda text: " ".join(text.split()))
names = st.text(max_size=12)
addresses = st.sampled_from(
    [
        "",
        "https://a.example/x?y=1&copy=2#z",
        "http://a.example/a_(b)*c",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "https://a.example/ü|ö^`",
        "data:text/html,x",
        '"><script>',
        "//a.example/",
        "https://a.example/&amp;)",
    ]
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    """Make markup anywhere over a text, overlapping too, and beyond its ends."""
    places = st.integers(-2, len(text) + 2)
    kinds = st.sampled_from(["link", "strong", "emphasis", "code"])
    made = st.builds(Span, places, places, kinds, addresses)
    return tuple(draw(st.lists(made, max_size=5)))


@st.composite
def marked_blocks(draw: st.DrawFn, kind: Kind = Kind.PARAGRAPH) -> Block:
    """Make a block of text of one kind, with markup."""
    text = draw(texts)
    level = draw(st.integers(0, 7)) if kind is Kind.HEADING else 0
    return Block(kind=kind, text=text, role=Role.BODY, reason="", level=level, spans=draw(spans(text)))


@st.composite
def lists_made(draw: st.DrawFn) -> Block:
    """Make a list, its levels as they come."""
    items = tuple(draw(st.lists(st.builds(Item, lines, st.integers(-1, 9), st.booleans()), max_size=6)))
    text = "\n".join(item.text for item in items)
    return Block(kind=Kind.LIST, text=text, role=Role.BODY, reason="", items=items, spans=draw(spans(text)))


@st.composite
def tables_made(draw: st.DrawFn) -> Block:
    """Make a table, its rows of any length."""
    rows = tuple(draw(st.lists(st.lists(lines, max_size=4).map(tuple), max_size=4)))
    text = "\n".join("\t".join(row) for row in rows)
    count = draw(st.integers(0, 3))
    own = draw(spans(text))
    return Block(
        kind=Kind.TABLE, text=text, role=Role.BODY, reason="", rows=rows, header_rows=count, spans=own
    )


images = st.builds(Image, addresses, lines, lines, names)
embeds = st.builds(Embed, addresses, names, names, st.just("post"), names)
blocks = st.one_of(
    marked_blocks(),
    st.sampled_from(list(Kind)).flatmap(marked_blocks),
    lists_made(),
    tables_made(),
    st.builds(lambda image: Block(kind=Kind.IMAGE, text="", role=Role.BODY, reason="", image=image), images),
    st.builds(lambda embed: Block(kind=Kind.EMBED, text="", role=Role.BODY, reason="", embed=embed), embeds),
)
labelled = st.builds(
    Block,
    kind=st.sampled_from(Kind),
    text=texts,
    role=st.sampled_from(Role),
    reason=names,
    place=st.builds(Place, names, st.integers(0, 9), st.integers(0, 9)),
    sure=st.floats(0, 1),
)
moments = st.builds(
    Moment,
    st.sampled_from(["", "2024", "2024-01-20", "2024-01-20T15:04Z", "2024-01-20T15:04:05.5+07:00", '"><b>']),
    st.sampled_from(Precision),
    names,
)
values = st.one_of(names, st.lists(names, max_size=3).map(tuple))
rivals = st.builds(Rival, values, st.sampled_from(Source), names, names)
articles = st.builds(
    Article,
    verdict=st.builds(Verdict, st.sampled_from(VerdictKind), names, st.lists(names, max_size=2).map(tuple)),
    form=st.sampled_from(["html", "text"]),
    title=texts,
    dek=texts,
    kicker=texts,
    authors=st.lists(st.builds(Person, names, addresses), max_size=2).map(tuple),
    published=st.none() | moments,
    modified=st.none() | moments,
    section=st.lists(names, max_size=2).map(tuple),
    tags=st.lists(names, max_size=2).map(tuple),
    language=st.sampled_from(["", "id", "ar", "zh", "th", "en-GB", 'x" onload="']),
    site=st.builds(Site, names, names),
    credits=st.lists(names, max_size=2).map(tuple),
    url=addresses,
    canonical_url=addresses,
    image=st.none() | images,
    related=st.lists(st.builds(Related, texts, addresses, names, addresses), max_size=2).map(tuple),
    access=st.sampled_from(Access),
    findings=st.lists(
        st.builds(
            Finding, names, values, st.sampled_from(Source), names, st.lists(rivals, max_size=1).map(tuple)
        ),
        max_size=2,
    ).map(tuple),
    blocks=st.lists(st.one_of(blocks, labelled), max_size=4).map(tuple),
)
