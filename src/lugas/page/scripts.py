"""The data that stands in a page's scripts: JSON, JSON given as a string, object literals, React's flight rows.

No script is run. What does not parse is skipped, and so is what is over the bounds: how many characters are read is
bounded for the whole page, and each is looked at a small, fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lugas.page.json_ld import DECODER, read_things, unescape
from lugas.page.tree import Document, Element

__all__ = ["Store", "read_nested", "read_script", "read_store"]

# Characters of all scripts of a page; the largest pages of news sites measured hold 3 million.
MOST_CHARACTERS = 8_000_000
# Of these, characters of object literals that are no JSON: to read them takes some microseconds a token.
MOST_LITERALS = 600_000
# A script shorter than this holds no article's body.
LEAST_CHARACTERS = 400
# Values of one script; stores are one large value or a few.
MOST_VALUES = 200

# What is no JSON after all, in one script; to say where it went wrong, the decoder counts the lines before.
MOST_FAILURES = 200
# Characters in which words are counted, each long text once however often it is referred to.
MOST_COUNTED = 16_000_000

PUSH = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
# One row of React's flight data begins: its number, in hexadecimal, and for a text its length in bytes of UTF-8.
FLIGHT_ROW = re.compile(r"([0-9a-f]{1,6}):(?:T([0-9a-f]{1,7}),|(?=[\[{\"]))")
# Where a value may begin: after an assignment, as an argument, as what a function returns.
BEGINS = re.compile(
    r"(?:[=(]\s{0,50}(?:String\.raw)?|\breturn\s{0,9})(?=\{\s{0,50}\"|\[\s{0,50}[\"{\[]|[\"'`])"
    r"|,\s{0,9}(?=[\"'`])"
)
# A quoted text from its first quote on; possessive, so that it is read once, whether it ends or not.
QUOTED = {
    '"': re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL),
    "'": re.compile(r"'[^'\\]*+(?:\\.[^'\\]*+)*+'", re.DOTALL),
    "`": re.compile(r"`[^`\\]*+(?:\\.[^`\\]*+)*+`", re.DOTALL),
}
# The tokens in which an object literal differs from JSON. Every text is taken whole, its end missing or not, so none
# is looked into; each alternative begins with a different character, and nothing is tried twice.
LITERAL = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
    r"|'[^'\\]*+(?:\\.[^'\\]*+)*+(?:'|\\?\Z)"
    r"|`[^`\\]*+(?:\\.[^`\\]*+)*+(?:`|\\?\Z)"
    r"|[A-Za-z_$][\w$.]*+(?:\([^()\"'`]{0,40}\))?(\s{0,9}:)?"
    r"|![01]"
    r"|,(?=\s{0,50}[}\]])",
    re.DOTALL,
)
# What a text of JavaScript escapes otherwise than one of JSON does.
ESCAPE = re.compile(r'\\x([0-9a-fA-F]{2})|\\(["\\/bfnrtu])|\\(.)|(")', re.DOTALL)
# Signs as Angular writes them in the state that it sends along: `{&q;title&q;:&q;Ferry returns&q;}`.
LETTERS = {"q": '"', "s": "'", "l": "<", "g": ">", "a": "&"}
KEPT_WORDS = frozenset({"true", "false", "null", "return"})


@dataclass(slots=True)
class Store:
    """The data of one page: each value with the script it stands in.

    `rows` are the values of flight rows by their names in references (`$24`), `homes` the scripts of those that are
    texts, by the identity of the text: such a text stands in another script than what refers to it. `counted` holds the
    words of long texts by their identity, with the text itself, so that no other takes its identity; `left` is how many
    characters may still be counted.
    """

    values: list[tuple[Element, Any]] = field(default_factory=list)
    rows: dict[str, Any] = field(default_factory=dict)
    homes: dict[int, Element] = field(default_factory=dict)
    counted: dict[int, tuple[str, int]] = field(default_factory=dict)
    left: int = MOST_COUNTED


def read_store(tree: Document, wanted: Callable[[str], bool] | None = None) -> Store:
    """Read the data of all scripts of a page, up to the bound; of those alone that are `wanted` by their text.

    Flight data is cut into scripts anywhere, so it is read whole.
    """
    store = Store()
    pushed: list[tuple[Element, str]] = []
    left, loose = MOST_CHARACTERS, MOST_LITERALS
    for script in tree.select("script"):
        text = script.text
        is_push = "__next_f.push" in text
        if len(text) > left:
            continue
        if not is_push and (len(text) < LEAST_CHARACTERS or (wanted and not wanted(text))):
            continue
        left -= len(text)
        if is_push:
            pushed.extend((script, chunk) for chunk in read_pushes(text))
        elif "ld+json" in (script.attr("type") or "").lower():
            store.values.extend((script, thing) for thing in read_things(text))
        else:
            values, taken = read_script(text, loose)
            loose -= taken
            store.values.extend((script, untangle(value)) for value in values)
    if pushed and (wanted is None or wanted("".join(chunk for _, chunk in pushed))):
        read_flight(pushed, store)
    return store


def read_pushes(text: str) -> Iterator[str]:
    """Give the texts that a script pushes to React's flight data."""
    done = failures = 0
    for match in PUSH.finditer(text):
        if match.start() < done:
            continue
        value, end = decode(text, match.end())
        if value is None:
            failures += 1
            if failures >= MOST_FAILURES:
                return
            continue
        done = end
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def read_flight(pushed: list[tuple[Element, str]], store: Store) -> None:
    """Read flight rows, which go on from one pushed text to the next."""
    text = "".join(chunk for _, chunk in pushed)
    starts: list[tuple[int, Element]] = []
    size = 0
    for script, chunk in pushed:
        starts.append((size, script))
        size += len(chunk)
    place = script_at = failures = 0
    while place < len(text) and failures < MOST_FAILURES:
        value: Any = None
        match = FLIGHT_ROW.match(text, place)
        if match is not None and match[2]:
            value, end = take_bytes(text, match.end(), int(match[2], 16))
        else:
            end = text.find("\n", place) + 1 or len(text)
            if match is not None:  # a row of JSON ends with its line
                value, _ = decode(text[match.end() : end], 0)
                failures += value is None
        if match is None:
            place = end
            continue
        while script_at + 1 < len(starts) and starts[script_at + 1][0] <= match.end():
            script_at += 1
        script = starts[script_at][1]
        place = end
        if value is None:
            continue
        store.homes.pop(id(store.rows.get(match[1])), None)
        store.rows[match[1]] = value
        if isinstance(value, str):
            store.homes[id(value)] = script
        else:
            store.values.append((script, value))


