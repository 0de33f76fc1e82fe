"""Titles are compared by their letters, however they are written."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.title_forms import title_key

APART = re.compile(r"[\W_]+")


@given(st.text("abZ09_ -.'\x00\x1f\x7f\u00a0\u0301²ªİſKΣ新ข") | st.text())
def test_keys_are_letters_and_digits(text: str) -> None:
    """The table for ASCII and the pattern leave the same letters and digits."""
    assert title_key(text) == APART.sub("", text.lower())
