"""Budgets of time and memory: what was found is given, nothing cut is lost, and the verdict says what was used up."""

from __future__ import annotations

from pathlib import Path
from time import thread_time
from typing import Any, Literal

import pytest
from click.testing import CliRunner

import lugas
from lugas.blocks.cut import cut_tree
from lugas.budget import ENDLESS, OUT_OF_MEMORY, OUT_OF_TIME, Budget
from lugas.cli.main import main
from lugas.cli.read import MEBIBYTES, SECONDS
from lugas.model import Role, VerdictKind
from lugas.options import MEBIBYTE, Options
from lugas.page.tree import parse_html
from tests.hostile.pages import PAGES, TEXTS
from tests.sound import check_article

CASES = Path(__file__).parent / "pages"
STORED = (
    CASES / "id-data-rusak" / "page.html"
)  # its body is filled in from data, so it goes through every stage
ARTICLE = CASES / "en-harbour-ferry" / "copied.txt"
LIVE = CASES / "id-langsung-longsor" / "page.html"
LONG = "<title>Ferry runs again</title><h1>Ferry runs again</h1>" + (
    "<p>The ferry between the two shores runs again since Saturday, its captain said, after the long storm.</p>"
    * 60_000
)
SLACK = 4  # machines that test are shared and slow
# Beyond the time allowed: the stage that was going on ends, and what was cut is handed over.
OVER = 0.5


class Patient(Budget):
    """A budget whose time is used up when it has been asked so many times."""

    def __init__(self, asks: int) -> None:
        super().__init__(None, None)
        self.asks = asks

    def over(self) -> bool:
        """Count down."""
        self.asks -= 1
        self.late = self.asks < 0
        return self.late


