"""The documentation as its tests see it: pages, fenced blocks, what a shell block types and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = [
    "FENCE",
    "PAGES",
    "ROOT",
    "Fence",
    "Typed",
    "fences",
    "inline_commands",
    "matches",
    "relative",
    "typed",
]

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))))

FENCE = re.compile(r"^```(\w*)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:lugas|make) [^`\n]+)`")


@dataclass(frozen=True)
class Fence:
    """A fenced block: where it opens, its language and text; `gap` is the text between it and the last."""

    page: Path
    line: int
    language: str
    text: str
    gap: str

    def __str__(self) -> str:
        return f"{relative(self.page)}:{self.line}"


@dataclass(frozen=True)
class Typed:
    """A command of a shell block, and the lines that the block shows under it."""

    fence: Fence
    command: str
    shown: str


def relative(path: Path) -> str:
    """Name a page as a person in the repository's root would."""
    return path.relative_to(ROOT).as_posix()


@cache
def fences(page: Path) -> tuple[Fence, ...]:
    """Give a page's fenced blocks, in order."""
    text, found, end = page.read_text("utf-8"), [], 0
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found.append(Fence(page, line, match[1], match[2], text[end : match.start()]))
        end = match.end()
    return tuple(found)


def typed(fence: Fence) -> list[Typed]:
    """Give the commands of a `console` block with their output, or those of a `sh` block with none.

    A command that ends in a backslash goes on in the next line.
    """
    commands: list[Typed] = []
    for line in fence.text.replace("\\\n", " ").splitlines(keepends=True):
        if fence.language == "console" and not line.startswith("$ "):
            last = commands.pop()
            commands.append(Typed(fence, last.command, last.shown + line))
        elif line.strip() and not line.startswith("#"):
            commands.append(Typed(fence, line.removeprefix("$ ").partition("  #")[0].strip(), ""))
    return commands


def inline_commands(page: Path) -> list[str]:
    """Give the commands that a page's running text names as code."""
    return INLINE.findall(FENCE.sub("", page.read_text("utf-8")))


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what the page shows, spaces at the ends of lines aside.

    A line of `...` alone stands for any lines.
    """
    rest, *others = (re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).rstrip() for text in (printed, shown))
    pieces = re.split(r"^\.\.\.$\n?", others[0], flags=re.MULTILINE)
    if len(pieces) == 1:
        return rest == pieces[0]
    for number, piece in enumerate(pieces):
        at = rest.find(piece)
        if at < 0 or (number == 0 and at):
            return False
        rest = rest[at + len(piece) :]
    return True
