"""Telling saved HTML from copied text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.page.form import sniff

PARAGRAPH = "Pemerintah mengumumkan rencana baru untuk pelabuhan di pulau itu pada Senin pagi. " * 3

HTML = {
    "a whole page": "<!DOCTYPE html>\n<html><head><title>x</title></head><body><p>y</p></body></html>",
    "an old doctype": '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<HTML><BODY>x</BODY></HTML>',
    "XHTML": '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html><body>x</body></html>',
    "a comment in front": "<!-- saved from url=(0014)about:internet -->\n<html>\n<head></head></html>",
    "a mark and blank lines in front": "\ufeff\n\n  <html><head></head></html>",
    "no <html>": "<title>Judul</title><p>Satu<p>Dua",
    "a fragment": f"<p>{PARAGRAPH}</p>\n\n<p>{PARAGRAPH}</p>",
    "a bare line, then a fragment": f"Judul\n<div><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>",
    "unclosed paragraphs": f"<p>{PARAGRAPH}\n<p>{PARAGRAPH}",
    "lines held apart by <br>": f"{PARAGRAPH}<br>{PARAGRAPH}<br><br>{PARAGRAPH}",
    "one paragraph with links": 'Lihat <a href="/a">ini</a> dan <a href="/b">itu</a>.',
    "upper case": "<TABLE><TR><TD>Satu</TD></TR></TABLE>",
    "CRLF": f"<p>{PARAGRAPH}</p>\r\n\r\n<p>{PARAGRAPH}</p>\r\n",
    "a long element that ends past the look": f"<div class=story>{PARAGRAPH * 400}</div>",
}
TEXT = {
    "nothing": "",
    "an address first": f"https://example.com/2024/01/20/judul\n\nJudul\n\n{PARAGRAPH}",
    "a stray tag": f"{PARAGRAPH}\n\nThe word is in <b>bold</b>.\n\n{PARAGRAPH}",
    "a stray tag first": f"<b>Jakarta</b> - {PARAGRAPH}\n\n{PARAGRAPH}",
    "less than": "if a < b and b > c then a<c",
    "tags talked about": "Use <p> and <br> for that.\n\nThen use <div> too, and close </p>.",
    "the doctype talked about": "<!DOCTYPE html> is the first line.\n\nIt says what follows.",
    "a listing": f"{PARAGRAPH}\n\n<div>\n  <p>Hello</p>\n</div>\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
    "Markdown": f"# Judul\n\n{PARAGRAPH}\n\n- [satu](http://a.id)\n- dua\n\n```html\n<p>x</p>\n```\n",
    "Markdown under a picture": f"<p align=center><img src=x></p>\n\n# Judul\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
    "an address in angle brackets": f"<https://example.com/>\n\n{PARAGRAPH}",
    "mail": f"From: Ani <ani@example.com>\nTo: Budi <budi@example.com>\n\n{PARAGRAPH}",
    "escaped markup": "&lt;p&gt;x&lt;/p&gt;",
    "brackets only": "<<<<>>>>",
}


@pytest.mark.parametrize("text", HTML.values(), ids=HTML.keys())
def test_markup_is_html(text: str) -> None:
    """Content that is mostly inside elements is HTML, with or without the outer ones."""
    assert sniff(text) == "html"


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT.keys())
def test_prose_is_text(text: str) -> None:
    """Content that only mentions or quotes markup is text."""
    assert sniff(text) == "text"


@given(st.text(st.characters(exclude_characters="<")))
def test_no_bracket_no_html(text: str) -> None:
    """Whatever holds no `<` is text."""
    assert sniff(text) == "text"


@given(
    st.text(),
    st.sampled_from(["<p", "<div>", "</div>", "<!--", "<a href=", "<!doctype html", "<html ", "<br "]),
)
def test_never_fails(text: str, tag: str) -> None:
    """Any text gets an answer."""
    assert sniff(tag + text + tag) in {"html", "text"}


@pytest.mark.parametrize(
    "unit",
    ["<", "<p", "<p ", "<br ", "<div>", "</div>", "<!--", "<!---->", "<html ", " ", "<a", "<!doctype "],
)
def test_long_and_hostile(unit: str) -> None:
    """A megabyte of anything is answered at once, since the look is bounded and goes over it once."""
    text = unit * (1_000_000 // len(unit))
    start = time.thread_time()
    sniff(text)
    assert time.thread_time() - start < 1.0
