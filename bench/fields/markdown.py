"""The tables of the documentation about the fields; `bench.quality.markdown` writes them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from bench.fields.goals import VERDICT_GOAL, goal_of
from bench.fields.verdicts import ARTICLE, given_verdicts
from bench.quality.plan import OURS
from bench.quality.tables import figure

__all__ = ["TABLES"]

Record = dict[str, Any]
Scores = Mapping[str, Mapping[str, Any]]  # of one field, by contender
# What a field is called where a reader has seen no code.
SAID = {
    "title": "title",
    "authors": "authors",
    "day": "published: day",
    "instant": "published: instant",
    "tags": "tags",
}
# What a set's pages are, as a reader who never heard of the sets is told.
PAGES = {
    "anpandu": "Indonesian pages",
    "fundus-sites": "pages of 40 countries",
    "naeb": "English news pages",
    "wcxb-dev": "articles of 1,295 domains",
}
WIDTH = 118
COMMON = 3  # pages; a reason for fewer of a field is not shown


def summary(record: Record) -> str:
    """Give the table of the front page: a row a field, a column a set, each ours and the best peer's."""
    sets = sorted(record["sets"], key=lambda name: -_pages(record["sets"][name]))
    heads = " | ".join(
        f"{_pages(record['sets'][name])} {PAGES.get(name, f'pages of {name}')}" for name in sets
    )
    lines = [f"| agreement with the gold | {heads} |", "|---|" + "---|" * len(sets)]
    for field, said in SAID.items():
        cells = [_beside(record["sets"][name].get(field, {})) for name in sets]
        if any(cells):
            lines.append(f"| {said} | {' | '.join(cells)} |")
    return "\n".join(lines)


def beside_peers(record: Record) -> str:
    """Give the agreement of every contender on every field of every set, with the goal."""
    names = list(record["contenders"])
    lines = [
        f"| set | field | pages | {' | '.join(names)} | goal |",
        "|---|---|---|" + "---|" * (len(names) + 1),
    ]
    for name, fields in record["sets"].items():
        for field, beside in fields.items():
            best = max(score["agreed"] for score in beside.values())
            cells = [_cell(beside.get(one), best) for one in names]
            goal = goal_of(name, field)
            shown = "" if goal is None else _short(goal)
            row = (name, SAID[field], str(_of(beside)), *cells, shown)
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


def people(record: Record) -> str:
    """Give what the authors come to name by name: precision, recall, pages with a wrong name and with none."""
    lines = [
        "| set | contender | precision | recall | with a wrong name | without any |",
        "|---|---|---|---|---|---|",
    ]
    for name, fields in record["sets"].items():
        for contender, score in fields.get("authors", {}).items():
            shares = (score["precision"], score["recall"], score["wrong"], score["without"])
            lines.append(f"| {name} | {contender} | {' | '.join(map(figure, shares))} |")
    return "\n".join(lines)


def reasons(record: Record) -> str:
    """Give why our values are not the gold, for every field over all sets, the most frequent first."""
    lines = ["| field | pages that disagree | why, with the pages |", "|---|---|---|"]
    for field, said in SAID.items():
        counts: dict[str, int] = {}
        for fields in record["sets"].values():
            for reason, pages in fields.get(field, {}).get(OURS, {}).get("reasons", {}).items():
                counts[reason] = counts.get(reason, 0) + pages
        if not counts:
            continue
        frequent = sorted(counts, key=lambda reason: (-counts[reason], reason))
        told = [f"{reason} {counts[reason]}" for reason in frequent if counts[reason] >= COMMON]
        rest = sum(pages for pages in counts.values() if pages < COMMON)
        told += [f"others {rest}"] if rest else []
        lines.append(f"| {said} | {sum(counts.values())} | {', '.join(told)} |")
    return "\n".join(lines)


