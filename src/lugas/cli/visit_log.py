"""An update told in lines, one for each visit: as text, or as JSON."""

from __future__ import annotations

import datetime as dt
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from lugas.cli.streams import print_view
from lugas.follow.events import Waiting
from lugas.render.clean import fold

if TYPE_CHECKING:
    from lugas.follow.events import Event

__all__ = ["Lines"]

# What stands at the line's head; the rest comes as `name=value`, where it tells something.
HEAD = ("at", "outcome", "url")
QUOTED = ("title", "note")
LONG = dt.timedelta(seconds=30)  # a wait that is worth a line


class Lines:
    """Prints a line for each event."""

    def __init__(self, form: Literal["text", "json"]) -> None:
        self._line = json_line if form == "json" else text_line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def tell(self, event: Event) -> None:
        """Print an event; that a host is left alone for some seconds, as after each visit, is no news."""
        if not isinstance(event, Waiting) or event.until - event.at > LONG:
            print_view(self._line(event))


def json_line(event: Event) -> str:
    """Give an event as a line of JSON."""
    told = {name: _clean(getattr(event, name)) for name in event.__struct_fields__}
    return msgspec.json.encode({"event": _kind(event), **told}).decode() + "\n"


def text_line(event: Event) -> str:
    """Give an event as a line: when, what, how it ended, where, and whatever else it tells as `name=value`."""
    told = {name: getattr(event, name) for name in event.__struct_fields__}
    words = [told["at"].astimezone().isoformat(timespec="seconds"), _kind(event)]
    words += [fold(str(told[name])) for name in HEAD[1:] if told.get(name)]
    for name, value in told.items():
        if name not in HEAD and value not in {None, "", 0}:
            words.append(f"{name}={_value(name, value)}")
    return " ".join(words) + "\n"


def _kind(event: Event) -> str:
    return str(event.__struct_config__.tag)


def _value(name: str, value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone().isoformat(timespec="seconds")
    if isinstance(value, float):
        return f"{value:.3f}"
    if name in QUOTED:
        return msgspec.json.encode(fold(str(value))).decode()
    return "yes" if value is True else str(value)


def _clean(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
