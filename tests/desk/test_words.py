"""The interface's words: every language says the same things, and nothing is said that nobody shows."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import lugas.desk
from lugas.desk.wording import endonym, languages, words_for, words_of

FOLDER = Path(lugas.desk.__file__).parent
SOURCES = [path.read_text("utf-8") for kind in ("*.py", "*.html") for path in FOLDER.rglob(kind)]


def names(text: str) -> set[str]:
    """Give the names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", languages())
def test_languages_say_the_same(code: str) -> None:
    """A language has the words that English has, with the same names in braces, and twelve months and seven days."""
    words, english = words_of(code), words_of("en")
    for mine, theirs in ((words.words, english.words), (words.times, english.times)):
        assert set(mine) == set(theirs)
        assert {key: names(text) for key, text in mine.items()} == {
            key: names(text) for key, text in theirs.items()
        }
        assert all(text.strip() for text in mine.values())
    assert [len(words.months), len(words.months_short), len(words.weekdays)] == [12, 12, 7]
    assert words.direction in {"ltr", "rtl"}


def test_words_are_sorted_and_used() -> None:
    """The words stand in the order of their keys, and every key is named where something is shown."""
    told = "\n".join(SOURCES)
    keys = list(words_of("en").words)
    assert keys == sorted(keys)
    assert [key for key in keys if f'"{key}"' not in told] == []


def test_words_that_are_asked_for_are_there() -> None:
    """Every key that a template or a page asks for is among the words."""
    asked = {key for text in SOURCES for key in re.findall(r'\b(?:t|words)\("(\w+)"', text)}
    assert len(asked) > 60
    assert asked <= set(words_of("en").words)


@pytest.mark.parametrize(
    ("accepted", "fixed", "code"),
    [
        ("id-ID,id;q=0.9,en;q=0.8", "", "id"),
        ("en-US,en;q=0.9,id;q=0.8", "", "en"),
        ("de;q=0.9,id;q=0.8,en;q=0.1", "", "id"),
        ("in", "", "id"),
        ("fr", "", "en"),
        ("", "", "en"),
        ("en", "id", "id"),
        ("en", "xx", "en"),
        ("id;q=0", "", "en"),
        ("id;q=x, ;;;,,*", "", "en"),
        ("," * 5_000 + "id", "", "en"),
    ],
)
def test_language_is_the_readers(accepted: str, fixed: str, code: str) -> None:
    """The interface speaks what the settings fix, else what the browser likes best of what there is, else English."""
    assert words_for(accepted, fixed).code == code


def test_languages_by_their_own_names() -> None:
    """A language is called as it calls itself, and by its code where that is not known."""
    assert [endonym("id-ID"), endonym("zh_Hans"), endonym("xx")] == ["Bahasa Indonesia", "中文", "xx"]
