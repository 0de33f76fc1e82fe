"""Who may read an article: declarations, prompts and cut texts weighed into one value, with what disagrees."""

from __future__ import annotations

import json

import pytest

import lugas
from lugas.fields.access.choose import declared_access
from lugas.fields.settle import Fields
from lugas.model import Access, Finding, Source
from tests.fields.build import PROSE, clues_of, clues_of_text, fields_of
from tests.fields.build import page as page_of

TEXT = "Kapal perintis kembali singgah di pulau itu, dan warga tidak lagi menunggu dua pekan, kata kepala desa kepada"


def script(**told: object) -> str:
    """Write the JSON-LD of an article."""
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Kapal singgah", **told}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def meta(name: str, value: str) -> str:
    """Write a `<meta>`."""
    return f'<meta name="{name}" content="{value}">'


def read(head: str = "", after: str = "", body: str = "") -> Fields:
    """Read the fields of a page with `after` under its two paragraphs."""
    page = page_of(head, f"<h1>Kapal singgah</h1>{body}").replace("</body>", f"{after}</body>")
    return fields_of(clues_of(page, "https://kabarpulau.example/read/kapal-singgah"))


def evidence(fields: Fields) -> Finding:
    """Give the finding of the access."""
    return next(finding for finding in fields.findings if finding.field == "access")


GRAPH = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"K"},{"@type":"NewsArticle",'
    '"headline":"Kapal singgah","isAccessibleForFree":"False"}]}</script>'
)
PART = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".premium-part"}

