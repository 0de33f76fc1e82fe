"""What stands where on the front page."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lugas.desk.front import Front, Shelf, arranged, others
from lugas.store import Headline

START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def headline(number: int, title: str = "", picture: str = "") -> Headline:
    """Give a headline; the higher the number, the newer."""
    listed = START + dt.timedelta(minutes=number)
    return Headline(
        id=number, place=number, site_id=1, url=f"https://courier.example/{number}", title=title, dek="",
        kicker="", byline="", section="", language="en", published="", updated="", listed=listed,
        first_seen=listed, changed=listed, checked=listed, verdict="article", access="free", picture=picture,
        words=100, version=1,
    )  # fmt: skip


def shown(front: Front) -> list[Headline]:
    """Give all headlines of a front page, from top to bottom."""
    lead = [front.lead] if front.lead is not None else []
    return [
        *lead,
        *front.seconds,
        *front.latest,
        *(one for shelf in front.shelves for one in shelf.headlines),
    ]


TITLES = st.sampled_from(["", "Ferry sails", "ferry  SAILS", "Bridge closed", "Tea auction", "Gale"])
NEWEST = st.lists(TITLES, max_size=40).map(
    lambda titles: [headline(100 - at, title) for at, title in enumerate(titles)]
)
SECTIONS = st.lists(
    st.lists(st.integers(0, 100), max_size=12, unique=True).map(
        lambda numbers: sorted(numbers, reverse=True)
    ),
    max_size=5,
)


@given(NEWEST, SECTIONS, st.booleans())
def test_each_stands_once_in_the_order_of_time(
    newest: list[Headline], sections: list[list[int]], pictures: bool
) -> None:
    """The newest leads, every list is in the order of time, and no article or title stands on the page twice."""
    titled = {one.id: one for one in newest}
    shelves = [
        Shelf(f"s{at}", tuple(titled.get(number, headline(number)) for number in numbers))
        for at, numbers in enumerate(sections)
    ]
    front = arranged(newest, shelves, pictures=pictures)
    every = shown(front)
    numbers = [one.id for one in every]
    titles = [" ".join(one.title.casefold().split()) for one in every if one.title]
    assert len(numbers) == len(set(numbers))
    assert len(titles) == len(set(titles))
    assert front.lead == (newest[0] if newest else None)
    for part in ((front.lead, *front.seconds, *front.latest), *(shelf.headlines for shelf in front.shelves)):
        places = [one.place for one in part if one is not None]
        assert places == sorted(places, reverse=True)
    assert all(len(shelf.headlines) >= 2 for shelf in front.shelves)


def test_sections_hold_what_stands_nowhere_else() -> None:
    """A section shows what the top of the page does not; one with a single article left is not shown, and leaves it."""
    newest = [headline(number, f"News {number}") for number in range(100, 60, -1)]
    old = [headline(number, f"Old {number}") for number in range(20, 10, -1)]
    front = arranged(
        newest, [Shelf("few", (newest[0], old[0])), Shelf("many", (*newest[:3], *old))], pictures=False
    )
    assert [shelf.name for shelf in front.shelves] == ["many"]
    assert front.shelves[0].headlines == tuple(old[:4])


def test_without_articles_there_is_no_lead() -> None:
    """An empty store has an empty front page."""
    assert shown(arranged([], [], pictures=True)) == []


def test_others_leave_out_what_is_read() -> None:
    """Below an article stand others: neither itself nor the same title from another paper, each once."""
    near = [
        headline(9, "Gale"),
        headline(8, "GALE"),
        headline(7, "Tea"),
        headline(6, "tea"),
        headline(5, "Fog"),
    ]
    assert [one.id for one in others(near, headline(9, "Gale"), 6)] == [7, 5]
    assert [one.id for one in others(near, headline(1, "Storm"), 2)] == [9, 7]
