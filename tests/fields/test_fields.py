"""Each field is settled from all that tells it, and keeps what lost."""

from __future__ import annotations

from lugas.fields.title_forms import likeness, title_variants
from lugas.model import Access, Role, Source
from tests.fields.build import PROSE, clues_of, clues_of_text, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
URL = "https://www.harian.id/nasional/kapal-perintis-kembali-singgah-di-pulau-seira"


def test_title_is_the_one_the_page_shows() -> None:
    """A heading wins over other wording for search engines, which stays as a rival with the reason."""
    head = '<title>Kapal Perintis Singgah Lagi di Seira - Harian</title><meta property="og:site_name" content="Harian">'
    fields = fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL))
    assert fields.title == TITLE
    finding = fields.findings[0]
    assert (finding.source, finding.detail) == (Source.HEADING, "h1")
    assert finding.rivals[0].value == "Kapal Perintis Singgah Lagi di Seira"
    assert finding.rivals[0].why


def test_title_without_a_heading() -> None:
    """Without a heading the title is what the embedded data agree on, without the site's name."""
    head = f'<title>{TITLE} | Nasional | Harian.id</title><meta property="og:title" content="{TITLE}">'
    assert fields_of(clues_of(page(head), URL)).title == TITLE


def test_names_of_the_site_are_taken_off_titles() -> None:
    """The site's name goes off both ends of a title; a dash inside it stays."""
    names = frozenset({"kompas", "kompascom"})
    assert title_variants("Laut - dan Darat - Kompas.com", names)[0] == "Laut - dan Darat"
    assert title_variants("Kompas | Laut dan Darat", names)[0] == "Laut dan Darat"
    assert title_variants("Laut dan Darat", names) == ["Laut dan Darat"]
    assert likeness("Laut dan Darat", "Darat dan Laut!") == 1.0


def test_title_of_copied_text() -> None:
    """In copied text the title is the line over the byline, not the menu, the standfirst or the caption."""
    text = f"Menu\nNasional\nDaerah\n\n{TITLE}\n\nWarga menyambutnya dengan tarian.\n\nOleh Siti Aminah\n"
    text += f"Kamis, 14 Maret 2024, 08:15 WIB\n\nSuasana dermaga pada Kamis pagi. Foto: Budi\n\n{PROSE}\n\n{PROSE}\n"
    fields = fields_of(clues_of_text(text))
    assert fields.title == TITLE
    assert [person.name for person in fields.authors] == ["Siti Aminah"]
    assert str(fields.published) == "2024-03-14T08:15+07:00"


def test_title_of_copied_text_by_its_address() -> None:
    """An address on a line of its own tells the title by its words, and is the page's address."""
    text = f"Baca berita tanpa iklan.\nSalin Artikel\n\n{TITLE}\n\n{PROSE}\n\n{PROSE}\n\n{URL}\n"
    fields = fields_of(clues_of_text(text), {URL: Role.PERMALINK})
    assert (fields.title, fields.url, fields.site.host) == (TITLE, URL, "harian.id")


def test_authors_of_json_ld_with_their_addresses() -> None:
    """Authors come in the order of JSON-LD; the site itself is none of them."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"@type": "Person", "name": '
    )
    head += '"Siti Aminah", "url": "/penulis/siti"}, {"@type": "Organization", "name": "Harian"}], '
    head += '"publisher": {"name": "Harian"}}</script>'
    fields = fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL))
    assert [(person.name, person.url) for person in fields.authors] == [
        ("Siti Aminah", "https://www.harian.id/penulis/siti")
    ]


def test_authors_of_a_sidebar_are_not_the_article_s() -> None:
    """Names beside other articles are not taken."""
    body = f'<h1>{TITLE}</h1><aside class="related"><span class="author">Budi Santoso</span></aside>'
    assert fields_of(clues_of(page(body=body), URL)).authors == ()


def test_section_of_the_breadcrumb() -> None:
    """The breadcrumb gives the section, without the front page and the article."""
    body = '<nav class="breadcrumb"><a href="/">Beranda</a> <a href="/n">Nasional</a> <a href="/n/d">Daerah</a></nav>'
    assert fields_of(clues_of(page(body=f"{body}<h1>{TITLE}</h1>"), URL)).section == ("Nasional", "Daerah")


def test_section_of_copied_text() -> None:
    """In copied text the section is the path over the title, or the address's folder where the page shows it."""
    text = f"Nasional\nDaerah\n\nNasional > Daerah\n\n{TITLE}\n\n{PROSE}\n\n{PROSE}\n"
    assert fields_of(clues_of_text(text)).section == ("Nasional", "Daerah")
    shown = (
        f"{TITLE}\n\n{PROSE}\n\n{PROSE}\n\n{URL}\n\nTerkini\n\nJudul lain yang cukup panjang\n\nNasional\n"
    )
    assert fields_of(clues_of_text(shown)).section == ("Nasional",)


