"""Candidates for a field, and how one becomes the finding while the others stay on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lugas.fields.title_forms import title_key
from lugas.model import Finding, Rival, Source

__all__ = ["Candidate", "bounded", "settle"]

MOST_RIVALS = 5  # of a finding: those after them are counted
MOST_ALIKE = 2  # rivals of one source that lost for one reason: a page with 40 headings has one title
LONGEST_RIVAL = 400  # characters of a rival's text
MOST_VALUES = 40  # of a rival that is a list

Value = TypeVar("Value")


@dataclass(slots=True)
class Candidate(Generic[Value]):
    """A value that may be the field's, where it was read, and how much that place is trusted.

    `text` is the value as it stands in a finding. `why` says why it lost, and is empty for the winner.
    `shown` is the text of the row it was taken from, where that matters.
    """

    value: Value
    text: str | tuple[str, ...]
    source: Source
    detail: str = ""
    weight: float = 1.0
    why: str = ""
    shown: str = ""


def settle(field: str, winner: Candidate[Value], candidates: Iterable[Candidate[Value]]) -> Finding:
    """Make the finding of a field: the winner, and each different value that lost, with the reason.

    The most trusted rivals are kept; the reason of the last one says how many more there were.
    """
    rivals: list[Rival] = []
    alike: dict[tuple[Source, str], int] = {}
    seen = {winner.text, ()}
    left = 0
    for candidate in sorted(candidates, key=lambda one: -one.weight):
        text = clipped(candidate.text)
        if candidate is winner or text in seen:
            continue
        seen.add(text)
        why = candidate.why or why_lost(winner, candidate)
        count = alike[candidate.source, why] = alike.get((candidate.source, why), 0) + 1
        if len(rivals) >= MOST_RIVALS or count > MOST_ALIKE:
            left += 1
            continue
        rivals.append(Rival(text, candidate.source, candidate.detail, why))
    return Finding(field, winner.text, winner.source, winner.detail, bounded(rivals, left))


def bounded(rivals: Sequence[Rival], left: int = 0) -> tuple[Rival, ...]:
    """Give as many rivals as a finding keeps; the last says how many more lost, with the `left` of before."""
    kept = list(rivals[:MOST_RIVALS])
    left += len(rivals) - len(kept)
    if left and kept:
        last = kept[-1]
        kept[-1] = Rival(last.value, last.source, last.detail, f"{last.why}; {left} more lost")
    return tuple(kept)


def clipped(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Give a rival's text no longer than a reader of evidence needs."""
    if isinstance(text, str):
        return text if len(text) <= LONGEST_RIVAL else f"{text[: LONGEST_RIVAL - 1].rstrip()}…"
    return tuple(part[:LONGEST_RIVAL] for part in text[:MOST_VALUES])


def why_lost(winner: Candidate[Value], loser: Candidate[Value]) -> str:
    """Say why one candidate lost to another, from what the two say and how far each is trusted."""
    mine, theirs = keys_of(winner.text), keys_of(loser.text)
    if mine == theirs:
        return "the same, written another way"
    if theirs and set(theirs) < set(mine):
        return "a part of what was found"
    if isinstance(winner.text, str) and isinstance(loser.text, str) and winner.text.startswith(loser.text):
        return "the same, told less exactly"
    if loser.source is winner.source and loser.detail == winner.detail:
        return "another of the same place is trusted more"
    if loser.weight > winner.weight:
        return f"{winner.detail or winner.source.value} fits the rest of the page better"
    return f"{winner.detail or winner.source.value} is trusted more"


def keys_of(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Give the texts of a value in a form that compares."""
    return (title_key(text),) if isinstance(text, str) else tuple(title_key(part) for part in text)
