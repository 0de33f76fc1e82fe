"""Counting letters: as counting each text alone would have it."""

from __future__ import annotations

import math
import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks import letters
from lugas.blocks.letters import KINDS, SPACE, WORDS_PER_DENSE, count_letters, kinds_table

EXAMPLES = ["", "A b", "新聞", "\ud800", "😀", "𠀀", "ข่าว", "É"]
TEXTS = st.lists(st.text(max_size=12) | st.sampled_from(EXAMPLES), min_size=1)


def kind(letter: str) -> int:
    """Give the kind of a letter."""
    table = kinds_table()
    code = ord(letter) if not "\ud800" <= letter <= "\udfff" else ord("?")
    return int(table[min(code, len(table) - 1)])


@given(TEXTS)
def test_counts_are_those_of_each_text(texts: list[str]) -> None:
    """Counts, sizes, first and last letters are right for every text, empty ones and lone surrogates included."""
    found = count_letters(texts)
    for index, text in enumerate(texts):
        kinds = [kind(letter) for letter in text]
        assert found.counts[index].tolist() == [kinds.count(number) for number in range(KINDS)]
        assert found.size[index] == len(text)
        assert found.first[index] == (kinds[0] if kinds else SPACE)
        assert found.last[index] == (kinds[-1] if kinds else SPACE)
        assert (found.words[index] > 0) == bool(text)
    assert found.counts.dtype == found.size.dtype == found.words.dtype == np.float32


def test_words() -> None:
    """Words are counted by the spaces between them, and in scripts without spaces by their letters."""
    words = count_letters(["one two three", "one", "", "東京の新聞"]).words.tolist()
    assert words == [3, 1, 0, 3.5]


def test_capitals() -> None:
    """Words that begin with a capital are counted, not the capitals in a word."""
    assert count_letters(["The BBC in iPhone Äpfel", "a", "Б в"]).titled.tolist() == [3, 0, 1]


def test_kinds() -> None:
    """Letters, marks and signs of any script have the kind of their nature."""
    names = {
        letters.UPPER: "AÉБΩ",
        letters.LOWER: "aéбω",
        letters.OTHER: "خ가א",
        letters.DENSE: "新のアขမ",
        letters.DIGIT: "7٧७",
        letters.SPACE: " \n\u00a0\u3000",
        letters.STOP: ".。؟।!?…",
        letters.COMMA: ",、،;",
        letters.QUOTE: "\"'“»「",
        letters.BAR: "|•→—",
        letters.SIGN: "@€+😀",
        letters.BRACKET: "()【》",
        letters.MARK: "\u0301\u0941",
        letters.COLON: ":：",
    }
    for wanted, examples in names.items():
        for letter in examples:
            assert kind(letter) == wanted, unicodedata.name(letter, repr(letter))


def test_kinds_are_not_changed() -> None:
    """What every page is given alike cannot be written to."""
    assert not kinds_table().flags.writeable


def test_words_add_up_exactly() -> None:
    """Sums of words are taken from sums of all rows before: what a letter counts is a power of two, so none is off."""
    assert math.frexp(WORDS_PER_DENSE)[0] == 0.5
