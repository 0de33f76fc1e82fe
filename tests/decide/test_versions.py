"""What became of an article between two readings of its page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import lugas
from lugas.decide.versions import changed, content_key, paragraphs_of
from lugas.model import Article, Block, Kind, Role, Verdict, VerdictKind

BODY = (
    "The ferry left Saltmere at seven with forty people on board, among them a school class.",
    "The wind had turned by noon, and the harbour master closed the northern entrance.",
    "Nobody was hurt, the company said. It will look into what happened.",
)


def article(
    *paragraphs: str, title: str = "The ferry", kind: VerdictKind = VerdictKind.ARTICLE, rail: str = ""
) -> Article:
    """Give an article of paragraphs, and of a rail that is not its own."""
    blocks = [Block(kind=Kind.PARAGRAPH, text=text, role=Role.BODY, reason="") for text in paragraphs]
    if rail:
        blocks.append(Block(kind=Kind.PARAGRAPH, text=rail, role=Role.RELATED, reason=""))
    return Article(verdict=Verdict(kind, "So it is."), form="html", title=title, blocks=tuple(blocks))


CASES = {
    "nothing": (article(*BODY), "same"),
    "the rail": (article(*BODY, rail="Read also: the tide"), "noise"),
    "quotes and spaces": (article(*BODY[:2], f" {BODY[2]} "), "noise"),
    "a number": (article(BODY[0].replace("forty", "fifty"), *BODY[1:]), "edited"),
    "the title": (article(*BODY, title="The ferry that sank"), "edited"),
    "the order": (article(BODY[1], BODY[0], BODY[2]), "edited"),
    "one paragraph more": (
        article(*BODY, "The next ferry leaves on Monday, if the weather allows."),
        "extended",
    ),
    "one paragraph less": (article(*BODY[:2]), "edited"),
    "a wall": (article("Subscribe to read.", kind=VerdictKind.PAYWALL), "worse"),
    "a consent wall": (article(kind=VerdictKind.CONSENT_WALL), "worse"),
    "an error": (article("Not found", kind=VerdictKind.ERROR_PAGE), "worse"),
}


@pytest.mark.parametrize("what", CASES)
def test_what_changed(what: str) -> None:
    """Each change is called what it is."""
    after, kind = CASES[what]
    assert changed(article(*BODY), after).kind == kind


def test_counters_are_noise() -> None:
    """A counter in a short line that passes for body is no new version; a number in a sentence is."""
    before, after = article(*BODY, "Comments (3)"), article(*BODY, "Comments (17)")
    assert changed(before, after).kind == "noise"
    told = changed(article(*BODY, "It cost 3 million."), article(*BODY, "It cost 17 million."))
    assert told.kind == "edited"


def test_changes_are_counted_and_told() -> None:
    """The reasons name the title and count the paragraphs."""
    told = changed(
        article(*BODY), article(BODY[0].replace("forty", "41"), BODY[1], title="The ferry returns")
    )
    assert (told.added, told.removed, told.edited) == (0, 1, 1)
    assert told.reasons[0] == "the title: 'The ferry' became 'The ferry returns'"


def test_a_wall_that_falls_is_a_better_reading() -> None:
    """What could not be read and now can replaces the earlier reading."""
    assert changed(article(kind=VerdictKind.CONSENT_WALL), article(*BODY)).kind == "extended"


def test_one_page_twice_is_one_version() -> None:
    """A page read twice, with another advertisement and another clock, has one content."""
    page = "<html><body><article><h1>The ferry</h1>%s</article><aside>%s</aside></body></html>"
    text = "".join(f"<p>{each}</p>" for each in (*BODY, *BODY))
    one, other = (lugas.read(page % (text, aside)) for aside in ("Ad: shoes. 12:01", "Ad: tea. 12:02"))
    assert content_key(one) == content_key(other)
    assert paragraphs_of(one) == paragraphs_of(other)
    assert changed(one, other).kind in {"same", "noise"}


def test_a_comma_is_a_change() -> None:
    """A figure that was corrected by a comma, in text or title, is another version; so is a correction's note."""
    one = article("The bridge costs 24 million.", title="24 million for a bridge")
    text = article("The bridge costs 2,4 million.", title="24 million for a bridge")
    title = article("The bridge costs 24 million.", title="2,4 million for a bridge")
    assert changed(one, text).kind == changed(one, title).kind == "edited"
    assert content_key(one) != content_key(text) != content_key(title)
    note = Block(
        kind=Kind.PARAGRAPH, text="An earlier version was wrong.", role=Role.CORRECTION, reason="says so"
    )
    assert changed(one, replace(one, blocks=(*one.blocks, note))).kind == "extended"
