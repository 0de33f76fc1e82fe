"""Lines known by their words: inside the body, and outside."""

from __future__ import annotations

import pytest

from lugas.blocks.credit_lines import in_brackets
from lugas.blocks.notices import (
    INTRUDER_WORDS,
    NOTICE_WORDS,
    ROLES,
    is_menu,
    mark_intruders,
    mark_notices,
)
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, give, lines, markup

LIKELY = 0.8
NO_MARK = 0
BODY = {"Title": Role.TITLE, "The ferry": Role.BODY, "Its": Role.BODY}


def intruder(text: str, mark: int = NO_MARK, chance: float = LIKELY) -> Role | None:
    """Give the role of a line between two paragraphs of the body, before these are marked as such."""
    sheet = lines(PROSE, text, MORE, chance={PROSE: 0.98, MORE: 0.98, text: chance}, marks={text: mark})
    found = after(mark_intruders, sheet)
    assert PROSE not in found
    assert MORE not in found
    return found.get(text)


@pytest.mark.parametrize(
    ("text", "mark", "role"),
    [
        ("https://site.example/news/1", NO_MARK, Role.PERMALINK),
        ("(Reuters / Ann Lee)", NO_MARK, Role.CREDIT),
        ("Correction: it was Thursday.", Mark.CORRECTION, Role.CORRECTION),
        ("Read also: The storm", Mark.RELATED, Role.RELATED),
        ("Sign up for our letter", Mark.NEWSLETTER, Role.NEWSLETTER),
        ("Subscribe to read on", Mark.SUBSCRIPTION, Role.SUBSCRIPTION),
        ("Advertisement", Mark.AD, Role.AD),
        ("Share this", Mark.SHARE, Role.SHARE),
        ("Copy link", Mark.COPY, Role.COPY),
        ("Photo: Ann Lee", Mark.CREDIT, Role.CREDIT),
    ],
)
def test_intruders(text: str, mark: Mark, role: Role) -> None:
    """A notice that the tagger takes for a paragraph of the body gets its own role."""
    assert intruder(text, mark) is role


@pytest.mark.parametrize(
    ("text", "mark", "chance"),
    [
        ("The captain spoke.", NO_MARK, LIKELY),
        ("Read also: The storm", Mark.RELATED, 0.2),
        ("Share your thoughts, he told them", Mark.SHARE, 0.98),
        ("They asked: " + "word " * INTRUDER_WORDS, Mark.SUBSCRIPTION, LIKELY),
        ("She was born on Monday", Mark.TIME, LIKELY),
        ("See https://site.example/news/1 for more", NO_MARK, LIKELY),
    ],
    ids=["no-phrase", "no-body", "surely-body", "long", "of-the-head", "address-in-a-sentence"],
)
def test_no_intruders(text: str, mark: Mark, chance: float) -> None:
    """What is unlikely to be body is left to later passes; what surely is, is long, or says nothing, is body."""
    assert intruder(text, mark, chance) is None


def test_a_linked_notice_is_never_surely_body() -> None:
    """However sure the tagger is, a line that is mostly a link and points to other articles is no body."""
    page = f"<p>{PROSE}<p><a href=/2>Read also: The storm</a><p>{MORE}"
    sheet = markup(page, chance={"Read": 0.99}, marks={"Read": Mark.RELATED})
    assert after(mark_intruders, sheet) == {"Read also: The storm": Role.RELATED}


def test_menu_in_one_line() -> None:
    """Many words with marks between them are a menu, if the tagger is not too sure and no numbers are in it."""
    menu = "Home | News | Sport | Money | Life"
    assert intruder(menu, chance=0.6) is Role.NAVIGATION
    assert intruder(menu, chance=0.9) is None
    assert intruder("Mon 1 | Tue 2 | Wed 3 | Thu 4 | Fri 5", chance=0.6) is None
    assert is_menu("a · b · c · d · e")
    assert not is_menu("a | b | c")


def test_caption_before_a_credit() -> None:
    """In copied text the line before a picture's credit is its caption; in markup figures tell that."""
    caption = "The old ferry at its pier"
    chance = {caption: 0.8, PROSE: 0.98}
    sheet = lines(caption, "Photo: Ann", PROSE, chance=chance, marks={"Photo": Mark.CREDIT})
    assert after(mark_intruders, sheet) == {caption: Role.CAPTION}
    bracketed = lines(caption, "(Ann Lee)", PROSE, chance=chance)
    assert after(mark_intruders, bracketed) == {caption: Role.CAPTION}
    page = markup(f"<p>{caption}<p>Photo: Ann<p>{PROSE}", chance=chance, marks={"Photo": Mark.CREDIT})
    assert after(mark_intruders, page) == {}
    below = lines("Photo: Ann", caption, PROSE, chance=chance, marks={"Photo": Mark.CREDIT})
    assert after(mark_intruders, below) == {}