DECLARED = [
    ("json-true", script(isAccessibleForFree=True), Access.FREE),
    ("json-false", script(isAccessibleForFree=False), Access.PAID),
    ("json-text", script(isAccessibleForFree="False"), Access.PAID),
    ("json-text-true", script(isAccessibleForFree="true"), Access.FREE),
    ("json-address", script(isAccessibleForFree="http://schema.org/False"), Access.PAID),
    ("json-list", script(isAccessibleForFree=["False"]), Access.PAID),
    ("json-misspelled", script(isAccesibleForFree="False"), Access.PAID),
    ("json-graph", GRAPH, Access.PAID),
    (
        "json-page",
        '<script type="application/ld+json">{"@type":"WebPage","isAccessibleForFree":true}</script>',
        Access.FREE,
    ),
    ("tier-free", meta("article:content_tier", "free"), Access.FREE),
    ("tier-metered", meta("article:content_tier", "metered"), Access.METERED),
    ("tier-locked", meta("og:article:content_tier", "locked"), Access.PAID),
    ("cxense-closed", meta("cXenseParse:kab-paywall", "true"), Access.PAID),
    ("cxense-open", meta("cXenseParse:kab-paywall", "false"), Access.FREE),
    ("premium-name", meta("is_premium", "1"), Access.PAID),
    ("marfeel", meta("mrf:tags", "editorialTone:news;contentAccess:premium"), Access.PAID),
    ("microdata", '<meta itemprop="isAccessibleForFree" content="false">', Access.PAID),
    ("metered-and-not-free", script(isAccessibleForFree=False) + meta("content_tier", "metered"), Access.METERED),
    ("locked-and-not-free", script(isAccessibleForFree=False) + meta("content_tier", "locked"), Access.PAID),
    ("unknown-word", meta("article:content_tier", "tier-7"), Access.UNKNOWN),
    ("nothing", "", Access.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("head", "access"), [pytest.param(h, a, id=name) for name, h, a in DECLARED])
def test_declared_access(head: str, access: Access) -> None:
    """A declaration tells the access, in whichever form it is written; a word that says nothing tells nothing."""
    fields = read(head)
    assert fields.access is access
    if access is not Access.UNKNOWN:
        finding = evidence(fields)
        assert finding.value == access.value
        assert finding.source in {Source.JSON_LD, Source.META, Source.MICRODATA}
        assert finding.detail


PROMPTS = [
    ("en", "Subscribe to continue reading", Access.PAID),
    ("id", "Berlangganan untuk membaca artikel ini secara lengkap", Access.PAID),
    ("de", "Jetzt weiterlesen mit dem Digital-Abo", Access.PAID),
    ("fr", "La suite est réservée aux abonnés. Déjà abonné ? Connectez-vous", Access.PAID),
    ("es", "Contenido exclusivo para suscriptores", Access.PAID),
    ("it", "Contenuto riservato agli abbonati", Access.PAID),
    ("cs", "Tento článek je exkluzivním obsahem pro předplatitele.", Access.PAID),
    ("hr", "Sadržaj je dostupan pretplatnicima", Access.PAID),
    ("zh", "登录后阅读全文", Access.PAID),
    ("pt", "Conteúdo exclusivo para assinantes", Access.PAID),
    ("nl", "Alleen voor abonnees", Access.PAID),
    ("ru", "Статья доступна подписчикам. Оформите подписку", Access.PAID),
    ("ja", "この記事は有料会員限定です。残り1200文字", Access.PAID),
    ("zh", "订阅后继续阅读", Access.PAID),
    ("ar", "للمشتركين فقط", Access.PAID),
    ("en-register", "Create a free account to continue reading", Access.METERED),
    ("es-register", "Regístrate gratis para seguir leyendo", Access.METERED),
    ("ja-register", "無料会員登録して続きを読む", Access.METERED),
]


@pytest.mark.parametrize(("prompt", "access"), [pytest.param(p, a, id=name) for name, p, a in PROMPTS])
def test_prompt_in_the_place_of_the_body(prompt: str, access: Access) -> None:
    """A prompt where a short text ends tells by itself; registering lets one read, so it counts as metered."""
    fields = read(after=f"<div><p>{prompt}</p></div>")
    assert fields.access is access
    finding = evidence(fields)
    assert finding.source is Source.TEXT
    assert "after the body" in finding.detail
    assert "words of body before it" in finding.detail


@pytest.mark.parametrize(
    "meter",
    [
        "You have 2 free articles left this month",
        "You've read 3 of 5 free articles",
        "Sisa 2 artikel gratis bulan ini",
        "Il vous reste 2 articles gratuits",
        "Te quedan 3 artículos gratis este mes",
        "Noch 2 kostenlose Artikel in diesem Monat",
        "У вас осталось 3 бесплатных материала",
    ],
)
def test_meter(meter: str) -> None:
    """A page that counts what a reader has left is metered, however long its article is."""
    long = "".join(f"<p>{PROSE} Hari ke-{n} sama saja.</p>" for n in range(30))
    fields = read(after=f"<div>{meter}</div>", body=long)
    assert fields.access is Access.METERED
    assert "“" in evidence(fields).detail


def test_prompt_under_a_whole_article() -> None:
    """Under a long article that does not break off, an offer to subscribe tells nothing of the article."""
    long = "".join(f"<p>{PROSE} Hari ke-{n} sama saja.</p>" for n in range(30))
    assert (
        read(after="<div>Subscribe to continue reading our newsletter</div>", body=long).access
        is Access.UNKNOWN
    )


def test_text_alone_is_never_free_nor_paid() -> None:
    """A text that breaks off, or a number of words far above what is there, tells nothing without a prompt."""
    assert read(after=f"<p>{TEXT * 2}</p>").access is Access.UNKNOWN
    assert read(script(wordCount=4000)).access is Access.UNKNOWN
    assert fields_of(clues_of_text(f"Kapal singgah\n\n{PROSE}\n\n{PROSE}\n")).access is Access.UNKNOWN


def test_all_that_is_shown_is_named() -> None:
    """The evidence names the prompt, the box it stands in, the cut text and the words that are missing."""
    after = f'<p>{TEXT * 2}</p><div class="poool-widget"><p>Berlangganan untuk membaca</p></div>'
    finding = evidence(read(script(wordCount="3200"), after))
    assert "“berlangganan untuk membaca” after the body" in finding.detail
    assert "a box of Poool after the body" in finding.detail
    assert "the text breaks off" in finding.detail
    assert "of the 3200 that it tells of" in finding.detail


def test_box_of_a_wall_without_words_that_are_known() -> None:
    """In a language whose prompts are not known, a wall's box after a cut text tells; around the text it does not."""
    box = '<div class="piano-offer"><p>Xyzzy plugh frotz</p></div>'
    assert read(after=f"<p>{TEXT * 2}</p>{box}").access is Access.PAID
    assert read(after=box.replace("piano-offer", "offer")).access is Access.UNKNOWN
    around = page_of("", '<h1>Kapal singgah</h1><div class="paywall">').replace(
        "</body>", "<p>Tamat</p></div></body>"
    )
    assert fields_of(clues_of(around)).access is Access.UNKNOWN


def test_declared_free_against_what_is_shown() -> None:
    """A declaration outweighs a prompt; all that can be shown together outweighs it, and it stays as a rival."""
    told = script(isAccessibleForFree=True, wordCount=5000)
    mild = read(script(isAccessibleForFree=True), "<div>Subscribe to continue reading</div>")
    assert mild.access is Access.FREE
    assert [rival.value for rival in evidence(mild).rivals] == ["paid", "paid"]
    assert all("weighs more" in rival.why for rival in evidence(mild).rivals)
    after = f'<p>{TEXT * 2}</p><div class="paywall"><p>Subscribe to continue reading</p></div>'
    strong = read(told, after)
    assert strong.access is Access.PAID
    (rival,) = evidence(strong).rivals
    assert (rival.value, rival.source) == ("free", Source.JSON_LD)
    assert rival.why == "is declared, but the page shows otherwise"
    assert declared_access(evidence(strong)) is Access.FREE


def test_closed_parts() -> None:
    """A closed part makes the article paid where the page has that part; the evidence counts what is there of it."""
    empty = '<div class="premium-part"></div>'
    full = f'<div class="premium-part"><p>{PROSE}</p></div>'
    free = read(script(isAccessibleForFree=True, hasPart=PART))
    assert free.access is Access.FREE
    closed = read(script(isAccessibleForFree=True, hasPart=[PART]), empty)
    assert closed.access is Access.PAID
    assert "hasPart .premium-part: not free, nothing of it here" in evidence(closed).detail
    assert [rival.value for rival in evidence(closed).rivals] == ["free"]
    shown = read(script(hasPart=[PART]), full)
    assert "words of it here" in evidence(shown).detail


@pytest.mark.parametrize(
    "part",
    [
        {**PART, "cssSelector": "a" * 10_000},
        {**PART, "cssSelector": ":has(:has(*)) > div ~ p"},
        {**PART, "cssSelector": ["..", 7]},
        {**PART, "cssSelector": {"@value": ".x"}},
        {**PART, "isAccessibleForFree": {"a": [False]}},
        {"@id": "#missing"},
        [[[[PART]]]],
        [None, 3, "x", PART] * 500,
        "text",
        7,
    ],
)
def test_hostile_parts(part: object) -> None:
    """Whatever stands as a part, reading goes on, and no wild selector is looked up."""
    fields = read(script(hasPart=part))
    assert fields.access in set(Access)
    assert all(len(finding.detail) < 1500 for finding in fields.findings)


@pytest.mark.parametrize("value", [None, [], {}, [[]], 3.5, "x" * 5000, {"@value": True}, "Falsé"])
def test_hostile_declarations(value: object) -> None:
    """A value of the wrong kind tells nothing and breaks nothing."""
    head = (
        script(isAccessibleForFree=value, wordCount=value) + meta("paywall", "x" * 5000) + meta("premium", "")
    )
    assert read(head).access is Access.UNKNOWN


def test_a_part_of_several_does_not_break_off() -> None:
    """Where a page is one part of a split article, that its text ends early tells nothing of its access."""
    pager = '<p>1 <a href="?page=2">2</a></p><div class="paywall"><p>Subscribe to continue reading</p></div>'
    assert read(script(wordCount=4000), pager).access is Access.UNKNOWN


def test_verdict_counts_each_signal_once() -> None:
    """What the page shows leads to `paywall` by itself, but is not counted again as if it were declared."""
    body = f"<article><h1>Kapal singgah lagi di pulau</h1><p>{PROSE}</p><p>{PROSE}</p>"
    page = '<html lang="id"><head><meta property="og:type" content="article"></head><body>'
    walled = lugas.read(f'{page}{body}<div class="paywall"><p>Berlangganan untuk membaca</p></div></article>')
    assert walled.verdict.kind == "paywall"
    assert not any(signal.startswith("declared p") for signal in walled.verdict.signals)
    assert walled.access is Access.PAID
    free = lugas.read(f"{page}{body}</article>")
    assert free.verdict.kind == "article"
    assert free.access is Access.UNKNOWN


def test_closed_part_that_is_shown() -> None:
    """A page saved by who may read it shows the closed part: paid at its source, and an article here."""
    part = "".join(f"<p>{PROSE} Itu hari ke-{n}.</p>" for n in range(5))
    head = script(isAccessibleForFree=False, hasPart=[PART]) + '<meta property="og:type" content="article">'
    start = f'<html lang="id"><head>{head}</head><body><article><h1>Kapal singgah</h1>'
    whole = lugas.read(f'{start}<p>{PROSE}</p><div class="premium-part">{part}</div></article></body></html>')
    assert (whole.verdict.kind, whole.access) == ("article", Access.PAID)
    cut = lugas.read(f'{start}<p>{PROSE}</p><div class="premium-part"></div></article></body></html>')
    assert (cut.verdict.kind, cut.access) == ("paywall", Access.PAID)
