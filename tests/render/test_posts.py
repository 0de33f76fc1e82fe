"""A live blog in every view: time and author, heading, text, post by post."""

from __future__ import annotations

import lugas
from lugas.model import Article, Block, Kind, Moment, Person, Post, Precision, Role, Verdict, VerdictKind
from lugas.render.posts import with_post_lines
from lugas.render.terminal import to_terminal


def block(text: str, kind: Kind = Kind.PARAGRAPH, role: Role = Role.BODY) -> Block:
    """Make a block."""
    return Block(
        kind=kind, text=text, role=role, reason="told by the test", level=2 if kind is Kind.HEADING else 0
    )


def blog() -> Article:
    """Make a live blog of four posts: two shown, one that opens with its time, one that only data tells."""
    return Article(
        verdict=Verdict(VerdictKind.LIVE_BLOG, ""),
        form="html",
        title="Langsung: Banjir",
        blocks=(
            block("Langsung: Banjir", Kind.HEADING, Role.TITLE),
            block("16:40 WIB", role=Role.TIME),
            block("Jalan dialihkan", Kind.HEADING),
            block("Dua ruas ditutup."),
            block("14:25 WIB", role=Role.TIME),
            block("Dapur umum dibuka."),
            block("9.05 WIB: Sekolah diliburkan."),
        ),
        posts=(
            Post(
                "Jalan dialihkan",
                Moment("2024-02-27T16:40+07:00", Precision.MINUTE),
                (Person("Rini Astari"),),
                "Dua ruas ditutup.",
                blocks=(1, 2, 3),
            ),
            Post(
                "",
                Moment("2024-02-27T14:25+07:00", Precision.MINUTE),
                (),
                "Dapur umum dibuka.",
                blocks=(4, 5),
            ),
            Post(
                "", Moment("2024-02-27T09:05+07:00", Precision.MINUTE), (), "Sekolah diliburkan.", blocks=(6,)
            ),
            Post(
                "Tanggul jebol",
                Moment("2024-02-26T23:50+07:00", Precision.MINUTE),
                (),
                "Air masuk.\n\nWarga mengungsi.",
            ),
        ),
    )


def test_markdown() -> None:
    """A strong line opens each post; the day is told where it changes, the time not twice."""
    assert lugas.to_markdown(blog()).split("\n\n") == [
        "# Langsung: Banjir",
        "**2024-02-27 16:40 +07:00** · Rini Astari",
        "## Jalan dialihkan",
        "Dua ruas ditutup.",
        "**14:25**",
        "Dapur umum dibuka.",
        "9.05 WIB: Sekolah diliburkan.",
        "**2024-02-26 23:50 +07:00**",
        "## Tanggul jebol",
        "Air masuk.",
        "Warga mengungsi.",
    ]


def test_the_other_views() -> None:
    """Plain text, HTML and the terminal tell the same in the same order."""
    article = blog()
    wanted = ["16:40", "Rini Astari", "Jalan dialihkan", "14:25", "Dapur umum", "23:50", "Warga mengungsi."]
    for view in (lugas.to_text(article), lugas.to_html(article), to_terminal(article)):
        places = [view.index(text) for text in wanted]
        assert places == sorted(places)


def test_an_article_without_posts_is_left_alone() -> None:
    """What is no live blog goes through unchanged, and wrong indices do no harm."""
    plain = Article(verdict=Verdict(VerdictKind.ARTICLE, ""), form="html", blocks=(block("Satu."),))
    assert with_post_lines(plain) is plain
    wrong = Article(
        verdict=Verdict(VerdictKind.LIVE_BLOG, ""),
        form="html",
        blocks=(block("Satu."),),
        posts=(Post("A", text="B", blocks=(7, -3)),),
    )
    assert lugas.to_markdown(wrong) == "Satu.\n\n## A\n\nB"
