"""Text without markup to rows: one row a paragraph, with the lines it came from.

A line is a paragraph unless the text was wrapped at a fixed width, as text browsers and mail do. That is told
by the wrapping itself: a wrapped line ends where the next line's first word would no longer have fitted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from msgspec import Struct

from lugas.budget import ENDLESS, Budget
from lugas.copied.marks import BULLETS, bullet_of, linked_characters, strip_invisible
from lugas.copied.whole import is_whole
from lugas.model import Kind
from lugas.page.rows import Cut, Row

__all__ = ["cut_text"]

# Widths at which texts are wrapped, in columns: narrower is a list of short lines, wider is no wrapping.
NARROWEST, WIDEST = 40, 132
FAR = 3 * WIDEST  # letters; how much wider a line is makes no difference

# At least this many lines must end where the wrapping made them end, and this share of the lines that could.
FEWEST_FULL = 4
# fewer will do if most of them end within a sentence.
FEWEST_BROKEN = 2
# In a wrapped text, a line of this share of the width that ends within a sentence goes on even where the next word
# would have fitted: items of lists are wrapped a little narrower.
NEARLY_FULL = 0.85
FULL_SHARE = 0.55

# As many rows as nobody's text has. A paragraph that was wrapped is read up to so many lines, on the mean of all.
MANY, LINES_A_ROW = 1_000_000, 10

# Lines between two looks at whether there is time left: 2 ms of work.
STRIDE = 1024

# Characters whose lines are parted at once: a list of all lines may take thirty times the text.
AT_ONCE = 1 << 14

# Of a wrapped text's lines at most this share are longer than its width: addresses, tables, code.
LONGER_SHARE = 0.02


class TextLine(Struct, eq=False, gc=False):
    """One line that is not blank: its number from 1, its text, its width and indent in columns, and its gap.

    The gap is the number of blank lines before it.
    """

    number: int
    text: str
    width: int
    gap: int
    indent: int

    @property
    def end(self) -> int:
        """The column it ends at."""
        return self.indent + self.width


def cut_text(text: str, most: int = MANY, budget: Budget = ENDLESS) -> Cut:
    """Cut text without markup into rows that together cover every line that is not blank; about `most` rows at most.

    Lines that the budget does not hold are not read.
    """
    lines = filled_lines(text, most * LINES_A_ROW, budget)
    # most texts have two lines on end, and are not asked for more
    if next((line for line in islice(lines, 1, None) if line.gap != 1), None) is None and is_whole(
        [(line.text, line.width, line.gap) for line in lines]
    ):
        return Cut("text", [whole_row(line) for line in lines[: most + 1]], whole=True, budget=budget)
    width = wrapping_width(lines)
    cut = Cut("text", budget=budget)
    start = 0
    for index in range(1, len(lines) + 1):
        if width and index < len(lines) and goes_on(lines[index - 1], lines[index], width):
            continue
        last = lines[index - 1]
        cut.rows.append(row_of(last) if start == index - 1 else joined_row(lines[start:index]))
        start = index
        if len(cut.rows) > most or (not index % STRIDE and is_used_up(budget, len(lines), len(cut.rows))):
            break
    return cut


def filled_lines(text: str, most: int = MANY, budget: Budget = ENDLESS) -> list[TextLine]:
    """Give the lines that are not blank, so many at most."""
    found: list[TextLine] = []
    gap = 0
    for number, line in enumerate(lines_of(text), 1):
        if len(found) == most or (not number % STRIDE and is_used_up(budget, 2 * len(found))):
            break
        plain = line.isascii()
        seen = line if plain else strip_invisible(line)
        stripped = seen.strip()
        if not stripped:
            gap += 1
            continue
        size = len(stripped)
        indent = len(seen) - len(seen.lstrip()) if size < len(seen) else 0
        found.append(TextLine(number, stripped, size if plain else columns(stripped), gap, indent))
        gap = 0
    return found


def lines_of(text: str) -> Iterator[str]:
    """Give the lines of a text, one after another."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start + AT_ONCE)
        end = len(text) if end < 0 else end
        yield from text[start:end].split("\n")
        start = end + 1


