"""The comparison with the peers counts what it says it counts."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bench.pages import LabelledPage, fold_of, load_set
from bench.quality.__main__ import main
from bench.quality.compare import OURS, Outcome, compare, explain
from bench.quality.ours import HTML, Answer, WeightsMissingError, kept_predictions, with_models
from bench.quality.peers import Kept, Peer
from bench.quality.plan import Contest, Plan
from bench.quality.reasons import reason_of
from bench.quality.score import score_page, score_set
from lugas.blocks import tagger
from tests.bench.test_pages import write_set

GOLD = ["The council voted on Monday to rebuild the old market hall.", "Work is to begin in spring."]
MARKUP = f"<nav>Menu</nav><h1>Hall</h1><p>{GOLD[0]}<p>{GOLD[1]}"


@pytest.fixture(name="pages")
def make_pages(tmp_path: Path) -> Path:
    """Make a folder with a set that has bodies and one that has snippets."""
    records: list[dict[str, object]] = [
        {"id": f"p{n}", "url": f"https://s{n}.com/", "lang": "en" if n else "id", "body": GOLD}
        for n in range(4)
    ]
    write_set(tmp_path / "naeb", records, MARKUP)
    snippets: dict[str, object] = {
        "id": "s",
        "must": ["rebuild the\nold", "absent"],
        "mustnot": ["Menu", "Foot"],
    }
    write_set(tmp_path / "trafilatura-eval", [snippets], MARKUP)
    return tmp_path


def read_all(page: LabelledPage) -> Answer:
    """Stand in for our reading: the body, and for one page a line too many."""
    lines = [*GOLD, *(["Subscribe to our newsletter today"] if page.id == "p3" else [])]
    return Answer("\n\n".join(lines), 0.5, "article")


def test_scores_of_a_set(pages: Path) -> None:
    """A set's figures are means over its pages; near-exact is a share; languages have their own mean."""
    scores = [score_page(page, read_all(page).text, 0.5) for page in load_set(pages, "naeb")]
    score = score_set(scores)
    assert (score.pages, score.near_exact, score.recall, score.ms) == (4, 0.75, 1, 500)
    assert score.f1 == pytest.approx((3 + 2 * (17 / 22) / (1 + 17 / 22)) / 4)
    assert {name: pages for name, (pages, _) in score.languages.items()} == {"en": 3, "id": 1}
    assert score.worst[0]["id"] == "p3"


def test_snippets(pages: Path) -> None:
    """Snippets are looked for in the text with white space made even; both shares count alike."""
    page = load_set(pages, "trafilatura-eval")[0]
    score = score_page(page, f"Menu {GOLD[0]}", 0.0)
    assert (score.found, score.wanted, score.kept_out, score.unwanted) == (1, 2, 1, 2)
    assert score_set([score]).f1 == pytest.approx(0.5)
    reason = reason_of(page, Answer(f"Menu {GOLD[0]}"))
    assert reason.said == "lost 1 of 2 snippets; kept 1 of 2 that are unwanted"
    assert reason.quoted == ("lost: absent", "kept: Menu")


def test_peers_beside_us(pages: Path) -> None:
    """All contenders are scored on the same pages; what a peer raises is told and scores nothing."""

    def broken(content: bytes, text: str, url: str) -> str:
        raise ValueError(f"cannot read {len(content)} bytes of {url[:0]}{len(text) and 'it'}")

    peers = [Peer("all", "pytest", lambda _content, text, _url: text), Peer("none", "pytest", broken)]
    outcome = Outcome()
    with closing(Kept(None)) as kept:
        contest = Contest({HTML: read_all}, peers, kept)
        found = load_set(pages, "naeb")
        every = [contest.judge(page)[HTML] for page in found]
        scores = {name: [one[name] for one in every] for name in every[0]}
        outcome.add("naeb", {HTML: scores})
        explain(outcome.sets["naeb"], contest, {page.id: page for page in found})
    score = outcome.sets["naeb"][HTML]
    assert list(score) == [OURS, "all", "none"]
    assert (score["none"].f1, score["none"].empty, score["none"].failures) == (0, 4, {"ValueError": 4})
    assert (score["all"].empty, score["all"].failures) == (0, {})
    assert 0 < score["all"].f1 < score[OURS].f1
    assert [entry["id"] for entry in score[OURS].worst] == ["p3"]
    assert score[OURS].worst[0]["reason"].startswith("kept 23%")
    assert score[OURS].worst[0]["verdict"] == "article"


def test_peers_are_asked_once(tmp_path: Path) -> None:
    """What a peer gave for a page is kept; another page, or other settings, are asked anew."""
    asked = []

    def give(content: bytes, _text: str, _url: str) -> str:
        asked.append(content)
        return content.decode()

    for settings, content in (("", b"a"), ("", b"a"), ("", b"b"), ("x", b"a")):
        kept = Kept(tmp_path / "kept")
        assert kept.ask(Peer("p", "pytest", give, settings), content, "", "").text == content.decode()
        kept.close()
    assert asked == [b"a", b"b", b"a"]


