"""Elements whose names or attributes hint at a field are found without asking every element."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.marks import (
    CRUMB,
    KINDS,
    LONGEST_NAMES,
    SKIPPED,
    STUBS,
    Hint,
    find_marks,
    hint_of,
    likely_elements,
)
from lugas.page.tree import Document, Element, parse_html

WORDS = """
article__author-name byLine autorenname byline-writer penulis-nama reporter Journalist editor-name creditline redator
publish-date TIMESTAMP posted-on fecha datum tanggal_waktu meta data metadata-box update-bar breadcrumbs tags topic
keyword-list tag-link kategori category col-md-6 header wrap İSTAG auteur forfatter jurnalis muhabir skribent verfasser
wartawan yazar-adi tarih etiketler etiquetas schlagworte schlagwoerter post-labels
"""
NAMES = st.lists(st.sampled_from(WORDS.split()) | st.text("ab-_ É", max_size=4), max_size=3).map(" ".join)
LONG = st.sampled_from(["", "x" * LONGEST_NAMES + " author", "author " + "y " * LONGEST_NAMES])
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "class": NAMES | LONG,
        "id": NAMES,
        "data-testid": NAMES,
        "itemprop": st.sampled_from(["author", "creator", "datePublished", "name", ""]),
        "rel": st.sampled_from(["author", "nofollow AUTHOR", "tag", "noopener", "Tag\n x"]),
        "aria-label": st.sampled_from(["Breadcrumb", "menu"]),
        "itemtype": st.sampled_from(["https://schema.org/BreadcrumbList", "x"]),
    },
)
TAGS = st.sampled_from(["a", "div", "span", "h1", "h2", "time", "nav", "ol", "ul", "li", "img", "article"])


def written(elements: list[tuple[str, dict[str, str]]]) -> str:
    """Write elements one after the other."""
    return "".join(
        f"<{tag}{''.join(map(written_attribute, told.items()))}>text</{tag}>" for tag, told in elements
    )


def written_attribute(told: tuple[str, str]) -> str:
    """Write an attribute after the one before."""
    return f' {told[0]}="{escape(told[1])}"'


def hints_of_all(tree: Document) -> list[tuple[Element, Hint]]:
    """Give what each element of a page hints at, asked one by one."""
    found: list[tuple[Element, Hint]] = []
    for element in tree.select("*"):
        names = " ".join(element.attr(name) or "" for name in ("class", "id", "data-testid"))
        hint = hint_of(element, element.tag, names[:LONGEST_NAMES].lower())
        if element.tag not in SKIPPED and hint is not None:
            found.append((element, hint))
    return found


@given(st.lists(st.tuples(TAGS, ATTRIBUTES), max_size=5).map(written))
def test_likely_elements_are_all_that_hint(markup: str) -> None:
    """Whatever the elements and their attributes, those that hint at something are among the likely, in page order."""
    tree = parse_html(f"<body>{markup}")
    likely = likely_elements(tree)
    found = [(element, hint) for element, tag, names in likely if (hint := hint_of(element, tag, names))]
    assert found == hints_of_all(tree)


@pytest.mark.parametrize("pattern", [CRUMB, *(pattern for pattern, _ in KINDS)])
def test_every_name_that_is_found_has_a_stub(pattern: re.Pattern[str]) -> None:
    """A name that one of the patterns finds holds one of the parts that are looked for first."""
    told = [name for name in WORDS.lower().split() if pattern.search(name)]
    assert told
    assert all(any(stub in name for stub in STUBS) for name in told)


def test_a_page_without_names() -> None:
    """A page whose elements have no classes has headings and times all the same."""
    marks = find_marks(parse_html("<h1>Ferry returns</h1><time>2 January 2024</time><p>Text</p>"))
    assert [(mark.kind, mark.text) for mark in marks] == [
        ("heading", "Ferry returns"),
        ("time", "2 January 2024"),
    ]


@pytest.mark.parametrize(
    ("names", "foreign"),
    [
        ("elementor-element elementor-widget elementor-widget-post-info", False),
        ("elementor-widget elementor-widget-theme-post-title", False),
        ("elementor-element elementor-widget elementor-widget-posts", True),
        ("elementor-widget elementor-widget-wp-widget-recent-posts", True),
        ("elementor-widget related-posts", True),
        ("widget widget_recent", True),
        ("post-7 type-post status-publish hentry category-latest-headlines tag-popular", False),
        ("post-7 type-post hentry category-culture related-post", True),
        ("category-latest-headlines", True),
    ],
)
def test_names_of_builders_and_labels(names: str, foreign: bool) -> None:
    """What a page is built with, and what its article is filed under, name no place for links to other pages."""
    tree = parse_html(f'<div class="{names}"><time datetime="2024-01-20">20 January</time></div>')
    assert [mark.foreign for mark in find_marks(tree) if mark.kind == "time"] == [foreign]
