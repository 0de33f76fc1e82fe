"""Names that stand alone in a line of copied text, or beside a time, and headings that look like names."""

from __future__ import annotations

import pytest

import lugas
from lugas.model import Role

TITLE = "Harbour town votes to keep its night ferry through the winter"
BODY = (
    "The council of the harbour town voted on Monday evening to keep the night ferry running until the spring.",
    "Fishermen and nurses who work in shifts had asked for it, and their climate of change was heard at last.",
    "The ferry has crossed the bay since 1961, and carried some forty people on an ordinary night last year.",
    "The mayor said that the final thoughts of the council will be published before the end of this month.",
)


def text_with(above: str = "", below: str = "", before_last: str = "") -> str:
    """Make a copied article: its title, what stands under it, four paragraphs, what stands after them."""
    paragraphs = [*BODY[:3], *([before_last] if before_last else []), BODY[3]]
    return "\n\n".join([TITLE, *([above] if above else []), *paragraphs, *([below] if below else [])])


def authors_of(text: str) -> list[str]:
    """Give the names of the authors of a copied text."""
    return [person.name for person in lugas.read(text, form="text").authors]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Doe 4 February 2025 - 14:41", ["Jane Doe"]),
        ("Jane Doe|Published 15 hours ago", ["Jane Doe"]),
        ("Jane Doe•Oct 20, 2025", ["Jane Doe"]),
        ("Jane Doe Published 10:19am 19 December 2025", ["Jane Doe"]),
        ("Jane DoeblinPublished Jul 17, 2024, 11:21am", ["Jane Doeblin"]),
        ("By Jane DoeblinDec 22, 2023", ["Jane Doeblin"]),
        ("byJane Doe UpdatedJanuary 25, 2026", ["Jane Doe"]),
        ("By Jane Doe For Mailonline", ["Jane Doe"]),
        ("By Jane Doe FOXBusiness", ["Jane Doe"]),
        ("By Jane Doe ⋅ Review Editor  ⋅  Updated November 18, 2025", ["Jane Doe"]),
        ("By Jane Doe Follow", ["Jane Doe"]),
        ("Jane Doe\n\n4 February 2025", ["Jane Doe"]),
        ("Will Young | March 6, 2026", ["Will Young"]),
        ("María del Mar - 6 de marzo de 2026", ["María del Mar"]),
        ("Peter van Dijk - 6 maart 2026", ["Peter van Dijk"]),
        ("By Joe DiMaggio 22 December 2023", ["Joe DiMaggio"]),
        ("By Alice LeMay 22 December 2023", ["Alice LeMay"]),
        ("By Tiffany BethAnne Smith", ["Tiffany BethAnne Smith"]),
        ("By Sara AbdulRahman", ["Sara AbdulRahman"]),
        ("Reporting by Jane Doe", ["Jane Doe"]),
        ("Reviewed by Ann Lee, written by Jane Doe", ["Ann Lee", "Jane Doe"]),
        ("Foto de Juan Pérez", []),
        ("New York", []),
        ("Premier League", []),
        ("Key Points", []),
        ("Climate Change\n\n4 February 2025", []),
        ("Sponsored by Jane Doe", []),
        ("Fact checked by: Jane Doe", []),
        ("December 2, 2025 by Jane Doe", ["Jane Doe"]),
        ("Why Choosing the Right Website Builder Matters for All", []),
    ],
)
def test_under_the_title(line: str, names: list[str]) -> None:
    """A name alone or with its time under the title is the writer's; what the text has in small letters is no name."""
    assert authors_of(text_with(line)) == names


def test_after_the_text() -> None:
    """Who signs below is the author; a heading before the last paragraph is not."""
    assert authors_of(text_with(below="Jane Doe")) == ["Jane Doe"]
    assert authors_of(text_with(before_last="Final Thoughts")) == []
    assert authors_of(text_with(before_last="Bright Prospects")) == []


@pytest.mark.parametrize("name", ["Peter van Dijk", "Ana del Valle", "Ursula von der Leyen", "Grace Ferry"])
def test_names_with_words_in_them(name: str) -> None:
    """A particle of a name, or one word of it, that the text has in small letters does not make it a heading."""
    text = text_with(below=name) + "\n"
    assert authors_of(text.replace("the bay", "the bay van den del von der")) == [name]


def test_vietnamese_names_are_words() -> None:
    """In Vietnamese, where each part of a name is a word and articles are signed at their end, no word tells."""
    body = [
        "Hội đồng thành phố cảng tối thứ hai đã bỏ phiếu giữ chuyến phà đêm đến hết mùa xuân năm sau.",
        "Ngư dân và y tá làm việc theo ca đã đề nghị điều này, và hương vị của thanh âm đêm vẫn còn đó.",
        "Chuyến phà đã qua vịnh từ năm 1961, và mỗi đêm bình thường của năm ngoái chở khoảng bốn mươi người.",
    ]
    text = "\n\n".join(["Thành phố cảng giữ chuyến phà đêm qua suốt mùa đông", *body, "Thanh Hương"])
    assert [person.name for person in lugas.read(text, form="text").authors] in (["Thanh Hương"], [])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("By Jane Doe, Frankfurt", "Jane Doe"),
        ("Jane Doe jane@harbour.example", "Jane Doe"),
        ("오하늘 기자 haneul@harbour.example", "오하늘"),
    ],
)
def test_a_signature_is_no_body(line: str, name: str) -> None:
    """The last line that holds the author's name and nothing else signs the article: it is a byline, not its text."""
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "{name}"}}}}</script>'
    body = "".join(f"<p>{text}</p>" for text in (*BODY, line))
    article = lugas.read(
        f"<html><head>{data}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )
    assert [person.name for person in article.authors] == [name]
    assert article.text.endswith(BODY[3])
    assert next(block for block in article.blocks if block.text == line).role is Role.BYLINE


def test_a_sentence_about_the_author_stays() -> None:
    """A short last line that says something of the author, or names another beside them, is part of the text."""
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Jane Doe"}}</script>'
    )
    lines = (
        "Jane Doe was on board.",
        "Jane Doe and the harbour master",
        "By Jane Doe: The Last Ferry",
        "Author Jane Doe thanks readers",
    )
    for line in lines:
        body = "".join(f"<p>{text}</p>" for text in (*BODY[:3], line))
        page = f"<html><head>{data}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
        assert line in lugas.read(page).text
