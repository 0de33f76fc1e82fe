"""The words of the keeper's pages: those of the table `keeper` of a language."""

from __future__ import annotations

from lugas.desk.wording import Words

__all__ = ["Say"]


class Say:
    """Says something in one language; `values` stand where its words name them."""

    def __init__(self, words: Words) -> None:
        self._words = words.keeper

    def __call__(self, key: str, **values: object) -> str:
        """Say it."""
        text = self._words[key]
        return text.format(**values) if values else text

    def known(self, key: str, otherwise: str) -> str:
        """Say it where there are words for it."""
        return self._words.get(key, otherwise)