def is_used_up(budget: Budget, lines: int, rows: int = 0) -> bool:
    """Whether there is no time, or no room, for more lines or rows; a line takes a third of a box."""
    return budget.over() or not budget.holds(rows, lines // 3)


def columns(text: str) -> int:
    """Count the terminal columns of a text: wide East Asian letters take two; of a long one, its letters."""
    if text.isascii() or len(text) > FAR:
        return len(text)
    return len(text) + sum(
        [unicodedata.east_asian_width(letter) in "WF" for letter in may_be_wide().findall(text)]
    )


@lru_cache(maxsize=1)
def may_be_wide() -> re.Pattern[str]:
    """Give a pattern of the letters that may be wide: few lines that are not plain hold others than quotes and dashes.

    Before Hangul only what this Python's tables do not know counts as wide.
    """
    unknown = [code for code in range(0x80, 0x1100) if unicodedata.east_asian_width(chr(code)) in "WF"]
    narrow, start = "", 0
    for code in (*unknown, 0x1100):
        if code > start:
            narrow += f"\\u{start:04x}-\\u{code - 1:04x}"
        start = code + 1
    return re.compile(f"[^{narrow}]")  # the others are so many that naming them takes twenty times as long


def wrapping_width(lines: list[TextLine]) -> int:
    """Give the width in columns the text was wrapped at; 0 for text that was not.

    Tried are the widths of the longest lines, but for a few that may stick out (an address is never wrapped):
    if the lines that another line follows directly end, more often than not, where that line's first word
    would not have fitted, the text is wrapped.
    """
    pairs = [(above, below) for above, below in pairwise(lines) if below.gap == 0]
    if len(pairs) < FEWEST_BROKEN:
        return 0
    wide = [line for line in lines if line.width + line.indent >= NARROWEST]
    counts = Counter([line.end for line in wide if line.width <= WIDEST or " " in line.text])
    longer = 0
    for width in sorted(counts, reverse=True):
        if longer > LONGER_SHARE * len(lines):
            break
        if width <= WIDEST and is_wrapped(pairs, width):
            return width
        longer += counts[width]
    return 0


def is_wrapped(pairs: list[tuple[TextLine, TextLine]], width: int) -> bool:
    """Whether lines that follow each other directly look wrapped at a width."""
    long_pairs = [pair for pair in pairs if width * 0.6 < pair[0].end <= width]
    full = [(above, below) for above, below in long_pairs if overflows(above, below, width)]
    broken = sum(breaks_off(above, below) for above, below in full)
    enough = len(full) >= FEWEST_FULL or (broken >= FEWEST_BROKEN and broken * 3 >= len(full) * 2)
    if not enough or len(full) < FULL_SHARE * len(long_pairs):
        return False
    # a column of like lines (a timetable, headlines of one length) is as even, but wrapped words fall as they may
    spaced = {above.end for above, _ in full if " " in above.text}
    firsts = {below.text.partition(" ")[0] for _, below in full}
    return len(spaced) != 1 and len(firsts) * 4 >= len(full)


def overflows(above: TextLine, below: TextLine, width: int) -> bool:
    """Whether the first word of `below` would not have fitted on the line `above`."""
    word = below.text.partition(" ")[0]
    if not word.isascii() and columns(word) > len(word):
        return above.end + 2 > width  # wide letters break anywhere
    return above.end + 1 + len(word) > width


def goes_on(above: TextLine, below: TextLine, width: int) -> bool:
    """Whether a line is the continuation of the paragraph above it."""
    if not width or below.gap or bullet_of(below.text):
        return False
    if below.indent > above.indent + 2 and not bullet_of(above.text):
        return False
    if above.end > width and " " in above.text:
        return False  # it was never wrapped
    return overflows(above, below, width) or (above.end >= NEARLY_FULL * width and breaks_off(above, below))


def breaks_off(above: TextLine, below: TextLine) -> bool:
    """Whether a sentence runs on from one line to the next: no stop, then a small letter."""
    return above.text[-1] not in ".!?:;" and below.text[0].islower()


def whole_row(line: TextLine) -> Row:
    """Make the row of a line that is a paragraph as it stands."""
    links = linked_characters(line.text)
    return Row(
        Kind.PARAGRAPH, line.text, links=links, gap=line.gap, first_line=line.number, last_line=line.number
    )


def row_of(line: TextLine) -> Row:
    """Make the row of a line that is a paragraph, an item of a list or a row of a table."""
    text = line.text
    cells = cells_of(text) if "\t" in text or "   " in text else ()
    if not cells:
        return item_row(text, line, line) if text[0] in BULLETS else whole_row(line)
    return Row(
        Kind.TABLE,
        "\t".join(cells),
        cells=cells,
        links=linked_characters(text),
        gap=line.gap,
        first_line=line.number,
        last_line=line.number,
    )


def joined_row(lines: list[TextLine]) -> Row:
    """Make the row of a paragraph that was wrapped."""
    return item_row(join_lines([line.text for line in lines]), lines[0], lines[-1])


def item_row(text: str, first: TextLine, last: TextLine) -> Row:
    """Make the row of a text that a bullet may stand before."""
    mark = bullet_of(text)
    return Row(
        Kind.LIST if mark else Kind.PARAGRAPH,
        text[len(mark) :].lstrip(),
        level=1 if mark else 0,
        links=linked_characters(text),
        gap=first.gap,
        first_line=first.number,
        last_line=last.number,
    )


def cells_of(text: str) -> tuple[str, ...]:
    """Give the cells of a line parted by tabs or by the wide gaps of a dump; () if it is no table's row."""
    cells = tuple(cell.strip() for cell in text.replace("   ", "\t").split("\t"))
    return tuple(cell for cell in cells if cell) if sum(map(bool, cells)) > 1 else ()


def join_lines(lines: list[str]) -> str:
    """Join the lines of one wrapped paragraph: a space between words, none between letters that need none."""
    parts = [lines[0]]
    for line in lines[1:]:
        apart = not (is_wide(parts[-1][-1]) and is_wide(line[0]))
        parts.append(" " + line if apart else line)
    return "".join(parts)


def is_wide(letter: str) -> bool:
    """Whether a letter is of a script written without spaces between words."""
    return not letter.isascii() and unicodedata.east_asian_width(letter) in "WF"
