"""Marks of plain text: bullets and bare addresses."""

from __future__ import annotations

import time

import pytest

from lugas.copied.marks import bullet_of, is_address, linked_characters, strip_invisible


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("* one", "*"),
        ("• satu", "•"),
        ("•\tsatu", "•"),
        ("·\u00a0one", "·"),
        ("- one", "-"),
        ("- " + "long speech " * 20, ""),
        ("– said he.", ""),
        ("— said he.", ""),
        ("-5 degrees", ""),
        ("*bold*", ""),
        ("**", ""),
        ("* ", ""),
        ("1. first", ""),
        ("2024 was", ""),
        ("", ""),
    ],
)
def test_bullets(line: str, mark: str) -> None:
    """A bullet or hyphen before white space is a list mark; dashes, numbers and signs that belong to a word are not."""
    assert bullet_of(line) == mark


def test_addresses() -> None:
    """A line that is nothing but a web address is one, and the letters of addresses in a line are counted."""
    assert is_address("https://a.example/x?y=1")
    assert not is_address("https://a.example/x y")
    assert not is_address("see https://a.example/x")
    assert not is_address("ftp://a.example/")
    assert linked_characters("see https://a.example/ and http://b.example/x") == 18 + 18
    assert linked_characters("none://") == 0


def test_invisible_letters() -> None:
    """Letters that are only layout go; joiners that spell words stay."""
    assert strip_invisible("\ufeffa\u00adb\u200b\u200f\u2066c\u2069") == "abc"
    assert strip_invisible("می\u200cخواهم") == "می\u200cخواهم"


def test_long_lines() -> None:
    """A line of a million characters is read at once."""
    start = time.process_time()
    for part in ("http://", "a", "- ", "https://a "):
        line = part * 1_000_000
        bullet_of(line)
        is_address(line)
        linked_characters(line)
    assert time.process_time() - start < 5
