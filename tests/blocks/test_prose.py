"""The body, as the tagger sees it."""

from __future__ import annotations

import pytest

from lugas.blocks.phrases import Mark
from lugas.blocks.prose import mark_body, mark_closing, mark_hidden, mark_siblings, mark_tail, withdraw_body
from lugas.model import Kind, Role
from lugas.options import Options
from tests.blocks.build import MORE, PROSE, after, give, lines, marked, markup


def test_body_by_threshold() -> None:
    """Rows that are as sure as the threshold are body, with that chance; others stay unmarked."""
    sheet = lines("Home", PROSE, MORE, chance={"The": 0.5, "Its": 0.49})
    assert after(mark_body, sheet) == {PROSE: Role.BODY}
    assert sheet.labels[1].sure == 0.5
    assert after(mark_body, sheet, Options(threshold=0.4)) == {PROSE: Role.BODY, MORE: Role.BODY}


def test_body_leaves_what_is_marked() -> None:
    """A row that has a role keeps it, and a picture, which has no text, is not judged by its chance."""
    sheet = give(
        markup(f"<h1>Title</h1><img src=/a.jpg><p>{PROSE}", chance={"": 1, "Title": 1, "The": 1}),
        Title=Role.TITLE,
    )
    assert after(mark_body, sheet) == {"Title": Role.TITLE, PROSE: Role.BODY}
    assert sheet.rows[1].kind is Kind.IMAGE


def test_withdrawn_body() -> None:
    """Where a page held no article, its body gets another role and reason; all else stays."""
    sheet = give(lines("Title", PROSE), Title=Role.TITLE, The=Role.BODY)
    withdraw_body(sheet, Role.CONSENT, "is a wall")
    assert marked(sheet) == {"Title": Role.TITLE, PROSE: Role.CONSENT}
    assert [label.reason for label in sheet.labels] == ["told", "is a wall"]


def closing(*headings: str, first: str = f"<p>{PROSE}") -> dict[str, Role]:
    """Mark a body that ends in headings, then the headings that head nothing of it."""
    page = first + "".join(f"<h3>{heading}</h3>" for heading in headings) + "<p>Menu"
    sheet = markup(page, chance={"The": 0.9, "H": 0.9})
    mark_body(sheet, Options())
    return after(mark_closing, sheet)


def test_closing_headings() -> None:
    """Short headings at the body's end head what comes after: they are free again for other passes."""
    assert closing("Here", "Heads more") == {PROSE: Role.BODY}


def test_headings_within_the_body() -> None:
    """A heading with body after it stays, and so does one as long as a sentence."""
    page = f"<p>{PROSE}<h2>Headed</h2><p>{MORE}"
    sheet = markup(page, chance={"The": 0.9, "Headed": 0.9, "Its": 0.9})
    mark_body(sheet, Options())
    assert after(mark_closing, sheet) == {PROSE: Role.BODY, "Headed": Role.BODY, MORE: Role.BODY}
    long = "H is a heading with as many words as a whole sentence has"
    assert closing(long)[long] is Role.BODY


def test_a_body_of_headings() -> None:
    """At least the first row of a body stays, and not more than two headings are set aside."""
    assert closing("Here", first="") == {"Here": Role.BODY}
    assert closing("Ha", "Hb", "Hc") == {PROSE: Role.BODY, "Ha": Role.BODY}


def test_hidden_prose_is_no_body() -> None:
    """Prose in an element that is not shown is set aside, beside prose that is shown."""
    page = f"<p style='display: none'>Hidden {PROSE}</p><p>{PROSE} {MORE}</p>"
    assert after(mark_hidden, markup(page, chance={"Hidden": 0.9, "The": 0.9})) == {
        f"Hidden {PROSE}": Role.OTHER
    }


def test_hidden_article_is_left() -> None:
    """A page that hides its whole article until a script shows it keeps it; so does what is only not read out."""
    page = f"<div hidden><p>{PROSE}</p><p>{MORE}</p></div><p>Short words</p>"
    assert after(mark_hidden, markup(page, chance={"The": 0.9, "Its": 0.9})) == {}
    quote = f"<p>{PROSE}</p><p aria-hidden=true>{MORE}</p>"
    assert after(mark_hidden, markup(quote, chance={"The": 0.9, "Its": 0.9})) == {}


