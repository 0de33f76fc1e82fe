"""Text that is an article and nothing else: what a copy button gives, or who selects with care.

Its lines stand one blank line apart, the title first, and its address, if it has one, last. Nothing in it needs to be
told apart from anything, and nothing is to be unwrapped.
"""

from __future__ import annotations

from collections.abc import Sequence

from lugas.copied.marks import is_address

__all__ = ["is_whole"]

# A line of at most so many words and letters may be of a menu; an article has few, and not at its beginning.
SHORT_WORDS, SHORT_LETTERS = 3, 24
SHORT_SHARE = 0.3
BEGINNING = 3

# Without an address at its end, so much of a text must be lines as long as sentences are, in columns.
SENTENCE_WIDTH = 45
SENTENCE_SHARE = 0.75

# What ends a sentence, and what may stand after it.
ENDS = ".!?…。！？؟।\"'”’»)"

# A title is at most this long, in letters.
LONGEST_TITLE = 300


def is_whole(lines: Sequence[tuple[str, int, int]]) -> bool:
    """Whether lines are one article's title, paragraphs and address.

    Each line comes with its width in columns and the number of blank lines before it.
    """
    if len(lines) < 2 or len(lines[0][0]) > LONGEST_TITLE or any(gap != 1 for _, _, gap in lines[1:]):
        return False
    texts = [text for text, _, _ in lines]
    ended = is_address(texts[-1])
    inner = texts[1:-1] if ended else texts[1:]
    if is_address(texts[0]) or any(is_address(text) for text in inner[:BEGINNING]):
        return False
    if not inner:
        return True
    short = [is_short(text) for text in inner]
    repeats = len(inner) - len(set(inner))
    if all(short[:BEGINNING]) or repeats * 10 > len(inner):
        return False
    if ended:
        return sum(short) <= SHORT_SHARE * len(inner)
    long = sum(width >= SENTENCE_WIDTH for _, width, _ in lines[1:])
    menu = is_short(texts[0]) and inner[0][-1] not in ENDS  # and the title under it
    return not repeats and not menu and long >= SENTENCE_SHARE * len(inner) and len(inner) > BEGINNING


def is_short(text: str) -> bool:
    """Whether a line may be one of a menu."""
    return len(text.split()) <= SHORT_WORDS and len(text) <= SHORT_LETTERS
