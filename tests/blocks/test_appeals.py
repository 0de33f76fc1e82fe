"""Appeals in whole sentences, and the boxes they fill."""

from __future__ import annotations

import pytest

from lugas import read
from lugas.blocks.appeals import (
    APPEAL_WORDS,
    NEWSLETTER_WORDS,
    Phrase,
    appeals,
    mark_appeals,
    plain_sentence,
)
from lugas.blocks.phrases import Mark
from lugas.blocks.plain import NOT_PLAIN
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
        ("Dieser Artikel enthält Affiliate-Links, mit denen wir etwas verdienen.", Role.AD),
        ("Unterstützen Sie unseren Journalismus mit einem kleinen Betrag.", Role.SUBSCRIPTION),
        ("Deine Privatsphäre-Einstellungen verhindern das Laden der Karte.", Role.CONSENT),
        ("Soutenez notre journalisme, il en a besoin.", Role.SUBSCRIPTION),
        ("Apoya nuestro periodismo con una cuota al mes.", Role.SUBSCRIPTION),
        ("Dukung jurnalisme kami yang jujur.", Role.SUBSCRIPTION),
        ("Berlangganan newsletter kami setiap pagi.", Role.NEWSLETTER),
        ("Wesprzyj nasze dziennikarstwo wpłatą.", Role.SUBSCRIPTION),
        ("Поддержите нашу редакцию подпиской.", Role.SUBSCRIPTION),
        ("本記事はアフィリエイト広告を利用しています。", Role.AD),
        ("請支持我們的報導，每月小額捐款。", Role.SUBSCRIPTION),
        ("ادعموا صحافتنا كل شهر.", Role.SUBSCRIPTION),
        ("If you click on a shop's name, we may earn a commission.", Role.AD),
        ("Ich bin einverstanden, dass mir Inhalte von X angezeigt werden.", Role.CONSENT),
        ("Suscríbase a nuestros boletines.", Role.NEWSLETTER),
        # two phrases that an article may say one of
        ("The best deals, straight to your inbox: sign in to continue.", Role.NEWSLETTER),
        ("Tautan afiliasi ini membuat kami mendapatkan komisi dari toko.", Role.AD),
    ],
)
def test_sentences(text: str, role: Role) -> None:
    """A sentence in which a site asks for something is an appeal, in any language and through both doors."""
    assert after(mark_appeals, lines(PROSE, text, MORE, chance={"": 0.0, text[:9]: 0.99})) == {text: role}
    page = f"<article><p>{PROSE}</p><p>{text}</p></article>"
    assert after(mark_appeals, markup(page, chance={text[:9]: 0.99})) == {text: role}


NEWS = [
    "She said the grant will support local journalism in towns that lost their newspapers.",
    "Lawmakers want to support independent journalism with a tax credit.",
    "Agents earn a commission of three percent on every house.",
    "We may receive compensation from the insurer, the mayor said.",
    "He asked them for a tax-deductible donation to support our troops.",
    "The packages were delivered to your inbox by a criminal group, the police told shop owners.",
    "Das Urteil betrifft sogenannte Affiliate-Links, wie das Gericht mitteilte.",
    "Der Verlag will Inhalte zeigen, die mir Inhalte von Xing und LinkedIn verbinden.",
    "Pemerintah akan dukung jurnalisme warga di daerah yang kehilangan surat kabar.",
    "Polisi menemukan tautan afiliasi palsu yang dikirim ke telepon korban.",
    "Para penjual mendapatkan komisi dari setiap rumah yang terjual.",
    "La nueva ley apoya el periodismo local con ayudas fiscales.",
    "La aseguradora puede recibir una comisión por cada póliza.",
    "L'agent peut toucher une commission de trois pour cent sur chaque vente.",
    "Les courriels arrivaient dans votre boîte mail, a dit le procureur.",
    "Die Stiftung will unabhängigen Journalismus unterstützen, so der Minister.",
    "Die Warnung kommt direkt in Ihr Postfach, erklärte das Amt.",
    "Rząd wspieraj niezależne dziennikarstwo, wołali protestujący.",
    "Poslanci řekli: podpořte nezávislou žurnalistiku v regionech.",
    "議員は「ご支援をお願いします」と被災地で訴えた。",
    "The newsroom of the island's paper moved to the harbour, and its readers followed.",
    "Die Provision der Makler stieg um zwei Prozent.",
    "Donations for the victims of the flood came from all over the country.",
    f"{'They said it again and again. ' * 30} Support our newsroom.",
    f"{'It came in the morning. ' * 12} It goes straight to your inbox.",
]


