"""What a view was given: an article, or a word on what it was instead."""

from __future__ import annotations

from lugas.errors import UsageError
from lugas.model import Article

__all__ = ["refuse_wrong"]


def refuse_wrong(article: object) -> None:
    """Raise `UsageError` for anything but an article."""
    if not isinstance(article, Article):
        remedy = "give what lugas.read gives"
        raise UsageError(f"article is of type {type(article).__name__}", name="article", remedy=remedy)
