"""The evidence on a terminal: at any width, of any value, in no colour that one background swallows."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from lugas.cli.tables import evidence_table
from lugas.model import Article, Finding, Rival, Source, Verdict, VerdictKind

ESCAPES = re.compile(r"\x1b\[([\d;]*)m")
TAGS = tuple(f"topik nomor {number}" for number in range(60))
FINDINGS = (
    Finding(
        "title",
        "Kapal Kembali",
        Source.HEADING,
        "h1",
        (Rival("Lain", Source.META, "og:title", "it is longer"),),
    ),
    Finding(
        "tags",
        TAGS,
        Source.META,
        "keywords",
        (Rival(TAGS, Source.TEXT, "tag links", "keywords is trusted more"),),
    ),
    Finding("url", "https://www.harian.id/" + "a" * 500, Source.GIVEN, "url"),
    Finding("authors", ("هالة عبد الغفار", "渡辺洋介"), Source.BYLINE, "p"),
)
ARTICLE = Article(verdict=Verdict(VerdictKind.ARTICLE, "prose"), form="html", findings=FINDINGS)


@pytest.mark.parametrize("width", [40, 80, 119, 120, 160, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Every line fits, and each field and its reason are there."""
    table = ESCAPES.sub("", evidence_table(ARTICLE, width))
    assert all(cell_len(line) <= width for line in table.splitlines())
    for word in ("title", "tags", "authors", "Kapal", "h1"):
        assert word in table


@pytest.mark.parametrize("width", [80, 160])
def test_long_values_are_cut_at_a_word(width: int) -> None:
    """A list of sixty topics is cut where a word ends, with a sign that it goes on."""
    table = " ".join(ESCAPES.sub("", evidence_table(ARTICLE, width)).split())
    assert "…" in table
    assert "nomor 59" not in table


def test_no_colour_but_the_terminal_s_own() -> None:
    """Bold and dim alone are used: they show on a dark background and on a light one."""
    used = {code for match in ESCAPES.finditer(evidence_table(ARTICLE, 160)) for code in match[1].split(";")}
    assert used <= {"", "0", "1", "2", "22"}


def test_lines_with_tabs_hold_all() -> None:
    """In a pipe nothing is cut, each line has five columns, and no value breaks a line."""
    told = Finding("title", "Kapal\tKembali\nke Pulau", Source.HEADING, "h1")
    lines = evidence_table(
        Article(verdict=ARTICLE.verdict, form="html", findings=(told, *FINDINGS))
    ).splitlines()
    assert {line.count("\t") for line in lines} == {4}
    assert any("nomor 59" in line for line in lines)
