"""Views of an article: text, Markdown, HTML, JSON, the copy button's text, and the terminal's page."""

from __future__ import annotations

from collections.abc import Callable

from lugas.errors import UsageError
from lugas.model import Article
from lugas.render.copy import to_copy
from lugas.render.html import to_html
from lugas.render.json import to_json
from lugas.render.markdown import to_markdown
from lugas.render.text import to_text

__all__ = ["FORMATS", "render"]

FORMATS: dict[str, Callable[[Article], str]] = {
    "copy": to_copy,
    "html": to_html,
    "json": to_json,
    "markdown": to_markdown,
    "text": to_text,
}


def render(article: Article, format: str) -> str:  # noqa: A002 - the word users know from --format
    """Write an article in one of `FORMATS`, without a line end at its end.

    Raises `UsageError` for a format that is none of them.
    """
    view = FORMATS.get(format)
    if view is None:
        raise UsageError(
            f"unknown format {format!r}", name="format", remedy=f"give one of {', '.join(FORMATS)}"
        )
    return view(article)
