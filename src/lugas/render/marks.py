"""Markdown's inline marks: what must be escaped, and where emphasis can stand.

The rules are those of CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) and of GitHub's extensions:
tables, strikethrough, bare addresses. Marks are set only where every reader takes them for marks: emphasis
that would be read as asterisks is left out, as between letters in a line of Chinese when it begins with a
bracket.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from lugas.render.clean import printable
from lugas.render.inline import Piece, by_link

__all__ = ["destination", "escape", "set_line"]

# Characters that mean something wherever they stand; an ampersand where an entity could follow.
_MARKS = re.compile(r"[\\`*\[\]<~_]|&(?=[A-Za-z#]|$)")
# What opens a block at the start of a line, or is the line under a heading or under a table's headings.
_OPENING = re.compile(r"(?:#{1,6}|[-+])(?=\s|$)|>|=+\s*$|[-:|][-:| \t]*$")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
# A bare address in running text. GitHub links it as it stands, backslashes included: so it is set as a link.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+")
_TRAILING = "?!.,:;*_~'\"()&"
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")
_TICKS = re.compile("`+")


def escape(text: str) -> str:
    """Escape text inside a line."""
    return _MARKS.sub(_escaped, printable(text))


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "_":
        text, at = found.string, found.start()
        # within a word it never opens or closes emphasis
        if text[max(at - 1, 0) : at].isalnum() and text[at + 1 : at + 2].isalnum():
            return "_"
    return f"\\{found[0]}"


def destination(link: str) -> str:
    """Give an address as the target of a link: nothing in it may end the link or be read as an entity."""
    link = link.replace("(", "\\(").replace(")", "\\)")
    return _ENTITY.sub(lambda found: "&amp;" + found[0][1:], link)


def set_line(row: list[Piece], *, opens: bool = True) -> str:
    """Set one line of pieces, which hold no line ends; `opens` says that it stands at the start of a line."""
    groups = list(by_link(_trimmed(row)))
    parts: list[str] = []
    for index, (url, group) in enumerate(groups):
        if url:
            parts.append(f"[{_emphasised(group, '[', ']')}]({destination(url)})")
            continue
        last = index == len(groups) - 1
        text = _emphasised(group, ")" if index else "", "" if last else "[")
        if not last and text.endswith("!"):  # before a link's bracket it would make an image of it
            text = f"{text[:-1]}\\!"
        parts.append(text)
    line = "".join(parts)
    if not opens:
        return line
    number = _NUMBER.match(line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if _OPENING.match(line) else line


def _trimmed(row: list[Piece]) -> list[Piece]:
    """Drop the line's outer white space, and set apart each piece's own: marks must not enclose it."""
    whole: list[Piece] = []
    for piece in row:
        text = printable(piece.text)
        inner = text.strip()
        start = len(text) - len(text.lstrip())
        if start:
            whole.append(Piece(text[:start]))
        if not inner:
            continue
        before = whole[-1] if whole else piece
        if (
            piece.code and before.code and piece.url == before.url and whole
        ):  # touching backticks would run together
            both = (piece.strong and before.strong, piece.emphasis and before.emphasis)
            whole[-1] = Piece(before.text + inner, piece.url, *both, code=True)
        else:
            whole.append(piece.having(inner))
        if start + len(inner) < len(text):
            whole.append(Piece(text[start + len(inner) :]))
    first = next((index for index, piece in enumerate(whole) if not piece.text.isspace()), len(whole))
    while whole and whole[-1].text.isspace():
        whole.pop()
    return whole[first:]


def _emphasised(row: list[Piece], before: str, after: str) -> str:
    """Set pieces that lead to the same place, between the characters that come before and after them.

    Emphasised pieces that touch share what they have in common: marks that touch would be read otherwise.
    """
    runs = [list(run) for _, run in groupby(row, key=lambda piece: piece.strong or piece.emphasis)]
    texts = ["".join(_plain(piece) for piece in run) for run in runs]
    done: list[str] = []
    for index, (run, text) in enumerate(zip(runs, texts, strict=True)):
        strong, emphasis = all(piece.strong for piece in run), all(piece.emphasis for piece in run)
        previous = done[-1][-1] if done else before
        following = texts[index + 1][0] if index + 1 < len(texts) else after
        marks = "*" * (2 * strong + emphasis)
        done.append(marks + text + marks if marks and _stands(previous, text, following) else text)
    return "".join(done)


def _stands(before: str, text: str, after: str) -> bool:
    """Tell whether asterisks around the text are read as emphasis (left- and right-flanking delimiter runs).

    Readers differ on whether a symbol counts as punctuation, so it must hold either way.
    """
    return (not _is_mark(text[0]) or _parts_words(before)) and (not _is_mark(text[-1]) or _parts_words(after))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _parts_words(char: str) -> bool:
    return (
        not char or char == "\t" or unicodedata.category(char) == "Zs" or unicodedata.category(char)[0] == "P"
    )


def _plain(piece: Piece) -> str:
    if piece.code:
        return _code(piece.text)
    if piece.url:
        return escape(piece.text)
    parts, last = [], 0
    for found in _ADDRESS.finditer(piece.text) if "://" in piece.text else ():
        link = found[0].rstrip(_TRAILING)
        if not link.endswith((":/", "//")) and not _ENTITY.search(link):
            parts += [_unlinked(piece.text[last : found.start()]), f"<{link}>"]
            last = found.start() + len(link)
    parts.append(_unlinked(piece.text[last:]))
    return "".join(parts)


def _unlinked(text: str) -> str:
    """Escape text so that GitHub's reader finds no address in it that takes the backslashes for its own."""
    done = escape(text).replace("://", "\\://")
    return done.replace("www.", "www\\.") if "\\" in done else done


def _code(text: str) -> str:
    """Set inline code; a space inside the marks keeps the text's own backticks from them."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    marks = "`" * (longest + 1)
    padded = f" {text} " if text[0] == "`" or text[-1] == "`" else text
    return marks + padded + marks
