"""How a page is to be read: values that are checked once, and presets."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest

import lugas
from lugas.errors import UsageError
from lugas.options import Options


def test_defaults() -> None:
    """Without a word, pages of 64 MiB are read and the tagger decides at one half."""
    assert (Options().max_bytes, Options().max_expanded, Options().threshold) == (1 << 26, 1 << 26, 0.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name in ("max_bytes", "max_expanded") for value in (0, -1, 1.5, "9", None, math.inf)]
    + [("threshold", value) for value in (0, 1, -0.1, 1.1, math.nan, math.inf, "x", None, True)],
)
def test_bad_values(name: str, value: object) -> None:
    """A value out of its range or of another type is refused, with the option's name and what to give instead."""
    given: dict[str, Any] = {name: value}
    with pytest.raises(UsageError) as caught:
        Options(**given)
    assert caught.value.name == name
    assert caught.value.remedy
    assert f"{name} is " in str(caught.value)
    assert caught.value.remedy in str(caught.value)


@pytest.mark.parametrize("value", [1e-9, 0.3, 0.999])
def test_good_thresholds(value: float) -> None:
    """Every number between 0 and 1 is a threshold."""
    assert Options(threshold=value).threshold == value


def test_presets() -> None:
    """The presets lean to either side of the usual, and change nothing else."""
    precise, usual, complete = Options.precise(), Options(), Options.complete()
    assert complete.threshold < usual.threshold < precise.threshold
    for preset in (precise, complete):
        assert msgspec.structs.replace(preset, threshold=usual.threshold) == usual


def test_options_are_frozen() -> None:
    """Options do not change once they are made, and equal ones are one key."""
    options = Options()
    with pytest.raises(AttributeError):
        options.threshold = 0.9  # type: ignore[misc]  # what is tested
    assert len({Options(), Options(threshold=0.5)}) == 1


def test_changed_options_are_checked() -> None:
    """Options made of others with one value changed are checked as new ones are, and so are those out of JSON."""
    with pytest.raises(UsageError):
        msgspec.structs.replace(Options(), threshold=2.0)
    with pytest.raises((UsageError, msgspec.ValidationError)):
        msgspec.json.decode(b'{"max_bytes": 0}', type=Options)


def test_options_are_public() -> None:
    """A user has the options at the library's front."""
    assert lugas.Options is Options
