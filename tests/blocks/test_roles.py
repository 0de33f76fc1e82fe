"""The list of passes: what all of them keep, and what a page has when all are through."""

from __future__ import annotations

import copy
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from lugas.blocks.assemble import blocks_of
from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import Hints
from lugas.blocks.measure import measure
from lugas.blocks.roles import PASSES, label, mark_whole
from lugas.blocks.sheet import Sheet
from lugas.blocks.tagger import Chances
from lugas.copied.lines import cut_text
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Cut
from lugas.page.tree import parse_html
from tests.blocks.build import MORE, PROSE, lines, marked

TITLE = "Ferry returns to the island"
PAGE = f"""<body><header><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a><li>Sport<li>Money</ul></nav></header>
<article class=story><p>Islands<h1>{TITLE}</h1><div class=author>Ann Lee</div><time>3 May 2024, 15:04</time>
<figure><img src=/a.jpg><figcaption>The old ferry. Photo: Bob</figcaption></figure>
<p>{PROSE}<p>Read also: <a href=/2>Storm closes the harbour</a><p>{MORE}
<h2>What comes next</h2><ul><li>A pier of stone<li>A second boat</ul>
<table><tr><th>Day<th>Hour<tr><td>Monday<td>9</table><blockquote>We waited.</blockquote><p>{PROSE}</article>
<div class=tags><p>Tags<ul><li>Ferry<li>Islands</ul></div><aside><h3>Related</h3>
<div><img src=/b.jpg><p>Money<p><a href=/3>Market opens after ten years</a></div></aside>
<section id=comments><h3>Comments</h3><p>Well said<p>Two hours ago</section>
<div class=cookie><p>We use cookies to show you what you like.</div><footer><p>Imprint<p>Terms</footer>"""
COPIED = f"""Home\nNews\nSport\nWeather\nJobs\nLog in

{TITLE}\nAnn Lee\n3 May 2024, 15:04

The old ferry at its pier
The old ferry at its pier\n(Bob)\n\n{PROSE}
Read also: Storm closes the harbour\n\n{MORE}\n\n* A pier of stone\n* A second boat\n\n{PROSE}
Tags\nFerry\nIslands\n\nMarket opens again after ten years\nWho will mend the pier?
Storm closes the harbour\n\nShare\nCopy link
https://site.example/news/ferry\n\nImprint | Terms | Jobs | Privacy | Contact\n"""


def cut_of(text: str) -> Cut:
    """Cut a page, or copied text."""
    return cut_tree(parse_html(text), "https://site.example/") if text.startswith("<") else cut_text(text)


def labelled(cut: Cut, chance: list[float], title: str = TITLE) -> Sheet:
    """Run all passes over a page whose rows have given chances, repeated as often as needed."""
    body = np.resize(np.array(chance, np.float32), len(cut.rows))
    return label(cut, measure(cut, Hints(title=title)), Chances(body, np.zeros_like(body)), title, Options())


def likely(cut: Cut) -> list[float]:
    """Give the chances that a good tagger would: long rows are body."""
    return [0.9 if len(row.text) > 80 else 0.1 for row in cut.rows] or [0.0]


def picture(cut: Cut) -> list[object]:
    """Write down all that a cut page holds."""
    return [*map(structs.astuple, cut.rows), *map(structs.astuple, cut.boxes)]


@pytest.mark.parametrize("text", [PAGE, COPIED], ids=["html", "copied"])
def test_passes_only_add_labels(text: str) -> None:
    """No pass adds, drops or changes a row, a box, a chance, or anything else that is known of a row."""
    cut = cut_of(text)
    sheet = labelled(cut, likely(cut))
    before, rows, boxes = picture(cut), list(cut.rows), list(cut.boxes)
    known = copy.deepcopy((sheet.words, sheet.marks, sheet.near, sheet.around, sheet.kinds, sheet.title))
    chance = list(sheet.chance)
    fresh = Sheet(cut, sheet.chance, TITLE, *copy.deepcopy(known[:5]))
    for step in PASSES:
        step(fresh, Options())
        assert picture(cut) == before, step
        assert all(one is other for one, other in zip((*cut.rows, *cut.boxes), (*rows, *boxes), strict=True))
        assert (fresh.words, fresh.marks, fresh.near, fresh.around, fresh.kinds, fresh.title) == known, step
        assert fresh.chance == chance
        assert len(fresh.labels) == len(rows)
    assert fresh.labels == sheet.labels


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([PAGE, COPIED]),
    st.lists(st.sampled_from([0.0, 0.3, 0.5, 0.8, 0.98]), min_size=1, max_size=40),
)
def test_every_row_has_a_role_and_a_reason(text: str, chance: list[float]) -> None:
    """Whatever the tagger thinks of the rows, each ends with a role, a reason, and a sureness of 0 to 1."""
    for found in labelled(cut_of(text), chance).labels:
        assert isinstance(found.role, Role)
        assert found.reason.strip()
        assert 0 <= found.sure <= 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([PAGE, COPIED]), st.lists(st.sampled_from([0.0, 0.5, 0.98]), min_size=1, max_size=40))
