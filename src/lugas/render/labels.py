"""The few words that views add, in the article's own language, and its direction of writing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Labels", "direction", "is_upright", "labels", "language_tag"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


class Labels(NamedTuple):
    """What a view calls the time of a change, the page it came from and the articles the page links to."""

    updated: str
    source: str
    related: str


@cache
def _rows(name: str) -> dict[str, tuple[str, ...]]:
    """Read a table of words: tabs between columns, the key first."""
    lines = (Path(__file__).parent / "words" / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1:]) for row in rows}


def labels(language: str) -> Labels:
    """Give the labels in a language, in English where none are known."""
    known = _rows("labels.txt")
    return Labels(*known.get(_primary(language), known["en"]))


def language_tag(language: str) -> str:
    """Give a language as HTML's `lang` takes it (BCP 47), or "" for what is no language tag."""
    return language.replace("_", "-") if _TAG.fullmatch(language) else ""


def direction(language: str) -> str:
    """Tell which way a language is written: "rtl" or "ltr", or "auto" when the language is not known."""
    if not language_tag(language):
        return "auto"
    return "rtl" if _primary(language) in _rows("rtl.txt") else "ltr"


def is_upright(language: str) -> bool:
    """Tell whether a language's letters have no slanted form, so that emphasis must be shown otherwise."""
    return _primary(language) in _rows("upright.txt")


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
