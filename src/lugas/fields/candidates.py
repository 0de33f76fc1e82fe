"""Candidates for a field, and how one becomes the finding while the others stay on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lugas.model import Finding, Rival, Source

__all__ = ["Candidate", "settle"]

MOST_RIVALS = 8

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
    """Make the finding of a field: the winner, and each different value that lost, with the reason."""
    rivals: list[Rival] = []
    for candidate in sorted(candidates, key=lambda one: -one.weight):
        if candidate is winner or candidate.text == winner.text:
            continue
        if any(rival.value == candidate.text for rival in rivals) or len(rivals) >= MOST_RIVALS:
            continue
        why = candidate.why or f"{winner.detail or winner.source.value} is trusted more"
        rivals.append(Rival(candidate.text, candidate.source, candidate.detail, why))
    return Finding(field, winner.text, winner.source, winner.detail, tuple(rivals))
