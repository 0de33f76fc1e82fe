"""An article as a site's copy button puts it on the clipboard.

The layout is one that can be read back: the title, the paragraphs and the address, each on a line of its own
with one blank line between. A text with inner lines (a list's items, a table's rows, a verse) gives a line
each, so that a reader never has to guess whether a line ends a paragraph or only a narrow column.
"""

from __future__ import annotations

from lugas.model import Article
from lugas.render.clean import fold
from lugas.render.given import refuse_wrong
from lugas.render.layout import address

__all__ = ["to_copy"]


def to_copy(article: Article) -> str:
    """Give title, paragraphs and source address, a blank line between; what is empty is left out."""
    refuse_wrong(article)
    lines = [fold(article.title)]
    lines += (fold(line) for block in article.body for line in block.text.splitlines())
    lines.append(address(article))
    return "\n\n".join(line for line in lines if line)
