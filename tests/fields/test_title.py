"""The title is the one that the page shows, without its site's name, its kicker and its section."""

from __future__ import annotations

import pytest

import lugas
from lugas.fields import title_lines
from lugas.fields.settle import find_title
from tests.fields.build import PROSE, clues_of, clues_of_text, fields_of, page

URL = "https://kuestenbote.de/region/artikel-4711.html"


def title_of(head: str, body: str) -> str:
    """Read the title of a page."""
    return fields_of(clues_of(page(head, body, "de"), URL)).title


def told(title: str) -> str:
    """Write the title that a page gives for sharing."""
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    "crumb",
    [
        '<ol><li><a href="/">Start</a></li><li><h1>{}</h1></li></ol>',
        '<div class="breadcrumb"><a href="/">Start</a><h1>{}</h1></div>',
        '<div><a href="/">Start</a><h1 class="breadcrumb_last">{}</h1></div>',
    ],
)
def test_heading_in_a_breadcrumb(crumb: str) -> None:
    """A first heading in the breadcrumb names the page for searching; the one over the text is the title."""
    shown = "Die Fähre fährt weiter, und keiner weiß, wer zahlt"
    head = f"<title>Fähre Mörnitz: Warum sie weiterfährt</title>{told(shown)}"
    body = crumb.format("Fähre Mörnitz: Warum sie weiterfährt")
    assert title_of(head, f"{body}<h2>{shown}</h2>") == shown


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span>Streit um die Insel</span>Die Fähre fährt weiter als gedacht</h1>",
        '<h1><span class="kicker">Streit um die Insel</span> Die Fähre fährt weiter als gedacht</h1>',
        "<h1><span>Streit um die Insel</span> <span>Die Fähre fährt weiter als gedacht</span></h1>",
    ],
)
def test_kicker_in_the_heading(heading: str) -> None:
    """A kicker that stands in the heading is taken off, where another source or the heading parts the two."""
    head = "<title>Streit um die Insel: Die Fähre fährt weiter als gedacht</title>"
    head += told("Die Fähre fährt weiter als gedacht")
    assert title_of(head, heading) == "Die Fähre fährt weiter als gedacht"


@pytest.mark.parametrize(
    "heading",
    [
        '<h1><span class="a__kicker">Streit um die Insel</span><span class="vh">: </span><span>{}</span></h1>',
        '<h1><span><b class="overline">Streit um die Insel</b> <i>{}</i></span></h1>',
        '<h1><a href="/insel" class="topline">Streit um die Insel</a> {}</h1>',
    ],
)
def test_kicker_in_an_element_of_its_own(heading: str) -> None:
    """What opens a heading in an element named for it is the kicker, though nothing else tells the title alone."""
    shown = "Die Fähre fährt weiter als gedacht"
    head = f"<title>Streit um die Insel: {shown}</title>"
    fields = fields_of(clues_of(page(head, heading.format(shown), "de"), URL))
    assert (fields.title, fields.kicker) == (shown, "Streit um die Insel")


def test_kicker_that_is_told_with_the_title() -> None:
    """What the page gives as the beginning of its title for sharing too stays, whatever its element is named."""
    shown = "Streit um die Insel: Die Fähre fährt weiter als gedacht"
    heading = '<h1><span class="kicker">Streit um die Insel</span>: Die Fähre fährt weiter als gedacht</h1>'
    assert title_of(told(shown), heading) == shown


def test_kicker_in_an_element_that_nothing_names() -> None:
    """What opens a heading in any element of its own is the kicker, where the page gives the rest as its title."""
    shown = "Die Fähre fährt weiter als gedacht"
    heading = f"<h1><span>Streit um die Insel</span><span>: </span><span>{shown}</span></h1>"
    head = f"<title>Streit um die Insel: {shown}</title>"
    assert title_of(head + told(shown), heading) == shown
    assert title_of(head, heading) == f"Streit um die Insel: {shown}"


@pytest.mark.parametrize(
    "heading",
    [
        '<h1><em class="name">Moby</em> taucht wieder auf: der Wal am Strand</h1>',
        '<h1><span class="kicker">Moby taucht wieder auf: der Wal am Strand</span></h1>',
        '<h1>Moby taucht wieder auf: <span class="kicker">der Wal am Strand</span></h1>',
    ],
)
def test_title_that_opens_with_an_element(heading: str) -> None:
    """A word set apart within a title, and a title that is whole in one element, are no kicker."""
    assert title_of("", heading) == "Moby taucht wieder auf: der Wal am Strand"


def test_colon_that_belongs_to_the_title() -> None:
    """What stands before a colon that the heading shows is part of the title."""
    shown = "Streit um die Insel: Die Fähre fährt weiter als gedacht"
    head = f"<title>{shown}</title>{told('Die Fähre fährt weiter als gedacht')}"
    assert title_of(head, f"<h1>{shown}</h1>") == shown


