"""The terminal's page: within its width, steady, and steered by nothing a page holds."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lugas.model import Article, Kind
from lugas.render.breaks import line_ends
from lugas.render.clean import screen_text
from lugas.render.terminal import to_terminal
from tests.render.samples import ARABIC, CHINESE, EVERY_KIND, HOSTILE, NOTHING, SAMPLES, THAI, body, with_body
from tests.render.strategies import articles, texts

OWN = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+;(?:https?://|mailto:)[^\x00-\x20\x7f-\x9f]+|;)\x1b\\", re.IGNORECASE
)
REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\ufeff]")


@pytest.fixture(autouse=True)
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test the same terminal."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def bare(shown: str) -> str:
    """Take away the sequences that the view itself may use."""
    return OWN.sub("", shown)


@pytest.mark.parametrize("width", [20, 40, 80, 160])
@pytest.mark.parametrize("name", SAMPLES)
def test_lines_keep_to_the_width(name: str, width: int) -> None:
    """No line is wider than the terminal, nor wider than is read with ease, also in wide letters."""
    lines = bare(to_terminal(SAMPLES[name], width)).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= min(width, 84)


@given(articles, st.integers(1, 100))
def test_nothing_steers_the_terminal(article: Article, width: int) -> None:
    """Beside colours and safe links no control character, escape sequence or reordering mark comes out."""
    shown = bare(to_terminal(article, width))
    assert not [char for char in shown if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"]
    assert not REORDERING.search(shown.replace("\u200b", ""))


def test_hostile_texts() -> None:
    """Escape sequences are gone as a whole, and markup for rich is text."""
    shown = bare(to_terminal(HOSTILE, 80))
    assert "clearscreen end" in shown
    assert "[bold]rich[/bold] [link=https://evil.example]markup[/link] :smile:" in shown
    assert "[31m" not in shown
    assert "owned" not in shown
    assert "javascript" not in to_terminal(HOSTILE, 80).lower()


def test_every_kind() -> None:
    """Every kind of block is shown, with the fields above and the source and related links below."""
    lines = [line.strip() for line in bare(to_terminal(EVERY_KIND, 80)).splitlines()]
    for wanted in (
        "Daerah",
        EVERY_KIND.title,
        "Ratna Dewi, Budi Santoso",
        "Menunggu di dermaga",
        "│ ujar seorang petani.",
        "Pisang di dermaga. (Rudi)",
        "• Terasi",
        "1. bakar sebentar",
        "September   8           1.204",
        "▸ Video: Kapal sandar di Enggano",
        "print('`hai`')",
        "Sumber: Lensa Nusantara",
        EVERY_KIND.url,
        "Baca juga",
        "• Berita terkait nomor 6",
        "+2",
    ):
        assert wanted in lines
    assert "Beranda" not in lines


def test_margins() -> None:
    """A wide terminal gets margins, a narrow one is used to its full width."""

    def margin(width: int) -> int:
        return min(
            len(line) - len(line.lstrip())
            for line in bare(to_terminal(EVERY_KIND, width)).splitlines()
            if line
        )

    assert [margin(width) for width in (40, 76, 80, 160)] == [0, 0, 2, 8]


def test_right_to_left() -> None:
    """Text written from the right is set flush right, its letters in the order they are read in."""
    lines = bare(to_terminal(ARABIC, 60)).splitlines()
    assert all(cell_len(line) == 60 for line in lines if line)
    assert any(line.endswith(" • سفينة أولى") for line in lines)


def test_too_wide_tables_are_set_by_row() -> None:
    """A table with too many columns for the terminal is set a row at a time, each cell after its heading."""
    rows = (tuple(f"head{n}" for n in range(9)), tuple(f"cell{n}" for n in range(9)))
    block = body("\n".join("\t".join(row) for row in rows), Kind.TABLE, rows=rows, header_rows=1)
    assert "head8: cell8" in bare(to_terminal(with_body(block), 40)).splitlines()


def test_no_article() -> None:
    """A page without an article shows its verdict and the reason."""
    assert bare(to_terminal(NOTHING, 80)).strip() == "bot block: the page asks to prove a human"


def test_colours_can_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes the colours away, and a dumb terminal gets no sequence at all."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3\d", to_terminal(EVERY_KIND, 80))
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in to_terminal(EVERY_KIND, 80)


@pytest.mark.parametrize("name", SAMPLES)
def test_same_again(name: str) -> None:
    """The same article looks the same each time, its links' numbers too."""
    assert to_terminal(SAMPLES[name], 80) == to_terminal(SAMPLES[name], 80)


@given(texts, st.integers(2, 40))
def test_breaks_lose_nothing(text: str, width: int) -> None:
    """Lines end in order, each within the width but for spaces at its end and what cannot be parted."""
    text = screen_text(text).replace("\n", " ")
    ends = line_ends(text, width)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("satu dua tiga", 8, ["satu dua", "tiga"]),
        ("satu dua tiga", 7, ["satu", "dua", "tiga"]),
        ("kata-kata", 6, ["kata-", "kata"]),
        ("-1 dan -2", 5, ["-1", "dan", "-2"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("渡轮重返小岛。", 12, ["渡轮重返小", "岛。"]),
        ("他说「不行」", 6, ["他说", "「不", "行」"]),
        ("한국어 문장입니다", 10, ["한국어", "문장입니다"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("กำเ", 2, ["กำ", "เ"]),
        ("", 5, [""]),
    ],
)
def test_breaks_by_script(text: str, width: int, lines: list[str]) -> None:
    """Lines end as each script has it: at spaces, after hyphens, between Chinese characters."""
    ends = [0, *line_ends(text, width), len(text)]
    assert [text[start:end].rstrip() for start, end in pairwise(ends)] == lines


def test_letters_are_not_parted() -> None:
    """No line opens with a mark that belongs to the letter before it."""
    for article, width in ((THAI, 20), (CHINESE, 21)):
        for line in bare(to_terminal(article, width)).splitlines():
            assert line.lstrip()[:1] not in set("่้๊๋ะาำๆ，。”）")


def test_long_texts_take_little_time() -> None:
    """A paragraph without a single space, and one of spaces alone, are set in one pass."""
    for text in ("a" * 200_000, " " * 200_000, "ก" * 200_000, "中" * 200_000):
        assert to_terminal(with_body(body(text)), 40)


def test_rich_is_only_for_the_terminal() -> None:
    """The other views load without rich."""
    code = "import sys, lugas.render; sys.exit('rich' in sys.modules)"
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": str(source)})
    assert done.returncode == 0
