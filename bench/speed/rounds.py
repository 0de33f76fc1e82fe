"""Rounds over the pages, every job on each page in turn, so that what slows the machine slows them all."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

import lugas
from bench.pages import LabelledPage
from bench.quality.ours import text_of
from bench.speed.jobs import JOBS, OURS, Job
from bench.visible import visible_text

__all__ = ["spread", "time_copied", "time_pages"]

WARM_UP = 5


def time_pages(pages: Sequence[LabelledPage], rounds: int, jobs: Sequence[Job] = JOBS) -> dict[str, Any]:
    """Give for each job its milliseconds a page, and its time over ours: median, least and most of the rounds."""
    given = [(page.content, text_of(page), page.url) for page in pages]
    for each in given[:WARM_UP]:
        for job in jobs:
            job.run(*each)
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    for number in range(rounds):
        spent = dict.fromkeys(times, 0.0)
        gc.collect()
        for place, each in enumerate(given):
            first = (number + place) % len(jobs)  # no job always comes after the same one
            for job in (*jobs[first:], *jobs[:first]):
                begun = time.process_time()
                job.run(*each)
                spent[job.name] += time.process_time() - begun
        for name, seconds in spent.items():
            times[name].append(seconds)
    return {
        job.name: {
            "version": job.version,
            "milliseconds": spread([1000 * seconds / len(given) for seconds in times[job.name]]),
            "over_ours": spread(
                [theirs / ours for theirs, ours in zip(times[job.name], times[OURS], strict=True)]
            ),
        }
        for job in jobs
    }


def time_copied(pages: Sequence[LabelledPage], rounds: int) -> dict[str, Any]:
    """Give how many pages of copied text we read a second: median, least and most of the rounds."""
    texts = [visible_text(text_of(page), "blank") for page in pages]
    rates = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for text in texts:
            lugas.read(text, form="text")
        rates.append(len(texts) / (time.process_time() - begun))
    return {"pages_a_second": spread(rates[1:])}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Give the median, the least and the most, to four digits."""
    return {
        name: float(f"{value:.4g}")
        for name, value in (("median", median(values)), ("least", min(values)), ("most", max(values)))
    }
