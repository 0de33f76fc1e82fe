"""Learning: examples in, weights out; and how good weights are on examples they have not seen."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from bench.measures import word_f1
from lugas.blocks.lexicon import Lexicon, slot_of
from lugas.blocks.tagger import FARTHEST, Weights, run_network, stricter
from train.examples import Example
from train.network import Tagger

__all__ = ["EPOCHS", "judge", "learn", "scale_of", "table"]

# Rounds over all pages. Of each page that was copied in several styles a round sees one copy.
EPOCHS = {"html": 14, "text": 16}
MOST_ROWS = 1200  # a longer page is learned from in part
PAGES_AT_ONCE = 12
# Pages that are no articles teach the body of articles less.
KIND_WEIGHT = 0.35
TITLE_WEIGHT = 0.15
F1_WEIGHT = 0.5
# How often a group of numbers is hidden from a page: hints and words that other sites will not have.
HIDE = 0.25
# The same for all words of a page, and for each of them.
HIDE_WORDS, HIDE_WORD = 0.4, 0.3
# A word is learned when so many sites use it; so many words at most, those of the most sites.
SITES, WORDS = 15, 12_000


def scale_of(examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the mean of every number and one over its spread, over all rows."""
    total = np.zeros(examples[0].values.shape[1], np.float64)
    square = total.copy()
    count = 0
    for example in examples:
        values = example.values.astype(np.float64)
        total += values.sum(0)
        square += (values**2).sum(0)
        count += len(values)
    mean = total / count
    spread = np.sqrt(np.maximum(square / count - mean**2, 0))
    return mean.astype(np.float32), (1 / np.maximum(spread, 0.05)).astype(np.float32)


def choose_words(examples: Sequence[Example], sites: int = SITES, most: int = WORDS) -> NDArray[np.uint32]:
    """Choose the words to learn: the keys that the most sites share, one a slot; rising."""
    numbers: dict[str, int] = {}
    parts = []
    for example in examples:
        site = numbers.setdefault(example.site, len(numbers))
        parts.append((np.unique(example.keys.keys).astype(np.uint64) << np.uint64(32)) | np.uint64(site))
    pairs = np.unique(np.concatenate(parts))
    keys, shared = np.unique((pairs >> np.uint64(32)).astype(np.uint32), return_counts=True)
    order = np.argsort(-shared, kind="stable")
    order = order[shared[order] >= sites]
    _, firsts = np.unique(slot_of(keys[order]), return_index=True)
    return np.sort(keys[order[np.sort(firsts)[:most]]])


def learn(
    examples: Sequence[Example],
    hidden: Sequence[slice],
    *,
    epochs: int = EPOCHS["html"],
    seed: int = 1,
    device: str = "cpu",
    say: Callable[[str], None] = print,
) -> Weights:
    """Learn a tagger's weights from examples; `hidden` are the groups of numbers hidden from a page now and then."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    mean, scale = scale_of(examples)
    known = choose_words(examples)
    said = {id(example): find_words(known, example) for example in examples}
    net = Tagger(form_of(examples[0]), examples[0].values.shape[1], len(known)).to(device)
    best = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-2)
    steps = epochs * (len(one_style_each(examples, dice)) // PAGES_AT_ONCE + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, 4e-3, total_steps=steps, pct_start=0.15)
    centre, wide = torch.tensor(mean, device=device), torch.tensor(scale, device=device)
    for epoch in range(epochs):
        net.train()
        losses = []
        for batch in batches(one_style_each(examples, dice), dice):
            values, body, title, words, weight = (part.to(device) for part in stack(batch))
            mask = (words >= 0).float()
            scaled = ((values - centre) * wide).clamp(-FARTHEST, FARTHEST)
            for group in hidden:
                shown = torch.tensor([dice.random() > HIDE for _ in batch], device=device).float()
                scaled[:, :, group] *= shown[:, None, None]
            words_of_rows = stack_words([said[id(example)] for example in batch], mask.shape[1], dice)
            out = net(scaled * mask.unsqueeze(-1), mask, *(part.to(device) for part in words_of_rows))
            loss = loss_of(out, body, title, words, weight)
            best.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            plan.step()
            losses.append(loss.item())
        say(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")
    learned: Weights = net.export(mean, scale, known)
    return learned


def form_of(example: Example) -> str:
    """Tell through which door an example came: copies have a style."""
    return "text" if example.style else "html"


def find_words(known: NDArray[np.uint32], example: Example) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the known words of an example: their rows, rising, and their places among `known`."""
    none = np.zeros((len(known), 0), np.int8)
    return Lexicon.of(known, none, 1.0).find(example.keys)


