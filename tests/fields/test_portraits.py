"""Copied text names its author under a portrait, after a label, or in a byline that stands away from the title."""

from __future__ import annotations

import pytest

import lugas

URL = "https://sea.example/news/the-harbour-of-the-island-is-dredged-at-last"
TITLE = "The harbour of the island is dredged at last"
PROSE = "\n\n".join(
    f"On day {day} of the works the dredger moved four thousand tons of sand away from the quay, and the ferry that "
    "could not land there for a year came in at high tide with two lorries on board."
    for day in range(1, 5)
)


def authors_of(*lines: str, after: str = "", url: str = URL) -> list[str]:
    """Give the authors of copied text with these lines under its title, and a text after its body."""
    text = "\n\n".join([TITLE, *lines, PROSE, after])
    return [person.name for person in lugas.read(text, url=url, form="text").authors]


@pytest.mark.parametrize(
    "above",
    [
        "Jane Kellerman",
        "Photo of Jane Kellerman",
        "Jane Kellerman's avatar",
        "Headshot of Jane Kellerman, who sails a lot",
    ],
)
def test_name_under_a_portrait(above: str) -> None:
    """The name that stands below the text of its portrait is the author's."""
    assert authors_of(above, "Jane Kellerman") == ["Jane Kellerman"]


def test_other_lines_told_twice() -> None:
    """Words of the text, names of several people, and a portrait far from the title name nobody."""
    assert authors_of("High Tide", "High Tide") == []
    assert authors_of("Jane Kellerman", "Jane Kellerman", "Tom Brooke", "Tom Brooke") == []
    assert (
        authors_of(
            after="\n\n".join(["Read next", "The crew of the ferry", "Sand and sea", "Ann Lee", "Ann Lee"])
        )
        == []
    )


@pytest.mark.parametrize("label", ["Author:", "Written by", "By"])
def test_name_after_a_label_at_the_end(label: str) -> None:
    """The line after a label of bylines names the author, wherever it stands."""
    end = f"Share this\n\n{label}\n\nJane Kellerman\n\nLast updated:"
    assert authors_of(after=end) == ["Jane Kellerman"]


def test_byline_after_a_caption() -> None:
    """A byline that stands after a caption and a lead is found, in capitals too, and no line of the text is one."""
    lead = "The dredger lay off the quay for nine weeks, FILE - in a picture of the harbour office taken from above."
    assert authors_of(lead, "Read More", "By JANE KELLERMAN", "Share") == ["JANE KELLERMAN"]
    assert authors_of("By the time it was done the summer had gone.") == []


@pytest.mark.parametrize(
    "job", ["Senior Contributor", "Gazette Staff", "Reporter @kellerman", "Wartawan Ekonomi"]
)
def test_name_over_a_job(job: str) -> None:
    """The name over what somebody is who writes for a paper is the author's; an entry of a menu is nobody."""
    assert authors_of("Jane Kellerman", job) == ["Jane Kellerman"]
    assert authors_of("Jane Kellerman", "Sand and stone") == []
    assert authors_of("Human Resources", "Faculty & Staff") == []
    assert authors_of("Human Resources", "Staff Directory") == []


def test_name_beside_the_paper() -> None:
    """The name beside its paper, in two cells right under the title, is the author's."""
    assert authors_of("Jane Kellerman\tSea & Shore Gazette") == ["Jane Kellerman"]
    assert authors_of("Read more", "Jane Kellerman\tSea & Shore Gazette") == []


def test_byline_in_a_line_of_a_time() -> None:
    """A byline that goes on with its time is one, and so is a long line of a name, the paper and times."""
    assert authors_of("By Jane Kellerman on May 3, 2025") == ["Jane Kellerman"]
    times = "Posted: Dec 22, 2023 8:25 AM EST | Last Updated: January 2, 2024 by the desk for news of sea and shore"
    assert authors_of(f"Jane Kellerman · Sea News · {times}") == ["Jane Kellerman"]


def test_whose_blog_it_is() -> None:
    """Somebody by whose name the site goes is the author where the page names nobody else."""
    url = URL.replace("sea", "janekellerman")
    assert authors_of("Jane Kellerman's avatar", "Jane Kellerman", "May 3, 2025", url=url) == [
        "Jane Kellerman"
    ]
    lines = ("By Ann Lee", "Jane Kellerman", "May 3, 2025")
    assert authors_of(*lines, url=url) == ["Ann Lee"]


@pytest.mark.parametrize("name", ["Alyssa Maio", "Theresa May", "Ana Marzo"])
def test_people_called_like_months(name: str) -> None:
    """What stands before a date goes off a name once: its month; the rest is the name."""
    assert authors_of(f"By {name} on January 21, 2023") == [name]
    assert authors_of(f"By {name} January 21, 2023") == [name]
