"""What makes a page a wall, and what keeps an article from being taken for one."""

from __future__ import annotations

import pytest

from lugas.fields.settle import find_fields, find_title
from lugas.fields.verdict import walls
from lugas.fields.verdict.signals import read_signals
from lugas.fields.verdict.walls import MOST_FOR_MARKS, Wall, find_marks, known_marks, weigh_walls
from lugas.model import VerdictKind
from lugas.page.tree import parse_html
from tests.fields.build import PROSE, clues_of, page, sheet_of


def wall_of(markup: str) -> Wall | None:
    """Weigh a page."""
    clues = clues_of(markup)
    sheet = sheet_of(clues)
    fields = find_fields(clues, sheet, find_title(clues))
    return weigh_walls(clues, sheet, fields, read_signals(clues, sheet, fields))


def test_marks_are_found_by_kind() -> None:
    """The names of elements, the hosts of scripts and what scripts begin with tell whose wall it is."""
    tree = parse_html(
        '<div id="onetrust-banner-sdk"></div><script>window._cf_chl_opt={}</script>'
        '<script src="https://ct.captcha-delivery.com/c.js"></script>'
    )
    marks = find_marks(tree)
    assert marks["consent"] == ["OneTrust"]
    assert sorted(marks["bot"]) == ["Cloudflare", "DataDome"]
    assert find_marks(None) == {}


def test_one_sentence_is_no_wall() -> None:
    """A page that says one thing that walls say, beside prose of its own, is none."""
    assert wall_of(f"<h1>Kapal perintis kembali</h1><p>We use cookies.</p><p>{PROSE}</p>") is None


def test_signs_add_up() -> None:
    """A title, a sentence and a vendor's mark are a wall together, and each is named."""
    wall = wall_of(
        "<title>Access denied</title><h1>Access denied</h1><p>Verify you are human.</p><div id='px-captcha'></div>"
    )
    assert wall is not None
    assert wall.kind is VerdictKind.BOT_BLOCK
    assert "titled “access denied”" in wall.signs
    assert "marks of HUMAN" in wall.signs


def test_a_banner_does_not_hide_an_article() -> None:
    """A vendor's banner with all its sentences over an article leaves it an article."""
    banner = (
        '<div id="onetrust-banner-sdk"><h2>We value your privacy</h2><p>We and our partners use cookies.</p>'
        "<button>Accept all</button><button>Reject all</button></div>"
    )
    assert wall_of(page(body=f"{banner}<h1>Kapal perintis kembali singgah</h1>")) is None
    assert wall_of(banner) is not None


def test_a_title_that_goes_on_is_no_error() -> None:
    """A headline that opens with the words of an error page is a headline."""
    error = "<title>404 - Page not found</title><h1>Page not found</h1><p>Go back.</p>"
    found = wall_of(error)
    assert found is not None
    assert found.kind is VerdictKind.ERROR_PAGE
    title = "404 - Page not found: the museum that shows the web's lost pages"
    assert wall_of(f"<title>{title}</title><h1>{title}</h1><p>{PROSE}</p><p>{PROSE}</p>") is None


@pytest.mark.parametrize(
    "frame", ['<div id="root"></div><script src="/a.js"></script>', '<script src="/a.js"></script>', ""]
)
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_no_marks_give_more_than_the_most(frame: str, head: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No kind of wall gets more points beyond its title and sentences than is reckoned with beforehand."""
    marks: dict[str, list[str]] = {}
    for _, kind, owner in known_marks():
        marks.setdefault(kind, []).append(owner)
    weighed: list[Wall] = []

    def weigh_later(wall: Wall, *_: object) -> bool:
        assert not wall.points
        weighed.append(wall)
        return len(weighed) == len(walls.KINDS)  # the last is asked when all the others are noted

    monkeypatch.setattr(walls, "may_stand", weigh_later)
    monkeypatch.setattr(walls, "find_marks", lambda _: marks)
    assert wall_of(f"<html><head>{head}</head><body>{frame}</body></html>") is not None
    assert {wall.name for wall in weighed} == set(walls.KINDS) <= {*marks}
    assert all(0 < wall.points <= MOST_FOR_MARKS for wall in weighed)
