"""Boxes that stand apart from the article by their name or their element."""

from __future__ import annotations

import pytest

from lugas import read
from lugas.blocks.asides import (
    DOUBTED,
    HEADINGS,
    MOST_WORDS,
    TAGS,
    Aside,
    mark_asides,
    named_asides,
    role_named,
)
from lugas.blocks.words import read_list
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

STORY = "".join(f"<p>{PROSE} {MORE} Day {day}.</p>" for day in range(3))
BODY = f"<article><h1>Title</h1>{STORY}</article>"
SAID = "Kapal itu bagus sekali, saya sudah naik dua kali bersama keluarga dan anak-anak senang."


def aside(page: str, text: str = "Words") -> Role | None:
    """Give the role of the row that begins with a text, on a page of which the tagger takes all for body."""
    sheet = give(markup(page), Title=Role.TITLE)
    sheet.chance[:] = [0.0 if row.text == "Title" or not row.text else 0.9 for row in sheet.rows]
    return next((role for row, role in after(mark_asides, sheet).items() if row.startswith(text)), None)


@pytest.mark.parametrize(
    ("box", "role"),
    [
        ("<div class='reader-comments'>", Role.COMMENTS),
        ("<section id=kommentare>", Role.COMMENTS),
        ("<div class='daftar-komentar'>", Role.COMMENTS),
        ("<div aria-label='Commentaires'>", Role.COMMENTS),
        ("<div id=cookie-banner>", Role.CONSENT),
        ("<div class='page-modal'>", Role.CONTROL),
        ("<div role=dialog>", Role.CONTROL),
        ("<dialog>", Role.CONTROL),
        ("<form>", Role.CONTROL),
        ("<div class='author-bio'>", Role.AUTHOR_BOX),
        ("<div class='newsletter-box'>", Role.NEWSLETTER),
        ("<div class='affiliate-note'>", Role.AD),
        ("<div class='artikel-terkait'>", Role.RELATED),
        ("<div class='fact-box'>", Role.FACT_BOX),
        ("<ed-factbox class='c1 h2 gc3 ry4 z5 o6 gk7 d8 e9'>", Role.FACT_BOX),
        ("<blockquote class='twitter-tweet'>", Role.OTHER),
        ("<div class='slide-caption'>", Role.CAPTION),
        ("<span class='sr-only'><div class='sr-only'>", Role.CONTROL),
        ("<aside>", Role.OTHER),
    ],
)
def test_named(box: str, role: Role) -> None:
    """What stands in a box named for something else is that, however surely it reads like the body."""
    assert aside(f"<main>{BODY}{box}<div><div><p>Words, said well.</p></div></div></main>") is role


@pytest.mark.parametrize(
    "box",
    [
        "<div>",
        "<div class='story-text'>",
        "<div class='no-comments'>",
        "<div class='has-caption'>",
        "<div class='live-comments'>",
        "<div class='post category-cookie tag-food tag-bread type-post format-standard wide first'>",
        "<div aria-label='What readers say of the comments of the week'>",
    ],
)
def test_not_named(box: str) -> None:
    """A box without such a name, one that tells what it lacks, or one that bears the name by chance is none."""
    assert aside(f"<main>{BODY}{box}<p>Words, said well.</p></div></main>") is None


def test_heading_names() -> None:
    """The id of a heading is its text: only a heading named for little else is one of the comments."""
    assert aside(f"<main>{BODY}<h2 class=comments-title>Words from three</h2></main>") is Role.COMMENTS
    page = f"<main>{BODY}<h2 id=what-the-comments-said-later>Words from three</h2></main>"
    assert aside(page) is None
    assert {"h1", "h6"} <= HEADINGS


def test_around_the_article() -> None:
    """A box around the title, or around most of what reads like the body, is no aside, whatever its name."""
    assert aside(f"<main><div class=modal>{BODY}<p>Words, said well.</p></div></main>") is None
    assert aside(f"<main><h1>Title</h1><div class=modal>{STORY}<p>Words</p></div></main>") is None


def test_comments_longer_than_the_article() -> None:
    """Comments may be longer than the article they stand under, if an article's words stand outside of them."""
    said = "".join(f"<p>Words {number}. {SAID}</p>" for number in range(30))
    assert aside(f"<main>{BODY}<div class=daftar-komentar>{said}</div></main>") is Role.COMMENTS
    assert aside(f"<main><h1>Title</h1><p>Short.</p><div class=daftar-komentar>{said}</div></main>") is None


def test_only_likely_rows() -> None:
    """Rows that the tagger does not take for body are left to the other passes, and so is copied text."""
    sheet = markup(f"<main>{BODY}<form><p>Words</p></form></main>", chance={"The": 0.9})
    assert after(mark_asides, sheet) == {}
    assert after(mark_asides, lines(PROSE, "Comments", chance={"": 0.9})) == {}


def test_made_of_posts() -> None:
    """Posts of other sites are set aside in an article, and kept where the article is a list of them."""
    post = f"<blockquote class=twitter-tweet><p>Words, {SAID}</p></blockquote>"
    assert aside(f"<main>{BODY}{post}</main>") is Role.OTHER
    assert aside(f"<main><h1>Title</h1><p>{PROSE}</p>{post * 5}</main>") is None


