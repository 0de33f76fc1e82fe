"""Reading the pages of one article, and showing it once, whole."""

from __future__ import annotations

from collections.abc import Sequence

from lugas.cli.notes import Notes
from lugas.cli.output import Put
from lugas.cli.pages import GOOD, NO_ARTICLE, UNREADABLE, Reading, complain, read_source, remark
from lugas.errors import FileError, SourceError, UsageError
from lugas.files import PageSource
from lugas.join import join
from lugas.model import Article

__all__ = ["join_sources"]


def join_sources(sources: Sequence[PageSource | FileError], reading: Reading, put: Put, notes: Notes) -> int:
    """Read the pages of one article, put out its one view, say what went wrong, and give the exit status.

    Where a page cannot be read nothing is put out: an article with a hole in it would look like the whole.
    """
    articles: list[Article] = []
    given: list[PageSource] = []
    for source in sources:
        try:
            if isinstance(source, FileError):
                raise source
            articles.append(read_source(source, reading))
            given.append(source)
        except SourceError as error:
            complain(error, notes)
        notes.advance(source.source if isinstance(source, FileError) else source.name)
    if len(articles) < len(sources):
        notes.say(
            "--join",
            "the pages are not joined, as not all of them could be read; mend or leave out those named",
        )
        return UNREADABLE
    try:
        article = join(articles)
    except UsageError as error:
        raise UsageError(f"--join: {error}") from error
    if not reading.quiet:
        remark(given[0], article, notes)
    if reading.always or article.verdict.holds_article:
        put(given[0], reading.show(given[0], article))
    return GOOD if article.verdict.holds_article else NO_ARTICLE
