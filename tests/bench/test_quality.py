"""The comparison with the peers counts what it says it counts."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from bench.pages import LabelledPage, load_set
from bench.quality.__main__ import main
from bench.quality.compare import OURS, compare
from bench.quality.ours import kept_predictions
from bench.quality.peers import Kept, Peer
from bench.quality.score import reason_of, score_page, score_set
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


def read_all(page: LabelledPage) -> tuple[str, float, str]:
    """Stand in for our reading: the body, and for one page a line too many."""
    return (
        "\n\n".join([*GOLD, *(["Subscribe to our newsletter today"] if page.id == "p3" else [])]),
        0.5,
        "article",
    )


def test_scores_of_a_set(pages: Path) -> None:
    """A set's figures are means over its pages; near-exact is a share; languages have their own mean."""
    scores = [score_page(page, *read_all(page)[:2]) for page in load_set(pages, "naeb")]
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
    assert reason_of(page, f"Menu {GOLD[0]}") == "lost: absent; kept: Menu"


def test_reasons(pages: Path) -> None:
    """A reason says what was lost and what was kept, with a line of each."""
    page = load_set(pages, "naeb")[0]
    assert reason_of(page, "") == "nothing was found"
    assert reason_of(page, GOLD[0]) == f"lost 35% in 1 lines: {GOLD[1]}"
    assert "kept 23% in 1 lines: Subscribe" in reason_of(
        page, "\n".join([*GOLD, "Subscribe to our newsletter today"])
    )


def test_peers_beside_us(pages: Path) -> None:
    """All contenders are scored on the same pages; what a peer raises is told and scores nothing."""

    def broken(content: bytes, text: str, url: str) -> str:
        raise ValueError(f"cannot read {len(content)} bytes of {url[:0]}{len(text) and 'it'}")

    peers = [Peer("all", "pytest", lambda _content, text, _url: text), Peer("none", "pytest", broken)]
    with closing(Kept(None)) as kept:
        *_, (_, outcome) = compare(pages, ["naeb"], read_all, peers, kept, 0)
    score = outcome.sets["naeb"]
    assert list(score) == [OURS, "all", "none"]
    assert score["none"].f1 == 0
    assert list(score["none"].failures.values()) == [4]
    assert 0 < score["all"].f1 < score[OURS].f1
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
    assert [reading(page)[0] for page in load_set(pages, "naeb")] == ["", "x", "", ""]


def test_the_command_writes_its_figures(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a table for each set and writes the same figures as JSON."""
    record = pages / "out.json"
    arguments = [
        "--pages",
        str(pages),
        "--sets",
        "naeb,trafilatura-eval",
        "--peers",
        "turbohtml",
        "--peers-only",
    ]
    assert main([*arguments, "--json", str(record)]) == 0
    printed = capsys.readouterr().out
    assert "naeb: 4 pages" in printed
    written = json.loads(record.read_text("utf-8"))
    assert set(written["sets"]) == {"naeb", "trafilatura-eval"}
    assert written["versions"]["turbohtml"]


def test_the_command_names_what_is_missing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder without pages, or a peer nobody knows, is named, with status 2."""
    assert main(["--pages", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    write_set(tmp_path / "naeb", [])
    assert main(["--pages", str(tmp_path), "--peers", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
