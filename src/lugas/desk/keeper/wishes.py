"""What the keeper can set on a page: each setting has a default that will do, and says what it is for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from lugas.desk.keeper.visiting import Order, settings_of
from lugas.desk.settings import Settings
from lugas.desk.share import MASTODON
from lugas.errors import UsageError
from lugas.follow.trimming import GIGABYTE, KEPT, number_in

__all__ = ["BOUNDS", "LONGEST_TEXT", "WISHES", "Wish", "desk_settings", "order_with", "problem"]

LONGEST_TEXT = 200
BOUNDS = {**KEPT, "delay_s": (1.0, 3_600.0)}


class Wish(Struct, frozen=True):
    """A setting: its name, how it is given, and what holds without it, as it would be written."""

    name: str
    kind: str
    default: str = ""


WISHES = (
    Wish("title", "text", "Lugas"),
    Wish("language", "language"),
    Wish("zone", "zone"),
    Wish("mastodon", "server", MASTODON),
    Wish("contact", "contact"),
    Wish("delay_s", "number", "2"),
    Wish("keep_days", "number"),
    Wish("keep_gigabytes", "number"),
)
NAMES = frozenset(wish.name for wish in WISHES)


def number(values: Mapping[str, str], name: str) -> float | None:
    """Read a number, `None` where none is given; raises `UsageError` for what is none."""
    return number_in(values.get(name, ""), name, BOUNDS[name])


def desk_settings(settings: Settings, values: Mapping[str, str]) -> Settings:
    """Give the desk's settings with what was set; raises `UsageError` for what cannot be."""
    told = {
        name: values[name].strip() for name in ("title", "language", "zone", "mastodon") if values.get(name)
    }
    for name, text in told.items():
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise UsageError(
                f"{name} cannot be that", name=name, remedy=f"give at most {LONGEST_TEXT} letters"
            )
    return replace(settings, **told)


def order_with(order: Order, values: Mapping[str, str]) -> Order:
    """Give the updater's order with what was set; raises `UsageError` for what cannot be."""
    delay, size = number(values, "delay_s"), number(values, "keep_gigabytes")
    made = replace(
        order,
        contact=values.get("contact", "").strip() or order.contact,
        delay_s=order.delay_s if delay is None else delay,
        keep_days=number(values, "keep_days") or order.keep_days,
        keep_bytes=order.keep_bytes if size is None else int(size * GIGABYTE),
    )
    settings_of(made)
    return made


def problem(settings: Settings, values: Mapping[str, str]) -> str:
    """Give the name of the first setting that cannot be; "" where all can."""
    try:
        desk_settings(settings, values)
        order_with(Order(), values)
    except UsageError as error:
        return error.name
    return ""
