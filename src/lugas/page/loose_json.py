"""JSON as it should not be written, read all the same: single quotes, quotes in quotes, commas too many or too few.

One pass over the text with a stack of its own, so that no depth fails and time is linear in the text. Where a text
breaks off, what was open is closed; what cannot be read is stepped over.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["read_loosely"]

DEEPEST = 200  # levels that are kept; what lies deeper is stepped over
MOST_VALUES = 400  # values that stand one after the other
LONGEST_NUMBER = 20  # digits and signs; a longer one is no number that means anything

Holder = dict[str, Any] | list[Any]

# Possessive repetitions (`*+`) never give back what they took, so no pattern tries a text twice.
BLANK = re.compile(r"[\s\ufeff\x00;]*+")
NUMBER = re.compile(r"-?\d[\d.eE+-]*+")
WORD = re.compile(r"[^\W\d][\w$.-]*+")
UNQUOTED = {'"': re.compile(r'[^"\\]*+'), "'": re.compile(r"[^'\\]*+")}
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
SURROGATE = re.compile(r"[\ud800-\udfff]")
LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
MEANINGS: dict[str, Any] = {"true": True, "false": False}

# A quote ends its string only where JSON may go on behind it. Any other quote is one that nobody escaped. Blanks are
# counted, so that searching for these takes time in proportion as well.
NEXT_KEY = re.compile(r"\s{0,500}+,\s{0,500}+[\"'][^\"'\\\n]{1,80}+[\"']\s{0,500}+:")
AFTER_KEY = re.compile(r"\s{0,500}+:")
AFTER_ITEM = re.compile(r"\s{0,500}+(?:[}\]]|\Z|,\s{0,500}+(?:[\"'{\[}\]\d-]|\Z|(?:true|false|null)\b))")
AFTER_MEMBER = re.compile(
    r"[;\s]{0,500}+(?:[}\]]|\Z"
    r"|,\s{0,500}+(?:[,}\]]|\Z|(?:\"[^\"\n]{1,80}+\"|'[^'\\\n]{1,80}+'|[\w$@]{1,60}+)\s{0,500}+:))"
    r"|\s{0,500}+\"[\w@:.-]{1,60}+\"\s{0,500}+:"  # the comma is missing
)


def read_loosely(text: str) -> list[Any]:
    """Give the objects and lists that stand one after the other in a text that means to be JSON; [] for none."""
    reader = LooseReader(text)
    reader.read()
    return reader.values


class LooseReader:
    """The text, how far it was read, what was read, and what is open: objects and lists, the outermost first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.values: list[Any] = []
        self.open: list[Holder] = []
        self.keys: list[str | None] = []  # of each open object the key that waits for its value
        self.beyond = 0  # levels that are open below the deepest one kept

    def read(self) -> None:
        """Read the text to its end."""
        text, end = self.text, len(self.text)
        closed_comments = text.rfind("*/")
        while len(self.values) <= MOST_VALUES:
            match = BLANK.match(text, self.at)
            self.at = match.end() if match else self.at
            if self.at >= end:
                break
            sign = text[self.at]
            if sign in "{[":
                self.begin({} if sign == "{" else [])
            elif sign in "}]":
                self.close(dict if sign == "}" else list)
            elif sign in "\"'":
                self.quoted(sign)
            elif sign == "/" and text.startswith("/*", self.at) and self.at < closed_comments:
                self.at = text.index("*/", self.at) + 2
            else:
                self.bare(sign)

    def begin(self, holder: Holder) -> None:
        """Open an object or a list."""
        self.at += 1
        if self.beyond or len(self.open) >= DEEPEST:
            self.beyond += 1
            return
        self.put(holder)
        self.open.append(holder)
        self.keys.append(None)

    def close(self, kind: type[Holder]) -> None:
        """Close the innermost object or list of this kind, and what stands open within it."""
        self.at += 1
        if self.beyond:
            self.beyond -= 1
            return
        if (
            kind is dict
            and self.open
            and isinstance(self.open[-1], list)
            and NEXT_KEY.match(self.text, self.at)
        ):
            kind = list  # the wrong bracket: the object goes on
        for place in range(len(self.open) - 1, -1, -1):
            if isinstance(self.open[place], kind):
                del self.open[place:], self.keys[place:]
                return

    def put(self, value: Any) -> None:
        """Set a value where it belongs; at the outermost level only objects and lists count."""
        if self.beyond:
            return
        if not self.open:
            if isinstance(value, dict | list):
                self.values.append(value)
            return
        holder = self.open[-1]
        if isinstance(holder, list):
            holder.append(value)
            return
        key = self.keys[-1]
        if key is not None:
            holder[key] = value
            self.keys[-1] = None

    def awaits_key(self) -> bool:
        """Tell whether what comes next is a key: in an object, where none waits for its value."""
        return (
            bool(self.open) and not self.beyond and isinstance(self.open[-1], dict) and self.keys[-1] is None
        )

    def quoted(self, quote: str) -> None:
        """Read a string, as a key or as a value."""
        as_key = self.awaits_key()
        text = self.string(quote, as_key=as_key)
        if as_key:
            self.take_key(text)
        else:
            self.put(text)

    def take_key(self, text: str) -> None:
        """Keep a key where a colon follows it."""
        match = AFTER_KEY.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
            self.keys[-1] = text

    def string(self, quote: str, *, as_key: bool) -> str:
        """Read to the quote that ends a string, or to the end of the text."""
        text, end = self.text, len(self.text)
        after = AFTER_KEY if as_key else AFTER_ITEM
        if not self.open or self.beyond:
            after = BLANK  # whatever follows
        elif not as_key and isinstance(self.open[-1], dict):
            after = AFTER_MEMBER
        self.at += 1
        parts: list[str] = []
        while self.at < end:
            match = UNQUOTED[quote].match(text, self.at)
            if match is not None:
                parts.append(match[0])
                self.at = match.end()
            if self.at >= end:
                break
            if text[self.at] == "\\":
                parts.append(self.escaped())
                continue
            self.at += 1
            if after.match(text, self.at):
                break
            parts.append(quote)
        found = "".join(parts)
        # Two escapes may write the halves of one character.
        if SURROGATE.search(found):
            found = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return found

    def escaped(self) -> str:
        """Read what a backslash escapes; one that escapes nothing is a character like others."""
        match = ESCAPE.match(self.text, self.at)
        if match is None:
            self.at += 1
            return ""
        self.at = match.end()
        if match[1]:
            return chr(int(match[1], 16))
        return LETTERS.get(match[2], match[2] if match[2] in "\"'\\/\n" else match[0])

    def bare(self, sign: str) -> None:
        """Read what stands without quotes: a number, a word, or a sign."""
        match = NUMBER.match(self.text, self.at) or WORD.match(self.text, self.at)
        if match is None:
            self.at += 1
            if sign == "," and self.keys:
                self.keys[-1] = None
            return
        self.at = match.end()
        if self.awaits_key():
            self.take_key(match[0])
        elif match[0] in MEANINGS:
            self.put(MEANINGS[match[0]])
        else:
            self.put(number(match[0]))


def number(text: str) -> int | float | str | None:
    """Give a number, as text where it is too long or none after all; `None` for a word ("null", "undefined")."""
    if text[0] != "-" and not text[0].isdecimal():
        return None
    if len(text) <= LONGEST_NUMBER and text.isascii():
        try:
            return float(text) if any(sign in text for sign in ".eE") else int(text)
        except ValueError:  # "2024-01-20" without quotes
            return text
    return text[:LONGEST_NUMBER]