def take_bytes(text: str, start: int, size: int) -> tuple[str, int]:
    """Give the text from `start` on that takes `size` bytes of UTF-8, and where it ends."""
    part = text[start : start + size]
    if not part.isascii():
        part = part.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
    return part, start + len(part)


def decode(text: str, start: int) -> tuple[Any, int]:
    """Decode the JSON value at `start`, and tell where it ends, or `None` and where it went wrong."""
    try:
        value, end = DECODER.raw_decode(text, start)
    except (
        ValueError,
        RecursionError,
    ) as error:  # no JSON, or a number too long, or nested too deep for Python
        return None, max(getattr(error, "pos", len(text)), start + 1)
    return value, end


def read_script(text: str, loose: int = MOST_LITERALS) -> tuple[list[Any], int]:
    """Give the values that stand in one script, and how many of `loose` characters were read as object literals."""
    opening = text.lstrip()
    if opening.startswith(("{&quot;", "[&quot;", "[{&quot;")):
        opening = unescape(opening)
    elif opening.startswith(("{&q;", "[&q;", "[{&q;")):
        for letter, sign in LETTERS.items():  # that of the sign all begin with comes last
            opening = opening.replace(f"&{letter};", sign)
    if opening[:1] in ("{", "["):
        value, end = decode(opening, 0)
        if value is not None and end * 2 > len(opening):
            return [value], 0
    found = scan(text)
    taken = 0
    # Half of it was read in vain: an object literal that is no JSON, or no data at all.
    if weight(found) * 2 < len(text) <= loose and "{" in text:
        taken = len(text)
        found = max(found, scan(LITERAL.sub(as_json, text)), key=weight)
    return [value for value, _ in found], taken