def test_blocks_cover_every_row(text: str, chance: list[float]) -> None:
    """The blocks in order hold the text of every row, each once, with its role."""
    sheet = labelled(cut_of(text), chance)
    blocks = blocks_of(sheet)
    rows = [(row.text, found.role) for row, found in zip(sheet.rows, sheet.labels, strict=True) if row.text]
    parts = []
    for block in blocks:
        many = block.kind in {Kind.LIST, Kind.TABLE}
        parts += [(part, block.role) for part in (block.text.split("\n") if many else [block.text]) if part]
    assert parts == rows


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([TITLE, PROSE, MORE, "Share", "Tags", "x", "15:04", "(Ann)", "a > b", ""]),
        max_size=14,
    ),
    st.sampled_from(["<p>", "<li>", "<h2>", "<td>", "<figure><img src=a.jpg><p>", "<nav><p>", "\n", "\n\n"]),
    st.lists(st.sampled_from([0.0, 0.6, 0.99]), min_size=1, max_size=14),
    st.sampled_from(["", TITLE]),
)
def test_any_page_is_labelled(parts: list[str], tag: str, chance: list[float], title: str) -> None:
    """Pages of any few rows, empty ones too, are labelled without an error, with a reason for each row."""
    text = tag.join(["", *parts])
    sheet = labelled(cut_of(text), chance, title)
    assert len(sheet.labels) == len(sheet.rows)
    assert all(found.reason for found in sheet.labels)


def test_passes_together() -> None:
    """On a page of the usual parts every part has its role when all passes are through."""
    cut = cut_of(PAGE)
    found = marked(labelled(cut, likely(cut)))
    roles = {
        "Home": Role.NAVIGATION,
        TITLE: Role.TITLE,
        "Ann Lee": Role.BYLINE,
        "The old ferry. Photo: Bob": Role.CAPTION,
        PROSE: Role.BODY,
        "Read also: Storm closes the harbour": Role.RELATED,
        "Islands": Role.TAGS,
        "Related": Role.RELATED,
        "Market opens after ten years": Role.RELATED,
        "Money": Role.RELATED,
        "Well said": Role.COMMENTS,
        "We use cookies to show you what you like.": Role.CONSENT,
        "Imprint": Role.FOOTER,
    }
    assert {text: found[text] for text in roles} == roles


def test_passes_together_in_copied_text() -> None:
    """The same parts have the same roles where they come without markup."""
    cut = cut_of(COPIED)
    found = marked(labelled(cut, likely(cut)))
    roles = {
        "Home": Role.NAVIGATION,
        TITLE: Role.TITLE,
        "Ann Lee": Role.BYLINE,
        "3 May 2024, 15:04": Role.TIME,
        "The old ferry at its pier": Role.CAPTION,
        "(Bob)": Role.CREDIT,
        PROSE: Role.BODY,
        "Read also: Storm closes the harbour": Role.RELATED,
        "Islands": Role.TAGS,
        "Market opens again after ten years": Role.RELATED,
        "Copy link": Role.COPY,
        "https://site.example/news/ferry": Role.PERMALINK,
    }
    assert {text: found[text] for text in roles} == roles


def test_a_higher_threshold_keeps_less() -> None:
    """A higher threshold never makes a row body that a lower one leaves out, where nothing else changes."""
    cut = cut_text("\n".join([TITLE, *[f"{PROSE} {number}" for number in range(9)]]))
    numbers = measure(cut, Hints())
    chance = np.linspace(0.1, 0.95, len(cut.rows)).astype(np.float32)
    kept = []
    for threshold in (0.3, 0.5, 0.7):
        sheet = label(cut, numbers, Chances(chance, chance), TITLE, Options(threshold=threshold))
        kept.append({row.text for row in sheet.having(Role.BODY)})
    assert kept[0] > kept[1] > kept[2]


def test_whole_texts() -> None:
    """A text that is nothing but an article is title, paragraphs, and at its end the address."""
    sheet = lines(TITLE, PROSE, "https://a.example/1", MORE, "https://a.example/2")
    sheet.cut.whole = True
    mark_whole(sheet, Options())
    roles = [found.role for found in sheet.labels]
    assert roles == [Role.TITLE, Role.BODY, Role.BODY, Role.BODY, Role.PERMALINK]


def test_other_texts_are_not_whole() -> None:
    """A text with more in it than an article is left to the other passes."""
    sheet = lines(TITLE, PROSE, "https://a.example/2")
    mark_whole(sheet, Options())
    assert marked(sheet) == {}


def test_passes_are_told_apart() -> None:
    """Each pass is in the list once and says in its docstring what it marks."""
    assert len(set(PASSES)) == len(PASSES)
    assert all(step.__doc__ for step in PASSES)


@pytest.mark.parametrize(
    "part",
    [
        "<p>Sport</p>",
        "<img src=/a.jpg><h2>Head</h2>",
        "<div><h3><a href=/2>Storm closes the harbour again</a></h3><p>Money</div>",
        "Storm closes the harbour again\nMoney\n",
    ],
)
@pytest.mark.parametrize("sure", [0.0, 0.9])
def test_time_is_linear(part: str, sure: float) -> None:
    """Four times the rows take about four times as long, with a body in their midst and without."""
    spent = []
    for count in (700, 2_800):
        cut = cut_of(("" if part.endswith("\n") else "<h1>Title</h1>") + part * count)
        chance = np.full(len(cut.rows), 0.1, np.float32)
        chance[len(cut.rows) // 2] = sure
        numbers = measure(cut, Hints())
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            label(cut, numbers, Chances(chance, chance), "Title", Options())
            best = min(best, time.process_time() - start)
        spent.append(best)
    assert spent[1] < 9 * max(spent[0], 0.03)
