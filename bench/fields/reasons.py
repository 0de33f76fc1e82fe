"""Why a field of ours is not the gold: whether the gold was seen on the page and lost, or what stands in its place."""

from __future__ import annotations

import datetime as dt

from bench.fields.ours import Answer, values_as, where
from bench.fields.values import Values, day_of, gold_of, instant_of, items, names, squash
from bench.measures import word_f1
from bench.pages import LabelledPage

__all__ = ["reason_of"]

ALIKE = 0.6  # word F1 from which two titles are about the same


def reason_of(name: str, page: LabelledPage, answer: Answer) -> str:
    """Tell in a few words why a field differs from its gold, without any text of the page."""
    gold, values = gold_of(page), answer.values
    if seen := _seen(name, items(name, gold), answer):
        return seen
    if not items("day" if name == "instant" else name, values):
        return "nothing found"
    if name == "title":
        return _of_titles(values.title, gold.title)
    if name == "day":
        return _of_days(values.published, gold.published)
    if name == "instant":
        return _of_instants(values.published, gold.published)
    return _of_sets(name, values, gold)


def _seen(name: str, wanted: frozenset[str], answer: Answer) -> str:
    """Tell where the gold was seen, if it was."""
    finding = answer.finding(name)
    for rival in finding.rivals if finding is not None else ():
        if items(name, values_as(name, rival.value)) == wanted:
            return f"the gold lost: {where(rival)}"
    if name in ("day", "instant") and items(name, Values(published=answer.modified)) == wanted:
        return "the gold is given as the last change"
    return ""


def _of_titles(value: str, gold: str) -> str:
    ours, wanted = f" {squash(value)} ", f" {squash(gold)} "
    if wanted in ours:
        return "the gold and more"
    if ours in wanted:
        return "a part of the gold"
    if ours.replace(" ", "") == wanted.replace(" ", ""):
        return "the gold with other spaces"
    return "like the gold" if word_f1(value, gold).f1 >= ALIKE else "another title"


def _of_sets(name: str, values: Values, gold: Values) -> str:
    ours, wanted = items(name, values), items(name, gold)
    if name == "authors" and _words(ours) == _words(names(gold.authors)):
        return "the same words, split otherwise"
    if ours < wanted:
        return "some are missing"
    if wanted < ours:
        return "some are too many"
    return "some are others" if ours & wanted else "all are others"


def _words(some: frozenset[str]) -> list[str]:
    return sorted(word for one in some for word in one.split())


def _of_days(value: str, gold: str) -> str:
    ours, wanted = instant_of(value), instant_of(gold)
    if ours is not None and ours == wanted:
        return "the same instant in another zone"
    day = day_of(gold)
    if day_of(value) == f"{day[:4]}-{day[8:]}-{day[5:7]}":
        return "day and month the other way round"
    try:
        apart = abs(dt.date.fromisoformat(day_of(value)) - dt.date.fromisoformat(day)).days
    except ValueError:
        return "no day of the calendar"
    return "a day apart" if apart == 1 else "days apart" if apart < 8 else "more than a week apart"


def _of_instants(value: str, gold: str) -> str:
    same_day = day_of(value) == day_of(gold)
    if len(value) <= 10:
        return "the day alone" if same_day else "another day alone"
    ours, wanted = instant_of(value), instant_of(gold)
    if ours is None or wanted is None:
        clock = value[:16].replace(" ", "T") == gold[:16].replace(" ", "T")
        return "the clock without its zone" if clock else "another clock without a zone"
    seconds = abs((ours - wanted).total_seconds())
    if seconds <= 14 * 3600 and seconds % 1800 == 0:
        return "hours apart, to the minute"
    return "minutes apart" if seconds < 1800 else "another time of the day" if same_day else "another day"
