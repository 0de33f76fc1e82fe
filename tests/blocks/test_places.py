"""Rows known by the elements around them."""

from __future__ import annotations

import pytest

from lugas.blocks.names import named_roles
from lugas.blocks.phrases import Mark
from lugas.blocks.places import AROUND, SHORT_WORDS, mark_around, mark_boxes, mark_places
from lugas.blocks.words import read_list
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

ARTICLE = f"<article><h1>Title</h1><p>{PROSE}</p><p>{MORE}</p></article>"
ROLES = {"Title": Role.TITLE, "The ferry": Role.BODY, "Its": Role.BODY}


def place(page: str, text: str = "Words", **marks: Mark) -> Role | None:
    """Give the role that a row has by its place, on a page with a marked title and body."""
    return after(mark_places, give(markup(page, marks=marks), **ROLES)).get(text)


def boxed(page: str, chance: float = 0.9) -> Role | None:
    """Give the role of the row `PROSE` by the box it stands in, the tagger being so sure that it is body."""
    return after(mark_boxes, markup(page, chance={"The": chance})).get(PROSE)


@pytest.mark.parametrize(
    ("name", "role"),
    [("factbox", Role.FACT_BOX), ("correction", Role.CORRECTION)],
)
def test_boxes(name: str, role: Role) -> None:
    """A box named for facts or a correction is that, however much it reads like the body."""
    assert boxed(f"<main><div class='wide {name}'><p>{PROSE}</div></main>", 0.99) is role


@pytest.mark.parametrize(("name", "role"), [("comments", Role.COMMENTS), ("cookie", Role.CONSENT)])
def test_boxes_of_doubtful_names(name: str, role: Role) -> None:
    """A page may call its whole article area "comments": what the tagger takes for body stays body."""
    page = f"<main><div id={name}><p>{PROSE}</div></main>"
    assert boxed(page, 0.2) is role
    assert boxed(page, 0.9) is None


@pytest.mark.parametrize(
    "page",
    [
        f"<main><div class=story><p>{PROSE}</div></main>",
        f"<body class=facts><p>{PROSE}",
        f"<main><div class=newsletter><p>{PROSE}</div></main>",
        f"<div class=facts><div><div><div><div><p>{PROSE}</div></div></div></div></div>",
    ],
    ids=["named-for-the-story", "the-whole-page", "no-such-box", "far-away"],
)
def test_no_boxes(page: str) -> None:
    """A box without such a name, the whole page, or a box far around overrules nobody."""
    assert boxed(page) is None


def test_menus_and_footers() -> None:
    """What stands in a menu is navigation, in a footer the footer's; an article's own footer is not the page's."""
    assert place(f"<nav><p>Words</nav>{ARTICLE}") is Role.NAVIGATION
    assert place(f"{ARTICLE}<footer><p>Words</footer>") is Role.FOOTER
    assert place("<article><h1>Title</h1><footer><p>Words</footer></article>") is None
    assert place(f"<div><p>Words</div>{ARTICLE}") is None


def test_header() -> None:
    """In the page's header above the title stands the menu; an article's header and what is below are not."""
    assert place(f"<header><p>Words</header>{ARTICLE}") is Role.NAVIGATION
    assert place(f"<article><header><p>Words</header><h1>Title</h1><p>{PROSE}</article>") is None
    assert place(f"{ARTICLE}<header><p>Words</header>") is None


@pytest.mark.parametrize(
    "page",
    [
        "<nav class=breadcrumb><p>Words</nav>",
        "<nav aria-label=Breadcrumb><p>Words</nav>",
        "<div itemtype=https://schema.org/BreadcrumbList><p>Words</div>",
        "<div class=breadcrumbs><p>Words</div>",
    ],
)
def test_path_of_sections(page: str) -> None:
    """An element that says it holds the path of sections does, be it a menu too."""
    assert place(page + ARTICLE) is Role.SECTION


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("tags", Role.TAGS),
        ("sosmed", Role.SHARE),
        ("paywall", Role.SUBSCRIPTION),
        ("newsletter", Role.NEWSLETTER),
    ],
)
def test_names(name: str, role: Role) -> None:
    """A row has the role that an element right around it is named for."""
    assert place(f"{ARTICLE}<div class={name}><p>Words</div>") is role
    assert (
        place(f"{ARTICLE}<div class={name}><div><div><div><div><p>Words</div></div></div></div></div>")
        is None
    )