@pytest.mark.parametrize("text", NEWS)
def test_news_is_no_appeal(text: str) -> None:
    """A paragraph amid an article that speaks of such things, or a long one that quotes it, is no appeal."""
    assert (
        after(mark_appeals, lines(PROSE, text, MORE, chance={"": 0.9, PROSE: 0.9, MORE: 0.9, text: 0.99}))
        == {}
    )
    page = f"<article><h1>Title</h1>{STORY}<p>{text}</p>{STORY}</article>"
    sheet = give(markup(page), Title=Role.TITLE)
    sheet.chance[:] = [0.9] * len(sheet.rows)
    assert set(after(mark_appeals, sheet)) == {"Title"}


@pytest.mark.parametrize("text", NEWS[:7])
def test_news_stays_in_the_body(text: str) -> None:
    """A page that is read whole keeps such a paragraph as body."""
    story = "".join(f"<p>{PROSE} On day {day} {MORE.lower()}</p>" for day in range(4))
    page = (
        f"<html><body><article><h1>The ferry is back</h1>{story}<p>{text}</p>{story}</article></body></html>"
    )
    article = read(page)
    assert [block.role for block in article.blocks if block.text == text] == [Role.BODY]


SIGNS = "<p>Support local journalism in every town.</p>"


@pytest.mark.parametrize(
    ("end", "role"),
    [
        (f"{SIGNS}<p>{MORE}</p>", None),
        (SIGNS, Role.SUBSCRIPTION),
        (f"<p>Support local journalism <a href=/give>in every town.</a></p><p>{MORE}</p>", Role.SUBSCRIPTION),
        (f"<div class=support-box>{SIGNS}</div><p>{MORE}</p>", Role.SUBSCRIPTION),
        (f"<div class=newsletter-box>{SIGNS}</div><p>{MORE}</p>", Role.SUBSCRIPTION),
        (f"<div class=story-text>{SIGNS}</div><p>{MORE}</p>", None),
        (f"<div>{SIGNS}<p>Become a member today.</p></div><p>{MORE}</p>", Role.SUBSCRIPTION),
        (f"{SIGNS}<p>{MORE}</p><p>Become a member today.</p>", None),
    ],
)
def test_second_signs(end: str, role: Role | None) -> None:
    """What an article may say as well is an appeal with a link, in a box of its own, or after the body."""
    sheet = give(markup(f"<main><h1>Title</h1>{STORY}{end}</main>"), Title=Role.TITLE)
    sheet.chance[:] = [0.9] * len(sheet.rows)
    assert after(mark_appeals, sheet).get("Support local journalism in every town.") is role


def test_whole_words() -> None:
    """A phrase is looked for as whole words, but for those that may go on, and in scripts without spaces."""
    phrase = Phrase("inhalte von x", Role.CONSENT, alone=True, open=False)
    assert phrase.find("mir inhalte von xing") == -1
    assert phrase.find("die meinhalte von x") == -1
    assert phrase.find("inhalte von xing, inhalte von x.") == 18
    assert Phrase("a nuestr", Role.NEWSLETTER, alone=True, open=True).find("a nuestros") == 0
    assert Phrase("支持我們的報導", Role.SUBSCRIPTION, alone=True, open=False).find("請支持我們的報導吧") == 1


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
    sheet.chance[:] = [0.9] * len(sheet.rows)
    assert "We work hard." not in after(mark_appeals, sheet, Options())


def test_list_of_sentences() -> None:
    """Every line of the list names a role and a sentence as it is looked for, sorted, each once."""
    listed = read_list("appeals")
    assert list(listed) == sorted(set(listed))
    for key, phrase in ((key, phrase) for key, found in appeals().items() for *_, phrase in found):
        assert phrase.words == plain_sentence(phrase.words).strip()
        assert key in phrase.whole if key else NOT_PLAIN.search(phrase.words)
        assert phrase.role in {Role.AD, Role.CONSENT, Role.NEWSLETTER, Role.SUBSCRIPTION}
        assert len(phrase.words.split(" ")) <= 7
    assert NEWSLETTER_WORDS < APPEAL_WORDS


def test_apostrophes_and_accents() -> None:
    """Accents, case and the shape of an apostrophe make no difference."""
    assert plain_sentence("ENTHÄLT") == "enthalt"
    assert plain_sentence("n’avez") == "n'avez"