def weight(found: list[tuple[Any, int]]) -> int:
    """Count the characters of the values found."""
    return sum(size for _, size in found)


def scan(text: str) -> list[tuple[Any, int]]:
    """Find the values in a script, each with how many characters it takes."""
    found: list[tuple[Any, int]] = []
    done = 0
    in_vain = 2 * len(text)  # characters that may be decoded for nothing, so that the work stays linear
    failures = 0
    for match in BEGINS.finditer(text):
        start = match.end()
        if start < done:
            continue
        if len(found) >= MOST_VALUES or failures >= MOST_FAILURES or in_vain <= 0:
            break
        if text[start] in QUOTED:
            quoted = QUOTED[text[start]].match(text, start)
            if quoted is None:
                break
            done = quoted.end()
            if done - start > LEAST_CHARACTERS and (
                value := quoted[0][1:-1] if text.endswith(".raw", 0, start) else read_quoted(quoted[0])
            ):
                found.append((value, done - start))
            continue
        value, end = decode(text, start)
        if value is None:
            in_vain -= end - start
            failures += 1
        else:
            done = end
            if end - start > LEAST_CHARACTERS:
                found.append((value, end - start))
    return found


def read_quoted(quoted: str) -> str | None:
    """Read a text of JavaScript in its quotes; `None` for one that is broken."""
    if quoted[0] != '"' or "\\" in quoted:
        quoted = f'"{ESCAPE.sub(escape_again, quoted[1:-1])}"'
    value, _ = decode(quoted, 0)
    return value if isinstance(value, str) else None


def escape_again(match: re.Match[str]) -> str:
    """Write an escape as JSON writes it."""
    if match[1]:
        return f"\\u00{match[1]}"
    if match[2]:
        return match[0]
    return '\\"' if match[4] or match[3] == '"' else match[3]


def as_json(match: re.Match[str]) -> str:
    """Write one token of an object literal as JSON writes it; what only a run would tell is null."""
    token = match[0]
    if token[0] in QUOTED:
        if token[0] == '"' and "\\" not in token:
            return token
        return f'"{ESCAPE.sub(escape_again, token[1:-1])}"'
    if token[0] == "!":
        return "true" if token[1] == "0" else "false"
    if token[0] == ",":
        return ""
    if match[1]:
        return f'"{token[: -len(match[1])]}":'
    return token if token in KEPT_WORDS else "" if token in {"new", "void"} else "null"


def untangle(value: Any) -> Any:
    """Put together a value that is sent flat: a list of all that it holds, with numbers for what stands where.

    Nuxt sends its state so, written by the devalue library: `[["Reactive", 1], {"title": 2}, "Ferry returns"]`.
    """
    if not (isinstance(value, list) and len(value) > 2 and is_wrapped(value[0])):
        return value
    whole: list[Any] = [
        {} if isinstance(one, dict) else [] if isinstance(one, list) else one for one in value
    ]
    for one, own in zip(value, whole, strict=True):
        if isinstance(own, dict):
            own.update((name, whole[at]) for name, at in one.items() if is_place(at, whole))
        elif isinstance(own, list):
            own.extend(whole[at] for at in one if is_place(at, whole))
    return whole[0]


def is_wrapped(value: object) -> bool:
    """Tell whether a value is what opens a flat one: an object of places, or a name and a place."""
    if isinstance(value, dict):
        return bool(value) and all(type(at) is int for at in value.values())
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and type(value[1]) is int


def is_place(at: object, whole: list[Any]) -> bool:
    """Tell whether a number is the place of a value in a flat one."""
    return type(at) is int and 0 <= at < len(whole)


def read_nested(text: str) -> Any:
    """Read JSON that is given as a string within the data; `None` for any other text."""
    opening = text[:40].lstrip()
    if opening[:3].upper() in ("%7B", "%5B"):
        text = unquote(text)
        opening = text[:40].lstrip()
    if opening[:1] not in ("{", "[", '"') or text.rstrip()[-1:] not in ("}", "]", '"'):
        return None
    value, _ = decode(text.strip(), 0)
    return value
