"""Words of class names, and texts compared without all but their letters."""

from __future__ import annotations

import pytest

from lugas.blocks.words import says, split_words, squash


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
