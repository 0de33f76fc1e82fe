"""Pages that stand before an article, or in its place: consent, a stop for machines, an error, an empty frame.

No phrase and no mark decides alone. Each independent sign gives points: what the title is, what the page's lines say,
the names that a vendor gives its elements and scripts, how little else is there. What speaks for an article takes
points away: the type that the page declares, its time and authors, prose that is not the wall's own. So an article
about cookies, robots or missing pages stays one, and so does an article with a large banner on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lugas.blocks.sheet import Sheet
from lugas.fields.clues import Clues
from lugas.fields.lists import Spoken, pairs, phrases, phrases_in
from lugas.fields.settle import Fields
from lugas.fields.verdict.signals import LITTLE, LONG, NO_TEXT, Signals, plain
from lugas.model import Kind, Role, Source, VerdictKind
from lugas.page.rows import lineage
from lugas.page.tree import Document

__all__ = ["Wall", "find_marks", "weigh_walls"]

# Points. They were set so that every page of tests/verdicts and no labelled article is called a wall.
VENDOR, OWN_NAME, MORE_VENDORS = 2.0, 1.0, 0.5
HEAD, BOTH_HEADS, STATUS = 2.0, 1.0, 1.0
SENTENCES = 3.0  # at most, one point each
ALONE = 1.0  # nothing else is on the page
EMPTY_FRAME = 2.0
# What marks, an empty frame and a page of no words give at most: it must bound the points of every kind of wall for all
# of these, or a wall that would stand is not looked at.
MOST_FOR_MARKS = VENDOR + MORE_VENDORS + 2 * OWN_NAME + EMPTY_FRAME + 2 * ALONE
ENOUGH = 2.0
DECLARED, DATED, SIGNED = 2.0, 1.0, 0.5
WORDS_A_POINT, MOST_FOR_PROSE = 25, 5.0
WORDS_BESIDE_CONSENT, MOST_BESIDE_CONSENT = (
    12,
    6.0,
)  # a banner stands over a short article with all its sentences
MENU, REST_A_POINT, MOST_FOR_REST = 150, 100, 4.0  # words that are no body: a menu's, and those beyond it
HEADLINES_A_POINT, MOST_FOR_HEADLINES = 5, 3.0

LONGEST_HEAD = 1000  # characters of a title that may be a wall's; some carry megabytes
SAMPLE, ROW_SAMPLE = 8000, 900  # characters that phrases are looked for in, of all rows and of one
MOST_ELEMENTS, SCRIPT_SAMPLE, MOST_SCRIPTS = 3000, 1500, 25
MANY_WORDS = 1500  # a page of more says in a title what it is, or is no wall
NAMING = frozenset({"class", "data-translate", "id", "name"})
LEADING = frozenset({"action", "href", "src"})
LOADED = frozenset({"form", "iframe", "link", "script"})
SIGNING = frozenset({"address", "center", "p", "pre"})  # elements that servers put their name in
MOST_SIGNED = 60
HEAD_SHARE = 0.5  # of a title that phrases of a wall make up
APP_ROOTS = "#root,#app,#__next,#__nuxt,#___gatsby,app-root,[data-reactroot],[ng-app],[data-v-app]"
THE_SITE = "the site"
HIDDEN = frozenset({Source.JSON_LD, Source.META, Source.OPEN_GRAPH, Source.MICRODATA})
CONSENT_BOXES = frozenset({"cmp", "consent", "cookie", "cookies", "didomi", "gdpr", "iubenda", "onetrust"})

# A status of HTTP at the start of a short title, or after its word for error: "404_...", "Error 503 Backend".
STATUS_CODE = re.compile(r"^\D{0,16}(?<!\d)(40[0134568]|410|42[29]|451|50[0-4]|52[0-6])(?!\d)")

KINDS = {
    "bot": VerdictKind.BOT_BLOCK,
    "consent": VerdictKind.CONSENT_WALL,
    "error": VerdictKind.ERROR_PAGE,
    "script": VerdictKind.NEEDS_JAVASCRIPT,
}
LISTS = {"bot": "bot", "consent": "consent", "error": "missing", "script": "javascript"}
SAYS = {
    "bot": "stops machines",
    "consent": "asks for consent first",
    "error": "is an error page",
    "script": "needs JavaScript",
}


@dataclass(slots=True)
class Wall:
    """One kind of wall: the points for it and against it, and the signs that gave them."""

    name: str
    points: float = 0.0
    against: float = 0.0
    signs: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    @property
    def kind(self) -> VerdictKind:
        """The verdict it leads to."""
        return KINDS[self.name]

    @property
    def reason(self) -> str:
        """What is said of it."""
        return f"{SAYS[self.name]}: {self.signs[0]}" if self.signs else SAYS[self.name]

    @property
    def stands(self) -> bool:
        """Whether more speaks for it than against it."""
        return self.points >= ENOUGH and self.points > self.against

    def add(self, points: float, sign: str) -> None:
        """Count a sign."""
        self.points += points
        self.signs.append(sign)


def weigh_walls(clues: Clues, sheet: Sheet, fields: Fields, signals: Signals) -> Wall | None:
    """Weigh what speaks for each kind of wall; give the one that most speaks for, `None` where none stands."""
    heads = heads_of(clues, sheet, fields)
    walls = [Wall(name) for name in KINDS]
    said = [Spoken("\n".join([head for head in some if head])) for some in (heads, heads[:2])]
    for wall in walls:
        weigh_heads(wall, heads, said[wall.name == "consent"])
    if (signals.body >= LONG or signals.seen >= MANY_WORDS) and not any(wall.points for wall in walls):
        return None  # most articles: nothing more is looked at
    text, starts = text_of(clues, sheet)
    spoken = Spoken(text)
    spans = {wall.name: spans_of(spoken, LISTS[wall.name]) for wall in walls}
    if not any(may_stand(wall, spans[wall.name], starts, sheet, fields, signals) for wall in walls):
        return None  # whatever marks the page holds
    marks = find_marks(clues.tree)
    for wall in walls:
        weigh_marks(wall, marks)
        weigh_sentences(wall, text, starts, spans[wall.name])
    weigh_frame(walls[-1], clues.tree, signals)
    for wall in walls:
        if wall.points and signals.seen < LITTLE:
            wall.add(ALONE, f"{signals.seen} words on the page")
        wall.against = speaks_against(wall, sheet, fields, signals)
    best = max(walls, key=lambda wall: (wall.stands, wall.points - wall.against))
    return best if best.stands else None


def heads_of(clues: Clues, sheet: Sheet, fields: Fields) -> list[str]:
    """Give the titles that a page shows or carries: of the window, of the article, and its first headings."""
    headings = [row.text for row in sheet.rows[:40] if row.kind is Kind.HEADING and row.level <= 2][:2]
    return [plain(text[:LONGEST_HEAD]).strip() for text in (clues.embedded.title, fields.title, *headings)]


def weigh_heads(wall: Wall, heads: list[str], said: Spoken) -> None:
    """Count titles that are nothing but a wall's phrase, and a status of HTTP in them; `said` are those that count."""
    if wall.name == "consent":
        heads = heads[:2]  # a banner over an article has a heading too
    heads = [head for head in heads if head]
    name = LISTS[wall.name]
    given = {head for head in heads if head_is(head, name)} if phrases_in(said, name) else None
    if given:
        wall.add(
            HEAD + BOTH_HEADS * (len(given) > 1), f"titled “{min(given, key=lambda head: (len(head), head))}”"
        )
    for head in heads:
        code = STATUS_CODE.search(head) if len(head.split()) <= 8 else None
        if code and wall.name == ("bot" if code[1] == "429" else "error"):
            wall.add(STATUS, f"status {code[1]}")
            break


