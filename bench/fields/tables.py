"""Printing how the fields agree, and where they do not."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench.fields.compare import OURS, Outcome
from bench.fields.goals import VERDICT_GOAL, goal_of
from bench.fields.score import FieldScore, best_of
from bench.fields.verdicts import given_verdicts
from bench.quality.tables import figure

__all__ = ["print_copied", "print_items", "print_set", "print_verdicts", "print_worst"]

SEVERAL = ("authors", "tags")  # fields of several items, where precision and recall say more


def print_set(console: Console, name: str, outcome: Outcome) -> None:
    """Print the agreement of every field of a set, a column for each contender, the best in bold."""
    if not outcome.sets[name]:
        return
    table = _titled(f"{name}: share of pages that agree with the gold", "field")
    for column in ("pages", *outcome.contenders, "goal"):
        table.add_column(column, justify="right")
    for field, beside in outcome.sets[name].items():
        best = max(score.agreed for score in beside.values())
        cells = [_bold(beside[one].agreed, best) if one in beside else "" for one in outcome.contenders]
        goal = goal_of(name, field)
        pages = next(iter(beside.values())).pages
        table.add_row(field, str(pages), *cells, "" if goal is None else figure(goal))
    console.print(table)
    raised = {
        (contender, failure): pages
        for beside in outcome.sets[name].values()
        for contender, score in beside.items()
        for failure, pages in score.raised.items()
    }
    for (contender, failure), pages in raised.items():
        console.print(f"{contender} raised {failure} on {pages} pages", markup=False)


def print_copied(console: Console, name: str, outcome: Outcome) -> None:
    """Print the agreement of our fields from copied text, a column for each way it is read."""
    if name not in outcome.copied:
        return
    table = _titled(f"{name}: share of pages that agree with the gold, from copied text", "field")
    ways = list(dict.fromkeys(way for beside in outcome.copied[name].values() for way in beside))
    for column in ("pages", *ways):
        table.add_column(column, justify="right")
    for field, beside in outcome.copied[name].items():
        pages = next(iter(beside.values())).pages
        table.add_row(field, str(pages), *(figure(beside[way].agreed) for way in ways))
    console.print(table)


def print_items(console: Console, name: str, outcome: Outcome) -> None:
    """Print precision and recall of names and tags, and how many pages are given a wrong one or none."""
    for field in SEVERAL:
        beside = outcome.sets[name].get(field, {})
        if not beside:
            continue
        table = _titled(f"{name}: {field}", "")
        for column in ("agreed", "precision", "recall", "with a wrong one", "without any"):
            table.add_column(column, justify="right")
        for contender, score in beside.items():
            shares = (score.agreed, score.precision, score.recall, score.wrong, score.without)
            table.add_row(contender, *map(figure, shares))
        console.print(table)


def print_verdicts(console: Console, name: str, outcome: Outcome) -> None:
    """Print how articles are told from the rest, what each kind of page is taken for, and pages taken wrongly."""
    if name not in outcome.verdicts:
        return
    score = outcome.verdicts[name]
    console.print(
        f"{name}: articles against the rest, {score.pages} pages: F1 {figure(score.f1)}"
        f" (goal {figure(VERDICT_GOAL)}), precision {figure(score.precision)}, recall {figure(score.recall)};"
        f" the verdict article alone: F1 {figure(score.named)}"
    )
    table = _titled(f"{name}: verdicts by kind of page", "kind")
    verdicts = given_verdicts(score.kinds)
    for column in verdicts:
        table.add_column(column, justify="right")
    for kind, counts in score.kinds.items():
        table.add_row(kind, *(str(counts.get(verdict, "")) for verdict in verdicts))
    console.print(table)


def print_worst(console: Console, name: str, outcome: Outcome, most: int) -> None:
    """Print our worst disagreements of every field, beside the gold and the best peer's value, and why."""
    for field, beside in outcome.scores[name].items():
        ours = beside.get(OURS, [])
        worst = sorted(
            (score for score in ours if score.agreed < 1), key=lambda one: (one.agreed, one.near, one.id)
        )
        if not worst:
            continue
        places = {score.id: place for place, score in enumerate(ours)}
        table = Table(
            title=f"{name}: {field}, the worst of {len(worst)}", title_justify="left", show_lines=True
        )
        for column in ("page", "gold", "ours", "best peer"):
            table.add_column(column, overflow="fold")
        for score in worst[:most]:
            peers = {one: some[places[score.id]] for one, some in beside.items() if one != OURS}
            table.add_row(f"{score.id}\n{score.url}", score.gold, _said(score), _best(peers))
        console.print(table, markup=False)
        for reason, pages in outcome.sets[name][field][OURS].reasons.items():
            console.print(f"{pages:4} {reason}", markup=False)
    missed = [one for one in outcome.judged.get(name, ()) if not one.right]
    if missed:
        table = Table(title=f"{name}: verdicts, {len(missed)} wrong", title_justify="left")
        for column in ("page", "kind", "verdict", "reason"):
            table.add_column(column, overflow="fold")
        for one in missed[:most]:
            table.add_row(f"{one.id} {one.url}", one.kind, one.verdict, one.reason)
        console.print(table, markup=False)


def _said(score: FieldScore) -> str:
    source = f"\n[{score.source}]" if score.source else ""
    return f"{score.value or '-'}{source}\n({score.reason})"


def _best(peers: dict[str, FieldScore]) -> str:
    best = best_of(peers)
    return f"{best[1].value or '-'}\n[{best[0]}]" if best else ""


def _bold(value: float, best: float) -> str:
    return f"[bold]{figure(value)}[/bold]" if value == best else figure(value)


def _titled(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    return table
