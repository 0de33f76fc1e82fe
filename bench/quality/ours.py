"""Our own readings of labelled pages, as markup or as copied text, with the weights shipped or others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast
from unittest.mock import patch

from bench.pages import LabelledPage, fold_of
from bench.visible import STYLES, Style, visible_text
from lugas.blocks import tagger
from lugas.model import Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.read import read

__all__ = [
    "FOLD",
    "HTML",
    "WAYS",
    "Answer",
    "Ours",
    "Reading",
    "WeightsMissingError",
    "kept_predictions",
    "text_of",
    "with_models",
]

FOLDS = 5
FOLD = "{fold}"
FORM = "{form}"
# The ways we are given a page: its markup, or its visible text copied in one of the styles.
HTML = "html"
WAYS: tuple[str, ...] = (HTML, *STYLES)


class WeightsMissingError(Exception):
    """The weights to read with are not there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What reading a page gave: the body, the seconds it took, the verdict, and all blocks as (role, text)."""

    text: str
    seconds: float = 0.0
    verdict: str = ""
    blocks: tuple[tuple[str, str], ...] = ()


Reading = Callable[[LabelledPage], Answer]
Read = TypeVar("Read")


@lru_cache(maxsize=1)
def text_of(page: LabelledPage) -> str:
    """Give a page's markup as text, decoded as the product decodes it; every contender gets the same."""
    return decode(Page(content=page.content, url=page.url or None, form="html"), Options()).text


@dataclass(frozen=True, slots=True)
class Ours:
    """Reads labelled pages in one of `WAYS`: the bytes as saved, or the visible text in a style."""

    way: str = HTML

    def __call__(self, page: LabelledPage) -> Answer:
        """Give the body as text (`Article.prose`), and what else is told of the page."""
        markup = self.way == HTML
        content = page.content if markup else visible_text(text_of(page), cast("Style", self.way))
        start = time.perf_counter()
        article = read(content, url=page.url or None, form="html" if markup else "text")
        seconds = time.perf_counter() - start
        blocks = tuple((block.role.value, block.text) for block in article.blocks)
        return Answer(article.prose, seconds, article.verdict.kind.value, blocks)


@contextmanager
def with_models(
    readings: Mapping[str, Callable[[LabelledPage], Read]], named: str
) -> Iterator[dict[str, Callable[[LabelledPage], Read]]]:
    """Read with the weights in the file `named` in place of those shipped; `readings` are by their way.

    A name with `{fold}` in it is a file for each of the five folds: the weights learned without the sites of
    that fold, with which its pages are read. `{form}` in it is `html` or `text`. Raises `WeightsMissingError`.
    """
    loaded: dict[str, tagger.Weights] = {}
    now = named
    forms = {HTML if way == HTML else "text" for way in readings}
    files = {
        named.replace(FORM, form).replace(FOLD, str(fold))
        for form in sorted(forms)
        for fold in range(FOLDS if FOLD in named else 1)
    }
    if missing := sorted(file for file in files if not Path(file).is_file()):
        raise WeightsMissingError(f"{missing[0]}: no weights there; python -m train --keep-folds makes them")

    def load(form: str) -> tagger.Weights:
        source = now.replace(FORM, form)
        if source not in loaded:
            loaded[source] = tagger.read_weights(Path(source))
        return loaded[source]

    def in_its_fold(reading: Callable[[LabelledPage], Read]) -> Callable[[LabelledPage], Read]:
        def read_page(page: LabelledPage) -> Read:
            nonlocal now
            now = named.replace(FOLD, str(fold_of(page.site, FOLDS)))
            return reading(page)

        return read_page

    with patch.object(tagger, "load_weights", load):
        yield {way: in_its_fold(reading) for way, reading in readings.items()}


def kept_predictions(source: Path) -> Reading:
    """Give readings from a file made elsewhere: a line of JSON for each page, with `set`, `id` and `text`."""
    kept: dict[tuple[str, str], str] = {}
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            kept[record["set"], record["id"]] = record["text"]

    def reading(page: LabelledPage) -> Answer:
        return Answer(kept.get((page.set_name, page.id), ""))

    return reading
