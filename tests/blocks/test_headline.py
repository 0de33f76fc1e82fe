"""The title, and the lines around it."""

from __future__ import annotations

import pytest

from lugas.blocks.headline import LONGEST_TITLE, mark_dek, mark_kicker, mark_title
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

TITLE = "Ferry returns to the island"
DEK = "After two years without a boat, the village has its way to the market again"
SURE = {PROSE: 0.9, MORE: 0.9}


def test_title_row() -> None:
    """The row with the title's letters is the title, whatever its case, spaces and punctuation; no other row is."""
    sheet = lines("News", "FERRY returns, to the Island!", PROSE, chance=SURE, title=TITLE)
    assert after(mark_title, sheet) == {"FERRY returns, to the Island!": Role.TITLE}
    assert after(mark_title, lines("Ferry returns", PROSE, title=TITLE)) == {}


def test_no_title() -> None:
    """Without a settled title, or with one of punctuation alone, nothing is marked."""
    assert after(mark_title, lines("News", "!!!", PROSE)) == {}
    assert after(mark_title, lines("News", "!!!", PROSE, title="!!!")) == {}


def test_title_in_a_whole_text() -> None:
    """In a text that is nothing but an article the first row is the title, and this pass keeps away."""
    sheet = lines(TITLE, PROSE, title=TITLE)
    sheet.cut.whole = True
    assert after(mark_title, sheet) == {}


def test_very_long_title() -> None:
    """A row as long as a paragraph is no title, though a page may say so."""
    long = "word " * (LONGEST_TITLE // 4)
    assert after(mark_title, lines(long.strip(), PROSE, title=long)) == {}


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (f"<p>{TITLE}</p><h2>{TITLE}</h2><h1>{TITLE}</h1><h3>{TITLE}</h3><p>{PROSE}", 2),
        (f"<p>{TITLE}</p><h2>{TITLE}</h2><p>{TITLE}</p><p>{PROSE}", 1),
        (f"<p>{TITLE}</p><p>{TITLE}</p><p>{PROSE}<p>{TITLE}</p>", 1),
        (f"<h1>{TITLE}</h1><p>News</p><h1>{TITLE}</h1><p>{PROSE}<h1>{TITLE}</h1>", 2),
    ],
    ids=["main-heading", "any-heading", "any-row", "nearest-before-the-body"],
)
def test_title_shown_again(page: str, place: int) -> None:
    """Of rows that show the title one is it: a main heading, a heading, any row, the nearest before the body."""
    sheet = markup(page, chance=SURE, title=TITLE)
    mark_title(sheet, None)  # type: ignore[arg-type]  # it has no options
    same = [index for index, row in enumerate(sheet.rows) if row.text == TITLE]
    assert [index for index in same if sheet.role(index) is Role.TITLE] == [place]
    assert all(sheet.role(index) is Role.NAVIGATION for index in same if index != place)


def test_title_without_a_body() -> None:
    """Where nothing looks like the body, the first row that shows the title is it."""
    sheet = lines(TITLE, "News", TITLE, title=TITLE)
    mark_title(sheet, None)  # type: ignore[arg-type]  # it has no options
    assert [label.role for label in sheet.labels] == [Role.TITLE, Role.OTHER, Role.NAVIGATION]


def kicker(page: str) -> dict[str, Role]:
    """Mark the kicker of a page whose title is marked."""
    return after(mark_kicker, give(markup(page), Ferry=Role.TITLE, Home=Role.NAVIGATION))


@pytest.mark.parametrize(
    "page",
    [
        f"<div><p>Island life</p><h1>{TITLE}</h1></div>",
        f"<header><div>Island life</div><h1>{TITLE}</h1></header>",
        f"<div>Island life<h1>{TITLE}</h1></div>",
    ],
)
def test_kicker(page: str) -> None:
    """The short line right over the title, in one box with it, is the kicker."""
    assert kicker(page)["Island life"] is Role.KICKER


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1>",
        f"<nav><div>Island life</div></nav><main><article><h1>{TITLE}</h1></article></main>",
        f"<div><p>Island life</p><img src=/a.jpg><h1>{TITLE}</h1></div>",
        f"<div><p>Home</p><h1>{TITLE}</h1></div>",
        f"<div><ul><li>Island life</ul><h1>{TITLE}</h1></div>",
        f"<div><p>{PROSE}</p><h1>{TITLE}</h1></div>",
        f"<div><h1>{TITLE}</h1><p>Island life</p></div>",
    ],
    ids=[
        "nothing-above",
        "another-box",
        "a-picture-between",
        "marked-before",
        "an-item",
        "too-long",
        "below",
    ],
)
def test_no_kicker(page: str) -> None:
    """What is of another box, of a list, long, marked before, below the title or not right above it is no kicker."""
    assert Role.KICKER not in kicker(page).values()


