"""The keys of words: what counts as a word, where it stands, and what a page says of those known."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks.lexicon import (
    BEGINNING,
    LEAST_POWERS,
    LONG_ROW,
    LONGEST,
    MOST_KEYS,
    SHORT,
    SLOTS,
    Lexicon,
    WordKeys,
    powers_of,
    slot_of,
    split_beside,
    split_words,
    word_keys,
)


def keys_by_row(*texts: str) -> list[set[int]]:
    """Give the keys of each text of a page."""
    found = word_keys(split_words(list(texts)))
    return [set(found.keys[found.rows == row].tolist()) for row in range(len(texts))]


def test_places_count() -> None:
    """A word at the beginning of a row has another key than the same word at its end or in its midst."""
    alone, opening, closing, inside = keys_by_row(
        "photo", "photo a b c d e f g h", "h g f e d c b a photo", "x photo y"
    )
    assert alone & opening
    assert alone & closing
    assert not opening - alone & closing - alone or opening != closing
    assert alone != opening != closing != inside


def test_same_words_same_keys() -> None:
    """The keys of a row depend on its words alone, not on the rows around it or on white space."""
    assert keys_by_row("read also: more", "") == [keys_by_row("read also: more")[0], set()]
    assert keys_by_row("a b", "other", "read  also:\u00a0more")[2] == keys_by_row("read also: more")[0]


def test_digits_count_alike() -> None:
    """Figures count by how many digits they have, in any script's digits."""
    one, other, longer, thai = keys_by_row("12:30", "09:59", "112:30", "๑๒:๓๐")
    assert one == other == thai
    assert one != longer


def test_signs_and_dense_scripts() -> None:
    """Signs are words of one letter each, and so are letters of scripts written without spaces."""
    assert len(keys_by_row("(ap)")[0]) == len(keys_by_row("( ap )")[0])
    assert keys_by_row("写真")[0] & keys_by_row("写")[0]
    assert keys_by_row("don't") == keys_by_row("don ' t")


