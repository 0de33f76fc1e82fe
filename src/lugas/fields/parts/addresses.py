"""How the addresses of a split article's parts differ: `?page=2`, `/2`, `/seite-2`, `-2.html`, `?page=all`.

An address alone tells nothing: `/news/flood-2` may be the second part of `/news/flood`, or another story. So an address
gives every reading that its form allows, and two addresses are of one article only where a reading of the one agrees
with a reading of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from lugas.fields.lists import words
from lugas.page.urls import without_tracking
from lugas.remembered import remembered

__all__ = ["MOST_NUMBER", "Address", "Part", "parts_of", "relate"]

# A part has at most this number; archives and threads of forums go beyond it.
MOST_NUMBER = 60
LONGEST = 2000  # characters of an address
MOST_PARAMETERS = 12

Form = Literal["plain", "query", "path", "ending", "whole"]

# At the end of a path, so that nothing is tried twice: the letters are bounded, and digits are none of them.
ENDING = re.compile(r"[-_,.;]([a-z]{1,12}[-_]?)?(\d{1,2})\Z")
STEP = re.compile(r"(?:([^\W\d_]{1,12})[-_]?)?(\d{1,2})\Z")
WORD_AT_END = re.compile(r"[-_,.]([a-z]{2,20})\Z")
FILE = re.compile(r"\.(?:html?|s?html|php\d?|aspx?|jsp|cfm|ece|story|cms|amp)\Z")
# Of addresses that count the days of an archive (/2024/01/20) the last number is no part's.
DAY_BEFORE = re.compile(r"/\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """One reading of an address: of which article it is a part, the part's number, and where that stands.

    `number` is 0 where the address tells none, -1 where it leads to all parts at once. `plain` tells that the number
    is bare, without a word such as "page" that says what it counts.
    """

    base: tuple[str, str, tuple[str, ...]]
    number: int
    form: Form
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What an address is beside another of the same article; `own` is the other's number, 0 where it has none."""

    number: int
    own: int
    form: Form
    plain: bool


@remembered(64)
def parts_of(address: str) -> tuple[Address, ...]:
    """Give the readings of an absolute address, the plain one first; () for what is no address, or a front page."""
    if not address or len(address) > LONGEST:
        return ()
    try:
        split = urlsplit(without_tracking(address))
    except ValueError:
        return ()
    host = split.netloc.lower().removeprefix("www.")
    path = FILE.sub("", unquote(split.path).lower().rstrip("/"))
    pairs = tuple(sorted(filter(None, split.query.split("&"))))
    if not host or (not path and not pairs) or len(pairs) > MOST_PARAMETERS:
        return ()
    return tuple(read(split, host, path, pairs))


def read(split: SplitResult, host: str, path: str, pairs: tuple[str, ...]) -> Iterator[Address]:
    """Give the readings of an address taken apart."""
    yield Address((host, path, pairs), 0, "plain")
    for pair in pairs:
        name, _, value = unquote(pair).lower().partition("=")
        others = tuple(other for other in pairs if other != pair)
        if not path and not others:
            continue  # the second page of a front page
        if f"{name}={value}" in words("part_wholes") or (
            name in words("part_wholes") and value in ("", "1", "true", "yes")
        ):
            yield Address((host, path, others), -1, "whole", name not in words("part_parameters"))
        elif name in words("part_parameters") and value.isdecimal() and len(value) <= 2:
            yield Address((host, path, others), int(value), "query")
    if split.path.count("/") < 1 or not path:
        return
    above, _, last = path.rpartition("/")
    yield from read_last(host, above, last, pairs)
    ending = ENDING.search(path)
    if ending and path[: ending.start()].rpartition("/")[2]:
        step = (ending[1] or "").rstrip("-_")
        if not step or step in words("part_steps"):
            base = (host, path[: ending.start()], pairs)
            yield Address(base, int(ending[2]), "ending", not step)
    word = WORD_AT_END.search(last)
    if word and f"/{word[1]}" in words("part_wholes"):
        yield Address((host, path[: -len(word[0])], pairs), -1, "whole", plain=True)


def read_last(host: str, above: str, last: str, pairs: tuple[str, ...]) -> Iterator[Address]:
    """Read the last step of a path as a part's number, or as the word for all parts."""
    if not above or DAY_BEFORE.search(above):
        return
    if f"/{last}" in words("part_wholes"):
        yield Address((host, above, pairs), -1, "whole", plain=True)
    step = STEP.fullmatch(last)
    if step is None or (step[1] and step[1] not in words("part_steps")):
        return
    before, _, word = above.rpartition("/")
    if step[1] or word not in words("part_steps"):
        yield Address((host, above, pairs), int(step[2]), "path", not step[1])
    elif before:
        yield Address((host, before, pairs), int(step[2]), "path")


def relate(own: Sequence[Address], other: Sequence[Address]) -> Part | None:
    """Tell what part of the same article another address leads to; `None` where it is of another, or the same page."""
    if not own or not other or own[0].base == other[0].base:
        return None
    for mine in own:
        for theirs in other:
            if mine.base != theirs.base or not alike(mine, theirs):
                continue
            number = theirs.number if theirs.form != "plain" else 1
            if number > MOST_NUMBER or mine.number > MOST_NUMBER:
                return None
            plain = theirs.plain if theirs.form != "plain" else mine.plain
            form = theirs.form if theirs.form != "plain" else mine.form
            return Part(number, mine.number, form, plain)
    return None


def alike(mine: Address, theirs: Address) -> bool:
    """Tell whether two readings count in one way: both in one form, or one of them not at all, or to all parts."""
    return (
        mine.form == theirs.form or "plain" in (mine.form, theirs.form) or "whole" in (mine.form, theirs.form)
    )
