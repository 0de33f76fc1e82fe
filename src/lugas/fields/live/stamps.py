"""Lines that tell when a post was made: "15:04", "3 min ago", "20:24 Jane Doe", "14.05 Uhr: Die Polizei ...".

A line is read only where a live blog is looked for, for lines like these stand on every page. Every pattern has
bounded repetitions, and only the beginning of a line is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from lugas.fields.dates.moments import relative_moment
from lugas.fields.dates.text import ascii_digits, find_moment, month_of
from lugas.fields.lists import pairs, words
from lugas.fields.name_signs import is_name
from lugas.fields.names import split_names, starts_as_byline
from lugas.remembered import remembered

__all__ = ["Stamp", "StampKind", "clock_in", "day_line", "read_stamp"]

StampKind = Literal["clock", "dated", "relative", "minute"]

WHOLE = 90  # a line that is a time and no more, with its author and its date, has at most so many characters
NEAR = 48  # characters from the start of a longer line in which its time must end
RELATIVE = 48  # a line that tells how long ago, with its author, has at most so many characters
INVISIBLE = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))

DIGIT = re.compile(r"\d")
CLOCK = re.compile(
    r"(?<![\d:.,/-])(?:[01]?\d|2[0-4])(?:\s?[:：.hH]\s?|\s?[時时시點点]\s?)[0-5]\d(?::[0-5]\d)?(?:\s?[分분])?"
    r"(?![\d%]|[.,:/]\d)"
)
HOUR = re.compile(
    r"(?<![\d:.,/-])(?:(?:1[0-2]|[1-9])(?=\s?[apAP]\.?\s?[mM]\b)|(?:[01]?\d|2[0-4])(?=\s?(?:[Uu]hr|[時时시點点])(?!\w)))"
)
MINUTE = re.compile(
    r"\W{0,2}(\d{1,3})(?:\s?\+\s?\d{1,2})?\s?(?:['’′´]|\.\s?(?:minute|menit|min)\b)(?!\w)", re.IGNORECASE
)
AFTER = re.compile(
    r"\s{0,2}(?:[ap]\.?\s?m\b\.?|[Uu]hr\b|[Uu]ur\b|hrs?\b\.?|h\b|น\.|[時时시點点]|(?:UTC|GMT)\s?[+-]\d{1,2}(?::\d\d)?)",
    re.IGNORECASE,
)
ZONE = re.compile(r"\s{0,2}[(\[]?([A-Za-z]{2,5})\b[)\]]?|\s{0,2}\(?([^\W\d_]{1,5})\)?(?=\W|$)")
PARTING = re.compile(r"\s{0,3}[-–—:|·•,.)\]/]{1,2}(?=\s|$)\s{0,3}|\t|\n|\s{0,3}[—–|·•]\s{0,3}")
PIECES = re.compile(r"[|·•\n\t—–/,]|\s-\s")
EDGES = " \t\n|·•—–-,/:;()[]*#"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line tells of a post's time.

    `text` is the time as the page shows it. `rest` is what follows it in the line where the line goes on: the post's
    heading or text; "" for a line that is a time and no more. `names` are the authors it names. `kind` is "minute"
    for the minute of a match.
    """

    kind: StampKind
    text: str
    rest: str = ""
    names: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the line tells the time, and maybe an author, and no more."""
        return not self.rest


def read_stamp(text: str, known: Collection[str] = ()) -> Stamp | None:
    """Read a line as that of a post's time; `None` for any other. `known` are names that are authors of the page."""
    if len(text) > WHOLE and not any(map(str.isdigit, text[:14])):
        return None
    if not text.isascii():
        text = text.translate(INVISIBLE)
    numbered = DIGIT.search(text) is not None
    if not numbered and len(text) > RELATIVE:
        return None
    plain = ascii_digits(text).replace("\xa0", " ")
    if len(plain) != len(text):
        return None
    return clock_stamp(text, plain, known) if numbered else relative_stamp(text)


def clock_stamp(text: str, plain: str, known: Collection[str]) -> Stamp | None:
    """Read a line with a digit; `plain` is its text with the digits of every script as 0-9."""
    minute = MINUTE.match(plain)
    if minute is not None:
        return Stamp("minute", text[: minute.end()].strip(), tidy(text[minute.end() :]))
    clock = CLOCK.search(plain[: WHOLE + 8]) or HOUR.search(plain[: WHOLE + 8])
    if clock is None:
        return relative_stamp(text) if len(text) <= RELATIVE else None
    end = clock_end(plain, clock.end())
    if (
        len(text) <= WHOLE
        and (stamp := whole_stamp(text, text[: clock.start()], text[end:], known)) is not None
    ):
        return stamp
    sure = ":" in clock[0] or "：" in clock[0] or end > clock.end() or len(clock[0].strip()) > 4
    return led_stamp(text, clock.start(), end, sure=sure)


def led_stamp(text: str, start: int, end: int, *, sure: bool) -> Stamp | None:
    """Read a line that opens with a time, from `start` to `end`, and goes on with a heading or a text."""
    after = text[end:]
    parted = PARTING.match(after)
    if start > 24 or end > NEAR or leftover(text[:start]) or not (sure or parted):
        return None
    rest = tidy(after[parted.end() :] if parted else after)
    if not rest or (parted is None and not after[:1].isspace() and not glued_name(rest)):
        return None
    return Stamp("clock", text[:end].strip(EDGES), rest)