@lru_cache(maxsize=256)
def head_is(head: str, name: str) -> bool:
    """Tell whether a title is made up of a list's phrases for the most part."""
    found = spans_of(Spoken(head), name)
    return sum(end - start for start, end in found) >= HEAD_SHARE * len(head)


def spans_of(spoken: Spoken, name: str) -> list[tuple[int, int]]:
    """Give where a text holds the phrases of a list, each phrase once, the longest where they overlap."""
    held, text = phrases_in(spoken, name), spoken.text
    if not held:
        return []
    every = [(start, start + len(phrase)) for phrase in held if (start := text.find(phrase)) >= 0]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(every, key=lambda span: span[0] - span[1]):
        if all(end <= other or start >= stop for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)


def text_of(clues: Clues, sheet: Sheet) -> tuple[str, list[int]]:
    """Give the lines of a page as phrases are written, and where each row starts; what no row shows comes last."""
    parts: list[str] = []
    starts: list[int] = []
    size = 0
    for row in sheet.rows:
        if size >= SAMPLE:
            break
        part = plain(row.text[:ROW_SAMPLE])
        starts.append(size)
        parts.append(part)
        size += len(part) + 1
    starts.append(size)
    parts.append(unseen_text(clues.tree) if size < SAMPLE else "")
    return "\n".join(parts), starts


