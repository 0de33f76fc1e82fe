"""The difference of two texts: whole, in order, bounded."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lugas.decide.difference import Paragraph, difference, matched

OLD = [
    "The ferry left Saltmere at seven.",
    "Forty people were on board, among them a school class.",
    "The wind had turned by noon.",
    "Nobody was hurt.",
]


def old_text(told: tuple[Paragraph, ...]) -> list[str]:
    """Give the old text back from a difference."""
    found: dict[int, str] = {}
    for each in told:
        if each.before >= 0:
            kept = "".join(piece.text for piece in each.pieces if piece.kind != "added")
            found[each.before] = kept if each.pieces else each.text
    return [found[place] for place in sorted(found)]


def test_a_changed_paragraph_shows_its_words() -> None:
    """A number that was corrected is told as such, and the paragraphs around it as the same."""
    new = [*OLD[:1], "Forty-two people were on board, among them a school class.", *OLD[2:]]
    told = difference(OLD, new)
    assert [each.kind for each in told] == ["same", "changed", "same", "same"]
    assert [(piece.kind, piece.text) for piece in told[1].pieces] == [
        ("same", "Forty"),
        ("added", "-two"),
        ("same", " people were on board, among them a school class."),
    ]


def test_paragraphs_added_and_removed() -> None:
    """A paragraph that went and one that came, which share no words, are two things."""
    told = difference(OLD, [*OLD[:2], "Rescuers reached them within the hour.", OLD[3]])
    assert [each.kind for each in told] == ["same", "same", "added", "removed", "same"]


def test_a_paragraph_that_moved() -> None:
    """A paragraph that stands elsewhere, word for word, has moved."""
    told = difference(OLD, [OLD[3], *OLD[:3]])
    assert [each.kind for each in told] == ["moved", "same", "same", "same"]
    assert told[0].before == 3


def test_text_without_spaces() -> None:
    """In Chinese the letters that changed are told, not the whole sentence."""
    told = difference(
        ["江湾地铁四号线今起试运行，全程三十九分钟。"], ["江湾地铁四号线今起试运行，全程四十一分钟。"]
    )
    assert [piece.text for piece in told[0].pieces if piece.kind == "removed"] == ["三", "九"]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d e", "f g h", "x y", ""]), max_size=30)


@given(WORDS, WORDS)
@settings(max_examples=400, deadline=None)
def test_both_texts_come_back(before: list[str], after: list[str]) -> None:
    """Whatever the texts, the difference holds each paragraph of both once, in order, and gives both back."""
    told = difference(before, after)
    assert [each.text for each in told if each.after >= 0] == after
    assert [each.after for each in told if each.after >= 0] == list(range(len(after)))
    assert old_text(told) == before
    for each in told:
        if each.pieces:
            assert "".join(piece.text for piece in each.pieces if piece.kind != "removed") == each.text


@given(st.text("abc", max_size=60), st.text("abc", max_size=60))
@settings(max_examples=400, deadline=None)
def test_what_is_matched_is_the_same_and_rises(one: str, other: str) -> None:
    """The places that are matched hold the same, and rise on both sides."""
    pairs = matched(one, other)
    assert all(one[a] == other[b] for a, b in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_a_hostile_pair_is_bounded() -> None:
    """Texts made to have everything in common and nothing in its place cost a second at most."""
    one = [f"{'ab' * (number % 7)} {number % 11} x" for number in range(6_000)]
    other = [f"{'ba' * (number % 5)} {number % 13} x" for number in range(6_000)]
    begun = time.process_time()
    told = difference(one, other)
    long = difference(["a b " * 1_900], ["b a c " * 1_200])
    assert time.process_time() - begun < 6
    assert [each.text for each in told if each.after >= 0] == other
    assert long
