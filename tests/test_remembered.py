"""What is remembered between pages: what short texts gave, and nothing of the pages themselves."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

import pytest

import lugas
from lugas.remembered import LONGEST, remembered

LARGE = 40_000  # characters
ARTICLE = (
    "<p>The ferry left the harbour at nine and reached the island before noon, its captain said on Monday.</p>"
    * 5
)
SHOWN = f"<title>Ferry runs again</title><h1>Ferry runs again</h1>{ARTICLE}"
# Pages that hold something large which is another on each page, as `{}`, and where it stands.
PAGES: dict[str, str] = {
    "pictures": SHOWN + "<img src='data:image/png;base64,{}'>",
    "classes": "<div class='card {}'><h1 id='{}'>Ferry</h1><p class=author>Jane Doe</p></div>" + ARTICLE,
    "a title": "<title>{} - x | y</title><h1>{}</h1>" + ARTICLE,
    "fields": "<html lang='{}'><meta property=og:title content='{}'><meta name=author content='{}'>"
    "<meta name=keywords content='{},b'><meta property=og:image content='/{}.jpg'>" + SHOWN,
    "attributes": SHOWN + "<div aria-label='{}' data-testid='{}'><p>x</p></div><time datetime='{}'>{}</time>",
    "links": SHOWN + "<p><a href='/{}'>{}</a><a rel=next href='/{}'>2</a></p>",
    "a caption": SHOWN
    + "<figure><img src=/a.jpg><figcaption>{} Foto: Antara</figcaption></figure><p>2 {} 2024</p>",
    "data": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"{}","author":"{}","{}":1,'
    '"image":"/{}"}</script>' + SHOWN,
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_kept(name: str) -> None:
    """After pages with something large in them were read, nothing of it is kept."""

    def read(number: int) -> None:
        lugas.read(PAGES[name].replace("{}", f"{number}-" + "abcdefghij" * (LARGE // 10)), form="html")

    read(0)  # loads what is loaded once
    gc.collect()
    tracemalloc.start()
    for number in range(1, 4):
        read(number)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 2 * LARGE  # short texts, of three pages


def test_short_texts_are_remembered() -> None:
    """A function is asked once about a short text, and each time about a long one."""
    asked: list[int] = []

    def work(text: str) -> int:
        """Count."""
        asked.append(len(text))
        return len(text)

    ask: Callable[[str], int] = remembered(10)(work)
    short, long = "a" * LONGEST, "a" * (LONGEST + 1)
    assert [ask(short), ask(short), ask(long), ask(long)] == [LONGEST, LONGEST, LONGEST + 1, LONGEST + 1]
    assert asked == [LONGEST, LONGEST + 1, LONGEST + 1]
    assert ask.__doc__ == "Count."
