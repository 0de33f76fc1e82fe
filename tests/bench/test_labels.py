"""Rows are labelled by what of them is gold body."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.labels import align_rows, row_labels

FIRST = "The council voted on Monday to rebuild the old market hall by the river."
SECOND = "Work is to begin in spring, said the mayor, and the politics of it are settled."
THIRD = "Traders had asked for years that the roof, which leaks, be mended before winter."


def test_body_rows_among_others() -> None:
    """Body rows get 1 and the rest 0, also a menu word and a teaser that repeat words of the body."""
    rows = [
        "Politics",
        "The council",
        "Market hall to be rebuilt",
        FIRST,
        "Read also: Rain",
        SECOND,
        "Politics",
    ]
    assert row_labels(rows, [FIRST, SECOND]) == [0, 0, 0, 1, 0, 1, 0]


def test_one_copy_of_a_repeated_text() -> None:
    """Of a text the page holds twice, the copy that stands with the rest of the body is labelled."""
    assert row_labels([FIRST, *["Menu item"] * 40, FIRST, SECOND, THIRD], [FIRST, SECOND, THIRD])[:1] == [0]
    assert row_labels([FIRST, SECOND, THIRD, *["Menu item"] * 40, THIRD], [FIRST, SECOND, THIRD])[-1] == 0


def test_short_rows_between_matched_ones() -> None:
    """A short row of the gold counts where the gold has it, and not elsewhere on the page."""
    rows = ["Roof", FIRST, "Roof", SECOND, "Yes.", THIRD, "Yes."]
    assert row_labels(rows, [FIRST, "Roof", SECOND, "Yes.", THIRD]) == [0, 1, 1, 1, 1, 1, 0]


def test_paragraphs_cut_otherwise() -> None:
    """It does not matter where the gold's paragraphs end: rows are labelled by their words."""
    words = f"{FIRST} {SECOND} {THIRD}".split()
    rows = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    assert row_labels(["Menu", *rows, "Footer"], [FIRST, SECOND, THIRD]) == [0, *[1] * len(rows), 0]
    assert row_labels(["Menu", FIRST, SECOND], [f"{FIRST} {SECOND}"]) == [0, 1, 1]


def test_gold_in_another_order() -> None:
    """Gold in another order than the page's is found too."""
    assert row_labels([FIRST, "Advertisement", SECOND, THIRD], [THIRD, FIRST, SECOND]) == [1, 0, 1, 1]


def test_part_of_a_row() -> None:
    """A row that is body in part gets that part as its label."""
    label = row_labels(
        [FIRST, f"{SECOND} Subscribe to our letter and never miss a story again"], [FIRST, SECOND]
    )[1]
    assert 0.5 < label < 0.7


def test_row_without_words() -> None:
    """A row without words is labelled like the lesser of its neighbours."""
    assert row_labels([FIRST, "* * *", SECOND, "—", "Menu"], [FIRST, SECOND]) == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("body", "menu"),
    [
        (["市议会周一投票决定重建河边的旧市场大厅。", "市长说工程将于春天开始，争论已经平息。"], "市长"),
        (["สภาเมืองลงมติเมื่อวันจันทร์ให้สร้างตลาดเก่าริมแม่น้ำขึ้นใหม่", "นายกเทศมนตรีกล่าวว่างานจะเริ่มในฤดูใบไม้ผลิ"], "เมือง"),
        (
            [
                "Dewan kota memutuskan pada Senin untuk membangun kembali pasar lama.",
                "Pekerjaan dimulai April.",
            ],
            "Kota",
        ),
    ],
)
def test_other_scripts(body: list[str], menu: str) -> None:
    """Scripts that are counted by character are aligned as well."""
    assert row_labels([menu, body[0], menu, body[1], menu], body) == [0, 1, 0, 1, 0]


def test_nothing_to_align() -> None:
    """No rows, no gold, or nothing in common give labels of nought."""
    assert row_labels([], [FIRST]) == []
    assert row_labels([FIRST, ""], []) == [0, 0]
    assert row_labels([FIRST], ["Something else entirely, which the page does not hold at all."]) == [0]


@given(
    st.lists(st.text(alphabet="ab c\n", max_size=30), max_size=12),
    st.lists(st.text(alphabet="ab c"), max_size=6),
)
def test_shares_are_shares(rows: list[str], gold: list[str]) -> None:
    """Whatever is aligned, there is one share for each row and each paragraph, between 0 and 1."""
    found = align_rows(rows, gold)
    assert len(found.rows) == len(rows)
    assert len(found.gold) == len(gold)
    assert all(0 <= share <= 1 for share in found.rows + found.gold)


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, "Menu", "Read also"]), max_size=12))
def test_no_word_of_the_gold_is_given_twice(rows: list[str]) -> None:
    """The labelled words never outnumber the gold's."""
    gold = [FIRST, THIRD]
    labels = row_labels(rows, gold)
    given_out = sum(label * len(row.split()) for row, label in zip(rows, labels, strict=True))
    assert given_out <= sum(len(line.split()) for line in gold) + 1e-6


def test_time_is_linear() -> None:
    """A page of 100,000 words, or of one word over and over, takes seconds at most."""
    picked = random.Random(1)  # noqa: S311 - a test page, not a secret
    words = [str(picked.randrange(500)) for _ in range(100_000)]
    rows = [" ".join(words[at : at + 25]) for at in range(0, len(words), 25)]
    start = time.thread_time()
    row_labels(rows, rows[1000:3000])
    row_labels(["a"] * 100_000, ["a"] * 50_000)
    assert time.thread_time() - start < 10
