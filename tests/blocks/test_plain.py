"""Lines written plainly, all of a page at once: the same words, and the same phrases, as line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks.phrases import WORD, find_marks, fold
from lugas.blocks.plain import LINE_WORD, NOT_PLAIN, marks_of_rows, plain_lines, plain_words

PIECES = [
    *(
        "read",
        "more",
        "Read also",
        "in",
        "the",
        "latest",
        "news",
        "Advertisement",
        "Foto",
        "harbour",
        "12",
        "By",
        "ad",
    ),
    *(
        "Lire aussi",
        "à",
        "été",
        "Übrigens",
        "mañana",
        "續",
        "続きを読む",
        "더",
        "İ",
        "ß",
        "µ",
        "ª",
        "e\u0301",
        "\u00b4",
    ),
    *(
        ":",
        " :",
        "  :",
        "\n",
        "\t",
        "’",
        "“",
        "…",
        "–",
        "-",
        "/",
        "\u00a0",
        "\u200b",
        "\u2009",
        "\U0001f600",
        "adchoices",
    ),
    *("prose of an article " * 16, "-" * 118),
]


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map(lambda some: ["".join(some), " ".join(some)]))
)
def test_rows_of_a_page_are_searched_as_each_by_itself(pairs: list[list[str]]) -> None:
    """What is found in the lines of a page does not depend on whether they are searched together."""
    texts = [text for pair in pairs for text in pair]
    assert marks_of_rows(texts) == [find_marks(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["Foto\n: x", "Tags\n: x", "Foto\r: x", "Foto\x01: x", "ARQUIVO|\x01\n", "\x00hak cipta0"]
)
def test_what_stands_between_words(text: str) -> None:
    """A colon belongs to the word before it in its own line alone, and control letters part words."""
    for line in (text, f"{text} é", f"“{text}”"):
        assert marks_of_rows([line, line]) == [find_marks(line)] * 2


def test_plain_lines_are_folded_lines() -> None:
    """Whatever letter a line holds that is plain, its words are those that folding gives."""
    letters = [letter for letter in map(chr, range(0x11000)) if NOT_PLAIN.search(letter) is None]
    assert len(letters) > 230
    lines = [line for letter in letters for line in (f"x{letter}y", f"x {letter}y", f"{letter}:z")]
    assert [LINE_WORD.findall(line) for line in plain_lines(lines)] == [
        WORD.findall(fold(line)) for line in lines
    ]


def test_plain_words() -> None:
    """The words of a text come without signs and digits, in small letters without accents."""
    assert plain_words("À l’heure: 12 Straße_x…") == [b"a", b"l", b"heure", "straße".encode("latin-1"), b"x"]