def unseen_text(tree: Document | None) -> str:
    """Give what a page says where no script runs, or inside a frame."""
    if tree is None:
        return ""
    found = (element.text[:ROW_SAMPLE] for element in tree.select("noscript,iframe")[:4])
    return plain(" ".join(" ".join(found).split()))


@lru_cache(maxsize=1)
def known_marks() -> tuple[tuple[str, str, str], ...]:
    """Read the marks: what is looked for, the kind of page it marks, and whose it is."""
    found: list[tuple[str, str, str]] = []
    for mark, meanings in pairs("wall_marks").items():
        for meaning in meanings:
            kind, _, owner = meaning.partition(" ")
            found.append((mark, kind, owner))
    return tuple(found)


def find_marks(tree: Document | None) -> dict[str, list[str]]:
    """Give whose marks the markup holds, by the kind of page that they mark."""
    found: dict[str, list[str]] = {}
    if tree is None:
        return found
    markup = "\n".join(sorted(names_in(tree))).lower()
    for mark, kind, owner in known_marks():
        if mark in markup and owner not in found.setdefault(kind, []):
            found[kind].append(owner)
    return found


def names_in(tree: Document) -> set[str]:
    """Give the names and addresses that elements carry, what servers sign with, and the beginnings of scripts."""
    found: set[str] = set()
    scripts = 0
    for element in islice(tree.iter_elements(), MOST_ELEMENTS):
        tag = element.tag
        for name, value in element.attrs.items():
            if name in NAMING or (name in LEADING and tag in LOADED):
                found.add((" ".join(value) if isinstance(value, list) else value or "")[:300])
            elif name.startswith(("data-", "ng-")):
                found.add(name)
        if tag == "script" and scripts < MOST_SCRIPTS:
            scripts += 1
            found.add(element.text[:SCRIPT_SAMPLE])
        elif tag in SIGNING and len(found) < MOST_SIGNED:
            found.add(f"<{tag}>{element.text[:120]}")
        elif tag == "app-root":
            found.add(tag)
    return found


def weigh_marks(wall: Wall, marks: dict[str, list[str]]) -> None:
    """Count the marks of vendors, and the site's own names."""
    owners = marks.get(wall.name, [])
    vendors = [owner for owner in owners if owner != THE_SITE]
    if wall.name == "script":
        if owners:
            wall.add(1.0, f"built with {vendors[0]}" if vendors else "scripts that make the page")
        return
    if vendors:
        wall.add(VENDOR + MORE_VENDORS * (len(vendors) > 1), f"marks of {', '.join(vendors)}")
    if THE_SITE in owners:
        wall.add(OWN_NAME, "elements named so")
    if wall.name == "bot" and "captcha" in marks:
        wall.add(OWN_NAME, f"a captcha of {marks['captcha'][0]}")


