"""Every regular expression of the package against strings made to have it look back.

`python -m tests.hostile.patterns` runs in a process of its own, for it notes what is compiled while the package is
imported and pages are read.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import thread_time
from typing import Any

__all__ = ["slow_patterns"]

PAGES = Path(__file__).parents[1] / "pages"
SIZE, LARGER = 3000, 4
# A pattern is slow that takes so many seconds for `SIZE` characters and more than so many times as long for `LARGER`
# times as many: in proportion it would be `LARGER` times. Those that look a bounded way ahead from every place, and are
# given bounded texts, are in proportion.
SECONDS, TIMES = 0.02, 9
# Repeated by themselves; then the words of each pattern's own.
PIECES = """
a|A|1|é|字|\u0301|٣| |\t|\n|\u00a0|\u3000|\u200b|\u202e|<|>|&|&#|"|'|(|[|{|.|,|;|:|-|–|/|//|=|_|@|•|“|\\|#|%|*|+|~|`|?
a |a\n|a.|a-|a/|a,|a=|1 |1.|1,|10:|1-1-|2024-01-01 |Jan |1 Jan |https://|a.b.|a@b.| - | , |\n |\n\n| \n|\r\n|[[
{"a":|<a |<a a=|<!--|<p>|</p>|<br>|<script|&amp;|/*|//\n|]]>|%20|?a=1&|(a |by |By Jane |data:|url(|\\"|\\u0041
10.04 WIB |2 jam lalu |Page 1 of
"""
NOTED: dict[tuple[Any, int], re.Pattern[Any]] = {}
WORD = re.compile(r"[A-Za-z]{2,12}")


def note_patterns() -> None:
    """Note every pattern that the package compiles from now on."""
    compile_pattern = re.compile

    def noting(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_pattern(pattern, flags)
        if sys._getframe(1).f_globals.get("__name__", "").startswith("lugas"):  # noqa: SLF001 # who asks for it
            NOTED[made.pattern, made.flags] = made
        return made

    re.compile = noting  # what this process is for
    import lugas  # noqa: PLC0415 - after the noting began

    for module in pkgutil.walk_packages(lugas.__path__, "lugas."):
        if not module.name.endswith(("__main__", ".migrations.env")):  # what they hold is run, not imported
            importlib.import_module(module.name)
    for page in sorted(PAGES.glob("*/*.[ht]*"))[::3]:  # some are compiled with the first page that needs them
        lugas.read_file(page)


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    """Time going over a text with a pattern, as `sub` and `findall` do."""
    content = text.encode() if isinstance(pattern.pattern, bytes) else text
    begun = thread_time()
    for _ in pattern.finditer(content):
        pass
    return thread_time() - begun


def pieces_for(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Give what is repeated: the pieces for every pattern, and the first words of its own."""
    yield from (piece for line in PIECES.strip("\n").split("\n") for piece in line.split("|") if piece)
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    for word in sorted(set(WORD.findall(source)))[:6]:
        yield from (word, f"{word} ", f"<{word} ")


def slow_patterns() -> list[str]:
    """Name the patterns whose time grows faster than the text, each with what was repeated."""
    found = []
    for pattern in list(NOTED.values()):
        for piece in pieces_for(pattern):
            text = piece * (SIZE // len(piece))
            # the least of several times, as soon as one is long: what else the machine does is not the pattern's
            if seconds(pattern, text) < SECONDS:
                continue
            if (once := min(seconds(pattern, text) for _ in range(4))) < SECONDS:
                continue
            more = min(seconds(pattern, text * LARGER) for _ in range(2))
            if more > TIMES * once:
                found.append(f"{pattern.pattern!r:.200} on {piece!r}: {once:.2f} s, then {more:.2f} s")
                break
    return found


if __name__ == "__main__":
    note_patterns()
    print(json.dumps([len(NOTED), slow_patterns()]))
