"""Tags are what readers see: no machine words, no site, no authors; links to topics after the text are tags."""

from __future__ import annotations

import pytest

from lugas.model import Role
from tests.fields.build import PROSE, clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
URL = "https://www.harian.id/nasional/kapal-perintis-kembali-singgah-di-pulau-seira"


def tags_of(head: str = "", after: str = "", before: str = "") -> list[str]:
    """Give the tags of a page with a head, and markup before and after its text."""
    site = '<meta property="og:site_name" content="Harian Laut"><meta name="author" content="Siti Aminah">'
    text = f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p>"
    markup = f'<html lang="id"><head>{site}{head}</head><body>{before}{text}{after}</body></html>'
    return list(fields_of(clues_of(markup, URL)).tags)


def keywords(text: str) -> str:
    """Write the keywords of a page."""
    return f'<meta name="news_keywords" content="{text}">'


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("topic/Laut, organization/Pelni, sections/Daerah", ["Laut", "Pelni", "Daerah"]),
        ("ns:abc, partner/x, tone:news, cat_5, Laut", ["Laut"]),
        ("Laut, Harian Laut, harian.id, Kapal", ["Laut", "Kapal"]),
        ("Laut, Siti Aminah, Kapal", ["Laut", "Kapal"]),
        ("(1) Laut, (2) Kapal, p", ["Laut", "Kapal"]),
        ("24/7, Laut", ["24/7", "Laut"]),
        ("海洋 渡轮 Kapal Perintis 港口", ["海洋", "渡轮", "Kapal Perintis", "港口"]),
        ("海の 渡し船", ["海の 渡し船"]),
        ("海洋 渡轮, 港口", ["海洋 渡轮", "港口"]),
        ("U.S., Leo XIV., Indeed Inc., Kapal.", ["U.S.", "Leo XIV.", "Indeed Inc.", "Kapal"]),
        ("Kapal., Pelni Ltd.", ["Kapal", "Pelni Ltd."]),
        ("Laut, #Bali.", ["Laut", "Bali"]),
    ],
)
def test_machine_words_are_no_tags(text: str, tags: list[str]) -> None:
    """Prefixes go off, and the site, its host, the authors and single letters go away; Chinese is split at spaces."""
    assert tags_of(keywords(text)) == tags


def test_a_lone_tag_that_is_several() -> None:
    """A list with commas wins over the same words with spaces alone."""
    head = '<meta property="article:tag" content="Laut Kapal Pelni">' + keywords("Pelni, Kapal, Laut")
    assert tags_of(head) == ["Pelni", "Kapal", "Laut"]


@pytest.mark.parametrize("folder", ["tag", "topics", "thema", "temas", "mots-cles", "etiket"])
def test_links_to_topics_after_the_text(folder: str) -> None:
    """Short links into a folder of topics right after the text are tags, whatever stands around them."""
    links = "".join(
        f'<li><a href="/{folder}/12345-{name.lower()}">{name}</a></li>' for name in ("Laut", "Kapal")
    )
    assert tags_of(after=f'<div class="x"><ul>{links}</ul></div><p>Unrelated</p>') == ["Laut", "Kapal"]


@pytest.mark.parametrize("label", ["Mehr lesen über", "Temas relacionados", "Related topics:"])
def test_links_under_a_label(label: str) -> None:
    """Under a label, links to any folder are tags; links to articles are not."""
    links = '<li><a href="/politik/laut/">Laut</a></li><li><a href="/politik/kapal/">Kapal</a></li>'
    assert tags_of(after=f"<div>{label}</div><ul>{links}</ul>") == ["Laut", "Kapal"]
    article = '<li><a href="/politik/article41039051/kapal.html">Kapal Baru</a></li>'
    assert tags_of(after=f"<div>{label}</div><ul>{article}</ul>") == []


def test_a_label_that_no_list_has() -> None:
    """Few words before links that all lead into a folder of topics are their label; before other links they are not."""
    links = '<a href="/{0}/1">Laut</a> <a href="/{0}/2">Kapal</a>'
    assert tags_of(after=f"<div><span>Qwerty:</span> {links.format('tag')}</div>") == ["Laut", "Kapal"]
    assert tags_of(after=f"<div><span>Qwerty:</span> {links.format('news')}</div>") == []


def test_a_menu_repeated_after_the_text_is_no_tags() -> None:
    """Links that stand before the text as well are the menu's."""
    menu = '<ul><li><a href="/topics/laut">Laut</a></li><li><a href="/topics/kapal">Kapal</a></li></ul>'
    assert tags_of(before=menu, after=menu) == []


def test_the_clock_with_its_zone() -> None:
    """The same clock with its zone in another place gives the zone."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-14T08:15:01"}</script>'
        '<meta name="date" content="2024-03-14T08:15:01+07:00">'
    )
    fields = fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL))
    assert str(fields.published) == "2024-03-14T08:15:01+07:00"


def test_entries_of_the_menu_are_no_tags() -> None:
    """A list of links named as tags that is the menu gives no tags."""
    names = ("Nasional", "Ekonomi", "Olahraga", "Hiburan", "Teknologi", "Otomotif", "Gaya", "Opini", "Wisata")
    menu = "".join(f'<li><a class="tag" href="/{name}">{name}</a></li>' for name in names)
    clues = clues_of(page(body=f"<ul>{menu}</ul><h1>Kapal Perintis Kembali Singgah di Pulau</h1>"))
    assert fields_of(clues, dict.fromkeys(names, Role.NAVIGATION)).tags == ()
    assert fields_of(clues).tags == names


def test_buttons_headlines_and_dates_among_topics() -> None:
    """Among the topics that a page shows, buttons, headlines and dates are left out."""
    shown = (
        "Kapal",
        "Tweet",
        "Bagaimana Sebuah Pulau Menunggu Kapalnya Selama Dua Pekan",
        "10 Februari 2019",
        "RSS 2.0",
    )
    links = "".join(f'<a rel="tag" href="/t/{n}">{text}</a> ' for n, text in enumerate(shown))
    clues = clues_of(page(body=f"<h1>Kapal Perintis Kembali Singgah di Pulau</h1><p>{links}</p>"))
    assert fields_of(clues).tags == ("Kapal",)


def test_the_paper_s_own_name_among_keywords() -> None:
    """The name by which a paper is known is no tag, nor are words for news at large."""
    head = '<meta property="og:site_name" content="朝潮新聞デジタル">'
    head += '<meta name="keywords" content="災害,朝潮新聞,ニュース">'
    assert fields_of(clues_of(page(head, "<h1>フェリーが木曜日に島に戻った</h1>"))).tags == ("災害",)


@pytest.mark.parametrize("name", ["etiketler", "etiquetas", "schlagworte", "byline post-labels", "tags"])
def test_names_of_the_place_of_topics(name: str) -> None:
    """An element that calls itself topics, in any language, holds tags, in an article's own foot too."""
    links = '<a href="/x/1">Laut</a><a href="/x/2">Kapal</a>'
    assert tags_of(after=f'<div class="post-footer"><div class="{name}">{links}</div></div>') == [
        "Laut",
        "Kapal",
    ]
    assert tags_of(after=f'<div class="footer"><div class="{name}">{links}</div></div>') == []
