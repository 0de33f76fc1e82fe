"""What holds for every page there is, however it was made."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from statistics import fmean

import lugas
from bench.measures import word_f1
from bench.pages import LabelledPage

# The mean word F1 of a body and what is read from its copy view, at least on every share of pages; the first weights
# reached .97 on news, and .87 on the worst share of pages of all kinds.
READ_BACK = 0.85
# Far over what a page takes, and far under what work that grows faster than the page would take.
SECONDS = 5.0
UNSAFE = re.compile(
    r"<(script|style|iframe|object|form)\b|<[a-z][^<>]* on[a-z]+=|\bhref=\"(?!https?:|mailto:|#)"
)


def troubles(page: LabelledPage) -> Iterator[str]:
    """Tell what does not hold for a page."""
    start = time.perf_counter()
    article = lugas.read(page.content, url=page.url or None)
    seconds = time.perf_counter() - start
    if seconds > SECONDS:
        yield f"takes {seconds:.1f} s"
    if not article.verdict.reason:
        yield f"has the verdict {article.verdict.kind} without a reason"
    if not all(block.reason for block in article.blocks):
        yield "has a block without a reason for its role"
    if article.verdict.kind == "article" and not article.text:
        yield "is an article without text"
    if lugas.from_json(lugas.to_json(article)) != article:
        yield "is not the same after going through JSON"
    view = lugas.to_html(article).partition("</head>")[2]  # before it stands the view's own style
    if found := UNSAFE.search(view):
        yield f"has {found[0]!r} in its HTML view"


def test_every_page_is_read(share: list[LabelledPage]) -> None:
    """Every page is read in time, with reasons, safe as HTML, and without loss through JSON."""
    found = [f"{page.id} {trouble}" for page in share for trouble in troubles(page)]
    assert not found, "\n".join(found)


def test_same_bytes_give_the_same_article(share: list[LabelledPage]) -> None:
    """Reading a page again, after others and in another order, gives the same article."""
    first = [lugas.read(page.content, url=page.url or None) for page in share[::25]]
    second = [lugas.read(page.content, url=page.url or None) for page in reversed(share[::25])]
    assert first == second[::-1]


def test_copies_are_read_back(share: list[LabelledPage]) -> None:
    """Reading the copy view of an article gives nearly all words of its body again, on the average."""
    articles = [lugas.read(page.content, url=page.url or None) for page in share[::5]]
    whole = [article for article in articles if article.verdict.kind == "article"]
    agreed = [word_f1(lugas.read(lugas.to_copy(article)).text, article.text).f1 for article in whole]
    assert fmean(agreed) >= READ_BACK