@pytest.mark.parametrize("path", [STORED, ARTICLE, LIVE], ids=lambda path: path.parent.name)
def test_wherever_the_time_ends(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the time ends, the article is sound, says so, and holds all the text that was cut."""
    whole = lugas.read_file(path)
    texts = {
        word for block in whole.blocks if "script" not in block.place.path for word in block.text.split()
    }
    ends = 0
    for asks in range(1000):
        patient = Patient(asks)
        monkeypatch.setattr("lugas.article.Budget", lambda *_, patient=patient: patient)
        article = lugas.read_file(path)
        check_article(article)
        if not patient.late:
            break
        ends += 1
        assert article.verdict.signals[-1] == OUT_OF_TIME
        assert "time allowed" in article.verdict.reason
        assert article.verdict.kind is not VerdictKind.ARTICLE
        assert {word for block in article.blocks for word in block.text.split()} >= texts
        assert all(block.reason or block.role is not Role.OTHER for block in article.blocks)
    assert ends > 50
    assert article == whole


def test_time_is_kept() -> None:
    """A page that takes longer than it may is given as far as it was read, soon after."""
    lugas.read("<p>The first page loads the weights.</p>")
    pages: tuple[tuple[Literal["html", "text"], bytes | str], ...] = (
        ("html", LONG),
        ("text", TEXTS["prose"]()),
        ("html", PAGES["many classes"]()),
    )
    for door, content in pages:
        begun = thread_time()
        article = lugas.read(content, form=door, options=Options(max_seconds=0.05))
        assert thread_time() - begun < (0.05 + OVER) * SLACK
        assert OUT_OF_TIME in article.verdict.signals
        assert not article.verdict.holds_article or article.verdict.kind is VerdictKind.PARTIAL
        assert len(article.blocks) > 100


@pytest.mark.parametrize("piece", ["<img src=/a.jpg>", "<iframe src=/a></iframe>", "<i></i>", "a<br>", "<p>"])
def test_elements_are_counted(piece: str) -> None:
    """Whatever elements a page is made of, whether to go on is asked every thousand or so."""
    patient = Patient(10_000)
    cut_tree(parse_html(f"<div>a{piece * 20_000}</div>"), "", budget=patient)
    assert 10_000 - patient.asks > 20_000 / 1100


@pytest.mark.parametrize("before", ["", "a"])
def test_pictures_are_cut_no_further(before: str) -> None:
    """Of a page of pictures, alone or within a line, no more are cut than there may be rows."""
    patient = Patient(10_000)
    page = f"<div>{before}{'<img src=https://news.example/a.jpg>' * 20_000}</div>"
    assert len(cut_tree(parse_html(page), "", most=10, budget=patient).rows) == 11
    assert patient.asks == 10_000  # there were too many rows when it was asked for the first time


def test_memory_is_counted() -> None:
    """A page that takes more memory than it may is read to the same place every time, and the verdict says so."""
    options = Options(max_memory=4 * MEBIBYTE)
    for content in (LONG, LONG.encode(), TEXTS["prose"](), LONG.encode("utf-16")):
        article = lugas.read(content, options=options)
        assert article == lugas.read(content, options=options)
        assert OUT_OF_MEMORY in article.verdict.signals
        assert "memory allowed" in article.verdict.reason
        assert article.verdict.kind is not VerdictKind.ARTICLE
        assert 100 < len(article.blocks) < 4 * MEBIBYTE / 3000


@pytest.mark.parametrize("content", [LONG, LONG.encode(), LONG.encode("utf-16"), LONG[:-1] + "\u2014"])
def test_other_bounds_are_told_apart(content: bytes | str) -> None:
    """A page that another bound than that of memory cuts off does not say that the memory was used up."""
    for options in (Options(max_bytes=100_000), Options(max_bytes=100_000, max_memory=None)):
        assert lugas.read(content, options=options).verdict.signals[-1] == "cut short"
    small = Options(max_bytes=100_000, max_memory=2 * MEBIBYTE)  # room for 44,000 bytes
    assert lugas.read(content, options=small).verdict.signals[-1] == OUT_OF_MEMORY


def test_more_memory_reads_more() -> None:
    """The more memory a page may take, the more of it is read, up to its other bounds."""
    counts = [
        len(lugas.read(LONG, options=Options(max_memory=memory)).blocks)
        for memory in (MEBIBYTE, 8 * MEBIBYTE, 64 * MEBIBYTE, None)
    ]
    assert counts == sorted(set(counts))
    assert counts[-1] == Options().max_blocks


@pytest.mark.slow
def test_defaults_leave_pages_alone() -> None:
    """A page ten times as long as the longest article is read whole."""
    page = LONG[: 60 + 10 * 2000 * 105]
    article = lugas.read(page)
    assert {OUT_OF_MEMORY, OUT_OF_TIME}.isdisjoint(article.verdict.signals)
    assert article == lugas.read(page, options=Options(max_seconds=None, max_memory=None))


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_seconds", value) for value in (0, -1, float("nan"), float("inf"), "9", True)]
    + [("max_memory", value) for value in (0, -1, 1024, 1e9, "9", True)],
)
def test_bad_values(name: str, value: object) -> None:
    """A value out of its range is refused, with the option's name and what to give instead."""
    given: dict[str, Any] = {name: value}
    with pytest.raises(lugas.UsageError, match=name) as caught:
        Options(**given)
    assert caught.value.name == name
    assert "None" in caught.value.remedy


def test_without_bounds() -> None:
    """A budget without bounds is never used up."""
    assert not ENDLESS.over()
    assert ENDLESS.holds(10**12, 10**12)
    assert ENDLESS.most_bytes(5) == ENDLESS.most_tags(5) == 5


def test_thread_time_counts() -> None:
    """What counts is the thread's own work, not the time that passes; once used up, the time stays so."""
    budget = Budget(0.02)
    end = thread_time() + 0.03
    while thread_time() < end:
        sum(range(1000))
    assert budget.over()
    assert budget.over()
    assert budget.ask("nothing", str, 5) == "nothing"
    assert Budget(60).ask("nothing", str, 5) == "5"


def test_joined_pages() -> None:
    """Of an article on several pages of which one was not read to its end, the whole is partial and says so."""
    paragraphs = [
        f"The ferry of line {number} runs again since Saturday, its captain said. " * 9 for number in range(3)
    ]
    parts = [lugas.read(f"<h1>Ferry runs again</h1><p>{paragraph}</p>" * 2) for paragraph in paragraphs]
    assert lugas.join(parts).verdict.kind is VerdictKind.ARTICLE
    late = lugas.Verdict(VerdictKind.PARTIAL, "a reason", ("words", OUT_OF_TIME))
    from msgspec.structs import replace  # noqa: PLC0415 - this test alone changes a record

    whole = lugas.join([parts[0], replace(parts[1], verdict=late), parts[2]])
    assert whole.verdict.kind is VerdictKind.PARTIAL
    assert OUT_OF_TIME in whole.verdict.signals
    assert "out of time" in whole.verdict.reason


def test_command_line(tmp_path: Path) -> None:
    """The command takes both bounds, says which was used up and what to do; 0 lifts them."""
    page = tmp_path / "page.html"
    page.write_text(LONG[:400_000], "utf-8")
    command = ["read", str(page), "-f", "json"]
    said = CliRunner().invoke(main, [*command, "--max-seconds", "0.000001"])
    assert "give more by --max-seconds" in said.stderr
    said = CliRunner().invoke(main, [*command, "--max-memory", "1"])
    assert "not the whole article (partial)" in said.stderr
    assert "give more by --max-memory" in said.stderr
    said = CliRunner().invoke(main, [*command, "--max-memory", "0", "--max-seconds", "0"])
    assert said.exit_code == 0
    assert not said.stderr
    assert lugas.from_json(said.stdout) == lugas.read_file(page)


def test_same_defaults() -> None:
    """Without a word the command bounds a page as the library does."""
    assert (Options().max_seconds, Options().max_memory) == (SECONDS, MEBIBYTES * MEBIBYTE)
