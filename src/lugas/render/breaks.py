"""Where lines of text may end on a screen of fixed-width cells.

Latin text breaks at spaces and after hyphens; Chinese and Japanese between any two characters, save those
that may not open or end a line (a small part of JIS X 4051 and UAX #14); Thai and its kin, which part no
words, between letters where no space is near. No line end falls inside a character that is written with
several code points.
"""

from __future__ import annotations

import unicodedata

from rich.cells import get_character_cell_size

from lugas.scripts import SOUTHEASTERN

__all__ = ["line_ends"]

_NEVER_FIRST = frozenset(
    "、。，．・：；？！‥…ー々〻ゝゞヽヾ）］｝〕〉》」』】〙〗〟’”｠»›%％‰°℃,.;:?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“｟«‹([{$＄￥£€#＃")
_HYPHENS = frozenset("-‐–—/")
_JOINERS = frozenset("\u200d\u2060\ufeff")
_SPACES = frozenset(" \t\u3000\u200b")
# Thai, Lao, Burmese and Khmer; vowels written before their consonant hold on to it, those after it to theirs.
_LEADING = frozenset("เแโใไເແໂໃໄ")
_FOLLOWING = frozenset("ะาำๅๆฯະາຳໆຯ")
_FILLED = (
    0.6  # unspaced text is broken between letters when its last space would leave less of the line filled
)


def line_ends(text: str, width: int) -> list[int]:
    """Give the offsets at which lines of at most `width` cells end, the text's own end left out; one pass."""
    ends: list[int] = []
    start = column = 0  # of the line being filled
    spare = spare_column = -1  # the last place where the line may end, and the column there
    previous = ""
    for offset, char in enumerate(text):
        size = get_character_cell_size(char)
        if previous and offset > start and _may_part(previous, char):
            spare, spare_column = offset, column
        if column + size > width and char not in _SPACES and offset > start:
            unspaced = _is_unspaced(char) and spare_column < width * _FILLED
            if spare <= start or unspaced:
                spare = _inside(text, start, offset)
                spare_column = column - sum(get_character_cell_size(other) for other in text[spare:offset])
            ends.append(spare)
            start, column, spare = spare, column - spare_column, -1
        column += size
        previous = char
    return ends


def _inside(text: str, start: int, offset: int) -> int:
    """Give the last place before `offset` that splits no character, looking back a few at most."""
    for place in range(offset, max(start, offset - 8), -1):
        if not _holds(text[place - 1], text[place]):
            return place
    return offset


def _may_part(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters."""
    if after in _SPACES:
        return False
    if before in _SPACES:
        return True
    if before in _NEVER_LAST or after in _NEVER_FIRST or _holds(before, after):
        return False
    if before in _HYPHENS:
        return after.isalpha()
    return _is_wide(before) or _is_wide(after)


def _is_wide(char: str) -> bool:
    """Tell whether a character is Chinese, Japanese or an emoji: Korean has its own spaces."""
    return char >= "\u1100" and get_character_cell_size(char) == 2 and not "\uac00" <= char <= "\ud7a3"


def _is_unspaced(char: str) -> bool:
    return SOUTHEASTERN.match(char) is not None


def _holds(before: str, after: str) -> bool:
    """Tell whether two code points belong to one character, or are written as one."""
    if not before or (before < "\u0300" and after < "\u0300"):
        return False
    if before in _JOINERS or after in _JOINERS or after in _FOLLOWING or before in _LEADING:
        return True
    return unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff"
