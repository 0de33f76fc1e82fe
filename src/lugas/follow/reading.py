"""One page that waits: ask, read, tell which article it is, store it, and decide whether to read it again.

An article is stored before its address leaves the queue. So a reading that breaks off anywhere is done again, and
comes to the same article as it was.
"""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from lugas.decide.rereading import Life, read_again
from lugas.follow.events import Read, Robots
from lugas.follow.jobs import PageRead, ReadJob
from lugas.follow.knowing import Knower
from lugas.follow.means import LEFT_ALONE, RECOVERY, Means, rest_after, robots_visit, told_of, visit_of
from lugas.follow.permission import Permission
from lugas.follow.readers import Broken
from lugas.follow.replies import Reply
from lugas.model import VerdictKind
from lugas.page.urls import clean_address, same_site, without_tracking
from lugas.sources.entries import Answer
from lugas.store import SiteRow, Waiting
from lugas.store.queue import QueueClaim
from lugas.vocabulary import FetchTrouble

__all__ = ["read"]

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
FIRST_WAIT, LONGEST_WAIT = 10 * MINUTE, 24 * HOUR
# How often a page is tried, by what it answers: one announced too early, one that turns programs away, the rest.
TRIES = {404: 4, 410: 1, 401: 2, 402: 2, 403: 3, 451: 2}
MOST_TRIES = 8
PASSING_TRIES = 3
# What a page may be for a while: it is tried again before it counts as no article.
PASSING = frozenset(
    {
        VerdictKind.BOT_BLOCK,
        VerdictKind.CONSENT_WALL,
        VerdictKind.EMPTY,
        VerdictKind.ERROR_PAGE,
        VerdictKind.NEEDS_JAVASCRIPT,
        VerdictKind.NOT_TEXT,
    }
)
MOST_PARTS = 20  # pages of one article
SITE_GONE = "its site was removed meanwhile"
PARTS_S = 60.0  # of waiting between them, beyond which an article stays in part


def read(claim: QueueClaim, means: Means) -> Read | Robots:
    """Read the page that is claimed, and end the claim."""
    with means.asker.turns.own(claim.entry.url):
        return _Reading(claim, means).run()


