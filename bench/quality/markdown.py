"""The tables of the documentation, made from the figures that are kept: `python -m bench.quality.markdown`.

A page of the documentation marks the place of a table with two comments, `<!-- quality: NAME -->` and
`<!-- end of quality: NAME -->`; what stands between them is written anew. Tables about the fields say `fields` in
place of `quality`, those about speed `speed`, or `compiled` for the compiled package, those about the desk `desk` or
`lighthouse`, those about following `store` and `follow`: each has figures of its own.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.desk.markdown import DESK_TABLES, LIGHTHOUSE_TABLES
from bench.fields.markdown import TABLES as OF_FIELDS
from bench.follow.markdown import FOLLOW_TABLES
from bench.quality.compare import OURS, SNIPPETS
from bench.quality.ours import HTML
from bench.quality.record import RESULTS, read_record
from bench.quality.tables import FEW, figure
from bench.speed.markdown import SPEED_TABLES
from bench.store.markdown import STORE_TABLES
from bench.visible import STYLES

__all__ = ["FIELDS_FILE", "FIELDS_TABLES", "FIGURES", "FILE", "PAGES", "TABLES", "filled", "main"]

Record = dict[str, Any]
Tables = Mapping[str, Callable[[Record], str]]
QUALITY, FIELDS = "quality", "fields"
WIDTH = 118
_STYLES = frozenset(STYLES)

ROOT = Path(__file__).resolve().parents[2]
FILE = RESULTS / "quality.json"
FIELDS_FILE = RESULTS / "fields.json"
SPEED_FILE, COMPILED_FILE = RESULTS / "speed.json", RESULTS / "speed-compiled.json"
DESK_FILE, LIGHTHOUSE_FILE = RESULTS / "desk.json", RESULTS / "lighthouse.json"
STORE_FILE, FOLLOW_FILE = RESULTS / "store.json", RESULTS / "follow.json"
PAGES = (
    ROOT / "README.md",
    *(ROOT / "docs" / f"{name}.md" for name in ("quality", "performance", "store", "following", "desk")),
)
# What a set's pages are, as a reader who never heard of the sets is told.
SAID = {
    "anpandu": "Indonesian pages",
    "fundus-sites": "pages of 40 countries, 2023-26",
    "naeb": "English news pages",
    "readability": "cases of Firefox's reader",
    "trafilatura-eval": "pages, mostly German (snippets)",
    "wcxb-dev": "articles of 1,295 domains",
}


def measured(record: Record) -> str:
    """Tell when it was measured, and with what."""
    versions = {about["package"]: about["version"] for about in record["contenders"].values()}
    ours = versions.pop(OURS, "")
    some = f", {record['limit']} pages of each set" if record["limit"] else ""
    beside = ", ".join(f"{package} {version}" for package, version in versions.items())
    weights = f"weights {record['weights']}"
    said = f"Measured {record['made']}{some}: {OURS} {ours}, {weights}, beside {beside or 'nobody'}."
    return textwrap.fill(said, WIDTH)


def settings(record: Record) -> str:
    """Tell the settings of every contender, and how many pages it gave nothing for or raised something on."""
    lines = [
        "| contender | version | settings | pages without text | of them, raised |",
        "|---|---|---|---|---|",
    ]
    for name, about in record["contenders"].items():
        every = [ways[HTML][name] for ways in record["sets"].values() if name in ways.get(HTML, {})]
        raised: dict[str, int] = {}
        for score in every:
            for failure, pages in score["failures"].items():
                raised[failure] = raised.get(failure, 0) + pages
        told = ", ".join(f"{failure} {pages}" for failure, pages in sorted(raised.items())) or "none"
        said = about["settings"] or "its defaults"
        empty = sum(score["empty"] for score in every)
        lines.append(f"| {_labels(record)[name]} | {about['version']} | {said} | {empty} | {told} |")
    return "\n".join(lines)


def summary(record: Record) -> str:
    """Give the table of the front page: ours from both doors, and the best peer."""
    lines = ["| labelled pages | Lugas | Lugas, from copied text | best peer |", "|---|---|---|---|"]
    for name, ways in sorted(record["sets"].items(), key=lambda item: _pages(item[1])):
        label = f"{_pages(ways):,} {SAID.get(name, f'pages of {name}')}"
        copied = _copied(ways)
        text = figure(copied[0]["f1"]) if copied else ""
        lines.append(f"| {label} | {_f1(ways[HTML].get(OURS))} | {text} | {_best_peer(record, ways[HTML])} |")
    return "\n".join([*lines, "", measured(record)])


def beside_peers(record: Record) -> str:
    """Give the F1 of every contender on every set, and the share of near-exact pages behind it."""
    names = _labels(record)
    lines = [f"| set | pages | {' | '.join(names.values())} |", "|---|---|" + "---|" * len(names)]
    for name, ways in record["sets"].items():
        scores = ways[HTML]
        best = max(score["f1"] for score in scores.values())
        cells = [_cell(scores.get(peer), best, ways["gold"]) for peer in names]
        lines.append(f"| {name} | {_pages(ways)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def copied_text(record: Record) -> str:
    """Give our F1 from copied text in each style, and the best peer, which has the markup."""
    styles = list(
        dict.fromkeys(style for ways in record["sets"].values() for style in ways if style in _STYLES)
    )
    lines = [
        f"| set | pages | {' | '.join(styles)} | best peer, from HTML |",
        "|---|---|" + "---|" * (len(styles) + 1),
    ]
    for name, ways in record["sets"].items():
        cells = [_cell(ways.get(style, {}).get(OURS), 2.0, ways["gold"]) for style in styles]
        lines.append(f"| {name} | {_pages(ways)} | {' | '.join(cells)} | {_best_peer(record, ways[HTML])} |")
    return "\n".join(lines)


def languages(record: Record) -> str:
    """Give the F1 of all sets merged by language, of those with enough pages to judge."""
    lines = [
        "| language | pages | Lugas | Lugas, from copied text | best peer |",
        "|---|---|---|---|---|",
    ]
    for entry in record["languages"]:
        if entry["pages"] <= FEW:
            continue
        ways = {way: {name: {"f1": f1} for name, f1 in beside.items()} for way, beside in entry["f1"].items()}
        copied = _copied(ways)
        snippets = " (snippets)" if entry["gold"] == SNIPPETS else ""
        row = (
            f"{entry['language']}{snippets}",
            str(entry["pages"]),
            _f1(ways[HTML].get(OURS)),
            _f1(copied[0]) if copied else "",
            _best_peer(record, ways[HTML]),
        )
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


TABLES: dict[str, Callable[[Record], str]] = {
    "beside the peers": beside_peers,
    "by language": languages,
    "copied text": copied_text,
    "measured": measured,
    "settings": settings,
    "summary": summary,
}
FIELDS_TABLES: dict[str, Callable[[Record], str]] = {**OF_FIELDS, "measured": measured}

# What tables can be about: the figures of each, and its tables by name.
FIGURES: Mapping[str, tuple[Path, Tables]] = {
    QUALITY: (FILE, TABLES),
    FIELDS: (FIELDS_FILE, FIELDS_TABLES),
    "speed": (SPEED_FILE, SPEED_TABLES),
    "compiled": (COMPILED_FILE, SPEED_TABLES),
    "desk": (DESK_FILE, DESK_TABLES),
    "lighthouse": (LIGHTHOUSE_FILE, LIGHTHOUSE_TABLES),
    "store": (STORE_FILE, STORE_TABLES),
    "follow": (FOLLOW_FILE, FOLLOW_TABLES),
}


def _labels(record: Record) -> dict[str, str]:
    """Name every contender by its package, or by its own name where a package is there in two settings."""
    packages = [about["package"] for about in record["contenders"].values()]
    return {
        name: about["package"] if packages.count(about["package"]) == 1 else name
        for name, about in record["contenders"].items()
    }


def _copied(ways: dict[str, Any]) -> list[dict[str, Any]]:
    """Give our scores from copied text, the style that is asked first at the front."""
    return [ways[style][OURS] for style in ways if style in _STYLES and OURS in ways[style]]


def _pages(ways: dict[str, Any]) -> int:
    return int(next(iter(ways[HTML].values()))["pages"])


def _f1(score: dict[str, Any] | None) -> str:
    return figure(score["f1"]) if score else ""


def _best_peer(record: Record, scores: dict[str, Any]) -> str:
    peers = {name: score["f1"] for name, score in scores.items() if name != OURS}
    if not peers:
        return ""
    best = max(peers, key=lambda name: peers[name])
    return f"{figure(peers[best])} {_labels(record)[best]}"


def _cell(score: dict[str, Any] | None, best: float, gold: str) -> str:
    """Give one score, `.956 / .47`, the best of its row in bold; of snippets the F1 alone."""
    if score is None:
        return ""
    shown = f"**{figure(score['f1'])}**" if score["f1"] == best else figure(score["f1"])
    near = f"{score['near_exact']:.2f}".removeprefix("0") if "near_exact" in score else ""
    return shown if gold == SNIPPETS or not near else f"{shown} / {near}"


def filled(text: str, record: Record, tables: Tables = TABLES, about: str = QUALITY) -> str:
    """Give a page with its tables made from a record, those whose marks say what they are about.

    Raises `ValueError` where a mark is not known or not closed.
    """
    opening = f"<!-- {about}: "
    done, rest = "", text
    while True:
        before, mark, after = rest.partition(opening)
        done += before + mark
        if not mark:
            return done
        name, end, after = after.partition(" -->\n")
        closing = f"<!-- end of {about}: {name} -->"
        _, closed, rest = after.partition(closing)
        if name not in tables or not end or not closed:
            raise ValueError(f"{name[:40]!r}: no table of that name, or its end is not marked")
        done += f"{name}{end}{tables[name](record)}\n{closing}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables, or tell which pages differ; gives the exit status."""
    parser = make_parser()
    given = parser.parse_args(arguments)
    differing = []
    chosen = {QUALITY: given.file, FIELDS: given.fields}
    for page in given.documents:
        text = made = page.read_text("utf-8")
        for about, (file, tables) in FIGURES.items():
            if f"<!-- {about}: " in made:
                made = filled(made, read_record(chosen.get(about, file)), tables, about)
        if made != text:
            differing.append(page)
            if not given.check:
                page.write_text(made, "utf-8")
    for page in differing:
        print(f"{page}: " + ("differs from the figures" if given.check else "written"), file=sys.stderr)
    return 1 if given.check and differing else 0


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.markdown", description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, default=PAGES, help="pages with marks")
    parser.add_argument("--file", type=Path, default=FILE, help="the figures, from bench.quality --json")
    parser.add_argument(
        "--fields", type=Path, default=FIELDS_FILE, help="the figures of the fields, from bench.fields --json"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; status 1 where a table differs")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