def verdicts(record: Record) -> str:
    """Give what each kind of page is taken for, and the F1 of articles against the rest."""
    parts = []
    for name, score in record["verdicts"].items():
        given = given_verdicts(score["kinds"])
        lines = [f"| kind | pages | {' | '.join(given)} |", "|---|---|" + "---|" * len(given)]
        for kind, counts in score["kinds"].items():
            cells = [str(counts.get(verdict, "")) for verdict in given]
            lines.append(f"| {kind} | {sum(counts.values())} | {' | '.join(cells)} |")
        said = (
            f"On {name}, {score['pages']:,} pages, articles against the rest: F1 {figure(score['f1'])} (goal"
            f" {_short(VERDICT_GOAL)}), precision {figure(score['precision'])}, recall {figure(score['recall'])}."
            f" With the verdict `{ARTICLE}` alone for an article, F1 {figure(score['named'])}."
        )
        parts += ["\n".join(lines), textwrap.fill(said, WIDTH)]
    return "\n\n".join(parts)


def settings(record: Record) -> str:
    """Give the version and the settings of every contender, and on how many pages it raised something."""
    lines = ["| contender | version | settings | pages it raised something on |", "|---|---|---|---|"]
    for name, about in record["contenders"].items():
        raised: dict[str, int] = {}
        for fields in record["sets"].values():
            for failure, pages in fields.get("title", {}).get(name, {}).get("raised", {}).items():
                raised[failure] = raised.get(failure, 0) + pages
        told = ", ".join(f"{failure} {pages}" for failure, pages in sorted(raised.items())) or "none"
        lines.append(f"| {name} | {about['version']} | {about['settings']} | {told} |")
    return "\n".join(lines)


def copied(record: Record) -> str:
    """Give our agreement from copied text beside that from the page's HTML, for every field of every set."""
    lines = [
        "| set | field | pages | from HTML | copied, with its address | copied alone |",
        "|---|---|---|---|---|---|",
    ]
    for name, fields in record.get("copied", {}).items():
        for field, beside in fields.items():
            ours = record["sets"][name][field][OURS]
            shares = (ours["agreed"], *(beside[way]["agreed"] for way in ("with its address", "alone")))
            lines.append(f"| {name} | {SAID[field]} | {_of(beside)} | {' | '.join(map(figure, shares))} |")
    return "\n".join(lines)


def copied_people(record: Record) -> str:
    """Give what the authors of copied text, with its address, come to name by name."""
    lines = ["| set | precision | recall | with a wrong name | without any |", "|---|---|---|---|---|"]
    for name, fields in record.get("copied", {}).items():
        if "authors" in fields:
            score = fields["authors"]["with its address"]
            shares = (score["precision"], score["recall"], score["wrong"], score["without"])
            lines.append(f"| {name} | {' | '.join(map(figure, shares))} |")
    return "\n".join(lines)


TABLES: dict[str, Callable[[Record], str]] = {
    "authors": people,
    "beside the peers": beside_peers,
    "copied text": copied,
    "copied text, authors": copied_people,
    "reasons": reasons,
    "settings": settings,
    "summary": summary,
    "verdicts": verdicts,
}


def _pages(fields: Mapping[str, Scores]) -> int:
    return max((_of(beside) for beside in fields.values()), default=0)


def _of(beside: Scores) -> int:
    return int(next(iter(beside.values()))["pages"])


def _beside(beside: Scores) -> str:
    """Give ours and the best peer's behind it, `.960 (.780 newspaper4k)`."""
    if OURS not in beside:
        return ""
    peers = {name: score["agreed"] for name, score in beside.items() if name != OURS}
    if not peers:
        return figure(beside[OURS]["agreed"])
    best = max(peers, key=lambda name: peers[name])
    return f"{figure(beside[OURS]['agreed'])} ({figure(peers[best])} {best})"


def _cell(score: Mapping[str, Any] | None, best: float) -> str:
    if score is None:
        return ""
    shown = figure(score["agreed"])
    return f"**{shown}**" if score["agreed"] == best else shown


def _short(goal: float) -> str:
    return f"{goal:.2f}".removeprefix("0")