def test_last_short_sentence() -> None:
    """In copied text a short sentence right after the body is of it, if it is half likely and ends as one does."""
    sheet = give(lines(PROSE, "So says the mayor.", "Menu", chance={"So": 0.3}), The=Role.BODY)
    assert after(mark_tail, sheet)["So says the mayor."] is Role.BODY
    for text, chance in (("So says the mayor", 0.3), ("So says the mayor.", 0.2), (f"So {MORE}", 0.3)):
        sheet = give(lines(PROSE, text, chance={"So": chance}), The=Role.BODY)
        mark_tail(sheet, Options())
        assert sheet.unmarked(1)


def siblings(page: str, chance: float = 0.3, **marks: Mark) -> Role | None:
    """Give the role of the row `MORE` on a page of which `PROSE` is the body."""
    sheet = give(markup(page, chance={"Its": chance}, marks=marks), The=Role.BODY)
    return after(mark_siblings, sheet).get(MORE)


def test_siblings() -> None:
    """A paragraph beside the body's own, of the same make, is body even if the tagger is not sure of it."""
    assert siblings(f"<div><p>{PROSE}</p><ul><li>A rail</ul><p>{MORE}</p></div>") is Role.BODY
    assert siblings(f"<div><p>{PROSE}</p><p>{MORE}</p></div>", 0.1) is None
    assert siblings(f"<div><p>{PROSE}</p><p>{MORE}</p></div>", Its=Mark.AD) is None


@pytest.mark.parametrize(
    "page",
    [
        f"<div><p>{PROSE}</p></div><div><p>{MORE}</p></div>",
        f"<div><p>{PROSE}</p><p class=note>{MORE}</p></div>",
        f"<div><p>{PROSE}</p><p><a href=/a>{MORE}</a></p></div>",
        f"<div><p>{PROSE}</p><blockquote>{MORE}</blockquote></div>",
        f"<div><p>{MORE}</p></div>",
    ],
    ids=["another-box", "another-make", "a-link", "another-tag", "no-body"],
)
def test_no_siblings(page: str) -> None:
    """What stands in another box, is made otherwise, or is a link, is judged by the tagger alone."""
    assert siblings(page) is None


def test_siblings_of_copied_text() -> None:
    """Copied text has no boxes: nothing is marked."""
    assert after(mark_siblings, give(lines(PROSE, MORE, chance={"Its": 0.4}), The=Role.BODY)) == {
        PROSE: Role.BODY
    }


def test_last_sentence_of_a_text() -> None:
    """A long sentence right after the body is of it where the copied text ends with it."""
    last = f"So {MORE}"
    for end, role in (((), Role.BODY), (("Menu",), None)):
        sheet = give(lines(PROSE, last, *end, chance={"So": 0.45}), The=Role.BODY)
        assert after(mark_tail, sheet).get(last) is role


@pytest.mark.parametrize(
    ("between", "mark", "chance", "role"),
    [
        ("Read also: The new tram", Mark.RELATED, 0.45, Role.BODY),
        ("- Advertisement -", Mark.AD, 0.45, Role.BODY),
        ("- Advertisement -", Mark.AD, 0.3, None),
        ("Photo: Ann Lee", Mark.CREDIT, 0.45, None),
        ("The pier", Mark.AD, 0.45, None),
    ],
    ids=["a-link", "an-ad", "unlikely", "a-credit", "another-line"],
)
def test_sentences_under_notices(between: str, mark: Mark, chance: float, role: Role | None) -> None:
    """A sentence that a notice alone parts from the body above, with more of the body below, is of it."""
    chances = {"The ferry": 0.9, "So": chance, "At": 0.9}
    page = [
        PROSE,
        *(["The mole"] if between == "The pier" else []),
        between,
        f"So {MORE}",
        f"At last {PROSE}",
    ]
    sheet = give(
        lines(*page, chance=chances, marks={between: mark}), **{"The ferry": Role.BODY, "At": Role.BODY}
    )
    assert after(mark_tail, sheet).get(f"So {MORE}") is role
