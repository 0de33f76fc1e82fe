"""The words of the interface: a file for each language, in `words/`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, convert

__all__ = ["Words", "endonym", "languages", "words_for", "words_of"]

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"
MOST_ASKED = 20  # languages of a browser's wish that are looked at


class Words(Struct, frozen=True, kw_only=True):
    """What the interface says in one language: times, what readers see, and what the keeper does."""

    code: str
    name: str
    direction: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    times: dict[str, str]
    words: dict[str, str]
    keeper: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Say something; `values` stand where its words name them."""
        text = self.words[key]
        return text.format(**values) if values else text


@cache
def languages() -> tuple[str, ...]:
    """Give the codes of the languages there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def words_of(code: str) -> Words:
    """Read the words of a language that is there."""
    told: dict[str, Any] = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    return convert({"code": code, **told}, Words)


def words_for(accepted: str, fixed: str = "") -> Words:
    """Give the words in a fixed language, or in the first that a browser wishes (Accept-Language) and that is there."""
    for code in (fixed, *wishes(accepted)):
        primary = code.replace("_", "-").partition("-")[0].lower()
        # "in" was the code of Indonesian until 1989, and some systems still send it.
        primary = {"in": "id"}.get(primary, primary)
        if primary in languages():
            return words_of(primary)
    return words_of(FALLBACK)


def wishes(accepted: str) -> list[str]:
    """Give the languages of a wish, the dearest first."""
    found: list[tuple[float, str]] = []
    for piece in accepted[:1_000].split(",")[:MOST_ASKED]:
        code, _, weight = piece.strip().partition(";")
        told = weight.strip().removeprefix("q=")
        try:
            found.append((-float(told) if told else -1.0, code.strip()))
        except ValueError:
            continue
    found.sort(key=lambda pair: pair[0])
    return [code for weight, code in found if weight < 0]


@cache
def _endonyms() -> dict[str, str]:
    lines = (FOLDER / "languages.txt").read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {code: name for code, _, name in rows}


def endonym(code: str) -> str:
    """Give what a language calls itself; its code where that is not known."""
    return _endonyms().get(code.replace("_", "-").partition("-")[0].lower(), code)
