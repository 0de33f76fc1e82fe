"""Our own texts of labelled pages, through either door, with the weights shipped or others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.pages import LabelledPage, fold_of
from bench.visible import Style, visible_text
from lugas.blocks import tagger
from lugas.model import Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.read import read

__all__ = ["Ours", "Reading", "kept_predictions", "text_of", "with_models"]

FOLDS = 5
FOLD = "{fold}"
Reading = Callable[
    [LabelledPage], tuple[str, float, str]
]  # to the body, the seconds it took, and the verdict


def text_of(page: LabelledPage) -> str:
    """Give a page's markup as text, decoded as the product decodes it; every contender gets the same."""
    return decode(Page(content=page.content, url=page.url or None, form="html"), Options()).text


@dataclass(frozen=True, slots=True)
class Ours:
    """Reads labelled pages. Door `html` takes the bytes as saved, `text` the visible text in `style`."""

    door: str = "html"
    style: Style = "blank"

    def __call__(self, page: LabelledPage) -> tuple[str, float, str]:
        """Give the body as text, the seconds it took, and the verdict."""
        content: bytes | str = page.content
        if self.door == "text":
            content = visible_text(text_of(page), self.style)
        start = time.perf_counter()
        article = read(content, url=page.url or None, form="text" if self.door == "text" else "html")
        return article.prose, time.perf_counter() - start, article.verdict.kind.value


@contextmanager
def with_models(reading: Reading, named: str) -> Iterator[Reading]:
    """Read with the weights in the file `named` in place of those shipped.

    A name with `{fold}` in it is a file for each of the five folds: the weights learned without the sites of
    that fold, with which its pages are read. `{form}` in it is `html` or `text`.
    """
    loaded: dict[str, tagger.Weights] = {}
    now = named

    def load(form: str) -> tagger.Weights:
        source = now.replace("{form}", form)
        if source not in loaded:
            with np.load(source, allow_pickle=False) as stored:
                loaded[source] = {name: stored[name].astype(np.float32) for name in stored.files}
        return loaded[source]

    def reading_of_fold(page: LabelledPage) -> tuple[str, float, str]:
        nonlocal now
        now = named.replace(FOLD, str(fold_of(page.site, FOLDS)))
        return reading(page)

    with patch.object(tagger, "load_weights", load):
        yield reading_of_fold


def kept_predictions(source: Path) -> Reading:
    """Give readings from a file made elsewhere: a line of JSON for each page, with `set`, `id` and `text`."""
    kept: dict[tuple[str, str], str] = {}
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            kept[record["set"], record["id"]] = record["text"]

    def reading(page: LabelledPage) -> tuple[str, float, str]:
        return kept.get((page.set_name, page.id), ""), 0.0, ""

    return reading
