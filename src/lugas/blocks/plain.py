"""All lines of a page, written plainly at once: their words in small letters without accents, and the phrases in them.

Folding one line after the other takes longer than all else that is asked of it. What the letters of Latin-1 fold to is
one table, by which a whole page is written in a few microseconds; a line of other letters is folded by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.phrases import (
    KEPT,
    LONGEST,
    OPENING,
    WORD,
    find_marks,
    fold,
    keep,
    load_phrases,
    match_words,
    part_colons,
)

__all__ = ["NOT_PLAIN", "marks_of_rows", "plain_letters", "plain_words"]

# A word in one of `plain_lines`, as `phrases.WORD` finds it in a folded line.
LINE_WORD = re.compile(r"[^\s:]+(?: ?:)?")
# What `plain_lines` does not write as folding does: all but most of Latin-1, and quotes, dashes and a few signs more.
# Said by what it is not, for the few ranges of that are compiled in a fortieth of the time.
NOT_PLAIN = re.compile(
    "[^\t-\r\u001c-\u00a7\u00a9\u00ab-\u00ae\u00b0-\u00b3\u00b6\u00b7\u00b9\u00bb-\u00ff"
    "\u2013\u2014\u2018-\u201e\u2022\u2026\u2039\u203a\u20ac]"
)


def marks_of_rows(texts: list[str]) -> list[int]:
    """Give for each line of a page what `phrase_marks` does: all lines are made ready for it at once."""
    known = load_phrases()
    marks = {text: KEPT.get(text, -1) for text in texts}
    found: dict[str, int] = {}
    new = [text for text, told in marks.items() if told < 0]
    for text, whole in zip(new, plain_lines(new), strict=True):
        long = len(text) > LONGEST
        line = whole[:OPENING] if long else whole
        if not text.isascii() and NOT_PLAIN.search(text, 0, len(line)) is not None:
            found[text] = find_marks(text)
        elif words := LINE_WORD.findall(line) if ":" in line else line.split():
            found[text] = match_words(known, words, part_colons(words) if ":" in line else 0, long)
        else:
            found[text] = 0
    keep(found)
    marks |= found
    return [marks[text] for text in texts]


def plain_lines(texts: list[str]) -> list[str]:
    """Write each line as folding does, with white space for all that parts words, but for what is `NOT_PLAIN`."""
    if not texts:
        return []
    page = "\n".join(texts)
    if page.count("\n") >= len(texts):
        page = "\n".join([text.replace("\n", "\t") for text in texts])
    return plain_letters(page).decode("latin-1").split("\n")


def plain_letters(text: str) -> bytes:
    """Write a text in Latin-1 as folding does, but for what is `NOT_PLAIN`, with white space between words."""
    return text.encode("latin-1", "replace").translate(plain_table())


@lru_cache(maxsize=1)
def plain_table() -> bytes:
    """Make the table of Latin-1 as folding writes it: a space stays one, a tab stands for what else parts words."""
    kept = {" ": " ", "\n": "\n", ":": ":"}
    letters = [fold(chr(code)) for code in range(256)]
    return bytes(
        ord(
            letter
            if code > 0x1B and WORD.fullmatch(letter) and letter <= "\u00ff"
            else kept.get(letter, "\t")
        )
        for code, letter in enumerate(letters)
    )


def plain_words(text: str) -> list[bytes]:
    """Give the words of a text as `plain_letters` writes them."""
    return plain_letters(text).replace(b":", b" ").split()
