"""Printing what a comparison came to."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench.quality.compare import OURS, Outcome
from bench.quality.ours import HTML
from bench.quality.score import SetScore

__all__ = ["FEW", "figure", "print_copied", "print_languages", "print_merged", "print_set", "print_worst"]

FEW = 5  # pages; a language with no more is too few to judge
COLUMNS = ("F1", "precision", "recall", "near-exact", "ms a page", "empty")


def print_set(console: Console, name: str, outcome: Outcome) -> None:
    """Print one set's figures from markup, a line for each contender, the best in bold."""
    scores = outcome.sets[name].get(HTML, {})
    if not scores:
        return
    table = _titled(f"{name}: {_pages(scores)} pages", "", COLUMNS)
    best = max(score.f1 for score in scores.values())
    for contender, score in scores.items():
        label = f"{contender} {outcome.contenders[contender]['version']}"
        table.add_row(label, *_figures(score), style="bold" if score.f1 == best else None)
    console.print(table)
    for contender, score in scores.items():
        for failure, pages in score.failures.items():
            console.print(f"{contender} raised {failure} on {pages} pages", markup=False)


def print_copied(console: Console, name: str, outcome: Outcome) -> None:
    """Print our figures from copied text, a line for each style."""
    ways = {way: beside[OURS] for way, beside in outcome.sets[name].items() if way != HTML and OURS in beside}
    if not ways:
        return
    table = _titled(f"{name}: {_pages(ways)} pages as copied text", "", COLUMNS)
    for style, score in ways.items():
        table.add_row(f"{OURS}, {style}", *_figures(score))
    console.print(table)


def _titled(title: str, first: str, columns: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _pages(scores: dict[str, SetScore]) -> int:
    return next(iter(scores.values())).pages


def _figures(score: SetScore) -> tuple[str, ...]:
    shares = (score.f1, score.precision, score.recall, score.near_exact)
    return (*(figure(share) for share in shares), f"{score.ms:.1f}", str(score.empty))


def figure(value: float) -> str:
    """Write a share with three places: `.921`, `1.000`."""
    return f"{value:.3f}".removeprefix("0")


def print_languages(console: Console, name: str, outcome: Outcome) -> None:
    """Print the F1 of every contender by language, where a set has several."""
    every = {
        contender if way == HTML else f"{contender}, {way}": score
        for way, beside in outcome.sets[name].items()
        for contender, score in beside.items()
    }
    languages = next(iter(every.values())).languages if every else {}
    if len(languages) < 2:
        return
    table = _titled(f"{name} by language (pages)", "", tuple(every))
    for language, (pages, _) in languages.items():
        row = [figure(score.languages[language][1]) for score in every.values()]
        table.add_row(f"{language} ({pages})", *row, style=None if pages > FEW else "dim")
    console.print(table)


def print_merged(console: Console, outcome: Outcome) -> None:
    """Print the F1 of every contender by language over all sets together, of languages with enough pages."""
    records = [record for record in outcome.languages() if record["pages"] > FEW]
    if not records:
        return
    keys = [(way, contender) for way, beside in records[0]["f1"].items() for contender in beside]
    names = tuple(contender if way == HTML else f"{contender}, {way}" for way, contender in keys)
    table = _titled("all sets by language (pages)", "", names)
    for record in records:
        row = [figure(record["f1"][way][contender]) for way, contender in keys]
        table.add_row(f"{record['language']} ({record['pages']} with {record['gold']})", *row)
    console.print(table)


def print_worst(console: Console, name: str, outcome: Outcome) -> None:
    """Print our worst pages of a set, with what they lost and kept."""
    for way, beside in outcome.sets[name].items():
        worst = [entry for entry in beside[OURS].worst if "reason" in entry] if OURS in beside else []
        if not worst:
            continue
        title = f"{name}: the worst pages" + ("" if way == HTML else " as copied text")
        table = Table(title=title, title_justify="left", show_lines=True)
        for column in ("F1", "page", "verdict", "reason"):
            table.add_column(column, overflow="fold")
        for entry in worst:
            page, reason = f"{entry['id']}\n{entry['url']}", "\n".join((entry["reason"], *entry["quoted"]))
            table.add_row(figure(entry["f1"]), page, entry["verdict"], reason)
        console.print(table, markup=False)
