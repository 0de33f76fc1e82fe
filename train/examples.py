"""Labelled pages to examples: the numbers of every row, and what the gold says of it."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.labels import row_labels
from bench.measures import words_of
from bench.pages import SETS, LabelledPage, load_set
from bench.visible import Style, visible_text
from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import hints_of
from lugas.blocks.lexicon import WordKeys
from lugas.blocks.measure import measure
from lugas.blocks.words import squash
from lugas.copied.lines import cut_text
from lugas.model import Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.embedded import Embedded, find_embedded
from lugas.page.rows import Cut
from lugas.page.tree import parse_html

__all__ = ["STYLES", "Example", "examples_of", "load_examples"]

HALF = 0.5
STYLES: tuple[Style, ...] = ("blank", "single", "wrapped", "wet")


@dataclass(slots=True)
class Example:
    """One page.

    `values` is float16 of shape (rows, numbers), `keys` those of its words. Of each row, `body` is the share that is
    gold body, NaN where the gold says nothing, `title` whether it shows the title, NaN alike, and `words` the number of
    its words.
    """

    set_name: str
    id: str
    site: str
    language: str
    kind: str
    style: str
    values: NDArray[np.float16]
    keys: WordKeys
    body: NDArray[np.float32]
    title: NDArray[np.float32]
    words: NDArray[np.float32]
    texts: list[str]
    gold: str


def load_examples(pages: Path, door: str, *, limit: int = 0, workers: int = 2) -> list[Example]:
    """Make the examples of every set, through one door."""
    jobs = [(pages, page_set, door, limit) for page_set in SETS]
    found: list[Example] = []
    labelled = [page for job in jobs for page in load_set(job[0], job[1], limit=limit, every_kind=True)]
    with ProcessPoolExecutor(workers) as pool:
        for made in pool.map(examples_of, labelled, [door] * len(labelled), chunksize=8):
            found.extend(made)
    return found


def examples_of(page: LabelledPage, door: str) -> list[Example]:
    """Make one page's examples: one through the HTML door, one for each style of copying through the other."""
    markup = decode(Page(content=page.content, url=page.url, form="html"), Options()).text
    if door == "html":
        tree = parse_html(markup)
        cut = cut_tree(tree, page.url)
        return [example_of(page, cut, find_embedded(tree, page.url), "")] if cut.rows else []
    found = []
    dice = random.Random(f"{page.set_name}/{page.id}")
    styles: tuple[Style | None, ...] = (*STYLES, None)
    for index, style in enumerate(styles):
        cut = cut_text(visible_text(markup, dice.choice(STYLES) if style is None else style))
        if style is None:
            crop(cut, page, dice)
        # Half of the copies carry no address: a hint that is always there would be leant on.
        address = page.url if index % 2 else ""
        if cut.rows:
            found.append(example_of(page, cut, Embedded(), style or "part", address))
    return found


def crop(cut: Cut, page: LabelledPage, dice: random.Random) -> None:
    """Keep the article and some of what stands around it, as people copy who select with care."""
    if not page.body:
        return
    wanted = [
        at for at, share in enumerate(row_labels([row.text for row in cut.rows], page.body)) if share >= HALF
    ]
    if wanted:
        before, after = min(dice.choice((2, 5, 15, 40)), wanted[0]), dice.choice((0, 2, 10, 40))
        cut.rows = cut.rows[wanted[0] - before : wanted[-1] + 1 + after]


def example_of(
    page: LabelledPage, cut: Cut, embedded: Embedded, style: str, url: str | None = None
) -> Example:
    """Measure a cut page and label its rows by the gold."""
    texts = [row.text for row in cut.rows]
    numbers = measure(cut, hints_of(cut, embedded, page.url if url is None else url))
    if page.body:
        body = np.array(row_labels(texts, page.body), np.float32)
    else:
        body = snippet_labels(texts, page.must, page.mustnot)
    return Example(
        page.set_name,
        page.id,
        page.site,
        page.language,
        page.kind,
        style,
        numbers.values.astype(np.float16),
        numbers.keys,
        body,
        title_labels(texts, page.title),
        np.array([len(words_of(text)) for text in texts], np.float32),
        texts,
        page.gold,
    )


def snippet_labels(texts: list[str], must: tuple[str, ...], mustnot: tuple[str, ...]) -> NDArray[np.float32]:
    """Label the rows that hold a wanted or an unwanted snippet; the rest stay unknown."""
    found = np.full(len(texts), np.nan, np.float32)
    for index, text in enumerate(texts):
        if any(snippet in text for snippet in mustnot):
            found[index] = 0
        elif any(snippet in text for snippet in must):
            found[index] = 1
    return found


def title_labels(texts: list[str], title: str) -> NDArray[np.float32]:
    """Label the row that shows the title; unknown throughout where the gold has none or the page does not show it."""
    flat = squash(title)
    found = np.array([float(len(text) < 500 and squash(text) == flat) for text in texts], np.float32)
    if not flat or not found.any():
        found[:] = np.nan
    return found
