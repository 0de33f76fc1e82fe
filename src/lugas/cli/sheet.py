"""A sheet that lists and tables are set on for a terminal: styled text, wrapped between margins, in its own colours.

Whatever comes from pages and stores is cleaned on its way in, so that nothing of it can steer the terminal.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from lugas.render.breaks import line_ends
from lugas.render.clean import screen_text

__all__ = [
    "EMPHASIS",
    "MARKED",
    "PLAIN",
    "QUIET",
    "STRONG",
    "WARNING",
    "Sheet",
    "joined",
    "styled",
    "wrapped",
]

# The terminal's own colours, which show on a dark background and on a light one.
PLAIN = Style.null()
QUIET = Style(dim=True)
STRONG = Style(bold=True)
EMPHASIS = Style(color="cyan", bold=True)
WARNING = Style(color="yellow", bold=True)
MARKED = Style(color="magenta", bold=True, underline=True)

PARTED = " · "
# Marks without width, which keep signs beside right-to-left letters where they belong, on terminals that turn them.
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
TURNED = frozenset({"R", "AL"})
NARROWEST = 24
SPACES = re.compile(r"\s+")

Marks = Sequence[tuple[int, int]]


class Sheet:
    """Lines of `width` columns; `told()` gives all of them, with their escape sequences unless `colour` is off.

    Colours follow the environment as rich reads it: none for NO_COLOR or a terminal that is too plain.
    """

    def __init__(self, width: int, *, colour: bool = True) -> None:
        self.width = max(width, NARROWEST)
        self._paper = io.StringIO()
        self._console = Console(
            file=self._paper, width=self.width, force_terminal=colour, legacy_windows=False, markup=False,
            emoji=False, highlight=False,
        )  # fmt: skip
        self._begun = False

    def line(self, text: Text, opening: Text | None = None, *, measure: int = 0) -> None:
        """Set a text: `opening` stands before its first line, as much space before the others.

        `measure` is the most columns that all of it takes.
        """
        first = Text().append_text(opening or Text())  # a text's own style would go over to what follows it
        left = first.cell_len
        if left > self.width // 2:  # too narrow for both
            self._console.print(first, no_wrap=True, overflow="ellipsis")
            first, left, measure = Text("  "), 2, 0
        turned = _is_turned(text.plain)
        room = min(measure or self.width, self.width) - left
        for number, part in enumerate(wrapped(text, room)):
            head = first if not number else Text(" " * left)
            whole = head.copy().append_text(part)
            whole.rstrip()
            if turned:
                whole.append(RIGHT_TO_LEFT)
            self._console.print(whole, no_wrap=True, overflow="ignore", crop=False)
        self._begun = True

    def gap(self) -> None:
        """Leave a line empty, but for the first."""
        if self._begun:
            self._console.print()

    def put(self, thing: RenderableType) -> None:
        """Set a table, or whatever else rich can."""
        self._console.print(thing)
        self._begun = True

    def told(self) -> str:
        """Give all lines."""
        return self._paper.getvalue()


def styled(text: str, style: Style = PLAIN, marks: Marks = ()) -> Text:
    """Give text on one line, which can steer nothing; what lies between marks is marked."""
    found = Text()
    end = 0
    for start, stop in [*marks, (len(text), len(text))]:
        found.append(_plain(text[end:start]), style)
        found.append(_plain(text[start:stop]), style + MARKED)
        end = stop
    return found


def joined(pieces: Sequence[Text]) -> Text:
    """Give pieces in a row, each apart; one that is written from right to left does not turn the others round."""
    row = Text()
    for piece in pieces:
        if not piece.plain.strip():
            continue
        if row:
            row.append(PARTED, QUIET)
        row.append_text(piece)
        if any(unicodedata.bidirectional(letter) in TURNED for letter in piece.plain):
            row.append(LEFT_TO_RIGHT)
    return row


def _is_turned(text: str) -> bool:
    """Whether a text's first letter is written from right to left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in TURNED for kind in kinds if kind in TURNED or kind == "L"), False)


def wrapped(text: Text, width: int) -> list[Text]:
    """Give a text in lines of at most so many columns."""
    lines = []
    for part in text.divide(line_ends(text.plain, width)):
        part.rstrip()
        lines.append(part)
    return lines


def _plain(text: str) -> str:
    """Clean a piece of a line; a space at its end stays, as another piece may go on after it."""
    return SPACES.sub(" ", screen_text(text))