def test_no_kicker_in_copied_text() -> None:
    """Copied text does not show which line stands in one box with the title, so it has no kicker."""
    sheet = give(lines("Island life", TITLE, PROSE), Ferry=Role.TITLE)
    assert after(mark_kicker, sheet) == {TITLE: Role.TITLE}


def dek(page: str, chance: dict[str, float] | None = None, **marks: Mark) -> Role | None:
    """Mark the dek of a page whose title is marked, and give the role of the row that may be it."""
    sheet = give(markup(page, chance={**SURE, **(chance or {})}, marks=marks), Ferry=Role.TITLE)
    return after(mark_dek, sheet).get(DEK)


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1><h2>{DEK}</h2><p>{PROSE}",
        f"<h1>{TITLE}</h1><div class=standfirst>{DEK}</div><div><p>{PROSE}</div>",
        f"<header><h1>{TITLE}</h1><p>{DEK}</header><p>By Ann Lee</p><div><p>{PROSE}</div>",
        f"<header><h1>{TITLE}</h1><p>{DEK}</header><figure><img src=/a.jpg></figure><div><p>{PROSE}</div>",
        f"<header><h1>{TITLE}</h1><p>12:30, 3 May 2024<p>{DEK}</header><p>By Ann Lee</p><div><p>{PROSE}</div>",
    ],
    ids=["a-heading", "named-for-it", "byline-between", "picture-between", "under-the-time"],
)
def test_dek(page: str) -> None:
    """The sentence under the title is the dek where it is a heading, named for it, or parted from the body."""
    assert dek(page, {DEK: 0.6}) is Role.DEK


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1><div><p>{DEK}</p><p>{PROSE}</p></div>",
        f"<h1>{TITLE}</h1><div><p>{DEK}</p><p>By Ann Lee</p><p>{PROSE}</p></div>",
        f"<header><h1>{TITLE}</h1><p>{DEK}</header><div><p>{PROSE}</div>",
        f"<h1>{TITLE}</h1><h2><a href=/other>{DEK}</a></h2><p>{PROSE}",
        f"<h1>{TITLE}</h1><h2>{DEK}</h2><p>Home",
        f"<h2>{DEK}</h2><h1>{TITLE}</h1><p>{PROSE}",
    ],
    ids=["first-paragraph", "side-by-side", "nothing-between", "a-link", "no-body-after", "above-the-title"],
)
def test_no_dek(page: str) -> None:
    """A first paragraph, a linked headline, a line above the title or without a body after it is no dek."""
    assert dek(page) is None


def test_no_dek_without_title() -> None:
    """Without a title there is nothing for a dek to stand under."""
    assert after(mark_dek, markup(f"<h1>{TITLE}</h1><h2>{DEK}</h2><p>{PROSE}", chance=SURE)) == {}


def test_a_byline_is_no_dek() -> None:
    """A sentence that tells the author, the time or a credit is not the dek, wherever it stands."""
    page = f"<header><h1>{TITLE}</h1><p>{DEK}</header><p>By Ann Lee</p><div><p>{PROSE}</div>"
    assert dek(page, After=Mark.BYLINE) is None


@pytest.mark.parametrize(
    ("box", "role"),
    [("<div>", None), ("<div class=standfirst>", Role.DEK), ("<div class='standfirst author'>", None)],
)
def test_doubtful_deks(box: str, role: Role | None) -> None:
    """A line away from the title that the tagger hardly takes for text is a dek only if its element says so."""
    page = f"<header><h1>{TITLE}</h1></header><p>2024</p>{box}<p>{DEK}</p></div><p>By Ann Lee</p><div><p>{PROSE}</div>"
    assert dek(page, {DEK: 0.1}) is role
    assert dek(page.replace(box, "<div>"), {DEK: 0.9}) is Role.DEK


def test_dek_in_copied_text() -> None:
    """In copied text the line that the tagger does not take for body, with a short line after it, is the dek."""
    for chance, role in ((0.3, Role.DEK), (0.8, None)):
        sheet = lines(TITLE, DEK, "By Ann Lee", PROSE, chance={**SURE, DEK: chance})
        assert after(mark_dek, give(sheet, Ferry=Role.TITLE)).get(DEK) is role
    sheet = lines(TITLE, DEK, PROSE, chance={**SURE, DEK: 0.3})
    assert DEK not in after(mark_dek, give(sheet, Ferry=Role.TITLE))


def test_a_button_is_no_dek() -> None:
    """A button under the title is passed over: what stands after it may be the dek."""
    page = f"<header><h1>{TITLE}</h1><p>Copy link</p><p>{DEK}</header><p>By Ann Lee</p><div><p>{PROSE}</div>"
    assert dek(page, Copy=Mark.COPY) is Role.DEK


def test_dek_over_a_byline_in_copied_text() -> None:
    """In copied text the line right under the title, with the author's name after it, is the dek, body or not."""
    sheet = lines(TITLE, DEK, "By Ann Lee", PROSE, chance={**SURE, DEK: 0.8}, marks={"By": Mark.BYLINE})
    assert after(mark_dek, give(sheet, Ferry=Role.TITLE))[DEK] is Role.DEK


