"""The lines around the title: section, time, byline, and captions known by the credit after them."""

from __future__ import annotations

import pytest

import lugas
from lugas.blocks.heads import is_crumbs, is_time, mark_head, mark_signed, tells_time
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.model import Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

TITLE = "Ferry returns to the island"


def page(*above: str, under: tuple[str, ...] = (), end: tuple[str, ...] = ()) -> Sheet:
    """Make copied text with lines above the title, under it, and after the body."""
    return give(
        lines(*above, TITLE, *under, PROSE, MORE, *end),
        **{"Ferry": Role.TITLE, "The ferry": Role.BODY, "Its captain": Role.BODY},
    )


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("Saturday at 15:04", True),
        ("20.1.2024", True),
        ("20/01/24 15.04 WIB", True),
        ("1 พฤษภาคม 2567", True),
        ("令和6年5月1日", True),
        ("Three days ago", False),
        ("Room 1234 and 56", False),
        ("99:99", False),
        ("", False),
    ],
)
def test_is_time(text: str, *, truth: bool) -> None:
    """A clock time, a year or a day in numbers makes a line one that tells a time; other numbers do not."""
    assert is_time(text) is truth


@pytest.mark.parametrize(
    ("text", "truth"), [("Home > News", True), ("Home » News", True), ("a/b", False), ("5>3", False)]
)
def test_is_crumbs(text: str, *, truth: bool) -> None:
    """Marks with space around them part sections; the same marks within words do not."""
    assert is_crumbs(text) is truth


def test_head() -> None:
    """Above the title a path is the section, under it a date is the time, and a short line beside that the byline."""
    found = after(mark_head, page("Home > News > Islands", under=("Ann Lee", "3 May 2024, 15:04")))
    assert found["Home > News > Islands"] is Role.SECTION
    assert found["3 May 2024, 15:04"] is Role.TIME
    assert found["Ann Lee"] is Role.BYLINE


def test_places_of_the_head() -> None:
    """A path below the title, a date far from it, and a name without a time beside it are none of these."""
    found = after(
        mark_head, page(under=("Home > News > Islands", "Ann Lee"), end=("Islands", "3 May 2024, 15:04"))
    )
    assert Role.SECTION not in found.values()
    assert Role.TIME not in found.values()
    assert Role.BYLINE not in found.values()
    far = after(mark_head, page("3 May 2024", *["News"] * 20))
    assert "3 May 2024" not in far


@pytest.mark.parametrize(
    "line", ["The boat sails.", "Contents:", "Pier 7", "one two three four five six seven eight nine"]
)
def test_no_byline(line: str) -> None:
    """A sentence, a line with a colon, with digits or of many words is no byline, though a time is beside it."""
    assert line not in after(mark_head, page(under=(line, "3 May 2024, 15:04")))


def test_a_heading_is_no_byline() -> None:
    """A heading between title and body is not the author's name."""
    sheet = give(
        markup(f"<h1>{TITLE}</h1><h2>Long way</h2><p>3 May 2024, 15:04</p><p>{PROSE}"),
        **{"Ferry": Role.TITLE, "The ferry": Role.BODY},
    )
    assert "Long way" not in after(mark_head, sheet)


def test_times_of_others() -> None:
    """A long sentence with a year in it, or a line that points to another article, tells no time of this one."""
    long = "In 1998 the boat was laid up for the first time because nobody on the island would buy tickets any more"
    sheet = page(under=(long, "Read also: The year 2023"))
    sheet.marks[2] = int(Mark.RELATED)
    found = after(mark_head, sheet)
    assert long not in found
    assert "Read also: The year 2023" not in found


def test_clock_between_paragraphs() -> None:
    """A clock time alone between paragraphs, as live blogs have, is a time; after the last of them it is not."""
    sheet = give(lines(TITLE, *[PROSE] * 6, "15:04", MORE, "16:05"), Ferry=Role.TITLE, The_ferry=Role.BODY)
    sheet.mark(8, Role.BODY, "told")
    found = after(mark_head, sheet)
    assert found["15:04"] is Role.TIME
    assert "16:05" not in found