def clock_end(plain: str, end: int) -> int:
    """Give where a clock time ends with its half of the day and its zone."""
    match = AFTER.match(plain, end)
    if match is not None:
        end = match.end()
    zone = ZONE.match(plain, end)
    name = (zone[1] or zone[2] or "") if zone else ""
    # "EST" is a zone, and "est" a French verb.
    if zone is not None and name.lower() in pairs("zones") and (name.isupper() or not name.isascii()):
        return zone.end()
    return end


def whole_stamp(text: str, before: str, after: str, known: Collection[str]) -> Stamp | None:
    """Read a line that is a time, and maybe a date, a label and the author's name, and no more."""
    left = [*leftover(before), *leftover(after)]
    dated = find_moment(text) is not None
    kind: StampKind = "dated" if dated else "clock"
    if not left:
        return Stamp(kind, text.strip(EDGES))
    names: list[str] = []
    told = text
    glued = after[:1].isalpha() and not leftover(before)
    for side in (before, after):
        for piece in PIECES.split(side):
            rest = piece.strip(EDGES)
            if not leftover(rest):
                continue
            parted = side is before or glued or PIECES.search(side[: side.find(rest)]) is not None
            people = names_of(rest, known, parted=parted)
            if not people:
                return None
            names.extend(people)
            told = told.replace(rest, " ")
    return Stamp(kind, " ".join(told.split()).strip(EDGES), "", tuple(names))


def names_of(piece: str, known: Collection[str], *, parted: bool) -> tuple[str, ...]:
    """Give whom a piece of a line names; a bare name counts where a mark parts it from the time."""
    if piece in known:
        return (piece,)
    if starts_as_byline(piece):
        return split_names(piece)
    return split_names(piece) if parted and 2 <= len(piece.split()) <= 4 and is_name(piece) else ()


def glued_name(rest: str) -> bool:
    """Tell whether what follows a time without a space begins a text: a capital, or a script without spaces."""
    return rest[:1].isalpha() and not ("a" <= rest[0] <= "z")


def tidy(text: str) -> str:
    """Take marks off the start of what follows a time."""
    return text.strip().lstrip("-–—:|·•,.)]/ \t\n").strip()


def leftover(text: str) -> list[str]:
    """Give the words of a text that tell no time: neither numbers, zones, months, weekdays nor labels."""
    if len(text) > WHOLE:
        return [text]
    return [token for token in text.lower().split() if not tells_time(token.strip(".,;:()[]|·•—–-/*#'’"))]


@remembered(4096)
def tells_time(token: str) -> bool:
    """Tell whether a word is one of those that times are told with."""
    if not token or (token[0].isdigit() and len(token) <= 10):
        return True
    if token in words("clock_words") or token in words("published") or token in words("modified"):
        return True
    return token in pairs("zones") or token in pairs("relative") or bool(month_of(token, ""))


def relative_stamp(text: str) -> Stamp | None:
    """Read "3 min ago" and the like, alone or beside a name."""
    if len(text.split()) > 7:
        return None
    if relative_moment(text, None) is None:
        return None
    if not leftover(text):
        return Stamp("relative", text.strip(EDGES))
    tokens = text.split()
    for place in range(2, len(tokens) - 1):
        told, name = " ".join(tokens[:place]), " ".join(tokens[place:])
        if starts_as_byline(name) and not leftover(told) and relative_moment(told, None) is not None:
            return Stamp("relative", told.strip(EDGES), "", split_names(name))
    pieces = [piece.strip(EDGES) for piece in PIECES.split(text)]
    times = [piece for piece in pieces if relative_moment(piece, None) is not None]
    others = [piece for piece in pieces if piece and piece not in times]
    if len(times) != 1 or not all(names_of(piece, (), parted=True) for piece in others):
        return None
    names = tuple(name for piece in others for name in names_of(piece, (), parted=True))
    return Stamp("relative", times[0], "", names)


def clock_in(text: str) -> int:
    """Give the clock time of a text in minutes of the day, -1 for none."""
    moment = find_moment(f"2000-01-01 {text}") if len(text) <= WHOLE else None
    if moment is None or "T" not in moment.iso:
        hour = HOUR.search(ascii_digits(text))
        return int(hour[0]) % 24 * 60 if hour else -1
    return int(moment.iso[11:13]) * 60 + int(moment.iso[14:16])


def day_line(text: str, year: str) -> str:
    """Give the day that a line between posts tells ("Sabtu, 24 Februari"), as ISO 8601; "" for any other line.

    `year` is the article's, for lines that tell none.
    """
    if not 5 <= len(text) <= 48 or not any(letter.isdigit() for letter in text):
        return ""
    plain = ascii_digits(text)
    if CLOCK.search(plain) or len(leftover(text)) > 1:
        return ""
    moment = find_moment(text) or (find_moment(f"{text.rstrip(' .,')}, {year}") if year else None)
    return moment.iso if moment is not None and len(moment.iso) == 10 else ""