def may_stand(
    wall: Wall,
    spans: list[tuple[int, int]],
    starts: list[int],
    sheet: Sheet,
    fields: Fields,
    signals: Signals,
) -> bool:
    """Tell whether a wall could stand if every mark were there that gives points; most pages hold too much else."""
    rows = {bisect_right(starts, start) - 1 for start, _ in spans}
    points = wall.points + min(float(len(spans)), SENTENCES) + MOST_FOR_MARKS
    return points > speaks_against(Wall(wall.name, rows=rows), sheet, fields, signals)


def weigh_sentences(wall: Wall, text: str, starts: list[int], spans: list[tuple[int, int]]) -> None:
    """Count the different sentences of a wall, which stand at `spans`, and note the rows that say them."""
    for start, _ in spans:
        wall.rows.add(bisect_right(starts, start) - 1)
    if spans:
        said = max(spans, key=lambda span: span[1] - span[0])
        wall.points += min(float(len(spans)), SENTENCES)
        wall.signs.insert(0, f"“{text[said[0] : said[1]]}”")
        if len(spans) > 1:
            wall.signs.append(f"{len(spans)} such phrases")


def weigh_frame(wall: Wall, tree: Document | None, signals: Signals) -> None:
    """Count an application's empty frame, and scripts on a page that shows nothing."""
    if tree is None:
        return
    scripts = tree.select_one("script") is not None
    frame = tree.select_one(APP_ROOTS) if scripts and signals.seen < LONG else None
    if frame is not None and len(frame.text.split()) < LITTLE:
        wall.add(EMPTY_FRAME, "an application's empty frame, which a script fills")
    elif signals.seen < NO_TEXT and (signals.declares_article or tree.select_one("script[src]") is not None):
        wall.add(ALONE, "scripts and no text")


def speaks_against(wall: Wall, sheet: Sheet, fields: Fields, signals: Signals) -> float:
    """Count what speaks for an article, or for a page of any other kind, behind a banner or a note."""
    prose = rest = 0
    consent, own = wall.name == "consent", Role.BODY
    left_out = wall.rows | asking_rows(sheet) if consent else wall.rows
    for index, role in enumerate(sheet.roles):
        if index in left_out:
            continue
        count = signals.counts[index]
        rest += count
        prose += count if role is own else 0
    words, most = (WORDS_BESIDE_CONSENT, MOST_BESIDE_CONSENT) if consent else (WORDS_A_POINT, MOST_FOR_PROSE)
    points = min(prose / words, most) if prose >= NO_TEXT else 0.0
    points += min(max(0, rest - prose - MENU) / REST_A_POINT, MOST_FOR_REST)
    points += DECLARED * (signals.declares_article and signals.body >= NO_TEXT)
    sources = {finding.field: finding.source for finding in fields.findings}
    points += DATED if sources.get("published") in HIDDEN else SIGNED * ("published" in sources)
    points += SIGNED * ("authors" in sources)
    if wall.name != "error":
        points += min(signals.headlines / HEADLINES_A_POINT, MOST_FOR_HEADLINES)
    return points


def asking_rows(sheet: Sheet) -> set[int]:
    """Give the rows that are a consent wall's own: they speak of cookies, or stand in a vendor's element."""
    names, boxes = sheet.cut.names, sheet.cut.boxes
    named = {at for at, box in enumerate(names.boxes) if not CONSENT_BOXES.isdisjoint(box.words)}
    said = phrases("consent_words")
    return {
        index
        for index, row in enumerate(sheet.rows)
        if any(map(plain(row.text).__contains__, said))
        or (named and any(names.numbers[box] in named for box in lineage(boxes, row.box, 6)))
    }
