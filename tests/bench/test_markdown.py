"""The tables of the documentation are made from the figures that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.pages import SETS
from bench.quality.markdown import FIELDS_TABLES, FIGURES, FILE, PAGES, TABLES, filled, main
from bench.quality.record import read_record, write_record


def score(f1: float, pages: int = 26) -> dict[str, Any]:
    """Make the figures of a contender on a set."""
    failures = {"ValueError": 2} if f1 < 0.5 else {}
    return {
        "pages": pages,
        "f1": f1,
        "near_exact": 0.5,
        "ms": 10.0,
        "empty": len(failures),
        "failures": failures,
    }


@pytest.fixture(name="record")
def make_record() -> dict[str, Any]:
    """Make figures of two sets."""
    about = {"package": "trafilatura", "version": "2.3.1", "settings": ""}
    return {
        "made": "2026-01-02",
        "weights": "cross-validated by site",
        "limit": 0,
        "contenders": {
            "lugas": {"package": "lugas", "version": "0.1.0", "settings": "Article.prose"},
            "trafilatura": about,
            "trafilatura-fast": {**about, "settings": "fast=True"},
            "readability": {"package": "readability-lxml", "version": "0.9", "settings": ""},
        },
        "sets": {
            "trafilatura-eval": {
                "gold": "snippets",
                "html": {"lugas": score(0.94, 990), "trafilatura": score(0.92, 990)},
                "blank": {"lugas": score(0.9, 990)},
            },
            "anpandu": {
                "gold": "bodies",
                "html": {"lugas": score(0.9394), "trafilatura": score(0.45), "readability": score(0.93)},
                "blank": {"lugas": score(0.9)},
            },
        },
        "languages": [
            {
                "language": language,
                "gold": gold,
                "pages": pages,
                "f1": {"html": {"lugas": 0.9, "trafilatura": 0.8}},
            }
            for language, gold, pages in (("id", "bodies", 26), ("fi", "bodies", 5), ("de", "snippets", 6))
        ],
    }


def test_front_page(record: dict[str, Any]) -> None:
    """The front page has a row a set, the smallest first, with both doors, the best peer, the day and the versions."""
    lines = TABLES["summary"](record).splitlines()
    assert lines[2] == "| 26 Indonesian pages | .939 | .900 | .930 readability-lxml |"
    assert lines[3].startswith("| 990 pages, mostly German (snippets) | .940 | .900 | .920 trafilatura ")
    assert " ".join(lines[lines.index("") + 1 :]) == (
        "Measured 2026-01-02: lugas 0.1.0, weights cross-validated by site, "
        "beside trafilatura 2.3.1, readability-lxml 0.9."
    )


def test_whole_table(record: dict[str, Any]) -> None:
    """The best of a row is in bold; snippets have no near-exact share; who was not run has an empty cell."""
    lines = TABLES["beside the peers"](record).splitlines()
    assert lines[0] == "| set | pages | lugas | trafilatura | trafilatura-fast | readability-lxml |"
    assert lines[2] == "| trafilatura-eval | 990 | **.940** | .920 |  |  |"
    assert lines[3] == "| anpandu | 26 | **.939** / .50 | .450 / .50 |  | .930 / .50 |"


def test_languages_with_enough_pages(record: dict[str, Any]) -> None:
    """Languages with more than five pages have a row, and snippets say that they are snippets."""
    assert TABLES["by language"](record).splitlines()[2:] == [
        "| id | 26 | .900 |  | .800 trafilatura |",
        "| de (snippets) | 6 | .900 |  | .800 trafilatura |",
    ]


def test_settings_and_failures(record: dict[str, Any]) -> None:
    """Every contender is named with its version, its settings, and on how many pages it failed."""
    lines = TABLES["settings"](record).splitlines()[2:]
    assert lines[1] == "| trafilatura | 2.3.1 | its defaults | 1 | ValueError 2 |"
    assert lines[2] == "| trafilatura-fast | 2.3.1 | fast=True | 0 | none |"


def test_copied_text(record: dict[str, Any]) -> None:
    """What we make of copied text stands beside what the best peer makes of the markup."""
    lines = TABLES["copied text"](record).splitlines()
    assert lines[2] == "| trafilatura-eval | 990 | .900 | .920 trafilatura |"


def test_what_stands_between_the_marks_is_made(record: dict[str, Any], tmp_path: Path) -> None:
    """The command writes the tables, leaves the rest of a page alone, and tells with `--check` where they differ."""
    page, figures = tmp_path / "page.md", tmp_path / "figures.json"
    write_record(figures, record)
    page.write_text(
        "# T\n\n<!-- quality: measured -->\nold\n<!-- end of quality: measured -->\n\nrest\n", "utf-8"
    )
    assert main([str(page), "--file", str(figures), "--check"]) == 1
    assert "old" in page.read_text("utf-8")
    assert main([str(page), "--file", str(figures)]) == 0
    written = page.read_text("utf-8")
    assert "old" not in written
    assert "Measured 2026-01-02" in written
    assert written.startswith("# T\n")
    assert written.endswith("\n\nrest\n")
    assert main([str(page), "--file", str(figures), "--check"]) == 0


@pytest.mark.parametrize(
    "text",
    ["<!-- quality: nothing -->\n<!-- end of quality: nothing -->", "<!-- quality: summary -->\nno end"],
)
def test_bad_marks(record: dict[str, Any], text: str) -> None:
    """A mark of no table, or one that is never closed, is an error."""
    with pytest.raises(ValueError, match="no table of that name"):
        filled(text, record)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_documentation_says_what_was_measured(page: Path) -> None:
    """The tables of the documentation are those of the figures kept in the repository, and every page has some."""
    text = page.read_text("utf-8")
    shown = {about: figures for about, figures in FIGURES.items() if f"<!-- {about}: " in text}
    assert shown
    for about, (file, tables) in shown.items():
        made = filled(text, read_record(file), tables, about)
        assert made == text, "write them with: python -m bench.quality.markdown"


def test_every_table_is_shown() -> None:
    """Every table that can be made stands somewhere in the documentation."""
    text = "".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in TABLES if f"<!-- quality: {name} -->" not in text] == []
    assert [name for name in FIELDS_TABLES if f"<!-- fields: {name} -->" not in text] == []
    for about in ("desk", "lighthouse", "store", "follow"):
        assert [name for name in FIGURES[about][1] if f"<!-- {about}: {name} -->" not in text] == []
    assert [name for name in FIGURES["lighthouse"][1] if f"<!-- lighthouse: {name} -->" not in text] == []


def test_the_figures_are_whole() -> None:
    """The figures kept are of all sets, all pages, both doors, and of weights that had not seen the site."""
    record = read_record(FILE)
    assert (record["weights"], record["limit"]) == ("cross-validated by site", 0)
    assert set(record["sets"]) == set(SETS)
    assert all({"html", "blank"} <= set(ways) for ways in record["sets"].values())
    assert len({about["package"] for about in record["contenders"].values()}) == 6
