"""Signs of a time in a line, which tell that it stands at the head of an article: a day, or how long ago it was."""

from __future__ import annotations

from lugas.blocks.phrases import Mark, phrase_marks
from lugas.fields.dates.relative import relative_moment
from lugas.fields.dates.text import CLOCK, ascii_digits, has_date

__all__ = ["shows_time"]

LONGEST = 40  # characters of a line that tells a time without its day


def shows_time(text: str) -> bool:
    """Tell whether a line holds a day, or tells a time without one: "3 hours ago", "Updated at 19:12"."""
    return has_date(text) or (len(text) < LONGEST and tells_hour(text))


def tells_hour(text: str) -> bool:
    """Tell whether a short line tells a time from now, or a clock time with a word of times."""
    plain = ascii_digits(text).lower()
    if not any(map(str.isdigit, plain)):
        return False
    if relative_moment(text, None) is not None:
        return True
    return CLOCK.search(plain) is not None and bool(phrase_marks(text) & Mark.TIME)
