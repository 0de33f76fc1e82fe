"""The errors: one tree, as drawn, with what went wrong and what to do."""

from __future__ import annotations

import pickle

import pytest

import lugas
from lugas import errors
from lugas.errors import DecodeError, FetchError, FileError, LugasError, SourceError, UsageError

CLASSES = [getattr(errors, name) for name in errors.__all__]


def test_the_tree_is_as_drawn() -> None:
    """The tree at the top of the file names every error, under the one it is a kind of."""
    above: dict[int, str] = {}
    drawn: dict[str, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        name = next((name for name in errors.__all__ if name in line.split()), "")
        if name:
            depth = line.index(name)
            above[depth] = name
            drawn[name] = next((above[at] for at in sorted(above, reverse=True) if at < depth), "")
    assert drawn == {kind.__name__: kind.__bases__[0].__name__.replace("Exception", "") for kind in CLASSES}


@pytest.mark.parametrize("kind", CLASSES)
def test_one_tree(kind: type[Exception]) -> None:
    """Every error can be caught as `LugasError`, and stands at the library's front."""
    assert issubclass(kind, LugasError)
    assert getattr(lugas, kind.__name__) is kind


def test_usage() -> None:
    """A wrong argument is a `ValueError` too; its message ends in the remedy."""
    error = UsageError("form is 'pdf'", name="form", remedy="give html")
    assert isinstance(error, ValueError)
    assert (str(error), error.name, error.remedy) == ("form is 'pdf'; give html", "form", "give html")
    assert str(UsageError("form is 'pdf'")) == "form is 'pdf'"


@pytest.mark.parametrize("kind", [SourceError, FileError, FetchError])
def test_sources(kind: type[SourceError]) -> None:
    """What could not be brought in is named first, then the problem, then the remedy."""
    error = kind("a.html", "is not there", remedy="look for it")
    assert str(error) == "a.html: is not there; look for it"
    assert (error.source, error.problem, error.remedy) == ("a.html", "is not there", "look for it")
    assert str(kind("a.html", "is not there")) == "a.html: is not there"
    assert not isinstance(error, ValueError)


def test_stored_data() -> None:
    """Stored data that is something else is named with what is wrong with it."""
    error = DecodeError("article JSON", "is cut off")
    assert (str(error), error.source, error.problem) == (
        "article JSON: is cut off",
        "article JSON",
        "is cut off",
    )
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    "error",
    [
        UsageError("form is 'pdf'", name="form", remedy="give html"),
        FileError("a.html", "is not there", remedy="look for it"),
        DecodeError("article JSON", "is cut off"),
    ],
)
def test_errors_cross_processes(error: LugasError) -> None:
    """An error raised by a worker process arrives with its message and all that it carries."""
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was written a moment ago
    assert type(arrived) is type(error)
    assert (str(arrived), vars(arrived)) == (str(error), vars(error))