def test_a_section_is_no_kicker() -> None:
    """The short line over the title that the path of sections holds too is a section, and a path is no kicker."""
    page = f"<p>Home > Island life</p><div><p>Island life</p><h1>{TITLE}</h1></div>"
    found = after(mark_kicker, give(markup(page), Ferry=Role.TITLE, Home=Role.SECTION))
    assert found["Island life"] is Role.SECTION
    assert kicker(f"<div><p>News > Islands</p><h1>{TITLE}</h1></div>") == {TITLE: Role.TITLE}


@pytest.mark.parametrize(
    "text", ["Repairs last until 2027 and cost more than planned", "In 2024 boats came back to it"]
)
def test_a_dek_with_a_year(text: str) -> None:
    """A standfirst that names a year is one; a short line that tells a day is not."""
    for line, role in ((text, Role.DEK), ("Monday, 6 May 2024, in the morning", None)):
        page = f"<h1>{TITLE}</h1><h2>{line}</h2><p>{PROSE}"
        sheet = give(markup(page, chance={**SURE, line: 0.6}), Ferry=Role.TITLE)
        assert after(mark_dek, sheet).get(line) is role


def test_paragraphs_in_boxes_of_their_own() -> None:
    """The first paragraph is no dek where every one has a box of the same make, whatever stands between two of them."""
    box = "<div class='column text'><p>{}</p></div>"
    page = f"<h1>{TITLE}</h1>{box.format(DEK)}<div><ul><li>Follow us</ul></div>{box.format(PROSE)}"
    assert dek(page, {DEK: 0.9}) is None
    assert dek(page.replace("column text", "standfirst", 1), {DEK: 0.9}) is Role.DEK


def test_a_heading_of_a_part_is_no_dek() -> None:
    """A heading under the title is no dek where one of its make stands beside it further down, unless a sentence."""
    head = "What two years without a boat did to it"
    part = "<h2>What the village has now</h2>"
    page = f"<h1>{TITLE}</h1><div><h2>{head}</h2><p>{PROSE}</p>{part}<p>{MORE}</p></div>"
    for shown, role in (
        (page, None),
        (page.replace("<h2>What the", "<h2 class=sub>What the"), Role.DEK),
        (page.replace(head, f"{head}."), Role.DEK),
        (page.replace(head, f"{head}, and to all of its neighbours on the other side"), Role.DEK),
    ):
        found = after(mark_dek, give(markup(shown, chance=SURE), Ferry=Role.TITLE))
        assert [told for text, told in found.items() if text.startswith(head)] == ([role] if role else [])


def test_marked_lines_are_no_body() -> None:
    """A time with many words between dek and body, marked before, is not where the body starts."""
    time = "Published on 3 May 2024 at 12:30, changed on 4 May 2024 at 9:15"
    page = f"<div><h1>{TITLE}</h1><p class=desc>{DEK}</p><p>{time}</p><article><p>{PROSE}</article></div>"
    sheet = give(markup(page, chance={**SURE, DEK: 0.9, time: 0.8}), Ferry=Role.TITLE, Published=Role.TIME)
    assert after(mark_dek, sheet)[DEK] is Role.DEK


@pytest.mark.parametrize(
    ("box", "text", "role"),
    [
        ("<h2 class=subtitle>", "And what they carry", Role.DEK),
        ("<h2>", "And what they carry", None),
        ("<h2 class=subtitle>", "Rated 4 of 5", None),
        ("<h2 class=subtitle>", "Photo: Ann Lee", None),
        ("<h2 class=subtitle>", "We can help.", None),
    ],
)
def test_short_deks(box: str, text: str, role: Role | None) -> None:
    """A dek may be short where its element is named for it; labels, credits and ratings stand in such elements too."""
    page = f"<h1>{TITLE}</h1>{box}{text}</h2><p>By Ann Lee</p><div><p>{PROSE}</div>"
    assert after(mark_dek, give(markup(page, chance=SURE), Ferry=Role.TITLE)).get(text) is role


def test_hinted_bylines_are_no_dek() -> None:
    """A line of an element that names itself the byline's in an attribute is no dek."""
    name = "Ann Lee Boats reporter at the pier"
    page = f"<h1>{TITLE}</h1><div data-component='{{}}'>{name}</div><p>3 May 2024</p><div><p>{PROSE}</div>"
    for component, role in (("byline-block", None), ("text-block", Role.DEK)):
        sheet = give(markup(page.format(component), chance=SURE), Ferry=Role.TITLE)
        assert after(mark_dek, sheet).get(name) is role


def test_a_sentence_is_no_kicker() -> None:
    """A sentence over the title is no kicker; an abbreviation with a full stop may be one."""
    page = f"<div><p>{{}}</p><h1>{TITLE}</h1></div>"
    assert Role.KICKER not in kicker(page.format("This live blog is now closed.")).values()
    assert kicker(page.format("U.S."))["U.S."] is Role.KICKER