def test_path_a_line_each() -> None:
    """Lines from the front page's name down to the title are a path where a menu above holds a step of it too."""
    for menu, role in (("Daerah", Role.SECTION), ("Search", None)):
        sheet = page(menu, "Terms", "Beranda", "Nasional", "Daerah")
        sheet.mark(3, Role.NAVIGATION, "told")
        found = after(mark_head, sheet)
        assert found.get("Beranda") is role
        assert found["Nasional"] is (role or Role.NAVIGATION)
        assert "Terms" not in found


@pytest.mark.parametrize(
    "above",
    [
        ("Nasional", "Daerah"),
        ("Home",),
        ("Home", "A line of rather many words", "News"),
        ("Home", *["News"] * 9),
    ],
    ids=["no-front-page", "alone", "a-long-line-between", "too-far"],
)
def test_no_path_a_line_each(above: tuple[str, ...]) -> None:
    """Without the front page's name near above and something between, short lines above the title are no path."""
    assert Role.SECTION not in after(mark_head, page(*above)).values()


def test_caption_before_its_credit() -> None:
    """The line right before a credit is its caption, unless it is too short or marked already."""
    sheet = page(end=("Photo: Eve", "The old ferry at its pier", "Photo: Ann Lee", "Pier", "Photo: Bob"))
    for index, row in enumerate(sheet.rows):
        if row.text.startswith("Photo"):
            sheet.mark(index, Role.CREDIT, "told")
    found = after(mark_head, sheet)
    assert found["The old ferry at its pier"] is Role.CAPTION
    assert "Pier" not in found
    assert found[MORE] is Role.BODY


def test_neither_title_nor_body() -> None:
    """On a page without title and body there is no head."""
    assert after(mark_head, lines("Home > News", "3 May 2024", "Ann Lee")) == {}


def test_sections_of_the_menu() -> None:
    """Short lines right above the title that the menu further up holds too are the section; other lines are not."""
    menu = ("Home", "News", "Islands", "Sport")
    sheet = give(page(*menu, "Search", "News", "Islands"), Home=Role.NAVIGATION)
    for index in range(4):
        sheet.mark(index, Role.NAVIGATION, "told")
    mark_head(sheet, Options())
    roles = [sheet.role(index) for index in range(7)]
    assert roles == [*[Role.NAVIGATION] * 4, Role.OTHER, Role.SECTION, Role.SECTION]


def test_section_under_the_title() -> None:
    """Where none stands above it, the line right under the title that the menu holds too is the section."""
    found = {}
    for menu in ("Islands", "Sport"):
        sheet = page(menu, "Home", under=("Islands",))
        sheet.mark(0, Role.NAVIGATION, "told")
        mark_head(sheet, Options())
        found[menu] = sheet.role(3)
    assert found == {"Islands": Role.SECTION, "Sport": Role.OTHER}


def test_authors_after_the_body() -> None:
    """After the body a line that begins with a name of the byline says who the author is; others do not."""
    end = ("Ann Lee writes about islands.", "Bob Ray writes too.", "the Ann Lee")
    sheet = page(under=("By Ann Lee",), end=end)
    sheet.mark(1, Role.BYLINE, "told")
    found = after(mark_head, sheet)
    assert [found.get(text) for text in end] == [Role.AUTHOR_BOX, None, None]
    unsigned = after(mark_head, page(end=end))
    assert Role.AUTHOR_BOX not in unsigned.values()


def test_signed_lines() -> None:
    """Under the title a line that opens as a byline is one, and a time that the tagger takes for body is a time."""
    sheet = give(
        lines(TITLE, "By Ann Lee", "3 May 2024", "4 May 2024", PROSE, chance={"3": 0.9}), Ferry=Role.TITLE
    )
    sheet.signs = lambda text: text.startswith(("By", "The"))
    assert after(mark_signed, sheet) == {
        TITLE: Role.TITLE,
        "By Ann Lee": Role.BYLINE,
        "3 May 2024": Role.TIME,
    }