@pytest.mark.parametrize(
    ("text", "truth"),
    [("(Ann Lee)", True), ("（新华社）", True), ("(Ann) Lee", False), ("Ann (Lee)", False), ("", False)],
)
def test_in_brackets(text: str, *, truth: bool) -> None:
    """A line is in brackets when it opens with one and ends with one, the wide ones of Chinese too."""
    assert in_brackets(text) is truth


def notice(text: str, mark: int, *, above: bool = False) -> Role | None:
    """Give the role of a line above the title, or after the body."""
    texts = [text, "Title", PROSE] if above else ["Title", PROSE, text]
    sheet = give(lines(*texts, marks={text: mark}), Title=Role.TITLE, The=Role.BODY)
    return after(mark_notices, sheet).get(text)


@pytest.mark.parametrize(("mark", "role"), [(mark, role) for mark, role, _ in ROLES])
def test_notices(mark: Mark, role: Role) -> None:
    """Outside the body a line with a phrase of one category has that category's role."""
    assert notice("Some words of a notice", mark) is role


def test_every_category_has_a_role() -> None:
    """No category of phrases is without a role and a reason to give."""
    assert {mark for mark, _, _ in ROLES} == set(Mark)
    assert all(reason for _, _, reason in ROLES)


def test_the_most_telling_phrase() -> None:
    """Of several phrases the most telling one decides: a shared newsletter is a newsletter."""
    assert notice("Share this newsletter with friends", Mark.SHARE | Mark.NEWSLETTER) is Role.NEWSLETTER
    assert notice("Log in to see the menu", Mark.NAVIGATION | Mark.SUBSCRIPTION) is Role.SUBSCRIPTION


def test_buttons() -> None:
    """On a button "E-mail" is a way to share; above the title "Latest", "Jobs" and "Newsletters" are the menu's."""
    assert notice("E-mail", Mark.SHARE | Mark.NEWSLETTER) is Role.SHARE
    assert notice("Latest", Mark.RELATED, above=True) is Role.NAVIGATION
    assert notice("Latest", Mark.RELATED) is Role.RELATED
    assert notice("Jobs", Mark.NAVIGATION | Mark.FOOTER, above=True) is Role.NAVIGATION
    assert notice("Newsletters", Mark.NAVIGATION | Mark.NEWSLETTER, above=True) is Role.NAVIGATION
    assert notice("Newsletters", Mark.NAVIGATION | Mark.NEWSLETTER) is Role.NEWSLETTER


def test_no_notices() -> None:
    """A line without a phrase, a long one, one that has a role and a table's row are left alone."""
    assert notice("Some words", NO_MARK) is None
    assert notice("word " * (NOTICE_WORDS + 1), Mark.SHARE) is None
    sheet = give(lines("Share", marks={"Share": Mark.SHARE}), Share=Role.BODY)
    assert after(mark_notices, sheet) == {"Share": Role.BODY}
    table = markup("<table><tr><th>Share<th>Price<tr><td>1<td>2</table>", marks={"Share": Mark.SHARE})
    assert after(mark_notices, table) == {}


def test_notices_by_form() -> None:
    """An address alone is the page's own, a short line in brackets a credit; a long one in brackets is neither."""
    sheet: Sheet = lines("https://site.example/1", "(Reuters)", f"({PROSE})")
    assert after(mark_notices, sheet) == {
        "https://site.example/1": Role.PERMALINK,
        "(Reuters)": Role.CREDIT,
    }


def test_linked_notices_may_be_long() -> None:
    """A long line inside the body that is a link and points to other articles is no body; without a link it is."""
    long = "Read also: " + "word " * INTRUDER_WORDS
    for page, role in ((f"<p><a href=/2>{long}</a>", Role.RELATED), (f"<p>{long}", None)):
        sheet = markup(page, chance={"Read": LIKELY}, marks={"Read": Mark.RELATED})
        assert after(mark_intruders, sheet).get(long.strip()) is role


