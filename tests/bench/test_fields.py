"""The agreement of the fields counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.fields.__main__ import main
from bench.fields.compare import MEASURED, OURS, Outcome, Plan, compare
from bench.fields.goals import GOALS, goal_of
from bench.fields.ours import Answer
from bench.fields.reasons import reason_of
from bench.fields.score import FieldScore, best_of, score_page, score_set
from bench.fields.values import FIELDS, Values, decoded, encoded, instant_of, items, names, squash
from bench.fields.verdicts import Judged, score_verdicts
from bench.pages import SETS, LabelledPage
from bench.quality.record import read_record
from lugas.model import Finding, Rival, Source
from tests.bench.test_pages import write_set

PROSE = [
    "The council voted on Monday to rebuild the old market hall, which had burnt down two years ago.",
    "Work is to begin in spring, the mayor said, as soon as the frost is out of the ground.",
    "Until then the traders stay in the tents beside the river, where the town has laid water and power.",
]
DATA = {
    "@type": "NewsArticle",
    "headline": "Old hall to be rebuilt",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Dahl"}],
    "datePublished": "2024-01-20T15:04:05+07:00",
    "keywords": ["Market", "Town"],
}
MARKUP = (
    f'<html lang="en"><title>Old hall to be rebuilt</title><script type="application/ld+json">{json.dumps(DATA)}'
    f"</script><h1>Old hall to be rebuilt</h1>{''.join(f'<p>{line}</p>' for line in PROSE)}"
)
GOLD: dict[str, object] = {
    "title": "Old Hall to be rebuilt",
    "authors": ["By Ann Lee", "Bo Dahl"],
    "date": "2024-01-20T08:04:59+00:00",
    "tags": ["town", "Fire"],
    "body": PROSE,
}


def page_of(**gold: object) -> LabelledPage:
    """Make a page with gold; its bytes are not there."""
    return LabelledPage("naeb", "p", Path(), **gold)  # type: ignore[arg-type]  # any gold


@pytest.fixture(name="pages")
def make_pages(tmp_path: Path) -> Path:
    """Make a folder with a news set and one of pages of several kinds."""
    write_set(tmp_path / "fundus-sites", [{"id": "a", "url": "https://a.com/x/y", **GOLD}], MARKUP)
    kinds: list[dict[str, object]] = [
        {"id": f"{kind}", "url": f"https://{kind}.com/x/y", "kind": kind, **GOLD}
        for kind in ("article", "forum")
    ]
    write_set(tmp_path / "wcxb-dev", kinds, MARKUP)
    return tmp_path


def test_spellings_of_one_value() -> None:
    """Titles agree by their words, names without what leads them, instants in any zone and to the minute."""
    assert squash("“Ｏld Hall”, rebuilt!") == "old hall rebuilt"
    assert names(["By Ann Lee", " oleh  Budi", "", "Byron Hall"]) == {"ann lee", "budi", "byron hall"}
    assert instant_of("2024-01-20T15:04:05+07:00") == instant_of("2024-01-20T08:04:59Z")
    assert instant_of("2024-01-20T15:04:05") is None
    assert instant_of("2024-01-20") is None
    assert instant_of("at half past three, UTC") is None
    assert items("day", Values(published="NaT")) == frozenset()
    assert items("day", Values(published="2024-01-20T23:00:00-07:00")) == {"2024-01-20"}
    assert items("tags", Values(tags=("Town", "#town", "?"))) == {"town"}


def test_values_are_kept_whole() -> None:
    """Values come back from the text they are kept as; of a peer that raised something there are none."""
    values = Values("T", ("A", "B"), "2024-01-20", ("x",))
    assert decoded(encoded(values)) == values
    assert decoded("") == Values()


def test_scores_of_a_page() -> None:
    """Every field with gold has a score: one value agrees or does not, tags agree by F1."""
    values = Values("Hall", ("Ann Lee",), "2024-01-20T15:04+07:00", ("Town", "Market"))
    scores = score_page(
        page_of(title="Hall", authors=("Ann Lee", "Bo Dahl"), date="2024-01-20T08:04Z", tags=("town",)),
        values,
    )
    assert list(scores) == list(FIELDS)
    assert {name: score.agreed for name, score in scores.items()} == {
        "title": 1,
        "authors": 0,
        "day": 1,
        "instant": 1,
        "tags": pytest.approx(2 / 3),
    }
    authors = scores["authors"]
    assert (authors.shared, authors.given, authors.wanted, authors.wrong) == (1, 1, 2, False)
    assert scores["tags"].wrong
    assert list(score_page(page_of(title="Hall", date="2024-01"), values)) == ["title"]


def test_figures_of_a_set() -> None:
    """Agreement is a mean over pages, precision and recall are over names; wrong and missing are shares of pages."""
    golds = [("Ann Lee",), ("Bo Dahl",), ("Cy Fox", "Di Guy")]
    given = [("Ann Lee",), (), ("Cy Fox", "Al Pub")]
    scores = [
        score_page(page_of(authors=gold), Values(authors=some), "ValueError: no" if not some else "")[
            "authors"
        ]
        for gold, some in zip(golds, given, strict=True)
    ]
    score = score_set(scores)
    assert score.pages == 3
    assert score.agreed == pytest.approx(1 / 3)
    assert score.precision == pytest.approx(2 / 3)
    assert score.recall == 0.5
    assert score.wrong == pytest.approx(1 / 3)
    assert score.without == pytest.approx(1 / 3)
    assert score.raised == {"ValueError": 1}
    assert "reasons" not in score.as_json()


def test_the_nearest_peer_is_the_best() -> None:
    """Of several values that disagree the one most like the gold is shown."""
    page = page_of(title="Old hall to be rebuilt")
    some = {
        name: score_page(page, Values(title))["title"]
        for name, title in (("a", ""), ("b", "Old hall"), ("c", "Hall"))
    }
    best = best_of(some)
    assert best is not None
    assert best[0] == "b"
    assert best_of({}) is None


def test_verdicts() -> None:
    """Every verdict that holds an article counts as one; the verdict named so is also counted alone."""
    judged = [
        Judged("1", "", "article", "article", holds_article=True, reason=""),
        Judged("2", "", "article", "gallery", holds_article=True, reason=""),
        Judged("3", "", "forum", "article", holds_article=True, reason=""),
        Judged("4", "", "forum", "forum", holds_article=False, reason=""),
    ]
    score = score_verdicts(judged)
    assert score.precision == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(0.8)
    assert score.recall == 1
    assert score.named == 0.5
    assert score.kinds == {"article": {"article": 1, "gallery": 1}, "forum": {"article": 1, "forum": 1}}
    assert [one.right for one in judged] == [True, True, False, True]


def found(field: str, value: str | tuple[str, ...], *rivals: str | tuple[str, ...]) -> dict[str, Finding]:
    """Make the finding of a field with the rivals that lost."""
    lost = tuple(Rival(rival, Source.META, "m") for rival in rivals)
    return {field: Finding(field, value, Source.HEADING, "h1", lost)}


@pytest.mark.parametrize(
    ("field", "gold", "answer", "reason"),
    [
        (
            "title",
            {"title": "Hall"},
            Answer(Values("X"), findings=found("title", "X", "Y", "HALL!")),
            "the gold lost: meta m",
        ),
        ("title", {"title": "Hall"}, Answer(Values()), "nothing found"),
        ("title", {"title": "Hall"}, Answer(Values("Hall | News")), "the gold and more"),
        ("title", {"title": "Town: Hall"}, Answer(Values("Hall")), "a part of the gold"),
        ("title", {"title": "Hallway"}, Answer(Values("Hall way")), "the gold with other spaces"),
        ("title", {"title": "A new hall"}, Answer(Values("The new hall")), "like the gold"),
        ("title", {"title": "Hall"}, Answer(Values("River")), "another title"),
        (
            "authors",
            {"authors": ("Ann Lee", "Bo Dahl")},
            Answer(Values(authors=("Ann Lee Bo Dahl",))),
            "the same words, split otherwise",
        ),
        (
            "authors",
            {"authors": ("Ann Lee", "Bo Dahl")},
            Answer(Values(authors=("Ann Lee",))),
            "some are missing",
        ),
        (
            "authors",
            {"authors": ("Ann Lee",)},
            Answer(Values(authors=("Ann Lee", "Cy Fox"))),
            "some are too many",
        ),
        ("authors", {"authors": ("Ann Lee",)}, Answer(Values(authors=("Cy Fox",))), "all are others"),
        ("tags", {"tags": ("a", "b")}, Answer(Values(tags=("a", "c"))), "some are others"),
        (
            "tags",
            {"tags": ("a",)},
            Answer(Values(tags=("c",)), findings=found("tags", ("c",), ("a",))),
            "the gold lost: meta m",
        ),
        (
            "day",
            {"date": "2024-03-04"},
            Answer(Values(published="2024-04-03")),
            "day and month the other way round",
        ),
        ("day", {"date": "2024-03-04"}, Answer(Values(published="2024-03-05")), "a day apart"),
        ("day", {"date": "2024-03-04"}, Answer(Values(published="2024-03-08")), "days apart"),
        ("day", {"date": "2024-03-04"}, Answer(Values(published="2023-03-04")), "more than a week apart"),
        ("day", {"date": "2024-03-04"}, Answer(Values(published="2024-03-34")), "no day of the calendar"),
        (
            "day",
            {"date": "2024-03-04"},
            Answer(Values(published="2024-03-01"), modified="2024-03-04T10:00"),
            "the gold is given as the last change",
        ),
        (
            "day",
            {"date": "2024-03-04T01:00+07:00"},
            Answer(Values(published="2024-03-03T18:00Z")),
            "the same instant in another zone",
        ),
        ("instant", {"date": "2024-03-04T01:00Z"}, Answer(Values(published="2024-03-04")), "the day alone"),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-05")),
            "another day alone",
        ),
        ("instant", {"date": "2024-03-04T01:00Z"}, Answer(Values()), "nothing found"),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-04T01:00")),
            "the clock without its zone",
        ),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-04T02:10")),
            "another clock without a zone",
        ),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-04T08:00Z")),
            "hours apart, to the minute",
        ),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-04T01:09Z")),
            "minutes apart",
        ),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-04T08:09Z")),
            "another time of the day",
        ),
        (
            "instant",
            {"date": "2024-03-04T01:00Z"},
            Answer(Values(published="2024-03-06T08:09Z")),
            "another day",
        ),
    ],
)
def test_reasons(field: str, gold: dict[str, object], answer: Answer, reason: str) -> None:
    """A disagreement is told by where the gold was seen, or by what stands in its place."""
    assert reason_of(field, page_of(**gold), answer) == reason


def test_all_contenders_on_the_same_pages(pages: Path) -> None:
    """Fields are scored on articles alone, the verdict on pages of every kind; a peer gives what it gives."""
    plan = Plan(peers=("turbohtml",), kept=pages / "kept")
    outcomes = [dict(compare(pages, ["fundus-sites", "wcxb-dev"], plan))["wcxb-dev"] for _ in range(2)]
    outcome = outcomes[1]
    news = outcome.sets["fundus-sites"]
    assert list(news) == list(FIELDS)
    assert {name: news[name][OURS].agreed for name in FIELDS} == dict.fromkeys(FIELDS, 1) | {"tags": 0.5}
    assert news["tags"][OURS].reasons == {"some are others": 1}
    assert news["title"]["turbohtml"].agreed == 1
    assert outcome.sets["wcxb-dev"]["title"][OURS].pages == 1
    assert outcome.verdicts["wcxb-dev"].kinds == {"article": {"article": 1}, "forum": {"article": 1}}
    assert "fundus-sites" not in outcome.verdicts
    assert outcomes[0].scores == outcomes[1].scores


def test_workers_give_the_same(pages: Path) -> None:
    """Two processes give the scores that one gives."""
    outcomes = [list(compare(pages, ["wcxb-dev"], Plan(), workers=workers))[-1][1] for workers in (1, 2)]
    assert outcomes[0].scores == outcomes[1].scores
    assert outcomes[0].judged == outcomes[1].judged


def test_the_command(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the agreements and the worst disagreements, and keeps figures without any text of a page."""
    target = pages / "f.json"
    asked = ["--pages", str(pages), "--sets", "fundus-sites,wcxb-dev", "--peers", "turbohtml", "--copied"]
    assert main([*asked, "--json", str(target)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "share of pages that agree with the gold" in printed
    assert "articles against the rest, 2 pages: F1 .667" in printed
    assert "town; Fire" in printed
    assert "forum" in printed
    record = read_record(target)
    assert (record["weights"], record["limit"]) == ("as shipped", 0)
    assert record["sets"]["fundus-sites"]["authors"][OURS]["agreed"] == 1
    assert record["verdicts"]["wcxb-dev"]["pages"] == 2
    assert "from copied text" in printed
    copied = record["copied"]["fundus-sites"]
    assert list(copied["title"]) == ["with its address", "alone"]
    assert copied["title"]["alone"]["agreed"] == 1
    assert copied["authors"]["alone"]["pages"] == record["sets"]["fundus-sites"]["authors"][OURS]["pages"]
    kept = target.read_text("utf-8")
    assert not any(text in kept for text in ("rebuilt", "Ann Lee", "Fire", "2024-01-20"))


@pytest.mark.parametrize(
    "wrong", [["--pages", "nowhere"], ["--peers", "nobody"], ["--model", "nowhere/{form}-{fold}.npz"]]
)
def test_what_is_missing_is_named(pages: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, a peer or weights that are not there are named, with status 2."""
    assert main(["--pages", str(pages), "--peers", "", *wrong]) == 2
    assert "no" in capsys.readouterr().err


def test_goals_are_of_what_is_measured() -> None:
    """Every goal is of a field and a set that are measured, and most sets have some."""
    assert set(GOALS) <= set(FIELDS)
    assert {name for goals in GOALS.values() for name in goals} <= set(MEASURED) <= set(SETS)
    assert goal_of("naeb", "authors") == 0.85
    assert goal_of("wcxb-dev", "authors") is None


def test_an_empty_outcome_is_plain_data() -> None:
    """Scores without disagreement leave no reasons in the record, and rounding leaves no long figures."""
    outcome = Outcome(contenders={OURS: {}})
    outcome.add("naeb", [])
    assert outcome.as_json()["sets"] == {"naeb": {}}
    score = score_set([FieldScore("p", "", 1 / 3, 0, 1, 1)])
    assert score.as_json()["agreed"] == 0.3333