def test_section_at_the_end() -> None:
    """A section glued to a title told out of sight, or set beside the heading, is taken off."""
    head = told("Die Fähre fährt weiter als gedacht-Politik")
    head += '<meta name="headline" content="Die Fähre fährt weiter als gedacht">'
    assert title_of(head, "") == "Die Fähre fährt weiter als gedacht"
    assert title_of("", "<h1>Die Fähre fährt weiter | Kommentar</h1>") == "Die Fähre fährt weiter"
    series = "Handwerk an der Küste – Kommentar"
    assert title_of("", f"<h1>{series}</h1>") == series


def test_lone_heading_that_nothing_else_tells() -> None:
    """The only first heading is the title, even where older ones are told out of sight."""
    shown = "Alle Fahrgäste sind gerettet und wohlauf"
    head = f"<title>Unglück vor Mörnitz</title>{told('Unglück vor Mörnitz')}"
    assert title_of(head, f"<h1>{shown}</h1>") == shown


def test_heading_far_down_the_page() -> None:
    """A first heading counts however many lines of menus stand over it."""
    menu = "".join(f'<p><a href="/{number}">Rubrik {number}</a></p>' for number in range(600))
    shown = "Die Fähre fährt weiter als gedacht"
    assert title_of(told("Die Fähre fährt nun doch weiter"), f"{menu}<h1>{shown}</h1>") == shown


@pytest.mark.parametrize("element", ["<div>{}</div>", "<p class='q'>{}</p>", "<b>{}</b>"])
def test_title_that_no_heading_shows(element: str) -> None:
    """Where a plain line shows what the page calls itself, the title is the line, without the site's name."""
    shown = "Die Fähre fährt weiter als gedacht"
    assert title_of(f"<title>{shown} | Inselblatt</title>", element.format(shown)) == shown


@pytest.mark.parametrize("sign", [">", "›", "▸", "→"])
def test_path_of_sections_in_copied_text(sign: str) -> None:
    """The path of sections over the title is not it."""
    path = f"Home {sign} Daerah dan Kota {sign} Kepulauan"
    lines = f"{path}\nPulau kecil itu kembali disinggahi kapal\nOleh Sari Lestari\n16 Februari 2016\n{PROSE}\n\n{PROSE}"
    title = find_title(clues_of_text(lines))
    assert title is not None
    assert title.value == "Pulau kecil itu kembali disinggahi kapal"


@pytest.mark.parametrize("time", ["3 jam lalu", "Actualizado a las 19:12"])
def test_title_over_a_time_without_a_day(time: str) -> None:
    """A line like a title over how long ago it was is the title, and none of the lines below it."""
    under = "Kapal itu pernah tenggelam di pulau yang sama"
    lines = f"Pulau kecil itu kembali disinggahi kapal\nSari Lestari\n{time}\n{under}\n{PROSE}\n\n{PROSE}"
    title = find_title(clues_of_text(lines))
    assert title is not None
    assert title.value == "Pulau kecil itu kembali disinggahi kapal"


MENU = (
    "Ribuan penonton memadati alun-alun saat kapal hias melintas, Sabtu (14/2). Mereka datang dari tiga kabupaten "
    "sejak pagi hari.\n\nKapal hias melintas di alun-alun kota\n\nPetugas memeriksa tanggul yang retak di hulu sungai, "
    "Minggu (15/2). Perbaikan dimulai pekan ini dan selesai bulan depan.\n\nTanggul retak di hulu mulai diperbaiki\n"
)


def test_menu_with_captions_before_the_article() -> None:
    """A line with byline and clock time below it is the title, though a menu's captions read like prose above it."""
    signed = "Pulau kecil itu kembali disinggahi kapal\n\nBy Sari Lestari\n\n16 Feb 2016 09:20 WIB\n\n"
    between = "".join(f"# Topik {number}\n\n" for number in range(40))
    title = find_title(clues_of_text(f"{MENU}\n{between}{signed}{PROSE}\n\n{PROSE}"))
    assert title is not None
    assert title.value == "Pulau kecil itu kembali disinggahi kapal"


def test_prompts_are_not_looked_for_in_long_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line too long to be a title is not searched, be it over a byline or not: time stays linear."""
    searched: list[int] = []
    prompts = title_lines.prompts_in

    def note(text: str) -> list[str]:
        searched.append(len(text))
        return prompts(text)

    monkeypatch.setattr(title_lines, "prompts_in", note)
    signed = "Pulau kecil itu kembali disinggahi kapal\n\nBy Sari Lestari\n\n16 Feb 2016 09:20 WIB\n\n"
    find_title(clues_of_text(f"{'Kapal ' * 5000}\n\n{signed}{PROSE}\n\n{PROSE}"))
    assert searched
    assert max(searched) < 5000


def test_title_over_short_paragraphs() -> None:
    """In copied text without a long paragraph the line over the byline is the title, not the button under each part."""
    parts = [
        f"{n}. The bridge no. {n}\n\nIt is {n} metres long.\n\nCheck price on Amazon" for n in range(1, 12)
    ]
    text = "\n\n".join(["Bridges you should walk over once", "By Kim Tran · 1 Feb 2026", *parts])
    assert lugas.read(text).title == "Bridges you should walk over once"
