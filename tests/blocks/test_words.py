"""Words of class names, and texts compared without all but their letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks.frames import LONGEST_NAMES, said_by, with_identity
from lugas.blocks.words import find_words, says, split_words, squash


def test_names_are_split() -> None:
    """Class names part at hyphens, underscores, digits and changes of case."""
    assert split_words("articleBody main-2 HTMLText") == ("article", "body", "main", "2", "html", "text")


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("Banjir di Jakarta", "banjirdijakarta"),
        ("“Banjir”, di Jakarta!", "banjirdijakarta"),
        ("Banjir di Bandung", "banjirdijakarta"),
        ("Anjir di Jakarta", "banjirdijakarta"),
        ("İstanbul'da deprem", squash("İstanbul'da deprem")),
        ("ΟΔΟΣ", squash("ΟΔΟΣ")),
        ("ΟΔΟΣ.", squash("ΟΔΟΣ")),
        ("", "banjir"),
        ("…", ""),
    ],
)
def test_says_is_squash_compared(text: str, flat: str) -> None:
    """Deciding early gives the same answer as writing both texts without all but their letters."""
    assert says(text, flat) == (squash(text) == flat)


@given(st.text("abZ09_ -.'\x00\x1f\x7f\u00a0\u0301²ªİſKΣ新ข") | st.text())
def test_squash_leaves_letters(text: str) -> None:
    """The table for ASCII and the pattern leave the same letters, digits and underscores."""
    assert squash(text) == "".join(letter for letter in text.lower() if re.fullmatch(r"\w", letter))


NAMES = st.text("abCD12-_ \t\n\u00a0\u2003éİß", max_size=30) | st.sampled_from(
    ["x" * LONGEST_NAMES, "ab " * 133, ""]
)


@given(NAMES, NAMES)
def test_classes_apart_say_what_they_say_together(names: str, identity: str) -> None:
    """The words of each class and of the id, one after the other, are the words of all of them on end."""
    said = said_by(names)
    assert said.words == find_words(names[:LONGEST_NAMES])
    assert with_identity(said, names, identity) == find_words(f"{names} {identity}"[:LONGEST_NAMES])
