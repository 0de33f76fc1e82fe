"""The section path: breadcrumbs of every form, never the front page, the article or an entry of the menu."""

from __future__ import annotations

import json

import pytest

from lugas.fields.crumbs import Crumb, Here, crumbs_in_json_ld, outer_crumbs
from lugas.fields.settle import Fields
from lugas.model import Finding, Role, Source
from tests.fields.build import clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
SITE = "https://www.harian.id"
URL = f"{SITE}/nasional/daerah/kapal-perintis-kembali-singgah-di-pulau-seira"

PATHS = (
    ("Beranda", ("Nasional", "Daerah")),
    ("Home", ("News", "UK News")),
    ("Startseite", ("Politik", "Ausland")),
    ("Portada", ("Sociedad", "Sucesos")),
    ("Accueil", ("Économie", "Emploi")),
    ("Strona główna", ("Wiadomości", "Kraj")),
    ("Главная", ("Общество", "Люди")),
    ("Ana Sayfa", ("Gündem", "Yerel")),
    ("الرئيسية", ("أخبار", "محليات")),
    ("ראשי", ("חדשות", "בארץ")),
    ("होम", ("राज्य", "बिहार")),
    ("หน้าแรก", ("ข่าว", "ภูมิภาค")),
    ("Trang chủ", ("Thời sự", "Dân sinh")),
    ("首页", ("新闻中心", "社会新闻")),
    ("ホーム", ("ニュース", "地域")),
    ("홈", ("사회", "사람들")),
)


def section_of(
    head: str = "", body: str = "", url: str = URL, roles: dict[str, Role] | None = None
) -> Fields:
    """Settle the fields of a page with a heading."""
    return fields_of(clues_of(page(head, f"{body}<h1>{TITLE}</h1>"), url), roles)


def finding_of(fields: Fields) -> Finding:
    """Give the finding of the section."""
    return next(finding for finding in fields.findings if finding.field == "section")


def breadcrumb(*entries: tuple[str, str]) -> str:
    """Write a breadcrumb as JSON-LD."""
    items = [
        {"@type": "ListItem", "position": place, "item": {"@id": address, "name": label}}
        for place, (label, address) in enumerate(entries, 1)
    ]
    thing = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


@pytest.mark.parametrize(("home", "path"), PATHS, ids=[home for home, _ in PATHS])
def test_breadcrumb_of_json_ld(home: str, path: tuple[str, str]) -> None:
    """The entries of the front page and of the article are taken off, in every language."""
    head = breadcrumb((home, f"{SITE}/"), (path[0], f"{SITE}/a/"), (path[1], f"{SITE}/a/b/"), (TITLE, URL))
    fields = section_of(head)
    assert fields.section == path
    assert finding_of(fields).source is Source.JSON_LD


@pytest.mark.parametrize(("home", "path"), PATHS, ids=[home for home, _ in PATHS])
def test_breadcrumb_in_one_line(home: str, path: tuple[str, str]) -> None:
    """A path with arrows over the title gives the section, be its labels links or not."""
    plain = f'<div class="crumbs">{home} › {path[0]} › {path[1]}</div>'
    assert section_of(body=plain, roles={f"{home} ›": Role.SECTION}).section == path


def test_the_front_page_s_entry_may_have_any_name() -> None:
    """What leads to the front page is no section, whatever it is called; a section's own host is one."""
    head = breadcrumb(("HARIAN: berita setiap hari", SITE), ("Nasional", f"{SITE}/nasional/"))
    assert section_of(head).section == ("Nasional",)
    marked = '<nav class="breadcrumb"><a href="/"><img alt="x">Logo Koran</a><a href="/nasional/">Nasional</a></nav>'
    assert section_of(body=marked).section == ("Nasional",)
    head = breadcrumb(("Bola", "https://bola.harian.id/"), ("Liga", "https://bola.harian.id/liga/"))
    assert section_of(head, url="https://bola.harian.id/liga/kapal-123").section == ("Bola", "Liga")


def test_a_last_entry_that_is_the_page_is_no_section() -> None:
    """An entry that leads to the page itself is left out, under any label."""
    head = breadcrumb(("Beranda", SITE), ("Nasional", f"{SITE}/nasional/"), ("Detail", URL))
    assert section_of(head).section == ("Nasional",)


def test_entries_of_the_menu_are_no_section() -> None:
    """A link over the title counts when something speaks for it: its address, the page's data, or its role."""
    menu = '<ul><li><a href="/langganan">Langganan</a></li><li><a href="/bola/al-ahly">Al Ahly Bersiap</a></li></ul>'
    assert section_of(body=menu).section == ()
    topics = '<p><a href="/nasional/">Nasional</a></p>'
    assert section_of(body=menu + topics).section == ("Nasional",)