def stack_words(
    said: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]], rows: int, dice: random.Random
) -> tuple[Tensor, Tensor]:
    """Put the words of a batch's rows on end, some of them hidden; gives their places and where each row's begin."""
    chance = np.random.default_rng(dice.getrandbits(32))
    found, counts = [], []
    for at, places in said:
        keep = (at < rows) & (chance.random(len(at)) > HIDE_WORD) & (dice.random() > HIDE_WORDS)
        found.append(places[keep])
        counts.append(np.bincount(at[keep], minlength=rows))
    ends = np.cumsum(np.concatenate(counts))
    begins = np.append(0, ends[:-1])
    return torch.from_numpy(np.concatenate(found)), torch.from_numpy(begins)


def one_style_each(examples: Sequence[Example], dice: random.Random) -> list[Example]:
    """Choose one copy of every page by chance, where pages were copied in several styles."""
    copies: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        copies[(example.set_name, example.id)].append(example)
    return [dice.choice(several) for several in copies.values()]


def batches(examples: Sequence[Example], dice: random.Random) -> list[list[Example]]:
    """Part examples into batches of pages of like length, in an order of chance."""
    order = sorted(examples, key=lambda example: len(example.values) * dice.uniform(0.8, 1.25))
    found = [list(order[at : at + PAGES_AT_ONCE]) for at in range(0, len(order), PAGES_AT_ONCE)]
    dice.shuffle(found)
    return found


def stack(batch: Sequence[Example]) -> tuple[Tensor, ...]:
    """Stack pages, padded; padding has -1 words and unknown labels."""
    rows = min(max(len(example.values) for example in batch), MOST_ROWS)
    width = batch[0].values.shape[1]
    values = np.zeros((len(batch), rows, width), np.float32)
    body = np.full((len(batch), rows), np.nan, np.float32)
    title = np.full((len(batch), rows), np.nan, np.float32)
    words = np.full((len(batch), rows), -1, np.float32)
    weight = np.ones(len(batch), np.float32)
    for index, example in enumerate(batch):
        count = min(len(example.values), rows)
        values[index, :count] = example.values[:count]
        body[index, :count] = example.body[:count]
        title[index, :count] = example.title[:count]
        words[index, :count] = example.words[:count]
        if example.kind not in {"", "article"}:
            weight[index] = KIND_WEIGHT
            title[index] = np.nan
    return tuple(torch.tensor(part) for part in (values, body, title, words, weight))


def loss_of(out: Tensor, body: Tensor, title: Tensor, words: Tensor, weight: Tensor) -> Tensor:
    """Give the loss: cross entropy by words, one minus the soft F1 of each page, and the title's cross entropy."""
    known = ~torch.isnan(body)
    target = torch.nan_to_num(body)
    heavy = (0.5 + words.clamp(min=0)).sqrt() * known * (words > 0)
    share = heavy / heavy.sum(1, keepdim=True).clamp(min=1e-6)
    each = torch.nn.functional.binary_cross_entropy_with_logits(out[..., 0], target, reduction="none")
    entropy = (each * share).sum(1)
    mass = words.clamp(min=0) * known
    chance = torch.sigmoid(out[..., 0])
    both = (chance * target * mass).sum(1)
    f1 = 2 * both / ((chance * mass).sum(1) + (target * mass).sum(1)).clamp(min=1)
    whole = ((target * mass).sum(1) > 0) & (known.sum(1) > 0.5 * (words >= 0).sum(1))
    page = entropy + F1_WEIGHT * (1 - f1) * whole
    named = ~torch.isnan(title)
    if named.any():
        each_title = torch.nn.functional.binary_cross_entropy_with_logits(
            out[..., 1], torch.nan_to_num(title), reduction="none"
        )
        page = page + TITLE_WEIGHT * (each_title * named).sum(1)
    return (page * weight).sum() / weight.sum()


def judge(
    weights: Weights | Sequence[Weights], examples: Sequence[Example], threshold: float = 0.5
) -> dict[tuple[str, str], list[tuple[float, str]]]:
    """Give the word F1 of each page with a gold body, by set and style of copying."""
    several = [weights] if isinstance(weights, Weights) else weights
    found: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for example in examples:
        if not example.gold or example.kind not in {"", "article"}:
            continue
        values = example.values.astype(np.float32)
        body = np.mean([run_network(one, values, example.keys)[:, 0] for one in several], axis=0)
        chance = stricter(body, form_of(example))
        text = "\n".join(text for text, sure in zip(example.texts, chance, strict=True) if sure >= threshold)
        found[(example.set_name, example.style)].append((word_f1(text, example.gold)[0], example.id))
    return found


def table(found: dict[tuple[str, str], list[tuple[float, str]]]) -> str:
    """Set the scores out, a line a set."""
    lines = []
    for (name, style), scores in sorted(found.items()):
        values = [score for score, _ in scores]
        near = sum(value >= 0.99 for value in values) / len(values)
        lines.append(f"{name:<18}{style:<9}{len(values):>5}  F1 {np.mean(values):.4f}  near-exact {near:.3f}")
    return "\n".join(lines)
