"""What is kept, and what is dropped after an update: as the settings say, or else as the store's keeper set it."""

from __future__ import annotations

import datetime as dt

from lugas.errors import UsageError
from lugas.follow.settings import Settings
from lugas.store import Keep, Store

__all__ = ["GIGABYTE", "KEPT", "keep_of", "number_in", "set_kept"]

GIGABYTE = 1_000_000_000
DAY = dt.timedelta(days=1)
KEPT = {"keep_days": (1.0, 36_500.0), "keep_gigabytes": (0.01, 100_000.0)}  # what may be set, from and to


def keep_of(store: Store, settings: Settings) -> Keep:
    """Give what is to be kept now. What the keeper set is asked for each time: it may have changed meanwhile."""
    now, log_days = store.now(), settings.log_days
    days = settings.keep_days if settings.keep_days is not None else _set(store, "keep_days")
    size, gigabytes = settings.keep_bytes, _set(store, "keep_gigabytes")
    if size is None and gigabytes is not None:
        size = int(gigabytes * GIGABYTE)
    return Keep(
        since=now - days * DAY if days is not None else None,
        size=size,
        log_since=now - log_days * DAY if log_days is not None else None,
    )


def set_kept(store: Store, days: float | None, size: int | None) -> None:
    """Set what is kept from now on, by whoever updates the store; `None` is no bound.

    Raises `UsageError` for what is too little or too much.
    """
    gigabytes = size / GIGABYTE if size is not None else None
    told = {"keep_days": days, "keep_gigabytes": gigabytes}
    values = {name: "" if value is None else f"{value:.9g}" for name, value in told.items()}
    for name, value in values.items():
        number_in(value, name, KEPT[name])
    store.keeper.set(**values)


def number_in(told: str, name: str, bounds: tuple[float, float]) -> float | None:
    """Read a number that was set, `None` where none was; raises `UsageError` for what is none, or out of bounds."""
    text = told.strip().replace(",", ".")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not bounds[0] <= found <= bounds[1]:
        remedy = f"give a number from {bounds[0]:g} to {bounds[1]:g}, or nothing"
        raise UsageError(f"{name} is {text[:40]!r}", name=name, remedy=remedy)
    return found


def _set(store: Store, name: str) -> float | None:
    """Give what the keeper set; what another release wrote, and cannot be read, bounds nothing."""
    try:
        return number_in(store.keeper.setting(name), name, KEPT[name])
    except UsageError:
        return None