class _Reading:
    """A reading on its way."""

    def __init__(self, claim: QueueClaim, means: Means) -> None:
        self.claim, self.means = claim, means
        self.entry = claim.entry
        self.now = self.answered = means.store.now()
        self.parts_asked: set[str] = set()
        self.last_part: Reply | None = None
        self.waited = 0.0  # between the parts

    def run(self) -> Read | Robots:
        """Ask for robots.txt if it is old, else for the page."""
        entry = self.entry
        if (rest := self.means.resting(entry.url)) is not None:
            self.claim.leave(None, rest)
            return self._event("refused", note=LEFT_ALONE)
        permission = self.means.permission(self.claim, entry.url, entry.site_id)
        self.means.go_on()
        asked = robots_visit(permission, entry.site_id, self.now, self.means.store.now())
        if asked is not None:
            visit, rest, event = asked
            self.claim.leave(visit, rest)
            return event
        if why := permission.refusal(entry.url):
            if permission.again is not None:
                self.claim.leave(None, permission.again)
            else:
                self.claim.done(note=why)
            return self._event("refused", note=why)
        reply = self.means.asker.ask(
            entry.url,
            purpose="page",
            etag=entry.etag,
            last_modified=entry.last_modified,
            allowed=permission.allows,
            private=permission.private,
        )
        self.answered = self.means.store.now()
        self.means.go_on()
        if reply.is_unchanged:
            return self._unchanged(permission, reply)
        if not reply.is_content:
            return self._failed(permission, reply, told_of(reply), TRIES.get(reply.status, MOST_TRIES))
        return self._came(permission, reply)

    def _came(self, permission: Permission, reply: Reply) -> Read:
        """Read a page that came, or let the site have it whose it is."""
        owner = self._owner(reply.answer.at)
        if owner is None:
            return self._own(permission, reply)
        return self.claim.together(lambda: self._handed(permission, reply, owner))

    def _own(self, permission: Permission, reply: Reply) -> Read:
        """Read a page of the site, with the other pages of its article."""
        result = self._read((reply.answer,))
        if isinstance(result, Broken):
            return self._broken(permission, reply, result)
        verdict = result.verdict
        if result.refusal:
            return self._settled(permission, reply, "refused", result.refusal)
        if not verdict.holds_article:
            note = verdict.kind.value
            if verdict.kind in PASSING:
                return self._failed(permission, reply, note, PASSING_TRIES)
            return self._settled(permission, reply, "none", note)
        parts: list[Answer] = []
        while more := self._parts(permission, reply, result, parts):
            parts += more
            whole = self._read((reply.answer, *parts))
            if isinstance(whole, Broken):
                if whole.ours:
                    return self._broken(permission, reply, whole)
                break
            result = whole
        return self._store(permission, reply, result, [answer.at for answer in parts])

    def _owner(self, url: str) -> SiteRow | None:
        """Give the site that an address belongs to, where it is another one that is followed."""
        owner = self.means.store.sites.owners([url]).get(url)
        return None if owner is None or owner.id == self.entry.site_id else owner

    def _handed(self, permission: Permission, reply: Reply, owner: SiteRow) -> Read:
        """Let another site have its page, which is read for it, unless nobody else may have it asked for."""
        url = without_tracking(clean_address(reply.answer.at)) or reply.answer.at
        note = f"it is of {owner.host}, which is followed by itself"
        visit = visit_of(reply, self.entry.site_id, self.now, self.entry.source_id)
        # an address of the other site's is not to be known yet
        known = None if self._owner(self.entry.url) is not None else note
        self.claim.done(replace(visit, outcome="none", note=note), self._rest(permission, reply), note=known)
        if not owner.private:
            self.means.store.queue.add([Waiting(url=url, site_id=owner.id, due=self.now)])
        return self._event("none", reply, note)

    def _read(self, answers: tuple[Answer, ...]) -> PageRead | Broken:
        result = self.means.readers.read(ReadJob(answers, self.now, self.entry.hint))
        self.means.go_on()
        return result

    def _parts(
        self, permission: Permission, reply: Reply, read: PageRead, known: list[Answer]
    ) -> list[Answer]:
        """Ask for the pages of an article that were not asked for yet, as far as it tells them by now.

        One that holds all of it is enough. When the host asks to be left alone, no more are asked for.
        """
        if self.last_part is not None and self.last_part.is_busy:
            return []
        links = [link for link in read.pages if link.rel == "all"] or list(read.pages)
        asked = [
            reply.answer.at,
            read.canonical_url,
            *(url for answer in known for url in (answer.asked, answer.at)),
        ]
        here = {without_tracking(url) for url in asked} | self.parts_asked
        urls = dict.fromkeys(without_tracking(clean_address(link.url)) for link in links)
        near = [url for url in urls if url and url not in here and same_site(url, reply.answer.at)]
        others = self.means.store.sites.owners(near) if near else {}
        near = [url for url in near if url not in others or others[url].id == self.entry.site_id]
        wanted = [url for url in near if not permission.refusal(url)][: MOST_PARTS - len(self.parts_asked)]
        pause = permission.pause_s(reply)
        if (len(self.parts_asked) + len(wanted)) * pause > PARTS_S:
            return []
        answers: list[Answer] = []
        for url in wanted:
            part = self._part(permission, url, permission.pause_s(self.last_part or reply))
            if part is None:
                break
            if part.is_content and self._owner(part.answer.at) is None:
                answers.append(part.answer)
            if part.is_busy:
                break
        return answers

    def _part(self, permission: Permission, url: str, pause: float) -> Reply | None:
        """Ask for a further page after a pause; `None` where all pauses take too long."""
        self.waited += pause
        if self.waited > PARTS_S:
            return None
        self.means.cut.wait(pause)
        self.means.go_on()
        now = self.means.store.now()
        part = self.means.asker.ask(
            url, purpose="page", allowed=permission.allows, private=permission.private
        )
        self.answered, self.last_part = self.means.store.now(), part
        self.parts_asked.add(url)
        outcome, note = ("part", "") if part.is_content else ("failed", told_of(part))
        visit = visit_of(part, self.entry.site_id, now, self.entry.source_id)
        self.claim.note(replace(visit, outcome=outcome, note=note))
        return part

    def _rest(self, permission: Permission, reply: Reply) -> dt.datetime:
        """Give until when the host is left alone, from its last answer on."""
        return rest_after(permission, self.last_part or reply, self.answered)

    def _store(self, permission: Permission, reply: Reply, result: PageRead, parts: list[str]) -> Read:
        """Store an article, and end the claim with when to read it again: in one transaction, which costs less."""
        return self.claim.together(lambda: self._keep(permission, reply, result, parts))

    def _keep(self, permission: Permission, reply: Reply, result: PageRead, parts: list[str]) -> Read:
        knower = Knower(self.means.store, self.entry.site_id)
        kept = knower.keep(result, (reply.answer.at, self.entry.url, *parts))
        rest = self._rest(permission, reply)
        if kept is None:
            self.claim.leave(None, rest)
            return self._event("none", reply, SITE_GONE)
        life = Life(
            born=result.identity.published or kept.first_seen,
            changed=kept.changed,
            live=result.verdict.kind is VerdictKind.LIVE_BLOG,
            readings=self.entry.readings + 1,
        )
        again = read_again(life, self.now)
        visit = replace(
            visit_of(reply, self.entry.site_id, self.now, self.entry.source_id),
            outcome=kept.outcome, note=kept.note, new=int(kept.outcome == "new"), found=1,
        )  # fmt: skip
        if again is None:
            self.claim.done(visit, rest)
        else:
            self.claim.again(again, visit, rest, etag=reply.etag, last_modified=reply.last_modified)
        event = self._event(kept.outcome, reply, kept.note, again)
        return replace(event, article_id=kept.id, title=result.title)

    def _unchanged(self, permission: Permission, reply: Reply) -> Read:
        """End a reading whose page is as it was."""
        store, entry = self.means.store, self.entry
        known = store.articles.known([entry.url]).get(entry.url)
        stored = store.articles.headline(known.article_id) if known is not None and known.article_id else None
        again = None
        if stored is not None and stored.site_id == entry.site_id:
            store.articles.seen_again(stored.id)
            live = stored.verdict == VerdictKind.LIVE_BLOG
            life = Life(born=stored.listed, changed=stored.changed, live=live, readings=entry.readings + 1)
            again = read_again(life, self.now)
        visit = replace(visit_of(reply, entry.site_id, self.now, entry.source_id), outcome="same")
        rest = self._rest(permission, reply)
        if again is None:
            self.claim.done(visit, rest)
        else:
            marks = (reply.etag or entry.etag, reply.last_modified or entry.last_modified)
            self.claim.again(again, visit, rest, etag=marks[0], last_modified=marks[1])
        return self._event("same", reply, due=again)

    def _broken(self, permission: Permission, reply: Reply, broken: Broken) -> Read:
        """Try again what could not be read, which counts as a try where it may be the page's own fault."""
        if not broken.ours:
            return self._failed(permission, reply, broken.note, PASSING_TRIES)
        entry = self.entry
        visit = visit_of(reply, entry.site_id, self.now, entry.source_id)
        rest = max(self._rest(permission, reply), self.answered + RECOVERY)
        self.claim.leave(replace(visit, outcome="failed", note=broken.note), rest)
        return self._event("failed", reply, broken.note, rest)

    def _put_off(self, permission: Permission, reply: Reply) -> Read:
        """Read it another time, because a host is to be left alone: the page is not at fault, and no try counts."""
        entry, why, rest = self.entry, told_of(reply), self._rest(permission, reply)
        due = max(self.means.put_off(reply), rest)
        visit = replace(
            visit_of(reply, entry.site_id, self.now, entry.source_id), outcome="refused", note=why
        )
        self.claim.later(due, visit if reply.is_led else None, rest, counts=False)
        return self._event("refused", reply, why, due)

    def _failed(self, permission: Permission, reply: Reply, why: str, most: int) -> Read:
        """Try again later, each time after twice the time, and give up in the end; what is stored stays."""
        if reply.trouble == FetchTrouble.BUSY:
            return self._put_off(permission, reply)
        entry = self.entry
        gone = reply.status in {404, 410}
        rest = self._rest(permission, reply)
        tried = entry.tries + 1
        if tried >= most:
            return self._settled(permission, reply, "gone" if gone else "failed", why)
        wait = min(FIRST_WAIT * 2**tried, LONGEST_WAIT) * self.means.spread()
        due = max(self.now + wait, rest)
        visit = replace(visit_of(reply, entry.site_id, self.now, entry.source_id), outcome="failed", note=why)
        self.claim.later(due, visit, rest)
        return self._event("failed", reply, why, due)

    def _settled(self, permission: Permission, reply: Reply, outcome: str, why: str) -> Read:
        """Take the address off the queue, remembered as one that leads to no article; one that leads to one, does."""
        visit = visit_of(reply, self.entry.site_id, self.now, self.entry.source_id)
        visit = replace(visit, outcome=outcome, note=why)
        # what is private to this site may be allowed to the one whose it is
        known = None if reply.trouble == FetchTrouble.PRIVATE else why
        self.claim.done(visit, self._rest(permission, reply), note=known)
        return self._event(outcome, reply, why)

    def _event(
        self, outcome: str, reply: Reply | None = None, note: str = "", due: dt.datetime | None = None
    ) -> Read:
        entry = self.entry
        told = (reply.status, reply.bytes, reply.seconds) if reply is not None else (0, 0, 0.0)
        return Read(
            at=self.now, site_id=entry.site_id, url=entry.url,
            outcome=outcome,  # type: ignore[arg-type]  # one of the words above
            title=entry.title, status=told[0], bytes=told[1], seconds=told[2], note=note, due=due,
        )  # fmt: skip
