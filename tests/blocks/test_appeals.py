"""Appeals in whole sentences, and the boxes they fill."""

from __future__ import annotations

import pytest

from lugas.blocks.appeals import APPEAL_WORDS, NEWSLETTER_WORDS, appeals, mark_appeals, plain_sentence
from lugas.blocks.phrases import Mark
from lugas.blocks.words import read_list
from lugas.model import Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

STORY = "".join(f"<p>{PROSE} {MORE} Day {day}.</p>" for day in range(3))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Please help: support our newsroom by contributing as little as two euros.", Role.SUBSCRIPTION),
        ("If you buy through our links, the Courier may be paid.", Role.AD),
        ("Dieser Text enthält Affiliate-Links, mit denen wir etwas verdienen.", Role.AD),
        ("Unterstützen Sie unseren Journalismus mit einem kleinen Betrag.", Role.SUBSCRIPTION),
        ("Deine Privatsphäre-Einstellungen verhindern das Laden der Karte.", Role.CONSENT),
        ("Soutenez notre journalisme, il en a besoin.", Role.SUBSCRIPTION),
        ("Apoya nuestro periodismo con una cuota al mes.", Role.SUBSCRIPTION),
        ("Dukung jurnalisme yang jujur bersama kami.", Role.SUBSCRIPTION),
        ("Tulisan ini memuat tautan afiliasi dari beberapa toko.", Role.AD),
        ("Wesprzyj nasze dziennikarstwo wpłatą.", Role.SUBSCRIPTION),
        ("Поддержите независимую журналистику подпиской.", Role.SUBSCRIPTION),
        ("本記事はアフィリエイト広告を利用しています。", Role.AD),
        ("請支持獨立媒體，每月小額捐款。", Role.SUBSCRIPTION),
        ("독립 언론을 후원해 주십시오.", Role.SUBSCRIPTION),
        ("All the island's news, delivered straight to your inbox.", Role.NEWSLETTER),
    ],
)
def test_sentences(text: str, role: Role) -> None:
    """A sentence in which a site asks for something is an appeal, in any language and through both doors."""
    assert after(mark_appeals, lines(PROSE, text, MORE, chance={"": 0.0, text[:9]: 0.99})) == {text: role}
    page = f"<article><p>{PROSE}</p><p>{text}</p></article>"
    assert after(mark_appeals, markup(page, chance={text[:9]: 0.99})) == {text: role}


@pytest.mark.parametrize(
    "text",
    [
        "The newsroom of the island's paper moved to the harbour, and its readers followed.",
        "Die Provision der Makler stieg um zwei Prozent.",
        "Jurnalisme warga tumbuh di pulau itu.",
        "Donations for the victims of the flood came from all over the country.",
        f"{'They said it again and again. ' * 30} Support our newsroom.",
        f"{'It came in the morning. ' * 12} It goes straight to your inbox.",
    ],
)
def test_news_is_no_appeal(text: str) -> None:
    """An article that speaks of such things, or a long paragraph that quotes one, is no appeal."""
    assert after(mark_appeals, lines(text, chance={text[:9]: 0.99})) == {}


def test_unlikely_rows() -> None:
    """A row that the tagger does not take for body is left to the other passes."""
    assert after(mark_appeals, lines("Support our newsroom.")) == {}


def asked(box: str, **marks: Mark) -> dict[str, Role]:
    """Give what is marked on a page with an article and a box, the tagger taking all for body."""
    page = f"<main><article><h1>Title</h1>{STORY}</article>{box}</main>"
    sheet = give(markup(page, marks=marks), Title=Role.TITLE)
    sheet.chance[:] = [0.0 if row.text == "Title" else 0.9 for row in sheet.rows]
    return {row: role for row, role in after(mark_appeals, sheet).items() if row != "Title"}


def test_boxes() -> None:
    """A box with several such lines is an appeal as a whole; one line alone tells nothing of its neighbours."""
    box = "<div><h4>The stakes</h4><p>Support our newsroom.</p><p>We work hard.</p><p>Keep our news free.</p></div>"
    assert set(asked(box).values()) == {Role.SUBSCRIPTION}
    assert len(asked(box)) == 4
    assert list(asked("<div><p>Support our newsroom.</p><p>We work hard.</p></div>")) == [
        "Support our newsroom."
    ]


def test_boxes_with_short_lines() -> None:
    """Short lines known by their phrases count beside the sentences."""
    box = "<div><p>Support our newsroom.</p><li>Daily puzzles</li><li>Log in</li></div>"
    assert "Daily puzzles" in asked(box, Log=Mark.SUBSCRIPTION)
    assert "Daily puzzles" not in asked(box)


def test_box_longer_than_a_brief() -> None:
    """An appeal may be longer than a brief over it; a box with the title, or all there is, is never one."""
    long = "".join(
        f"<p>Line {number}: support our newsroom, it is for you and yours.</p>" for number in range(20)
    )
    told = asked(f"<div><p>We work hard.</p>{long}</div>")
    assert told["We work hard."] is Role.SUBSCRIPTION
    sheet = markup(f"<main><div><p>We work hard.</p>{long}</div></main>")
    sheet.chance[:] = 0.9
    assert "We work hard." not in after(mark_appeals, sheet, Options())


def test_list_of_sentences() -> None:
    """Every line of the list names a role and a sentence as it is looked for, sorted, each once."""
    listed = read_list("appeals")
    assert list(listed) == sorted(set(listed))
    for sentence, word, role in appeals():
        assert sentence == plain_sentence(sentence).strip()
        assert f" {word} " in sentence if word else len(sentence.split(" ")) < 3
        assert role in {Role.AD, Role.CONSENT, Role.NEWSLETTER, Role.SUBSCRIPTION}
    assert NEWSLETTER_WORDS < APPEAL_WORDS


def test_apostrophes_and_accents() -> None:
    """Accents, case and the shape of an apostrophe make no difference."""
    assert plain_sentence("ENTHÄLT") == "enthalt"
    assert plain_sentence("n’avez") == "n'avez"
