"""Printing what a comparison came to."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench.quality.compare import OURS, Outcome
from bench.quality.score import SetScore

__all__ = ["print_languages", "print_set", "print_worst"]

FEW = 5  # pages; a language with no more is too few to judge


def print_set(console: Console, name: str, outcome: Outcome) -> None:
    """Print one set's figures, a line for each contender, the best in bold."""
    scores = outcome.sets[name]
    best = max(score.f1 for score in scores.values())
    table = Table(title=f"{name}: {next(iter(scores.values())).pages} pages", title_justify="left")
    table.add_column("")
    for column in ("F1", "precision", "recall", "near-exact", "ms a page"):
        table.add_column(column, justify="right")
    for contender, score in scores.items():
        label = f"{contender} {outcome.versions.get(contender, '')}".strip()
        table.add_row(label, *_figures(score), style="bold" if score.f1 == best else None)
    console.print(table)
    for contender, score in scores.items():
        for failure, pages in score.failures.items():
            console.print(f"{contender} gave nothing for {pages} pages: {failure}", markup=False)


def _figures(score: SetScore) -> tuple[str, ...]:
    return (
        *(figure(x) for x in (score.f1, score.precision, score.recall, score.near_exact)),
        f"{score.ms:.1f}",
    )


def figure(value: float) -> str:
    """Write a share with three places: `.921`, `1.000`."""
    return f"{value:.3f}".removeprefix("0")


def print_languages(console: Console, name: str, outcome: Outcome) -> None:
    """Print the F1 of every contender by language, where a set has several."""
    scores = outcome.sets[name]
    languages = next(iter(scores.values())).languages
    if len(languages) < 2:
        return
    table = Table(title=f"{name} by language (pages)", title_justify="left")
    table.add_column("")
    for contender in scores:
        table.add_column(contender, justify="right")
    for language, (pages, _) in languages.items():
        row = [figure(score.languages[language][1]) for score in scores.values()]
        table.add_row(f"{language} ({pages})", *row, style=None if pages > FEW else "dim")
    console.print(table)


def print_worst(console: Console, name: str, outcome: Outcome) -> None:
    """Print our worst pages of a set, with what they lost and kept."""
    score = outcome.sets[name].get(OURS)
    if score is None:
        return
    table = Table(title=f"{name}: the worst pages", title_justify="left", show_lines=True)
    for column in ("F1", "page", "verdict", "reason"):
        table.add_column(column, overflow="fold")
    for entry in score.worst:
        table.add_row(
            figure(entry["f1"]),
            f"{entry['id']}\n{entry['url']}",
            entry["verdict"],
            entry["reason"].replace("; ", "\n"),
        )
    console.print(table, markup=False)