def test_credits() -> None:
    """Phrases, source lines and agencies in brackets name whom the text was taken from; never the site."""
    for line, name in (
        (
            "Dilansir dari DW, kontak itu menyusul pembicaraan telepon antara kedua menteri luar negeri tersebut.",
            "DW",
        ),
        (
            "Menurut laporan itu, semuanya selamat, seperti dikutip dari Antara, Jumat (19/1/2024) malam di Ambon.",
            "Antara",
        ),
        (
            "The ferry came back to the island on Thursday after two weeks, the head of the village said (Reuters)",
            "Reuters",
        ),
    ):
        body = (
            f"<h1>{TITLE}</h1><p>{line}{' ' * 3}{PROSE}</p>"
            if "(Reuters)" not in line
            else f"<h1>{TITLE}</h1>"
        )
        end = f"<p>{PROSE} {line}</p>" if "(Reuters)" in line else ""
        clues = clues_of(f"<html><body>{body}<p>{PROSE}</p>{end}</body></html>", URL)
        assert fields_of(clues).credits == (name,), line
    own = page(body=f"<h1>{TITLE}</h1><p>Dilansir dari Harian.id, kapal itu tiba di dermaga. {PROSE}</p>")
    assert fields_of(clues_of(own, URL)).credits == ()


def test_tags() -> None:
    """Tags are split, cleaned of machine-made ones, and each kept once."""
    head = '<meta name="news_keywords" content="kapal, Maluku, kapal, tone:news, 100312362">'
    assert fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL)).tags == ("kapal", "Maluku")
    text = f"{TITLE}\n\n{PROSE}\n\n{PROSE}\n\nTag:\nkapal\nMaluku\n\nBaca juga yang lain\n"
    assert fields_of(clues_of_text(text)).tags == ("kapal", "Maluku")


def test_language() -> None:
    """The text decides the language; the page's word adds a region, and Malay that detection takes for Indonesian."""

    def language(told: str) -> str:
        return fields_of(clues_of(page(body=f"<h1>{TITLE}</h1>", language=told), URL)).language

    assert language("id-ID") == "id-ID"
    assert language("ms") == "ms"
    assert language("en-US") == "id"
    assert language("") == "id"


def test_related_with_sections() -> None:
    """Links to other articles come once each, with the section that stands after, or before, each of them."""
    after = "Kereta Cepat Tambah Jadwal Malam\n\nNasional\n\nHarga Cabai Turun di Pasar Induk\n\nEkonomi\n\n"
    after += "Banjir Surut di Demak Barat\n\nNasional\n"
    roles = dict.fromkeys(("Kereta", "Harga", "Banjir", "Nasional", "Ekonomi"), Role.RELATED)
    text = f"{TITLE}\n\n{PROSE}\n\n{PROSE}\n\n"
    found = fields_of(clues_of_text(text + after), roles).related
    assert [item.section for item in found] == ["Nasional", "Ekonomi", "Nasional"]
    before = "Nasional\n\nKereta Cepat Tambah Jadwal Malam\n\nEkonomi\n\nHarga Cabai Turun di Pasar Induk\n"
    found = fields_of(clues_of_text(text + before), roles).related
    assert [(item.title, item.section) for item in found] == [
        ("Kereta Cepat Tambah Jadwal Malam", "Nasional"),
        ("Harga Cabai Turun di Pasar Induk", "Ekonomi"),
    ]


def test_image_site_access_and_addresses() -> None:
    """The lead image, the site's name, access and the canonical address are read from what the page declares."""
    head = '<meta property="og:image" content="/img/kapal.jpg"><meta property="og:site_name" content="Harian Timur">'
    head += '<meta property="article:content_tier" content="metered"><link rel="canonical" href="/nasional/kapal">'
    fields = fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL))
    assert fields.image is not None
    assert fields.image.url == "https://www.harian.id/img/kapal.jpg"
    assert (fields.site.name, fields.site.host) == ("Harian Timur", "harian.id")
    assert fields.access is Access.METERED
    assert fields.canonical_url == "https://www.harian.id/nasional/kapal"
    assert {finding.field for finding in fields.findings} >= {
        "title",
        "image",
        "site",
        "access",
        "canonical_url",
        "url",
    }


def test_nothing_found_is_empty() -> None:
    """A page without any of it gives empty fields, never a guess."""
    fields = fields_of(clues_of("<html><body></body></html>"))
    assert (fields.title, fields.authors, fields.published, fields.section, fields.tags) == (
        "",
        (),
        None,
        (),
        (),
    )
    assert (fields.url, fields.image, fields.related, fields.findings) == ("", None, (), ())
