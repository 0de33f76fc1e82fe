"""Texts and addresses before they leave: nothing that controls, nothing that runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.render.clean import fold, printable, screen_text, web_address


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://a.example", "HTTP://a.example"),
        (" https://a.example/a b\n", "https://a.example/a%20b"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://مثال.example/خبر", "https://مثال.example/خبر"),
        ("https://a.example/\u202egpj.exe", "https://a.example/%E2%80%AEgpj.exe"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//a.example/", ""),
        ("/path", ""),
        ("https:/a.example", ""),
        ("https:///a", ""),
        ("https://", ""),
        ("mailto:", ""),
        ("https:javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_addresses(url: str, safe: str) -> None:
    """Only addresses of the web and of mailboxes pass, with nothing raw in them that could end them."""
    assert web_address(url) == safe


@given(st.text())
def test_any_address(url: str) -> None:
    """Whatever passes is of a known scheme without space, quote or bracket, and passes again unchanged."""
    for candidate in (url, f"https://{url}", f"mailto:{url}"):
        safe = web_address(candidate)
        assert not safe or safe.lower().startswith(("http://", "https://", "mailto:"))
        assert not set(safe) & set(' \t\n"<>\\`{}|^\x1b')
        assert web_address(safe) == safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;https://x\x1b\\b\x1b]8;;\x1b\\c", "abc"),
        ("a\x1b]0;never ended, and text goes on", "a0;never ended, and text goes on"),
        ("a\x1b(Bb\x1bcd", "abd"),
        ("a\x9b31mb\x9d0;c", "a31mb0;c"),
        ("â\x80\x9cHello", "âHello"),  # wrongly decoded, but text
        ("a\x00\x07\x08\x7fb", "ab"),
        ("a\u202eb\u202c\u2066c\u2069\ufeff", "abc"),
        ("می\u200cخواهم \u200fو", "می\u200cخواهم \u200fو"),
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd e f"),
        ("a\tb", "a\tb"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_screen_text(text: str, shown: str) -> None:
    """What could steer or mislead a terminal is gone, and every letter stays."""
    assert screen_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Minister \u202egnp.exe\u202c after talks \u2066x", "Minister gnp.exe after talks x"),
        ("a \u2067ب\u2069 c", "a \u2067ب\u2069 c"),
        ("a \u202bب\u202c c", "a \u202bب\u202c c"),
        ("a \u202bب c", "a ب c"),
        ("a\u202c b\u2069", "a b"),
        ("a \u2068b\nc\u2069", "a b\nc"),
        ("\u2066a \u202bb\u2069 c\u202c", "\u2066a b\u2069 c"),
        ("\u202ba \u2066b\u202c\u2069 c\u202c", "\u202ba \u2066b\u2069 c\u202c"),
        ("\u202aa \u202eb\u202c c\u202c", "\u202aa b c\u202c"),
        ("می\u200cخواهم \u200fو", "می\u200cخواهم \u200fو"),
    ],
)
def test_what_turns_letters_is_closed(text: str, shown: str) -> None:
    """Marks that turn letters stand in pairs on a line, overrides not at all; what is well-formed stays."""
    assert printable(text) == shown


@given(st.text(alphabet="ab \n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", max_size=40))
def test_whatever_turns_letters_turns_no_others(text: str) -> None:
    """On each line, and in a text made one line, each mark that turns is closed, in the order in which they began."""
    for line in (*printable(text).split("\n"), fold(text)):
        closing = []
        for mark in line:
            assert mark not in "\u202d\u202e"
            if mark in "\u202a\u202b\u2066\u2067\u2068":
                closing.append("\u202c" if mark < "\u2060" else "\u2069")
            elif mark in "\u202c\u2069":
                assert closing.pop() == mark
        assert not closing
    assert [each for each in text if each in "ab\n"] == [each for each in printable(text) if each in "ab\n"]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """Clean text passes unchanged and can be written in UTF-8."""
    for clean in (printable, screen_text, fold):
        once = clean(text)
        assert clean(once) == once
        once.encode()
        assert not {"\x1b", "\x00", "\x9b"} & set(once)