def test_copyright() -> None:
    """After the body a line with the sign of copyright is the footer's; above it, it is not."""
    assert notice("© Site 2024", NO_MARK) is Role.FOOTER
    assert notice("© Site 2024", NO_MARK, above=True) is None


def test_items_of_a_menu() -> None:
    """A short link in a list above the title is of the menu, whatever it says; after the body its words count."""
    menu = "<ul><li><a href=/n>Newsletters</a></ul>"
    article = f"<h1>Title</h1><p>{PROSE}"
    for page, role in ((menu + article, Role.NAVIGATION), (article + menu, Role.NEWSLETTER)):
        sheet = give(markup(page, marks={"News": Mark.NEWSLETTER}), Title=Role.TITLE, The=Role.BODY)
        assert after(mark_notices, sheet)["Newsletters"] is role


def test_words_that_mean_two_things() -> None:
    """A word such as "Photo" credits a picture in the article and heads a picture story after it."""
    both = Mark.RELATED | Mark.CREDIT
    sheet = give(lines("Title", PROSE, "Photo: Ann Lee", MORE, marks={"Photo": both}), **BODY)
    assert after(mark_notices, sheet)["Photo: Ann Lee"] is Role.CREDIT
    assert notice("Photo: ten views of the flood", both) is Role.RELATED
    assert notice("Editors and staff of ours", Mark.FOOTER | Mark.BYLINE) is Role.FOOTER


def test_heading_of_a_list() -> None:
    """A word of the menu over a headline after the body heads a list of articles; elsewhere it is the menu's."""
    mark = Mark.RELATED | Mark.NAVIGATION
    for following, role in (("Storm closes the harbour", Role.RELATED), ("Sport", Role.NAVIGATION)):
        sheet = give(
            lines("Title", PROSE, "Video", following, marks={"Video": mark}), Title=Role.TITLE, The=Role.BODY
        )
        assert after(mark_notices, sheet)["Video"] is role


def test_rows_of_buttons() -> None:
    """A line each of whose words is a way to share is a share box; one with other words is not."""
    assert notice("Facebook WhatsApp", NO_MARK) is Role.SHARE
    assert notice("Facebook fined", NO_MARK) is None


@pytest.mark.parametrize(
    ("text", "credit", "role"),
    [
        ("The old ferry at its pier", "The pier. Photo: Ann Lee", Role.CAPTION),
        ("So said the mayor of the island.", "The pier. Photo: Ann Lee", None),
        ("So said the mayor of the island.", "Photo: Ann Lee", Role.CAPTION),
        ("7. The old ferry", "Photo: Ann Lee", None),
    ],
)
def test_credits_with_a_caption(text: str, credit: str, role: Role | None) -> None:
    """A sentence before a credit that has a caption of its own is none, nor is the heading of a numbered part."""
    sheet = lines(text, credit, PROSE, chance={text: 0.8, PROSE: 0.98}, marks={credit: Mark.CREDIT})
    assert after(mark_intruders, sheet).get(text) is role


@pytest.mark.parametrize(
    "row",
    [
        "シェア ポスト ブックマーク 印刷",
        "分享 LINE 列印 加入收藏",
        "Compartir Guardar Imprimir",
        "공유 스크랩 인쇄",
    ],
)
def test_rows_of_mixed_buttons(row: str) -> None:
    """A row of buttons is a share box where some of them print or save, within the body and after it."""
    assert notice(row, NO_MARK) is Role.SHARE
    assert intruder(row) is Role.SHARE


def test_a_control_beside_a_network_is_no_row_of_buttons() -> None:
    """Two words of which one is a button's of the page are a heading, and buttons that share nothing are none."""
    assert notice("Stop Facebook", NO_MARK) is None
    assert notice("Imprimir Escuchar Cerrar", NO_MARK) is None


def test_words_of_long_letters() -> None:
    """Thai and its like take more letters for a word, so that a line to another article is known however counted."""
    line = "อ่านข่าวเพิ่มเติม: กรมอุตุฯ เตือนพายุลูกใหม่เข้าอีสาน"
    for words, role in ((INTRUDER_WORDS * 2, Role.RELATED), (INTRUDER_WORDS * 2 + 1, None)):
        sheet = lines(
            PROSE, line, MORE, chance={PROSE: 0.98, MORE: 0.98, line: LIKELY}, marks={line: Mark.RELATED}
        )
        sheet.words[1] = float(words)
        assert after(mark_intruders, sheet).get(line) is role