def test_long_rows_of_short_roles() -> None:
    """A sentence in an element named for tags or sharing is no tag and no button."""
    long = "word " * SHORT_WORDS + "word"
    assert place(f"{ARTICLE}<div class=tags><p>{long}</div>", long) is None
    assert place(f"{ARTICLE}<div class=newsletter><p>{long}</div>", long) is Role.NEWSLETTER


def test_words_over_names() -> None:
    """A button that says it copies is left to its words, though its element is named for sharing."""
    page = f"{ARTICLE}<div class=share><p>Words</div>"
    assert place(page) is Role.SHARE
    assert place(page, Words=Mark.COPY) is None


def test_author() -> None:
    """In an element named for the author stand the byline above the body and, after it, who the author is."""
    inside = f"<article><h1>Title</h1><div class=author>Words</div><p>{PROSE}</article>"
    assert place(inside) is Role.BYLINE
    assert place(f"{ARTICLE}<div class=author><p>Words</div>") is Role.AUTHOR_BOX
    assert place(f"{ARTICLE}<div class=author><p>Words</div>", Words=Mark.RELATED) is None
    middle = f"<article><h1>Title</h1><p>{PROSE}" + "<hr><p>x" * 5 + f"<div class=author>Words</div><p>{MORE}"
    assert place(middle) is None


def test_time() -> None:
    """A short row with a number in an element named for the date is the time in the head, and nothing elsewhere."""
    assert place(f"<h1>Title</h1><div class=date>5 May</div><div><p>{PROSE}</div>", "5 May") is Role.TIME
    assert place(f"<h1>Title</h1><div class=date>Words</div><div><p>{PROSE}</div>") is None
    assert place(f"{ARTICLE}{'<p>x' * 5}<div class=date>5 May</div>", "5 May") is None


@pytest.mark.parametrize(("name", "role"), AROUND)
def test_around(name: str, role: Role) -> None:
    """A row that nothing else is known of has the role that any box around it is named for."""
    deep = "<section>" * 6 + "<p>Words" + "</section>" * 6
    sheet = markup(f"<div class={name}>{deep}</div><p>Other")
    assert after(mark_around, sheet) == {"Words": role}


def test_around_leaves_what_is_marked() -> None:
    """A row with a role keeps it, whatever the boxes around it are called."""
    sheet = give(markup("<div class=ads><p>Words</div>"), Words=Role.BODY)
    for step in (mark_boxes, mark_places, mark_around):
        assert after(step, sheet) == {"Words": Role.BODY}


def test_copied_text_has_no_places() -> None:
    """Copied text has no elements, so nothing is known of its rows by their places."""
    for step in (mark_boxes, mark_places, mark_around):
        assert after(step, lines("Words", PROSE)) == {}


def test_names_are_roles() -> None:
    """Every line of the list names a role, and no class word stands for two."""
    words = [word for line in read_list("places") for word in line.partition(":")[2].split()]
    assert sorted(words) == sorted(named_roles())


def test_credit_that_signs() -> None:
    """An element named for credit between title and body names the author, unless a picture stands before it."""
    signed = "<h1>Title</h1>{}<div class=credit>Words</div><div><p>" + PROSE + "</div>"
    assert place(signed.format("")) is Role.BYLINE
    assert place(signed.format("<img src=/a.jpg>")) is Role.CREDIT
    assert place(f"{ARTICLE}<div class=credit><p>Words</div>") is Role.CREDIT
