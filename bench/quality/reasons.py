"""Why a page came out badly: what was lost and what became of it, what was kept and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.labels import align_rows
from bench.measures import words_of
from bench.pages import LabelledPage
from bench.quality.ours import Answer
from bench.quality.score import flat

__all__ = ["Reason", "reason_of"]

QUOTED = 80  # characters of a lost or foreign line that are shown
PAIRED = 0.5  # the share of a line's words from which it counts as found
WORTH_TELLING = 0.01  # of the words of a text
PROSE = frozenset(("body", "dek"))


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in words of ours, and the page's own lines for it, which are shown but never kept."""

    said: str
    quoted: tuple[str, ...] = ()


def reason_of(page: LabelledPage, answer: Answer) -> Reason:
    """Say what a reading lost of the gold and what it holds besides."""
    if not answer.text.strip():
        return Reason("nothing was found")
    parts = _of_lines(page, answer) if page.body else _of_snippets(page, answer)
    return Reason(
        "; ".join(part.said for part in parts), tuple(line for part in parts for line in part.quoted)
    )


def _of_snippets(page: LabelledPage, answer: Answer) -> list[Reason]:
    line = flat(answer.text)
    lost = [snippet for snippet in page.must if flat(snippet) not in line]
    kept = [snippet for snippet in page.mustnot if flat(snippet) in line]
    parts = []
    if lost:
        roles = [role for role, text in _aside(answer) if any(flat(one) in flat(text) for one in lost)]
        said = f"lost {len(lost)} of {len(page.must)} snippets{_set_aside(roles, 0)}"
        parts.append(Reason(said, tuple(f"lost: {_cut(one)}" for one in lost)))
    if kept:
        said = f"kept {len(kept)} of {len(page.mustnot)} that are unwanted"
        parts.append(Reason(said, tuple(f"kept: {_cut(one)}" for one in kept)))
    return parts


def _of_lines(page: LabelledPage, answer: Answer) -> list[Reason]:
    got, gold = Counter(words_of(answer.text)), Counter(words_of(page.gold))
    shared = (got & gold).total()
    lines = [line for line in answer.text.split("\n") if line.strip()]
    aligned = align_rows(lines, page.body)
    parts = []
    lost = 1 - shared / max(gold.total(), 1)
    if lost >= WORTH_TELLING:
        missing = [line for line, share in zip(page.body, aligned.gold, strict=True) if share < PAIRED]
        became = _became_of(missing, answer) if missing else ""
        parts.append(Reason(f"lost {lost:.0%} in {_lines(len(missing))}{became}", _longest("lost", missing)))
    kept = 1 - shared / max(got.total(), 1)
    if kept >= WORTH_TELLING:
        paired = [index for index, share in enumerate(aligned.rows) if share >= PAIRED]
        foreign = [index for index, share in enumerate(aligned.rows) if share < PAIRED]
        where = _where(foreign, paired)
        shown = _longest("kept", [lines[index] for index in foreign])
        parts.append(Reason(f"kept {kept:.0%} in {_lines(len(foreign))}{where}", shown))
    return parts


def _became_of(missing: Sequence[str], answer: Answer) -> str:
    """Tell the roles of the blocks that hold the missing lines, and how many lines stand in no block."""
    aside = _aside(answer)
    if not answer.blocks:
        return ""
    aligned = align_rows([text for _, text in aside], missing)
    roles = [role for (role, _), share in zip(aside, aligned.rows, strict=True) if share >= PAIRED]
    absent = sum(share < PAIRED for share in aligned.gold)
    return _set_aside(roles, absent)


def _aside(answer: Answer) -> list[tuple[str, str]]:
    return [(role, text) for role, text in answer.blocks if role not in PROSE and words_of(text)]


def _set_aside(roles: Sequence[str], absent: int) -> str:
    counts = ", ".join(f"{role} {count}" for role, count in Counter(roles).most_common())
    told = [f"read as {counts}"] if counts else []
    if absent:
        told.append(f"{absent} in no block of the page")
    return f" ({', '.join(told)})" if told else ""


def _where(foreign: Sequence[int], paired: Sequence[int]) -> str:
    """Tell how many foreign lines stand before, within and after the lines of the gold."""
    if not paired or not foreign:
        return ""
    first, last = paired[0], paired[-1]
    counts = {
        "before": sum(index < first for index in foreign),
        "within": sum(first < index < last for index in foreign),
        "after": sum(index > last for index in foreign),
    }
    return f" ({', '.join(f'{count} {place}' for place, count in counts.items() if count)})"


def _lines(count: int) -> str:
    return f"{count} line{'' if count == 1 else 's'}"


def _longest(what: str, lines: Sequence[str]) -> tuple[str, ...]:
    return (f"{what}: {_cut(max(lines, key=len))}",) if lines else ()


def _cut(line: str) -> str:
    short = flat(line)
    return short if len(short) <= QUOTED else short[: QUOTED - 1] + "…"