def test_links_with_arrows_from_the_front_page() -> None:
    """A line of links with arrows between them is a breadcrumb where the first leads to the front page."""
    line = '<div class="path"><a href="/">海报网</a>&gt;&gt;<a href="/GB/local/">本地</a></div>'
    assert section_of(body=line).section == ("本地",)
    assert section_of(body=line.replace('"/"', '"/GB/"')).section == ()
    assert section_of(body='<div><a href="/">海报网</a></div>').section == ()


def test_a_section_called_by_a_language() -> None:
    """A paper's part in another language is a section where the address has it as a folder, and else an edition."""
    head = '<meta property="article:section" content="English">'
    assert section_of(head, url=f"{SITE}/english/ferry-comes-back-to-the-island").section == ("English",)
    assert section_of(head).section == ()


def test_labels_of_the_page_s_data() -> None:
    """Software's spelling gives way to the page's, and a path in one text is split."""
    head = '<meta property="article:section" content="nasional">'
    assert section_of(head, '<p><a href="/x">Nasional</a></p>').section == ("Nasional",)
    head = '<meta property="article:section" content="News/World">'
    assert section_of(head).section == ("News", "World")
    head = '<meta property="article:section" content="Tech on B/R">'
    assert section_of(head).section == ("Tech on B/R",)


def test_of_several_sections_the_address_s_one_counts() -> None:
    """A list of sections in JSON-LD has no order: the one in the address is where the article stands."""
    thing = {"@type": "NewsArticle", "headline": TITLE, "articleSection": ["Utama", "Daerah"]}
    head = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    assert section_of(head).section == ("Daerah",)


def test_folders_of_the_address() -> None:
    """Without a breadcrumb, folders whose words the page shows are the path; those it does not show are not."""
    foot = '<footer><p><a href="/1">Daerah</a></p><p><a href="/2">Nasional</a></p></footer>'
    fields = fields_of(clues_of(page(body=f"<h1>{TITLE}</h1>{foot}"), URL))
    assert fields.section == ("Nasional", "Daerah")
    assert finding_of(fields).source is Source.URL
    assert section_of().section == ()


def test_rivals_say_why_they_lost() -> None:
    """A shorter path that agrees is told as what it is."""
    head = breadcrumb(
        ("Beranda", SITE), ("Nasional", f"{SITE}/nasional/"), ("Daerah", f"{SITE}/nasional/daerah/")
    )
    head += '<meta property="article:section" content="Daerah"><meta name="section" content="Ekonomi">'
    rivals = {rival.value: rival.why for rival in finding_of(section_of(head)).rivals}
    assert rivals == {("Daerah",): "a part of what was found", ("Ekonomi",): "BreadcrumbList is trusted more"}


def test_broken_breadcrumbs_are_survived() -> None:
    """Entries of any type and order give what can be read of them."""
    entries = [
        {"position": "2", "name": "Dua", "item": "/dua"},
        {"position": [1], "name": {"x": 1}},
        {"position": 1, "item": {"@id": 7, "name": ["Satu"]}},
        "tiga",
        None,
        {"position": 10**30, "name": "Jauh", "item": {"@id": {"@id": "http://["}}},
    ]
    assert [crumb.label for crumb in crumbs_in_json_ld(entries, SITE)][-1] == "Dua"
    assert crumbs_in_json_ld({"a": 1}, SITE) == []
    assert crumbs_in_json_ld([{"name": "x"}] * 5000, "") == [Crumb("x")] * 20


def test_one_address_for_all_entries_tells_nothing() -> None:
    """A template that gives each entry the front page's address loses none of them."""
    here = Here(URL)
    crumbs = [Crumb("Nasional", f"{SITE}/"), Crumb("Daerah", f"{SITE}/")]
    assert outer_crumbs(crumbs, here) == ("Nasional", "Daerah")
    assert outer_crumbs([], here) == ()


@pytest.mark.parametrize("places", [(3.0, 2.0, 1.0), ("3", "2", "1"), ("3.0", "2.0", "1.0")])
def test_positions_written_as_fractions(places: tuple[object, ...]) -> None:
    """The entries of a breadcrumb stand in the order of their positions, however these are written."""
    labels = ("Local", "News", "Home")
    items = [{"position": place, "name": label} for place, label in zip(places, labels, strict=True)]
    assert [crumb.label for crumb in crumbs_in_json_ld(items, URL)] == ["Home", "News", "Local"]


def test_words_before_the_label() -> None:
    """What stands before a category's link ("in", "Filed under") is no part of its label."""
    for line in ('<span>in </span><a href="/c/t">Transport</a>', 'Filed under <a href="/c/t">Transport</a>'):
        assert section_of(body=f'<div class="taxonomy-category">{line}</div>').section == ("Transport",)
