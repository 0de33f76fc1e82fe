"""A finding keeps a handful of rivals, each with a true reason, and counts the others."""

from __future__ import annotations

from lugas.fields.candidates import LONGEST_RIVAL, MOST_RIVALS, MOST_VALUES, Candidate, bounded, settle
from lugas.model import Rival, Source

Text = str | tuple[str, ...]


def candidate(
    text: Text, weight: float, source: Source = Source.META, detail: str = "m", why: str = ""
) -> Candidate[Text]:
    """Make a candidate whose value is its text."""
    return Candidate(text, text, source, detail, weight, why)


def test_rivals_are_few_and_the_rest_is_counted() -> None:
    """Rivals of one source that lost for one reason are two at most; the last says how many more there were."""
    winner = candidate("Judul", 9.0, Source.HEADING, "h1")
    headings = [
        candidate(f"Lain {n}", 1.0, Source.HEADING, "h2", "another heading is the title") for n in range(40)
    ]
    told = [candidate("Judul yang Ketiga", 2.0)]
    finding = settle("title", winner, [winner, *headings, *told])
    assert [rival.value for rival in finding.rivals] == ["Judul yang Ketiga", "Lain 0", "Lain 1"]
    assert finding.rivals[-1].why == "another heading is the title; 38 more lost"
    many = [candidate(f"Nilai {n}", 1.0, source) for n, source in enumerate(Source)]
    assert len(settle("title", winner, [winner, *many]).rivals) == MOST_RIVALS


def test_rivals_are_bounded_in_length() -> None:
    """A rival is no longer than a reader of evidence needs."""
    winner = candidate("Judul", 9.0)
    finding = settle("title", winner, [winner, candidate("kata " * 5000, 1.0)])
    assert isinstance(finding.rivals[0].value, str)
    assert len(finding.rivals[0].value) <= LONGEST_RIVAL
    finding = settle("tags", candidate(("a",), 9.0), [candidate(tuple(map(str, range(999))), 1.0)])
    assert len(finding.rivals[0].value) == MOST_VALUES


def test_reasons_are_true() -> None:
    """The reason is read off the two values and how far their places are trusted."""
    winner = candidate(("Nasional", "Daerah"), 5.0, Source.JSON_LD, "BreadcrumbList")
    rivals = {
        ("nasional", "daerah"): "the same, written another way",
        ("Daerah",): "a part of what was found",
        ("Ekonomi",): "BreadcrumbList is trusted more",
    }
    finding = settle("section", winner, [winner, *(candidate(value, 1.0) for value in rivals)])
    assert {rival.value: rival.why for rival in finding.rivals} == rivals
    better = candidate(("Olahraga",), 9.0)
    assert (
        settle("section", winner, [better]).rivals[0].why == "BreadcrumbList fits the rest of the page better"
    )
    other = candidate(("Olahraga",), 4.0, Source.JSON_LD, "BreadcrumbList")
    assert settle("section", winner, [other]).rivals[0].why == "another of the same place is trusted more"
    told = candidate(("Olahraga",), 4.0, why="stands in the menu too")
    assert settle("section", winner, [told]).rivals[0].why == "stands in the menu too"


def test_each_value_stands_once() -> None:
    """What agrees with the winner, or with another rival, is no further rival."""
    winner = candidate("id", 5.0)
    finding = settle(
        "language", winner, [winner, candidate("id", 4.0), candidate("en", 3.0), candidate("en", 2.0)]
    )
    assert [rival.value for rival in finding.rivals] == ["en"]


def test_rivals_made_elsewhere_are_bounded_too() -> None:
    """Rivals that no candidates stand for are as few, and the last counts all that were left out."""
    rivals = [Rival(f"Lain {n}", Source.MARKUP, "a", "is of a list") for n in range(MOST_RIVALS + 3)]
    kept = bounded(rivals, 2)
    assert kept[:-1] == tuple(rivals[: MOST_RIVALS - 1])
    assert kept[-1].why == "is of a list; 5 more lost"
    assert bounded(rivals[:2]) == tuple(rivals[:2])
    assert bounded([], 3) == ()
