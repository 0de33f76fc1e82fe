"""Fills the papers' templates: markup with `${names}`, many in one file, each under a line `<!-- == name == -->`.

Values are markup already: who fills in text escapes it. There is no logic in a template; that is Python's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

__all__ = ["Templates", "style", "templates"]

HEAD = re.compile(r"^<!-- == ([\w-]+) == -->\n", re.MULTILINE)
NAME = re.compile(r"\$\{(\w+)\}")


class Templates:
    """The templates of one file, cut at their names once."""

    def __init__(self, text: str) -> None:
        _, *parts = HEAD.split(text)
        self._pieces = {
            name: NAME.split(body.rstrip("\n")) for name, body in zip(parts[::2], parts[1::2], strict=True)
        }

    def fill(self, name: str, values: Mapping[str, str]) -> str:
        """Give a template with its names filled in; raises `KeyError` for one without a value."""
        pieces = list(self._pieces[name])
        for place in range(1, len(pieces), 2):
            pieces[place] = values[pieces[place]]
        return "".join(pieces)


@cache
def templates(folder: str, file: str) -> Templates:
    """Read a paper's templates, once."""
    return Templates((resources.files("lugas.demo") / folder / file).read_text("utf-8"))


@cache
def style(folder: str, file: str) -> bytes:
    """Read a paper's style sheet, once."""
    return (resources.files("lugas.demo") / folder / file).read_bytes()
