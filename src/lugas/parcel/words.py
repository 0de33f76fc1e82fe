"""Words as the search sees them: the same for what is stored and what is asked, on every kind of store.

Text is folded (case, width, accents), and what is no letter, mark or digit becomes a space. Scripts that set no
spaces between words are cut into pairs of letters, each pair a word: of `ABC` come `AB`, `BC` and the last letter
alone, so that every letter begins a word and a single letter can be looked for by that.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

__all__ = [
    "Query",
    "bare",
    "clean",
    "fold",
    "label_key",
    "pairs",
    "query_of",
    "spaced",
    "split_scripts",
    "whole",
    "wholly",
    "words_and_runs",
]

LONGEST_WORD = 100  # letters; what is longer is cut: no word of a language, and indexes bound their keys
MOST_QUERY_WORDS = 16
LONGEST_KEY = 200

# Marks that a reader may leave out when typing: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic.
ACCENTS = {*range(0x0300, 0x0370), *range(0x0591, 0x05C8), *range(0x064B, 0x0653), 0x0670, 0x0640}
NO_ACCENTS: dict[int, None] = dict.fromkeys(ACCENTS)

# Thai to Burmese, Khmer, kana, and Han with its extensions.
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]+"
)


class _Letters(dict[int, int]):
    """Maps a code point to itself where it belongs to a word, else to a space; learned letter by letter."""

    def __missing__(self, code: int) -> int:
        kept = code if unicodedata.category(chr(code))[0] in "LMN" else 0x20
        self[code] = kept
        return kept


class _BareLetters(dict[int, str]):
    """Maps a code point to one letter: itself folded, or the first letter of that; what is no letter to a space."""

    def __missing__(self, code: int) -> str:
        kept = " " if _letters[code] == 0x20 else (fold(chr(code))[:1] or chr(code))
        self[code] = kept
        return kept


_letters = _Letters()
_bare_letters = _BareLetters()


def clean(text: str, limit: int) -> str:
    """Cut a text to `limit` characters, with what no database takes (NUL, half a surrogate pair) made U+FFFD."""
    return whole(text[:limit]).replace("\x00", "\ufffd")[:limit]


def whole(text: str) -> str:
    """Give a text with halves of surrogate pairs, which no encoding has, made U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def wholly(value: Any) -> Any:
    """Give lists and mappings with all their texts so."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {key: wholly(item) for key, item in value.items()}
    return [wholly(item) for item in value] if isinstance(value, list | tuple) else value


def spaced(text: str) -> str:
    """Give a text of the same length in which everything that is no letter, mark or digit is a space."""
    return text.translate(_letters)


def bare(text: str) -> str:
    """Give a text of the same length, folded letter by letter: its places are the text's."""
    return text.translate(_bare_letters)


def fold(text: str) -> str:
    """Give a text as it is compared: without case, width and accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(NO_ACCENTS)
    return unicodedata.normalize("NFC", bare).casefold()


def pairs(run: str) -> list[str]:
    """Cut a run of letters into its overlapping pairs, and the last letter alone."""
    return [run[at : at + 2] for at in range(len(run))]


def split_scripts(text: str) -> tuple[list[str], list[str]]:
    """Give a text's words, and beside them the runs of letters in scripts that set no spaces."""
    runs: list[str] = []

    def take(found: re.Match[str]) -> str:
        runs.append(found[0])
        return " "

    apart = SPACELESS.sub(take, spaced(text))
    return [word[:LONGEST_WORD] for word in apart.split()], runs


def words_and_runs(text: str) -> tuple[list[str], list[str]]:
    """Give a text's words as they are written, and its runs folded: only then is a sign that means a letter one."""
    return split_scripts(text)[0], split_scripts(fold(text))[1]


class Query:
    """What was asked: its words as typed and folded, and its runs of letters that set no spaces, folded."""

    def __init__(self, typed: list[str], runs: list[str]) -> None:
        self.typed = typed
        self.words = [fold(word) for word in typed]
        self.runs = runs

    def __bool__(self) -> bool:
        return bool(self.words or self.runs)


def query_of(asked: str) -> Query:
    """Read what was asked as plain words, whatever signs stand in it; so many of them at most."""
    asked = clean(asked, 1_000)
    typed, runs = words_and_runs(asked)
    return Query(
        list(dict.fromkeys(typed))[:MOST_QUERY_WORDS],
        list(dict.fromkeys(run[:LONGEST_WORD] for run in runs))[:MOST_QUERY_WORDS],
    )


def label_key(name: str) -> str:
    """Give the form under which a section, author or tag is one, however it is written."""
    return " ".join(fold(clean(name, 2 * LONGEST_KEY)).split())[:LONGEST_KEY]
