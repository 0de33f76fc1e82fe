"""Learning: the loss is what it says, and examples are chosen and stacked as they should be."""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path

import numpy as np
import pytest

from lugas.blocks.lexicon import SLOTS, WordKeys, slot_of, split_words, word_keys
from lugas.blocks.measure import layout
from lugas.blocks.tagger import read_weights, run_network
from tests.train.pages import load_pages
from train.examples import Example, examples_of

torch = pytest.importorskip("torch")

from train.__main__ import card_of, write  # noqa: E402 - only where torch is installed
from train.learn import (  # noqa: E402 - as above
    F1_WEIGHT,
    KIND_WEIGHT,
    MOST_ROWS,
    PAGES_AT_ONCE,
    TITLE_WEIGHT,
    batches,
    choose_words,
    find_words,
    judge,
    learn,
    loss_of,
    one_style_each,
    scale_of,
    stack,
    stack_words,
    table,
)

NAN = math.nan
HALF = math.log(2)  # the cross entropy of a chance of one half


def dice(seed: int = 1) -> random.Random:
    """Give dice that fall the same each time."""
    return random.Random(seed)  # noqa: S311 - they need be repeatable, not unguessable


def example(identity: str = "a", rows: int = 3, style: str = "", kind: str = "", fill: float = 0) -> Example:
    """Make an example of two numbers a row, whose first row is body and title."""
    first = np.zeros(rows, np.float32)
    first[0] = 1
    words = np.full(rows, 10, np.float32)
    values = np.full((rows, 2), fill, np.float16)
    return Example(
        "set",
        identity,
        "",
        "",
        kind,
        style,
        values,
        word_keys(split_words([])),
        first,
        first.copy(),
        words,
        ["x"] * rows,
        "",
    )


def saying(site: str, *texts: str) -> Example:
    """Make an example of a site whose rows say something."""
    made = example(rows=len(texts))
    made.site, made.keys = site, word_keys(split_words(list(texts)))
    return made


def loss(
    out: list[list[float]], body: list[float], words: list[float], title: list[float] | None = None
) -> float:
    """Give the loss of one page, each of whose rows has two logits."""
    titles = title or [NAN] * len(body)
    logits, labels, heads, counts = (
        torch.tensor([part], dtype=torch.float32) for part in (out, body, titles, words)
    )
    found: float = loss_of(logits, labels, heads, counts, torch.ones(1)).item()
    return found


def test_loss_of_doubt() -> None:
    """Of a page judged by a coin the loss is the entropy of a coin, and half of its soft F1 is missing."""
    assert loss([[0, 0], [0, 0]], [1, 0], [10, 10]) == pytest.approx(HALF + F1_WEIGHT * 0.5)


def test_loss_of_the_title() -> None:
    """A known title adds the entropy of each row's title; an unknown one adds nothing."""
    known = loss([[0, 0], [0, 0]], [1, 0], [10, 10], [1, 0])
    assert known == pytest.approx(HALF + F1_WEIGHT * 0.5 + TITLE_WEIGHT * 2 * HALF)


def test_loss_of_certainty() -> None:
    """Right and sure costs nothing, wrong and sure costs much."""
    assert loss([[30, 0], [-30, 0]], [1, 0], [10, 10]) == pytest.approx(0, abs=1e-6)
    assert loss([[-30, 0], [30, 0]], [1, 0], [10, 10]) > 20


def test_loss_leaves_out_what_is_unknown() -> None:
    """Rows of padding, rows without a label and rows without words make no difference."""
    plain = loss([[1, 0], [0, 0]], [1, 0], [10, 10])
    assert loss([[1, 0], [0, 0], [9, 9]], [1, 0, NAN], [10, 10, -1]) == pytest.approx(plain)
    assert loss([[1, 0], [0, 0], [9, 9]], [1, 0, NAN], [10, 10, 10]) == pytest.approx(plain)
    assert loss([[1, 0], [0, 0], [9, 9]], [1, 0, 0], [10, 10, 0]) == pytest.approx(plain)