def test_made_of_captions() -> None:
    """Captions under an article are set aside; those of a picture story with little else are its text."""
    slide = f"<div class=slide-caption><p>Words, {SAID}</p></div>"
    long = "".join(f"<p>{PROSE} {MORE} Day {day}.</p>" for day in range(9))
    assert aside(f"<main><article><h1>Title</h1>{long}</article>{slide * 4}</main>") is Role.CAPTION
    assert aside(f"<main><h1>Title</h1><p>{PROSE}</p>{slide * 9}</main>") is None


@pytest.mark.parametrize(
    "name",
    [
        "class=cookie-recipe",
        "class=cookies",
        "id=biography",
        "class=popup-store",
        "class=registration",
        "class=voter-registration",
        "id=respond",
        "class=affiliate",
        "class=informed-consent",
        "class=comment",
        "class=kommentar",
        "class=login",
        "class=donation",
        "class=weather-related",
        "class=disclosure",
        "class=verwandte",
        "class=c-popup-2",
        "aria-label=Dialog",
    ],
)
def test_weak_names(name: str) -> None:
    """A word that an article may be about takes no paragraph from it that the tagger is sure of."""
    middle = f"<div {name}><p>Words, {SAID}</p></div>"
    assert aside(f"<main><article><h1>Title</h1>{STORY}{middle}{STORY}</article></main>") is None


@pytest.mark.parametrize(
    "name", ["class=cookie-recipe", "id=biography", "class=popup-store", "class=registration"]
)
def test_weak_names_of_a_whole_page(name: str) -> None:
    """A page that is read whole keeps a paragraph in such a box as body."""
    story = "".join(f"<p>{PROSE} On day {day} {MORE.lower()}</p>" for day in range(4))
    said = "The mayor said that the work would begin in spring, to the anger of shopkeepers on the pier."
    page = f"<article><h1>The ferry is back</h1>{story}<div {name}><p>{said}</p></div>{story}</article>"
    article = read(f"<html><body>{page}</body></html>")
    assert [block.role for block in article.blocks if block.text == said] == [Role.BODY]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("cookie-banner", Role.CONSENT),
        ("consent-dialog", Role.CONSENT),
        ("bio-box", Role.AUTHOR_BOX),
        ("popup-overlay", Role.CONTROL),
        ("registration-wall", Role.SUBSCRIPTION),
        ("donation-prompt", Role.SUBSCRIPTION),
        ("comment-respond", Role.COMMENTS),
        ("kommentar-list", Role.COMMENTS),
        ("affiliate-disclosure", Role.AD),
        ("related-posts", Role.RELATED),
    ],
)
def test_confirmed_names(name: str, role: Role) -> None:
    """A second word that says what kind of box it is confirms a weak one."""
    assert aside(f"<main>{BODY}<div class={name}><p>Words, {SAID}</p></div></main>") is role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("class=cookies", Role.CONSENT),
        ("id=biography", Role.AUTHOR_BOX),
        ("class='m-popup popup-2'", Role.CONTROL),
        ("class=registration", Role.SUBSCRIPTION),
        ("id=respond", Role.COMMENTS),
        ("class=cookie-recipe", None),
        ("class=popup-store", None),
    ],
)
def test_weak_names_in_doubt(name: str, role: Role | None) -> None:
    """A weak word that is the whole name decides where the tagger is in doubt; with any other beside it, nowhere."""
    page = f"<main>{BODY}<div {name}><p>Words, {SAID}</p></div></main>"
    sheet = give(markup(page), Title=Role.TITLE)
    sheet.chance[:] = [0.0 if row.text == "Title" or not row.text else 0.9 for row in sheet.rows]
    sheet.chance[-1] = DOUBTED - 0.1
    assert after(mark_asides, sheet).get(f"Words, {SAID}") is role


def test_sure_name_in_a_weak_one() -> None:
    """A sure name counts inside an element with a weak one, and the outermost of two sure ones is the one told."""
    said = f"<p>Words, {SAID}</p>"
    assert (
        aside(f"<main>{BODY}<div class=cookies><div class=lightbox>{said}</div></div></main>") is Role.CONTROL
    )
    assert (
        aside(f"<main>{BODY}<div class=lightbox><div class=cookies>{said}</div></div></main>") is Role.CONTROL
    )


def test_list_of_names() -> None:
    """Every line of the list names a role and words in lower case, sorted; pairs want both words."""
    listed = read_list("asides")
    assert list(listed) == sorted(listed)
    for line in listed:
        words = line.partition(":")[2].split()
        assert words == sorted(words)
        assert all(word == word.lower() for word in words)
    assert role_named(("author", "x", "bio")) == Aside(Role.AUTHOR_BOX)
    assert role_named(("author",)) is None
    assert role_named(("dialog", "dialog")) == Aside(Role.CONTROL, doubtful=True)
    names, places, confirming = named_asides()
    assert all(names[place].words >= {word} for word, found in places.items() for place in found)
    assert all(len(name.words) <= MOST_WORDS for name in names)
    assert "banner" in confirming
    assert set(TAGS) == {"aside", "dialog", "form"}
