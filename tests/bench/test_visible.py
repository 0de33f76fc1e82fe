"""Copied text is made from markup as a browser makes it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.visible import STYLES, visible_text

PAGE = """<html><head><title>The title</title><style>p{}</style></head><body>
<nav><a href=/1>Home</a><a href=/2>News</a></nav>
<h1>A <b>head</b>line</h1>
<p>One  two
three<br>four<br><br>five&nbsp;six <a>x</a>, <a>y</a></p>
<div>before<div>inner</div>after</div>
<img src=x alt=" An  alt ">
<ul><li>one<li>two</ul><ol><li>first<li>second</ol>
<table><tr><th>a<th>b<tr><td>1<td>2</table>
<pre>  kept
 as is</pre>
<p hidden>h1</p><div style="DISPLAY: none">h2</div><script>h3</script>
<noscript>h4</noscript><template>h5</template>
<select><option>h6</select><details><summary>More</summary><p>h7</p></details><textarea>h8</textarea>
</body></html>"""


def test_blank_lines_between_paragraphs() -> None:
    """Blank lines part paragraphs and headings, newlines other blocks; hidden elements are left out."""
    assert visible_text(PAGE) == (
        "Home\nNews\n\nA headline\n\nOne two three\nfour\n\nfive six x, y\n\nbefore\ninner\nafter\nAn alt\n"
        "one\ntwo\nfirst\nsecond\na\tb\n1\t2\nkept\nas is\nMore\n"
    )


def test_parts_that_a_script_shows() -> None:
    """What React sends hidden to be put in its place is shown, other hidden elements are not."""
    assert (
        visible_text('<p>One<div hidden id="S:1"><p>Two</p></div><div hidden id=x><p>Three</p></div>')
        == "One\n\nTwo\n"
    )


def test_single_newlines() -> None:
    """In the style `single` there is no blank line, and the lines are the same."""
    blank = [line for line in visible_text(PAGE).split("\n") if line]
    assert visible_text(PAGE, "single").split("\n") == [*blank, ""]


def test_wrapped_lines() -> None:
    """In the style `wrapped` no line is wider than 72 columns, and items have bullets and numbers."""
    text = visible_text(PAGE + "<p>" + "word " * 60 + "<p>" + "中文" * 90, "wrapped")
    assert "* one\n* two\n1. first\n2. second\n" in text
    assert max(len(line) for line in text.split("\n") if "中" not in line) <= 72
    assert max(len(line) for line in text.split("\n") if "中" in line) <= 36
    assert text.count("中文") == 90


def test_wet_lines() -> None:
    """In the style `wet` the title is first, hidden blocks stay, alternative texts go, no line is blank."""
    lines = visible_text(PAGE, "wet").split("\n")
    assert lines[0] == "The title"
    assert "h1" in lines
    assert "An alt" not in lines
    assert "1 2" in lines
    assert "" not in lines[:-1]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("part", ["<div>", "<p>a b ", "<li>x<b>y</b>", "x", "一", "a ", "<table><tr><td>"])
def test_time_is_linear(style: str, part: str) -> None:
    """Any part repeated 30,000 times is rendered in seconds."""
    start = time.thread_time()
    visible_text(part * 30_000, style)  # type: ignore[arg-type]  # the names in STYLES
    assert time.thread_time() - start < 4


@given(st.text(alphabet="ab <>/pdivlrt&;\n", max_size=200), st.sampled_from(STYLES))
def test_any_markup(markup: str, style: str) -> None:
    """Any markup gives text that ends in one newline, or nothing."""
    text = visible_text(markup, style)  # type: ignore[arg-type]  # the names in STYLES
    assert text == "" or (text.endswith("\n") and text.strip("\n"))