def test_long_rows() -> None:
    """Of long rows the beginning and the end count: whatever stands between them makes no difference."""
    words = [f"w{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(BEGINNING + 30)]
    changed = [*words]
    changed[BEGINNING + 5] = "other"
    assert keys_by_row(" ".join(words)) == keys_by_row(" ".join(changed))
    changed[SHORT + 5] = "other"
    assert keys_by_row(" ".join(words)) != keys_by_row(" ".join(changed))


def test_nothing() -> None:
    """No rows, empty rows and rows of white space have no keys."""
    for texts in ([], [""], ["", " \n\t", "\u3000"]):
        found = word_keys(split_words(texts))
        assert len(found.rows) == len(found.keys) == 0


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_text(texts: list[str]) -> None:
    """Whatever the text, keys belong to its rows, and a row has the keys it has alone."""
    found = word_keys(split_words(texts))
    assert found.keys.dtype == np.uint32
    assert all(0 <= row < len(texts) for row in found.rows)
    assert keys_by_row(*texts) == [keys_by_row(text)[0] for text in texts]


def test_long_words() -> None:
    """Of a long word the beginning counts, however much white space follows it; of a short one every letter."""
    long = "x" * LONGEST
    assert keys_by_row(f"{long}abc") == keys_by_row(long) == keys_by_row(f"{long}{' ' * 99}")
    assert keys_by_row(f"{long[1:]}y") != keys_by_row(long) != keys_by_row(long[1:])


WORD = st.text("ab1_é²भी東\U00010400 -'", min_size=1, max_size=4).map(str.lower)


@given(st.lists(st.lists(WORD, max_size=5).map(" ".join), max_size=8), st.frozensets(WORD, max_size=4))
def test_rows_that_hold_words(rows: list[str], words: frozenset[str]) -> None:
    """No row that holds a word of those wanted is missed, whatever its letters, and the rows' words are the same."""
    wanted = {word for text in words for word in re.findall(r"\w+", text)}
    found, holding = split_beside(rows, wanted)
    assert holding == sorted(set(holding))
    missed = [row for row in range(len(rows)) if row not in holding]
    assert all(wanted.isdisjoint(re.findall(r"\w+", rows[row])) for row in missed)
    alone = split_words(rows)
    assert found.rows.tolist() == alone.rows.tolist()
    assert found.hashes.tolist() == alone.hashes.tolist()
    assert found.odd.tolist() == alone.odd.tolist()


def test_few_rows_hold_words() -> None:
    """Rows of other words are told apart; a row that is shortened may hold anything."""
    rows = ["the ferry", "a storm", f"{'x' * LONG_ROW} storm", "ferryman", "the-ferry!"]
    assert split_beside(rows, {"ferry"})[1] == [0, 2, 4]
    assert split_beside([], {"ferry"})[1] == []
    assert split_beside(rows, set())[1] == [2]


def test_rows_that_hold_many_words() -> None:
    """However many words are wanted, no row that holds only one of them is missed."""
    wanted = {
        f"word{first}{second}" for first in "abcdefghijklmnopqrst" for second in map(chr, range(1072, 1122))
    }
    assert len(wanted) == 1000
    assert sum(map(len, wanted)) > LONG_ROW
    rows = [text for word in sorted(wanted) for text in (word, "the ferry")]
    found, holding = split_beside(rows, wanted)
    assert wanted == {rows[row] for row in holding if rows[row] in wanted}
    assert found.hashes.tolist() == split_words(rows).hashes.tolist()


def test_kept_powers_are_not_changed() -> None:
    """What every page is given alike cannot be written to."""
    assert not any(kept.flags.writeable for kept in powers_of(LEAST_POWERS))


@pytest.fixture
def lexicon() -> Lexicon:
    """Make a lexicon of the word `photo`, wherever in a short row it stands."""
    keys = np.sort(np.unique(word_keys(split_words(["photo"])).keys))
    return Lexicon.of(keys, np.arange(1, 2 * len(keys) + 1, dtype=np.int8).reshape(-1, 2), 0.5)


def test_known_words(lexicon: Lexicon) -> None:
    """Known words are found in their rows, each once, in order; keys that merely share a slot are not."""
    rows, places = lexicon.find(word_keys(split_words(["by", "photo photo", "photo"])))
    assert sorted(set(rows.tolist())) == [1, 2]
    assert rows.tolist() == sorted(rows.tolist())
    assert len(places) == 2 * len(lexicon.keys)
    beside = lexicon.keys ^ np.uint32(1)
    assert (slot_of(beside) == slot_of(lexicon.keys)).all()
    assert len(lexicon.find(WordKeys(np.zeros(len(beside), np.int64), beside))[0]) == 0


def test_sums(lexicon: Lexicon) -> None:
    """Each row gets the sum of its words' vectors, scaled; rows that say nothing known get zeros."""
    found = lexicon.sums(word_keys(split_words(["", "photo", "else"])), 3)
    assert found.dtype == np.float32
    assert found[1].tolist() == (lexicon.vectors.sum(axis=0) * 0.5).tolist()
    assert not found[[0, 2]].any()


def test_sums_of_the_largest() -> None:
    """The sums of as many words as a row can have are right, be their numbers the largest or the smallest there are."""
    words = " ".join(f"w{index:c}{index + 1:c}" for index in range(0x4E00, 0x4E00 + 2 * MOST_KEYS, 2))
    keys = np.unique(word_keys(split_words([words])).keys)
    assert len(keys) <= MOST_KEYS
    ones = np.ones((len(keys), 1), np.int8)
    lexicon = Lexicon.of(keys, np.concatenate([127 * ones, -128 * ones, ones, -ones, 0 * ones], axis=1), 1.0)
    known = len(lexicon.find(word_keys(split_words([words])))[0])
    expected = [127 * known, -128 * known, known, -known, 0]
    assert lexicon.sums(word_keys(split_words([words, words])), 2).tolist() == [expected, expected]


def test_empty_lexicon() -> None:
    """A lexicon without words finds nothing."""
    empty = Lexicon.of(np.zeros(0, np.uint32), np.zeros((0, 3), np.int8), 1.0)
    assert empty.sums(word_keys(split_words(["photo by"])), 2).tolist() == [[0, 0, 0]] * 2
    assert len(empty.slots) == SLOTS
