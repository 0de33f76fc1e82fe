"""The words of the keeper's pages: a file for each language, beside this one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from lugas.desk.wording import Words

__all__ = ["Say", "keeper_words", "say_in"]

FOLDER = Path(__file__).parent
FALLBACK = "en"


class Say:
    """Says something in one language; `values` stand where its words name them."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        """Say it."""
        text = self._words[key]
        return text.format(**values) if values else text

    def known(self, key: str, otherwise: str) -> str:
        """Say it where there are words for it."""
        return self._words.get(key, otherwise)


@cache
def keeper_words(code: str) -> dict[str, str]:
    """Read the words of a language; those of English where there is no file of it."""
    file = FOLDER / f"{code}.toml"
    text = (file if file.is_file() else FOLDER / f"{FALLBACK}.toml").read_text("utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def say_in(words: Words) -> Say:
    """Give what says the keeper's words in a reader's language."""
    return Say(keeper_words(words.code))
