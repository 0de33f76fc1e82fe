"""What the fields are to reach, on the sets whose gold is good enough to hold them to it."""

from __future__ import annotations

__all__ = ["GOALS", "VERDICT_GOAL", "goal_of"]

# By field and set. A gold of authors or dates that a person guesses at (wcxb-dev) sets no goal.
GOALS: dict[str, dict[str, float]] = {
    "title": {"naeb": 0.93, "fundus-sites": 0.95, "anpandu": 0.95},
    "authors": {"naeb": 0.85, "fundus-sites": 0.90},
    "day": {"naeb": 0.93, "fundus-sites": 0.98},
    "instant": {"fundus-sites": 0.93},
    "tags": {"fundus-sites": 0.80},
}
VERDICT_GOAL = 0.93  # F1 of articles against the rest, over pages of every kind


def goal_of(name: str, field: str) -> float | None:
    """Give the goal of a field on a set, `None` where it has none."""
    return GOALS.get(field, {}).get(name)