def test_no_signed_lines() -> None:
    """A sentence, a heading, a long line and what stands above the title are not signed so; nor without a title."""
    page = f"<p>By Eve Ray<h1>{TITLE}</h1><h2>By Ann Lee</h2><p>By and by he came.<p>By {PROSE}"
    for title in (Role.TITLE, Role.OTHER):
        sheet = give(markup(page), Ferry=title)
        sheet.signs = lambda text: text.startswith("By")
        assert Role.BYLINE not in after(mark_signed, sheet).values()


def test_years_of_a_table() -> None:
    """The rows of a table that open with a year stay with the others, under the title as within the body."""
    years = "".join(f"<tr><td>{year}<td>{year - 2000}" for year in range(2018, 2024))
    table = f"<table><tr><th>Year<th>Boats{years}</table>"
    article = lugas.read(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p>{table}<p>{PROSE} {MORE}</p>")
    assert [len(block.rows) for block in article.body if block.rows] == [7]


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("Published on Tuesday, 17 March 2026, 16:05", True),
        ("March 2026", True),
        ("2026年3月17日 16:05", True),
        ("The bridge closes to cars from April 2027", False),
        ("1931: the bridge is opened", False),
        ("Nine councillors voted for the plan on Monday, 16 March 2026", False),
        ("In Room 12", False),
    ],
)
def test_tells_time(text: str, *, truth: bool) -> None:
    """A line tells a time where it tells a day or little else than a year, not where a sentence names one."""
    assert tells_time(text, len(text.split())) is truth


def test_key_points_under_the_title() -> None:
    """Items of a list under the title that read like the body are no byline and no time, whatever they open with."""
    points = ("By 2030 a new bridge is to stand", "5 April 2027 is the last day for cars", "Buses go on")
    page = f"<h1>{TITLE}</h1><ul>{''.join(f'<li>{point}' for point in points)}</ul><p>{PROSE}"
    for chance, byline in ((0.9, None), (0.1, Role.BYLINE)):
        sheet = give(markup(page, chance=dict.fromkeys(points, chance)), Ferry=Role.TITLE)
        sheet.signs = lambda text: text.startswith("By")
        found = after(mark_signed, sheet)
        assert [found.get(point) for point in points] == [byline, None, None]


def test_lines_below_the_first_paragraphs() -> None:
    """Below a paragraph of the body, though still near the title, a name alone is a byline; a time is the body's."""
    more = ("By Ann Lee", "By Ann Lee who writes of boats", "3 May 2024")
    page = f"<h1>{TITLE}</h1><p>Standfirst<p>{PROSE}{''.join(f'<p>{text}' for text in more)}"
    sheet = give(markup(page, chance={"The": 0.9, "3 May": 0.9}), Ferry=Role.TITLE)
    sheet.signs = lambda text: text.startswith("By")
    found = after(mark_signed, sheet)
    assert [found.get(text) for text in more] == [Role.BYLINE, None, None]


def test_a_year_between_paragraphs() -> None:
    """A year alone between paragraphs is of what they tell, and no time of an entry."""
    sheet = give(lines(TITLE, *[PROSE] * 6, "1931", MORE), Ferry=Role.TITLE, The_ferry=Role.BODY)
    sheet.mark(8, Role.BODY, "told")
    assert "1931" not in after(mark_head, sheet)


def test_no_caption_above_the_source() -> None:
    """A paragraph above the agency that the text comes from is no caption, as one above a picture's credit is."""
    for credit, role in (("Kaynak: AA", None), ("Foto: AA", Role.CAPTION)):
        sheet = give(lines("Title", PROSE, MORE, credit), Title=Role.TITLE, The_ferry=Role.BODY)
        sheet.mark(3, Role.CREDIT, "told")
        assert after(mark_head, sheet).get(MORE) is role
