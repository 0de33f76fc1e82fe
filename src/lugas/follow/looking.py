"""One look at a source: ask, tell what is new, let it be read, and decide when to look again.

What is new is in the queue before the look is written down. So a look that breaks off anywhere is done again, and what
it had found by then is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from lugas.decide.schedule import Plan, Visit, first_plan, next_plan
from lugas.errors import UsageError
from lugas.follow.asking import Purpose
from lugas.follow.events import Looked, Robots
from lugas.follow.jobs import LookJob, SourceRead, Told
from lugas.follow.means import LEFT_ALONE, RECOVERY, Means, rest_after, robots_visit, told_of, visit_of
from lugas.follow.permission import Permission
from lugas.follow.readers import Broken
from lugas.follow.replies import Reply
from lugas.page.urls import same_site
from lugas.sources.entries import MapLink, SourceKind
from lugas.sources.places import next_maps
from lugas.store import SourceRow, Waiting
from lugas.store.sources import SourceClaim
from lugas.vocabulary import FetchTrouble

__all__ = ["look"]

MOST_WAITING = 5_000  # addresses of one site: a source that names new ones without end is heard no further
MOST_OTHERS = 50  # addresses of other sites that are followed, of one look
MOST_MAPS = 3  # sitemaps of an index that are visited


def look(claim: SourceClaim, means: Means) -> Looked | Robots:
    """Look at a source that is claimed, and end the claim."""
    with means.asker.turns.own(claim.source.url):
        return _Look(claim, means).run()


class _Look:
    """A look on its way."""

    def __init__(self, claim: SourceClaim, means: Means) -> None:
        self.claim, self.means = claim, means
        self.source = claim.source
        self.now = self.answered = means.store.now()
        self.plan = plan_of(self.source, self.now)

    def run(self) -> Looked | Robots:
        """Ask for robots.txt if it is old, else for the source."""
        source = self.source
        if (rest := self.means.resting(source.url)) is not None:
            self.claim.finish(None, rest)
            return self._event("refused", self.plan, note=LEFT_ALONE)
        permission = self.means.permission(self.claim, source.url, source.site_id)
        self.means.go_on()
        asked = robots_visit(permission, source.site_id, self.now, self.means.store.now())
        if asked is not None:
            visit, rest, event = asked
            self.claim.finish(visit, rest)
            return event
        if why := permission.refusal(source.url):
            return self._refused(permission, why)
        reply = self.means.asker.ask(
            source.url,
            purpose=_purpose(source.kind),
            etag=source.etag,
            last_modified=source.last_modified,
            allowed=permission.allows,
            private=permission.private,
        )
        self.answered = self.means.store.now()
        self.means.go_on()
        if reply.trouble == FetchTrouble.BUSY:
            return self._wait(permission, reply)
        return self._answered(permission, reply)

    def _refused(self, permission: Permission, why: str) -> Looked:
        """End a look that may not be: while robots.txt is not answered it is put off, else it counts as failed."""
        if permission.again is not None:
            self.claim.finish(None, permission.again)
            return self._event("refused", self.plan, note=why)
        plan = next_plan(self.plan, Visit(at=self.now, status=403, trouble=why), self.means.chance)
        self.claim.finish(None, self.now, **self._changes(plan))  # type: ignore[arg-type]  # its keys
        return self._event("refused", plan, note=why)

    def _wait(self, permission: Permission, reply: Reply) -> Looked:
        """Look another time, because a host is to be left alone: that is no failure of the source."""
        source, why = self.source, told_of(reply)
        plan = replace(self.plan, due=self.means.put_off(reply))
        visit = replace(visit_of(reply, source.site_id, self.now, source.id), outcome="refused", note=why)
        rest = rest_after(permission, reply, self.answered)
        self.claim.finish(
            visit if reply.is_led else None, rest, due=plan.due, plan=msgspec.json.encode(plan).decode()
        )
        return self._event("refused", plan, reply, note=why)

    def _answered(self, permission: Permission, reply: Reply) -> Looked:
        """Read an answer, queue what is new, and write down how the look ended."""
        read: SourceRead | Broken = SourceRead()
        if reply.is_content:
            read = self._read(reply)
            self.means.go_on()
            if isinstance(read, Broken) and read.ours:
                return self._put_off(permission, reply, read)
        trouble = _trouble(reply, read)
        new = 0
        if isinstance(read, SourceRead) and not trouble:
            due = min(self.source.due, self.now)  # what is new counts as due since the look was
            new = self.means.store.queue.add(self._waiting(read.new, due))
            self.means.store.queue.add_again(self._waiting(read.changed, self.now, own=True))
            self._take_maps(read.maps)
        told = read if isinstance(read, SourceRead) else SourceRead()
        plan = next_plan(
            self.plan, self._visit(reply, trouble, told), self.means.chance, self.means.settings.rhythm
        )
        if told.left:  # there is room again when what waits has been read
            plan = replace(plan, due=min(plan.due, self.now + dt.timedelta(hours=1)))
        outcome = _outcome(plan, trouble, told, new)
        note = trouble or (f"{told.left} left for later" if told.left else "")
        found = told.found or len(told.maps)
        visit = replace(
            visit_of(reply, self.source.site_id, self.now, self.source.id),
            found=found, new=new, outcome=outcome, note=note,
        )  # fmt: skip
        changes = self._changes(plan)
        if reply.is_content and not trouble:
            # What was left is not read yet: the whole source must come again, changed or not.
            marks = ("", "") if told.left else (reply.etag, reply.last_modified)
            changes |= {"etag": marks[0], "last_modified": marks[1], "memory": told.memory}
            changes |= {"hub": told.hub, "topic": told.topic, "title": self.source.title or told.title}
        self.claim.finish(visit, rest_after(permission, reply, self.answered), **changes)  # type: ignore[arg-type]  # its keys
        return self._event(outcome, plan, reply, found=found, new=new, note=note)

    def _put_off(self, permission: Permission, reply: Reply, broken: Broken) -> Looked:
        """End a look that came to nothing by no fault of the source: it is as due as it was."""
        visit = visit_of(reply, self.source.site_id, self.now, self.source.id)
        rest = max(rest_after(permission, reply, self.answered), self.answered + RECOVERY)
        self.claim.finish(replace(visit, outcome="failed", note=broken.note), rest)
        return self._event("failed", replace(self.plan, due=rest), reply, note=broken.note)

    def _read(self, reply: Reply) -> SourceRead | Broken:
        waiting = self.means.store.queue.count(self.source.site_id, at_most=MOST_WAITING)
        job = LookJob(
            SourceKind(self.source.kind), reply.answer, self.claim.memory(), self.now, MOST_WAITING - waiting
        )
        return self.means.readers.look(job)

    def _visit(self, reply: Reply, trouble: str, told: SourceRead) -> Visit:
        return Visit(
            at=self.now,
            status=200 if reply.is_content else reply.status,
            trouble=trouble if reply.is_content or reply.trouble else "",
            new=len(told.new),
            moments=told.moments,
            retry_after=reply.retry_after,
            date=reply.date,
            max_age_s=reply.max_age_s,
            ttl_minutes=told.ttl_minutes,
            moved_to=reply.moved_to,
        )

    def _waiting(self, every: tuple[Told, ...], due: dt.datetime, *, own: bool = False) -> Iterator[Waiting]:
        """Give what is to be read, for the site whose it is: another site's article is that site's, if it is followed.

        What may be asked for a site in a private network, nobody else's source has asked for it. With `own` there is
        nothing of other sites, of which a look brings so many at most.
        """
        source, others = self.source, 0
        owners = self.means.store.sites.owners(told.url for told in every) if every else {}
        for told in every:
            owner = owners.get(told.url)
            if owner is None or owner.id == source.site_id:
                yield Waiting(
                    url=told.url, site_id=source.site_id, source_id=source.id, title=told.title,
                    hint=told.published, due=due,
                )  # fmt: skip
            elif not (own or owner.private) and others < MOST_OTHERS:
                others += 1  # and what this source says of it is not believed
                yield Waiting(url=told.url, site_id=owner.id, source_id=source.id, due=due)

    def _take_maps(self, maps: tuple[MapLink, ...]) -> None:
        """Visit the best of the sitemaps that an index names, and those no more that it no longer puts first."""
        if not maps:
            return
        sources = self.means.store.sources
        every = [(link.url, link.updated.timestamp() if link.updated else 0.0) for link in maps]
        best = set(next_maps(every, MOST_MAPS))
        known = {source.url: source for source in sources.of_site(self.source.site_id)}
        for url in sorted(best - known.keys()):
            if same_site(url, self.source.url):
                with suppress(UsageError):  # the index was removed meanwhile, or this is no address
                    sources.add(self.source.site_id, SourceKind.SITEMAP, url, parent_id=self.source.id)
        for url, source in known.items():
            mine = source.parent_id == self.source.id
            if mine and url not in best and source.state == "active":
                sources.change(source.id, state="retired", note="its index puts others first")
            elif mine and url in best and source.state == "retired":
                sources.change(source.id, state="active", due=self.now)

    def _changes(self, plan: Plan) -> dict[str, object]:
        """Give what is known of the source now."""
        changes: dict[str, object] = {"due": plan.due, "visited": self.now, "note": plan.retired or plan.note}
        if plan.retired:
            changes["state"] = "retired"
        if plan.url and plan.url != self.source.url:
            changes |= self._moved(plan.url)
            plan = replace(plan, url="")
        return {**changes, "plan": msgspec.json.encode(plan).decode()}

    def _moved(self, url: str) -> dict[str, object]:
        """Follow a source to where it has moved for good, unless that is followed already."""
        every = self.means.store.sources.of_site(self.source.site_id)
        if any(source.url == url for source in every):
            return {"state": "retired", "note": f"moved to {url}, which is visited already"}
        return {"url": url}

    def _event(
        self,
        outcome: str,
        plan: Plan,
        reply: Reply | None = None,
        *,
        found: int = 0,
        new: int = 0,
        note: str = "",
    ) -> Looked:
        source = self.source
        told = (reply.status, reply.bytes, reply.seconds) if reply is not None else (0, 0, 0.0)
        return Looked(
            at=self.now, site_id=source.site_id, source_id=source.id, url=source.url,
            outcome=outcome,  # type: ignore[arg-type]  # one of the words above
            status=told[0], bytes=told[1], seconds=told[2], found=found, new=new,
            note=plan.retired or note, due=None if plan.retired else plan.due,
        )  # fmt: skip


def plan_of(source: SourceRow, now: dt.datetime) -> Plan:
    """Read the plan of a source; one that cannot be read is as if the source were new."""
    try:
        return msgspec.json.decode(source.plan, type=Plan) if source.plan else first_plan(now)
    except (msgspec.MsgspecError, UnicodeError):
        return first_plan(now)


def _outcome(plan: Plan, trouble: str, told: SourceRead, new: int) -> str:
    if plan.retired:
        return "retired"
    return "failed" if trouble else "index" if told.maps else "new" if new else "same"


def _purpose(kind: str) -> Purpose:
    return "feed" if kind == SourceKind.FEED else "page" if kind == SourceKind.FRONT else "sitemap"


def _trouble(reply: Reply, read: SourceRead | Broken) -> str:
    """Say why a look came to nothing, "" where it did not."""
    if reply.is_unchanged:
        return ""
    if not reply.is_content:
        return told_of(reply)
    return read.note if isinstance(read, Broken) else read.trouble
