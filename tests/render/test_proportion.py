"""The views of a text that is made to have them look back take time in proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

import pytest

import lugas
from lugas.model import Article, Item, Kind
from lugas.render.terminal import to_terminal
from tests.render.samples import body, with_body

# Characters; setting text for a terminal takes twenty times as long as any other view.
SIZE, OF_TERMINAL, LARGER = 25_000, 2000, 8
# A view is slow that takes more than so many times as long for `LARGER` times as many characters, where it would take
# `LARGER` times in proportion, and so many seconds for them.
SECONDS, TIMES = 0.2, 18
PIECES = (
    *(
        "_",
        "a_",
        "*",
        "`",
        "` ",
        "[",
        "](",
        "<",
        "&",
        "&amp",
        "~",
        "|",
        "\\",
        "!",
        "#",
        "- ",
        "1. ",
        "=",
        ">",
        "\t",
    ),
    *(
        " ",
        "  \n",
        "\n",
        "\n\n",
        "https://",
        "https://a.example/_ ",
        "http://a.b_",
        "www.",
        "a@b.c ",
        "@a ",
        "x" * 500,
    ),
    *(
        "a ",
        "渡",
        "e\u0301",
        "\u202e",
        "\u200d",
        "\U0001f600",
        "\x1b[",
        "نص ",
        "a\u0301\u0301",
        "'",
        '"',
        "://",
        "<b>",
    ),
)
VIEWS: dict[str, Callable[[Article], str]] = {
    "text": lugas.to_text,
    "markdown": lugas.to_markdown,
    "html": lugas.to_html,
    "json": lugas.to_json,
    "copy": lugas.to_copy,
    "terminal": lambda shown: to_terminal(shown, 72),
}


def made(text: str) -> list[Article]:
    """Give articles that hold a text: as paragraph, heading, code, list and table, and as their title."""
    line = text.replace("\n", " ").strip() or "a"
    return [
        with_body(body(text.strip() or "a"), title=line),
        with_body(body(line, Kind.HEADING, level=2)),
        with_body(body(text, Kind.CODE)),
        with_body(body(line, Kind.LIST, items=(Item(line),))),
        with_body(body(line, Kind.TABLE, rows=((line, "a"),))),
    ]


def seconds(view: Callable[[Article], str], shown: Article) -> float:
    """Time making a view."""
    begun = thread_time()
    view(shown)
    return thread_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWS)
def test_views_take_time_in_proportion(name: str) -> None:
    """No text makes a view take longer than in proportion, wherever it stands."""
    view, size = VIEWS[name], OF_TERMINAL if name == "terminal" else SIZE
    slow = []
    for piece in PIECES:
        few, many = made(piece * (size // len(piece))), made(piece * (LARGER * size // len(piece)))
        for one, more in zip(few, many, strict=True):
            # the least of several times, as soon as one is long: what else the machine does is not the view's
            if seconds(view, more) < SECONDS:
                continue
            once = min(seconds(view, one) for _ in range(3))
            again = min(seconds(view, more) for _ in range(2))
            if again > max(TIMES * once, SECONDS):
                slow.append(f"{piece!r:.30} as {one.body[0].kind.value}: {once:.3f} s, then {again:.3f} s")
    assert not slow, "\n".join(slow)