def test_loss_of_pages_known_in_part() -> None:
    """Where most rows are unknown, or none is body, there is no F1 to speak of."""
    assert loss([[0, 0]] * 3, [1, NAN, NAN], [10, 10, 10]) == pytest.approx(HALF)
    assert loss([[0, 0]] * 2, [0, 0], [10, 10]) == pytest.approx(HALF)
    assert math.isfinite(loss([[0, 0]], [NAN], [10]))


def test_long_rows_weigh_more() -> None:
    """A mistake in a long row costs more than one in a short row."""
    wrong_long = loss([[-2, 0], [2, 0]], [1, 1], [100, 5])
    wrong_short = loss([[2, 0], [-2, 0]], [1, 1], [100, 5])
    assert wrong_long > wrong_short


def test_pages_weigh() -> None:
    """The loss of several pages is their mean by weight."""
    out, labels = torch.zeros(2, 1, 2), torch.tensor([[1.0], [1.0]])
    out[0, 0, 0], out[1, 0, 0] = 30, -30
    unknown, words = torch.full((2, 1), NAN), torch.full((2, 1), 10.0)
    both = [
        loss_of(out, labels, unknown, words, torch.tensor(weight)).item() for weight in ([1.0, 1], [3, 1])
    ]
    assert both[0] == pytest.approx(2 * both[1])


def test_one_style_each() -> None:
    """Of each page one copy is taken, by a chance that can be repeated, and in time each of them."""
    styles = ("blank", "single", "wet")
    examples = [example(identity, style=style) for identity in "abc" for style in styles]
    found = one_style_each(examples, dice())
    assert [one.id for one in found] == ["a", "b", "c"]
    assert [one.style for one in found] == [one.style for one in one_style_each(examples, dice())]
    again = dice(2)
    assert {one_style_each(examples, again)[0].style for _ in range(60)} == set(styles)


def test_same_names_in_other_sets() -> None:
    """Pages of two sets that bear one name are two pages."""
    other = example("a")
    other.set_name = "other"
    assert len(one_style_each([example("a"), other], dice())) == 2


def test_batches() -> None:
    """Batches hold every page once, few at a time."""
    examples = [example(str(number), rows=number + 1) for number in range(30)]
    found = batches(examples, dice())
    assert sorted(one.id for batch in found for one in batch) == sorted(one.id for one in examples)
    assert max(map(len, found)) <= PAGES_AT_ONCE


def test_stack() -> None:
    """Pages are padded to the longest with what the loss leaves out; other kinds of page weigh less."""
    values, body, title, words, weight = stack([example(rows=2, fill=5), example(rows=4, kind="forum")])
    assert values.shape == (2, 4, 2)
    assert values[0, :, 0].tolist() == [5, 5, 0, 0]
    assert words.tolist() == [[10, 10, -1, -1], [10] * 4]
    assert torch.isnan(body[0, 2:]).all()
    assert torch.isnan(title[1]).all()
    assert weight.tolist() == pytest.approx([1, KIND_WEIGHT])


def test_very_long_pages() -> None:
    """Of a very long page a part is learned from."""
    assert stack([example(rows=MOST_ROWS + 5)])[0].shape[1] == MOST_ROWS


def test_scale() -> None:
    """Numbers are scaled by mean and spread over all rows; one that never changes is not blown up."""
    one, other = example(rows=2, fill=1), example(rows=2, fill=3)
    one.values[:, 1] = other.values[:, 1] = 7
    mean, scale = scale_of([one, other])
    assert mean.tolist() == [2, 7]
    assert scale.tolist() == pytest.approx([1, 20])


