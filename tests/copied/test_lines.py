"""Text without markup: every line in one row, wrapped paragraphs joined, and nothing else."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.visible import visible_text
from lugas.copied.lines import cut_text, filled_lines, wrapping_width
from lugas.copied.marks import strip_invisible
from lugas.model import Kind, Page
from lugas.options import Options
from lugas.page.decode import decode
from tests.cases import PAGES

STORY = (
    "The ferry left the harbour an hour late on Tuesday, after its crew had waited for a part from the mainland.",
    "Nobody on board complained: the sea was calm, the coffee was free, and the children fed the gulls.",
    "It will not happen again, the company says.",
    (
        "Passengers remember other days. In the winter of 1998 the boat lay at the quay for three weeks, and bread had"
        " to be brought over by the coast guard, who were paid in fish and in songs that are still sung on the island."
    ),
    "The mayor disagrees.",
)
VERSE = """Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?

In what distant deeps or skies.
Burnt the fire of thine eyes?
On what wings dare he aspire?
What the hand, dare seize the fire?"""
CHINESE = (
    "渡輪週二晚了一個小時才離開港口，因為船員一直在等待從大陸運來的零件，船上沒有人抱怨：大海很平靜，咖啡是免費的。",
    "公司表示，這種情況不會再發生，乘客們還記得以前的日子，一九九八年冬天，這艘船在碼頭停了三個星期，麵包只能由海岸警衛隊運來。",
    "市長不同意這個說法，他在週三的記者會上再次強調，島上的居民需要一艘更大的船，也需要一個更好的碼頭和更多的船員。",
)


def wrapped(width: int, *, indent: str = "", gap: str = "\n\n") -> str:
    """Wrap the story."""
    return gap.join(
        textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent) for text in STORY
    )


def texts(text: str) -> list[str]:
    """Give the texts of the rows of a text."""
    return [row.text for row in cut_text(text).rows]


LINES = st.lists(
    st.text(max_size=20) | st.text("ab *-•\t\f\u00a0\u200b新", max_size=60).map(lambda line: line * 2)
)


@given(LINES.map("\n".join))
def test_every_line_is_in_one_row(text: str) -> None:
    """Each line that is not blank is covered by one row, in order, and its letters are in that row."""
    lines = text.split("\n")
    covered: list[int] = []
    for row in cut_text(text).rows:
        assert 1 <= row.first_line <= row.last_line <= len(lines)
        numbers = range(row.first_line, row.last_line + 1)
        covered += numbers
        whole = "".join("".join(strip_invisible(lines[number - 1]).split()) for number in numbers)
        mine = "".join(row.text.split())
        assert whole == mine or (row.kind is Kind.LIST and whole[1:] == mine)
        assert 0 <= row.links <= len(row.text)
    assert covered == [number for number, line in enumerate(lines, 1) if strip_invisible(line).strip()]


@pytest.mark.parametrize("width", [60, 66, 72, 76, 80, 100])
@pytest.mark.parametrize("indent", ["", "   "])
def test_wrapped_paragraphs(width: int, indent: str) -> None:
    """Paragraphs wrapped at a width are whole again, be they indented or not."""
    text = wrapped(width, indent=indent)
    assert texts(f"{text}\n\n{text}") == [*STORY, *STORY]


def test_wrapped_beside_long_lines() -> None:
    """An address or a line that sticks out of a wrapped text does not hide that it is wrapped."""
    stories = [" ".join(f"{word}{number}" for word in text.split()) for number in range(6) for text in STORY]
    text = "\n\n".join(textwrap.fill(story, 72) for story in stories)
    text += "\n\nhttps://site.example/" + "x" * 200 + "\n\nA line never wrapped, " + "very " * 30
    assert 70 <= wrapping_width(filled_lines(text)) <= 72
    assert texts(text)[:-2] == stories


def test_wrapped_lists() -> None:
    """Items of a wrapped list are an item each, their further lines joined."""
    text = (
        wrapped(72)
        + "\n\n"
        + "\n".join(
            textwrap.fill(text, 72, initial_indent="  * ", subsequent_indent="    ") for text in STORY
        )
    )
    rows = cut_text(text).rows
    assert [(row.kind, row.text) for row in rows[5:]] == [(Kind.LIST, text) for text in STORY]


def test_wrapped_chinese() -> None:
    """Lines of wide letters are wrapped by columns, and joined without a space."""
    text = "\n\n".join(
        "\n".join(text[start : start + 36] for start in range(0, len(text), 36)) for text in CHINESE
    )
    assert texts(f"{text}\n\n{text}") == [*CHINESE, *CHINESE]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STORY),
        "\n\n".join(STORY),
        "Home\nNews\nSport\nBusiness\nOpinion\nWeather\nContact us\nAbout this site\nSign in",
        VERSE,
        "\n".join(f"Headline number {number} about the harbour and its ferry" for number in range(30)),
        "\n".join(f"{number:02}:15 The boat is {'very ' * (number % 4)}late" for number in range(40)),
        "\n".join(CHINESE),
    ],
)
def test_nothing_else_is_joined(text: str) -> None:
    """Paragraphs of a line each, menus, verse and lists of headlines keep a row for each line."""
    assert texts(text) == [line for line in text.split("\n") if line]


@pytest.mark.parametrize("folder", [path.name for path in sorted(PAGES.iterdir()) if path.is_dir()])
def test_pages_are_not_joined(folder: str) -> None:
    """In no copied test page are lines joined that a person copied as lines."""
    for file in (PAGES / folder).glob("copied.txt"):
        text = decode(Page(content=file.read_bytes(), form="text"), Options()).text
        if wrapping_width(filled_lines(text)):
            continue
        assert all(row.first_line == row.last_line for row in cut_text(text).rows)


@pytest.mark.parametrize("folder", [path.name for path in sorted(PAGES.iterdir()) if path.is_dir()])
def test_dumps_of_pages(folder: str) -> None:
    """Dumped by a text browser, wrapped at 72 columns, most long paragraphs of a test page are whole again."""
    file = PAGES / folder / "page.html"
    if not file.exists():
        pytest.skip("a case of copied text alone")
    markup = decode(Page(content=file.read_bytes(), form="html"), Options()).text
    wanted = [text for text in texts(visible_text(markup, "blank")) if len(text) > 200]
    found = set(texts(visible_text(markup, "wrapped")))
    whole = sum(text in found for text in wanted)
    assert whole >= 0.8 * len(wanted) - 1


def test_rows_of_lines() -> None:
    """A row knows its lines, the blank lines before it, its bullet, and how much of it is addresses."""
    rows = cut_text("\n\nTitle\n\n\f* item\n\t• other\n1. one\nhttps://a.example/\n- ").rows
    assert [(row.kind, row.text, row.gap, row.first_line, row.last_line) for row in rows] == [
        (Kind.PARAGRAPH, "Title", 2, 3, 3),
        (Kind.LIST, "item", 1, 5, 5),
        (Kind.LIST, "other", 0, 6, 6),
        (Kind.PARAGRAPH, "1. one", 0, 7, 7),
        (Kind.PARAGRAPH, "https://a.example/", 0, 8, 8),
        (Kind.PARAGRAPH, "-", 0, 9, 9),
    ]
    assert rows[4].links == 18
    assert [row.level for row in rows] == [0, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("text", ["", "\n\n \t\n", "\u200b\n\ufeff"])
def test_no_text(text: str) -> None:
    """Text without a letter has no rows."""
    assert cut_text(text).rows == []


@pytest.mark.parametrize(
    "part",
    [
        "x",
        "x ",
        "新",
        "word\n",
        "\n",
        "a line of some words that is wrapped at a width\n",
        "* x\n",
        " \n",
        "x\n\n",
    ],
)
def test_time_is_linear(part: str) -> None:
    """A hundred thousand lines, or one line of a million letters, are cut in seconds."""
    start = time.process_time()
    cut_text(part * (1_000_000 // max(part.count("\n") * 10, 1)))
    assert time.process_time() - start < 5


def test_short_wrapped_text_is_joined() -> None:
    """Two lines that break off within a sentence at the same width are enough to tell that a text is wrapped."""
    page = (
        textwrap.fill(STORY[0], 60)
        + "\n\n"
        + textwrap.fill(STORY[1], 60)
        + "\n\n* "
        + "\n  ".join(textwrap.wrap(STORY[1], 57))
    )
    texts = [row.text for row in cut_text(page).rows]
    assert texts == [STORY[0], STORY[1], STORY[1]]


def test_columns_of_copied_tables() -> None:
    """Cells parted by tabs or wide gaps are a table's row; a line with single spaces is none."""
    rows = cut_text("Spain\t5,870\t3,102\nFrance      1,204    688\nA plain line of words\n").rows
    assert [row.cells for row in rows] == [("Spain", "5,870", "3,102"), ("France", "1,204", "688"), ()]
    assert [row.kind for row in rows] == [Kind.TABLE, Kind.TABLE, Kind.PARAGRAPH]
