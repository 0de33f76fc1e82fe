"""The measures: word F1 of two texts (scripts without spaces counted by character), and exactness."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

__all__ = ["Agreement", "near_exact", "same_words", "snippet_f", "word_f1", "words_of"]

# One token per character of Japanese kana, Han, Hangul and Thai; elsewhere one per run of word characters. A
# run that begins with a letter or digit of another script takes in what follows it (`2024年`), as the
# published measure does.
_TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]|\\w+")
NEAR_EXACT = 0.99


class Agreement(NamedTuple):
    """How well a text agrees with its gold, as bags of words: F1, precision and recall, each 0 to 1."""

    f1: float
    precision: float
    recall: float


def words_of(text: str | None) -> list[str]:
    """Give the tokens of a text: NFKC, lower case, no punctuation."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text or "").lower())


def word_f1(got: str | None, gold: str | None) -> Agreement:
    """Compare two texts as bags of words; two empty texts agree."""
    have, want = Counter(words_of(got)), Counter(words_of(gold))
    if not want:
        perfect = 0.0 if have else 1.0
        return Agreement(perfect, perfect, perfect)
    if not have:
        return Agreement(0.0, 0.0, 0.0)
    shared = (have & want).total()
    precision, recall = shared / have.total(), shared / want.total()
    f1 = 2 * precision * recall / (precision + recall) if shared else 0.0
    return Agreement(f1, precision, recall)


def near_exact(f1: float) -> bool:
    """Tell whether a page's F1 counts as near-exact."""
    return f1 >= NEAR_EXACT


def same_words(got: str | None, gold: str | None) -> bool:
    """Tell whether two texts have the same tokens in the same order."""
    return words_of(got) == words_of(gold)


def snippet_f(found: int, wanted: int, kept_out: int, unwanted: int) -> float:
    """Give the harmonic mean of the share of wanted snippets found and of unwanted ones kept out."""
    got = found / wanted if wanted else 1.0
    clean = kept_out / unwanted if unwanted else 1.0
    return 2 * got * clean / (got + clean) if got + clean else 0.0
