"""The tables of the documentation about the fields are made from the figures that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.fields.compare import MEASURED
from bench.quality.markdown import FIELDS_FILE, FIELDS_TABLES, filled, main
from bench.quality.record import read_record, write_record


def score(agreed: float, pages: int, **more: Any) -> dict[str, Any]:
    """Make the figures of a contender on a field."""
    shares = {"precision": 0.95, "recall": 0.9, "wrong": 0.05, "without": 0.02}
    return {"pages": pages, "agreed": agreed, **shares, **more}


@pytest.fixture(name="record")
def make_record() -> dict[str, Any]:
    """Make figures of two sets, one of them with verdicts."""
    reasons = {"the gold and more": 4, "another title": 2}
    return {
        "made": "2026-01-02",
        "weights": "cross-validated by site",
        "limit": 0,
        "contenders": {
            "lugas": {"package": "lugas", "version": "0.1.0", "settings": "the fields"},
            "trafilatura": {"package": "trafilatura", "version": "2.3.1", "settings": "extract_metadata"},
            "turbohtml": {"package": "turbohtml", "version": "1.15.4", "settings": "article"},
        },
        "sets": {
            "anpandu": {
                "title": {
                    "lugas": score(0.9615, 26, reasons={"another title": 1}),
                    "trafilatura": score(0.5, 26, raised={"ValueError": 2}),
                    "turbohtml": score(0.6, 26),
                }
            },
            "naeb": {
                "title": {"lugas": score(0.93, 421, reasons=reasons), "trafilatura": score(0.94, 421)},
                "authors": {"lugas": score(0.85, 383), "trafilatura": score(0.7, 383)},
            },
        },
        "verdicts": {
            "wcxb-dev": {
                "pages": 1476,
                "f1": 0.91,
                "precision": 0.9,
                "recall": 0.92,
                "named": 0.8,
                "kinds": {"article": {"article": 790, "gallery": 1}, "forum": {"forum": 85, "article": 600}},
            }
        },
    }


def test_front_page(record: dict[str, Any]) -> None:
    """The front page has a row a field and a column a set, the largest first, each with the best peer behind ours."""
    assert FIELDS_TABLES["summary"](record).splitlines() == [
        "| agreement with the gold | 421 English news pages | 26 Indonesian pages |",
        "|---|---|---|",
        "| title | .930 (.940 trafilatura) | .962 (.600 turbohtml) |",
        "| authors | .850 (.700 trafilatura) |  |",
    ]


def test_whole_table(record: dict[str, Any]) -> None:
    """The best of a row is in bold, who was not run has an empty cell, and a goal stands where there is one."""
    lines = FIELDS_TABLES["beside the peers"](record).splitlines()
    assert lines[0] == "| set | field | pages | lugas | trafilatura | turbohtml | goal |"
    assert lines[2:] == [
        "| anpandu | title | 26 | **.962** | .500 | .600 | .95 |",
        "| naeb | title | 421 | .930 | **.940** |  | .93 |",
        "| naeb | authors | 383 | **.850** | .700 |  | .85 |",
    ]


def test_names(record: dict[str, Any]) -> None:
    """Authors are told name by name for every contender."""
    lines = FIELDS_TABLES["authors"](record).splitlines()
    assert lines[2] == "| naeb | lugas | .950 | .900 | .050 | .020 |"
    assert len(lines) == 4


def test_reasons(record: dict[str, Any]) -> None:
    """Reasons are counted over all sets, the most frequent first, and rare ones together."""
    assert FIELDS_TABLES["reasons"](record).splitlines()[2:] == [
        "| title | 7 | the gold and more 4, another title 3 |"
    ]


def test_verdicts(record: dict[str, Any]) -> None:
    """Every kind of page has a row, the verdicts given most stand first, and the F1 stands under it."""
    lines = FIELDS_TABLES["verdicts"](record).splitlines()
    assert lines[0] == "| kind | pages | article | forum | gallery |"
    assert lines[2:4] == ["| article | 791 | 790 |  | 1 |", "| forum | 685 | 600 | 85 |  |"]
    said = " ".join(lines[lines.index("") + 1 :])
    assert "1,476 pages, articles against the rest: F1 .910 (goal .93)" in said


def test_settings(record: dict[str, Any]) -> None:
    """Every contender is named with its version, its settings, and on how many pages it failed."""
    lines = FIELDS_TABLES["settings"](record).splitlines()
    assert lines[3] == "| trafilatura | 2.3.1 | extract_metadata | ValueError 2 |"
    assert lines[4] == "| turbohtml | 1.15.4 | article | none |"


def test_marks_of_the_fields(record: dict[str, Any], tmp_path: Path) -> None:
    """A mark that says `fields` is filled from the figures of the fields, beside one that says `quality`."""
    page, figures = tmp_path / "page.md", tmp_path / "fields.json"
    write_record(figures, record)
    page.write_text("# T\n\n<!-- fields: measured -->\nold\n<!-- end of fields: measured -->\n", "utf-8")
    asked = [str(page), "--fields", str(figures)]
    assert main([*asked, "--check"]) == 1
    assert main(asked) == 0
    assert "Measured 2026-01-02: lugas 0.1.0" in page.read_text("utf-8")
    assert main([*asked, "--check"]) == 0
    text = "<!-- fields: nothing -->\n<!-- end of fields: nothing -->"
    assert filled(text, record) == text
    with pytest.raises(ValueError, match="no table of that name"):
        filled(text, record, FIELDS_TABLES, "fields")


def test_the_figures_are_whole() -> None:
    """The figures kept are of all sets and contenders, and of weights that had not seen the site."""
    record = read_record(FIELDS_FILE)
    assert (record["weights"], record["limit"]) == ("cross-validated by site", 0)
    assert list(record["sets"]) == list(MEASURED)
    assert len(record["verdicts"]["wcxb-dev"]["kinds"]) == 7
    assert list(record["contenders"]) == ["lugas", "trafilatura", "newspaper4k", "turbohtml"]