def test_texts_made_elsewhere(pages: Path) -> None:
    """Texts from a file are scored as ours; a page that is missing there has none."""
    source = pages / "texts.jsonl"
    source.write_text(json.dumps({"set": "naeb", "id": "p1", "text": "x"}) + "\n", "utf-8")
    reading = kept_predictions(source)
    assert [reading(page).text for page in load_set(pages, "naeb")] == ["", "x", "", ""]


def test_both_doors(pages: Path) -> None:
    """A page is read as markup and as copied text in every style asked for; peers read the markup alone."""
    plan = Plan(ways=("html", "blank", "wet"), peers=("turbohtml",))
    ((_, outcome),) = compare(pages, ["naeb"], plan)
    assert {way: list(beside) for way, beside in outcome.sets["naeb"].items()} == {
        "html": [OURS, "turbohtml"],
        "blank": [OURS],
        "wet": [OURS],
    }


def test_workers_give_the_same(pages: Path) -> None:
    """Two processes give the scores that one gives, in the order of the pages."""
    plan = Plan(ways=("html", "blank"))
    sets = ["naeb", "trafilatura-eval"]
    outcomes = [list(compare(pages, sets, plan, workers=workers))[-1][1].scores for workers in (1, 2)]
    timeless = [
        [
            (name, way, contender, replace(score, seconds=0.0))
            for name, ways in scores.items()
            for way, beside in ways.items()
            for contender, some in beside.items()
            for score in some
        ]
        for scores in outcomes
    ]
    assert len(timeless[0]) == 10
    assert timeless[0] == timeless[1]


def test_languages_are_merged_over_sets(pages: Path) -> None:
    """Languages are merged over all sets, the pages with bodies and those with snippets apart, most pages first."""
    plan = Plan(ways=("html",))
    *_, (_, outcome) = compare(pages, ["naeb", "trafilatura-eval"], plan)
    told = [(one["language"], one["gold"], one["pages"]) for one in outcome.languages()]
    assert told[:2] == [("en", "bodies", 3), ("id", "bodies", 1)]
    assert [gold for _, gold, _ in told[2:]] == ["snippets"]


def test_every_fold_is_read_with_its_weights(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is read with the weights of the fold its site is in; a missing file is named before any page is read."""
    monkeypatch.setattr(tagger, "read_weights", lambda path: path.name)
    for fold in range(5):
        (pages / f"html-{fold}.npz").touch()
    seen: list[tuple[str, object]] = []

    def read_fold(page: LabelledPage) -> Answer:
        seen.append((f"html-{fold_of(page.site)}.npz", tagger.load_weights("html")))
        return Answer("")

    named = str(pages / "{form}-{fold}.npz")
    with with_models({HTML: read_fold}, named) as readings:
        for page in load_set(pages, "naeb"):
            readings[HTML](page)
    assert len(seen) == 4
    assert all(wanted == given for wanted, given in seen)
    with pytest.raises(WeightsMissingError, match=r"text-0\.npz"), with_models({"blank": read_fold}, named):
        pass


def test_the_command_writes_its_figures(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a table for each set and door, and writes their figures as JSON, without any text."""
    record = pages / "folder" / "out.json"
    arguments = ["--pages", str(pages), "--sets", "naeb,trafilatura-eval", "--peers", "turbohtml"]
    assert main([*arguments, "--styles", "blank,wet", "--json", str(record)]) == 0
    printed = capsys.readouterr().out
    assert "naeb: 4 pages" in printed
    assert "naeb: 4 pages as copied text" in printed
    text = record.read_text("utf-8")
    written = json.loads(text)
    assert list(written["sets"]) == ["naeb", "trafilatura-eval"]
    assert list(written["sets"]["naeb"]) == ["gold", "html", "blank", "wet"]
    assert written["contenders"]["turbohtml"]["version"]
    assert (written["weights"], written["limit"]) == ("as shipped", 0)
    assert written["sets"]["trafilatura-eval"]["gold"] == "snippets"
    assert not any(line in text for line in GOLD)


def test_ourselves_left_out(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The peers can be run alone."""
    arguments = ["--pages", str(pages), "--sets", "naeb", "--peers", "turbohtml", "--peers-only"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "turbohtml" in printed
    assert OURS not in printed


def test_the_command_names_what_is_missing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder without pages, a peer nobody knows, or weights that are not there are named, with status 2."""
    assert main(["--pages", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    write_set(tmp_path / "naeb", [])
    assert main(["--pages", str(tmp_path), "--peers", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
    missing = str(tmp_path / "none-{form}.npz")
    assert main(["--pages", str(tmp_path), "--peers", "", "--model", missing]) == 2
    assert "none-html.npz" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["--pages", str(tmp_path), "--styles", "curly"])
    assert "curly" in capsys.readouterr().err