def test_learning(tmp_path: Path) -> None:
    """A few rounds over two pages give weights that run, that tell body from menu, and that are the same again."""
    torch.set_num_threads(1)
    examples = [made for page in load_pages(tmp_path) for made in examples_of(page, "html")]
    hidden = [layout("html")["classes"]]
    told: list[str] = []
    weights = learn(examples, hidden, epochs=15, seed=1, say=told.append)
    assert len(told) == 15
    chance = run_network(weights, examples[0].values.astype(np.float32), examples[0].keys)[:, 0]
    assert chance[[3, 5]].min() > chance[[0, 1, 4, 6]].max()
    again = learn(examples, hidden, epochs=15, seed=1, say=told.append)
    assert all(again.layers[name].tobytes() == value.tobytes() for name, value in weights.layers.items())
    assert again.lexicon.vectors.tobytes() == weights.lexicon.vectors.tobytes()
    scores = judge(weights, examples)
    assert list(scores) == [("naeb", "")]
    assert table(scores).startswith("naeb")


def test_words_that_sites_share() -> None:
    """Words are learned that enough sites say, those of the most sites first; a site counts once."""
    pages = [
        saying("a", "photo by", "photo one"),
        saying("a", "photo"),
        saying("b", "photo by"),
        saying("c", "photo"),
    ]
    shared = choose_words(pages, sites=3)
    assert shared.tolist() == sorted(set(word_keys(split_words(["photo"])).keys.tolist()))
    assert set(shared.tolist()) < set(choose_words(pages, sites=2).tolist())
    assert len(choose_words(pages, sites=1, most=3)) == 3
    assert len(choose_words(pages, sites=4)) == 0


def test_one_word_a_slot() -> None:
    """Of two words that would share a slot the one more sites say is learned."""
    beside = np.array([5, 6], np.uint32)  # neighbours in one slot
    assert len(set(slot_of(beside).tolist())) == 1 < SLOTS
    pages = [example(str(at)) for at in range(3)]
    for at, page in enumerate(pages):
        page.site, page.keys = str(at), WordKeys(np.array([0, 0]), beside)
    pages[0].keys = WordKeys(np.array([0]), beside[1:])
    assert choose_words(pages, sites=1).tolist() == [6]


def test_words_of_a_batch() -> None:
    """The words of a batch's rows stand on end, row by row, padding without any; now and then some are hidden."""
    pages = [saying("a", "photo by", "", "by"), saying("b", "photo")]
    known = choose_words(pages, sites=1)
    said = [find_words(known, page) for page in pages]
    assert [len(places) for _, places in said] == [8, 2]
    assert said[0][0].tolist() == [0] * 6 + [2] * 2
    seen = {len(stack_words(said, 4, dice(seed))[0]) for seed in range(40)}
    assert max(seen) > 7
    assert 0 in seen
    places, begins = next(
        found for seed in range(99) if len((found := stack_words(said, 4, dice(seed)))[0]) > 7
    )
    assert len(begins) == 8
    assert begins.tolist() == sorted(begins.tolist())
    assert int(places.max()) < len(known)
    short = stack_words(said, 1, dice())
    assert len(short[1]) == 2


def test_weights_on_disk(tmp_path: Path) -> None:
    """Weights are read back as they were learned, and their card tells of which pages and how they were made."""
    examples = examples_of(load_pages(tmp_path)[0], "html")
    told: list[str] = []
    weights = learn(examples, [], epochs=1, say=told.append)
    write(tmp_path / "new" / "html.npz", weights)
    found = read_weights(tmp_path / "new" / "html.npz")
    assert all(found.layers[name].tobytes() == value.tobytes() for name, value in weights.layers.items())
    assert found.lexicon.vectors.tobytes() == weights.lexicon.vectors.tobytes()
    given = argparse.Namespace(epochs=14, seed=1, folds=5)
    card = card_of("html", examples, 7, given, "naeb 1\nall 1")
    assert card["numbers"] == examples[0].values.shape[1]
    assert card["words"] == 7
    assert card["examples"] == {"naeb": 1}
    assert card["cross-validated by site"] == ["naeb 1", "all 1"]
    assert "--door html --folds 5 --epochs 14 --seed 1 --out FOLDER" in str(card["with"])
