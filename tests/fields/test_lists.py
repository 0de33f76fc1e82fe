"""Phrases are found by the words they hold as they are by looking for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields import lists
from lugas.fields.lists import Spoken, by_word, phrases, phrases_in

SEARCHED = ["bot", "consent", "javascript", "live", "metered", "missing", "paywall"]
SPACE = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\u3000", "", "x", "'", ".", "#", "İ"])


def pieces_of(phrase: str) -> st.SearchStrategy[str]:
    """Draw a phrase whole, a part of it, or it with other white space."""
    cuts = st.integers(0, len(phrase))
    part = st.tuples(cuts, cuts).map(lambda ends: phrase[min(ends) : max(ends)])
    return st.just(phrase) | part | SPACE.map(lambda space: phrase.replace(" ", space))


def texts_of(name: str) -> st.SearchStrategy[str]:
    """Draw texts made of the phrases of a list, pieces of them and what may stand between."""
    piece = st.sampled_from(phrases(name)).flatmap(pieces_of) | st.text(max_size=3)
    return st.lists(st.tuples(piece, SPACE).map("".join), max_size=6).map("".join)


@pytest.mark.parametrize("name", SEARCHED)
@given(st.data())
def test_phrases_are_those_in_the_text(name: str, data: st.DataObject) -> None:
    """Whatever the text, the phrases found are those that it holds, in the list's order."""
    text = data.draw(texts_of(name))
    assert phrases_in(text, name) == [phrase for phrase in phrases(name) if phrase in text]
    assert phrases_in(Spoken(text), name) == phrases_in(text, name)


def test_phrases_with_other_white_space(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phrase that white space of another kind is written in is found, though no word of a text tells of it."""
    written = ("one two\u00a0three four", "sign\u00a0in here", "log  in", "ab\u3000 cd")
    monkeypatch.setattr(lists, "phrases", lambda _: written)
    by_word.cache_clear()
    try:
        assert phrases_in(f"<{'|'.join(written)}>", "written") == list(written)
        assert phrases_in("one two three four", "written") == []
    finally:
        by_word.cache_clear()
