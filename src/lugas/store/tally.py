"""What the log and the articles come to, site by site, as a keeper looks at them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, case, func, select

from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import SiteTally
from lugas.store.times import first_place

__all__ = ["Tally"]

BUSY = (429, 503)  # answers that ask to be left alone for a while


class Tally:
    """Counts requests, what they came to, and articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_sites(self, since: dt.datetime) -> Mapping[int, SiteTally]:
        """Count what was asked, and what is listed, since a time; sites without either are left out."""
        visit, article = schema.visit, schema.article
        counted: dict[str, ColumnElement[int]] = {
            "requests": func.count(),
            "unchanged": _count(visit.c.status == 304),
            "busy": _count(visit.c.status.in_(BUSY)),
            "failed": _count(visit.c.outcome == "failed"),
            "refused": _count(visit.c.outcome == "refused"),
            "doubtful": _count(visit.c.outcome.in_(("none", "worse"))),
            "bytes": func.sum(visit.c.bytes),
        }
        asked = (
            select(
                visit.c.site_id,
                func.max(visit.c.started).label("last"),
                *(each.label(name) for name, each in counted.items()),
            )
            .where(visit.c.started >= since)
            .group_by(visit.c.site_id)
        )
        judged = (
            select(
                article.c.site_id,
                article.c.verdict,
                func.count().label("articles"),
                func.min(article.c.listed).label("oldest"),
            )
            .where(article.c.place >= first_place(since))
            .group_by(article.c.site_id, article.c.verdict)
            .order_by(func.count().desc(), article.c.verdict)
        )
        oldest: dict[int, dt.datetime] = {}
        verdicts: dict[int, dict[str, int]] = defaultdict(dict)
        with self._database.asking() as connection:
            for row in connection.execute(judged):
                verdicts[row.site_id][row.verdict] = row.articles
                oldest[row.site_id] = min(row.oldest, oldest.get(row.site_id, row.oldest))
            rows = {row["site_id"]: dict(row) for row in connection.execute(asked).mappings()}
        found: dict[int, SiteTally] = {}
        for site_id in {*rows, *verdicts}:
            numbers = {name: int(rows.get(site_id, {}).get(name) or 0) for name in counted}
            last = rows.get(site_id, {}).get("last")
            found[site_id] = SiteTally(
                last=last, verdicts=verdicts.get(site_id, {}), oldest=oldest.get(site_id), **numbers
            )
        return found


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
