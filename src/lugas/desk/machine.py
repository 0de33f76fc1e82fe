"""The time zone of this machine: with the hours that its clock is put forward and back, whatever the zone's name is."""

from __future__ import annotations

import datetime as dt

__all__ = ["MACHINE"]


class Machine(dt.tzinfo):
    """Asks the system for each instant, which knows the zone's rules; an offset alone is that of one season."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        """Give how far a time on this machine's clock is from UTC."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        """Tell nothing: nobody asks how much of the offset is summer's."""
        del moment
        return None

    def tzname(self, moment: dt.datetime | None) -> str | None:
        """Give what the system calls the zone at a time."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        """Give an instant that is told in UTC as this machine's clock shows it."""
        shown = moment.replace(tzinfo=dt.UTC).astimezone()
        here = shown.replace(tzinfo=self)
        # In the hour that a clock shows twice, the second time differs from the first by its offset.
        return here if here.utcoffset() == shown.utcoffset() else here.replace(fold=1)


MACHINE = Machine()
