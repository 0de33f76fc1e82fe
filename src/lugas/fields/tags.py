"""The tags: what the page files the article under, in its order."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.dates.text import has_date
from lugas.fields.lists import pairs, words
from lugas.fields.title_forms import title_key, word_set
from lugas.fields.topic_links import topic_rows
from lugas.model import Finding, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Row
from lugas.page.stored_record import told_tags

__all__ = ["choose_tags"]

MACHINE = re.compile(r"^(?:\S{0,60}[:=_]\S{0,60}|[\d.]{5,60}|[0-9a-f]{8}-[0-9a-f-]{20,40})$")
PREFIXED = re.compile(r"^([A-Za-z]{2,20})(?:/|_|:)\s{0,2}(?=\S)")
COUNTED = re.compile(r"^\(\d{1,3}\)\s")  # "(1) Energy", a tag with its place in the list
HAN_SPACE = re.compile(r"(?<=[\u3400-\u9fff])\s|\s(?=[\u3400-\u9fff])")
JAPANESE_OR_KOREAN = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
HOST = re.compile(r"^[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,3}$")
AROUND = " #,;:.\"'“”‘’·•|&＃"  # what may stand around a tag
AROUND_STOP = AROUND.replace(".", "")
SHORTENED = frozenset({"Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr", "St"})
LONGEST_SHORTENED = 4  # letters of an abbreviation that no list has
Tags = tuple[str, ...]
LONGEST_TAG = 60
TAG_ROLES = frozenset({Role.TAGS, Role.OTHER, Role.BODY, Role.NAVIGATION, Role.SECTION})
MOST_TAGS = 40
MOST_SHOWN_WORDS = 6  # of a topic as readers see it; what is longer is a headline
MENU = 8  # topics from which a list of them may be a menu itself
SHOWN = (Source.TEXT, Source.MARKUP)
LABEL_ENDS = " :："  # what may stand after the label of tags


def choose_tags(
    clues: Clues, sheet: Sheet, names: frozenset[str] = frozenset(), authors: frozenset[str] = frozenset()
) -> tuple[Tags, Finding | None]:
    """Settle the tags of the article.

    `names` are the keys of what the site calls itself, `authors` those of the article's authors: neither are tags.
    """
    embedded = clues.embedded
    candidates: list[Candidate[Tags]] = []

    def add(texts: list[str], source: Source, detail: str, weight: float) -> None:
        tags = without(tidy(texts), names, authors)
        if source is not Source.JSON_LD and source is not Source.OPEN_GRAPH:
            tags = tuple(tag for tag in tags if tag.lower() not in words("not_tags"))
        if source in SHOWN:
            tags = tuple(tag for tag in tags if is_shown_topic(tag))
        if tags:
            candidates.append(Candidate(tags, tags, source, detail, weight))

    add(
        split_each(values_of(embedded.article.get("keywords"), "name")),
        Source.JSON_LD,
        "article.keywords",
        4.0,
    )
    add(split_each(embedded.meta.get("article:tag", ())), Source.OPEN_GRAPH, "article:tag", 3.6)
    add(split_keywords(embedded.meta.get("news_keywords", ())), Source.META, "news_keywords", 3.2)
    add(split_each(embedded.meta.get("parsely-tags", ())), Source.META, "parsely-tags", 2.6)
    shown = [
        text for mark in clues.marks if mark.kind == "tag" and not mark.foreign for text, _ in mark.links
    ]
    add(shown, Source.MARKUP, "tag links", 3.0)
    add(
        [part for row in sheet.having(Role.TAGS) for part in split_row(row)],
        Source.TEXT,
        "tag lines",
        3.1,
    )
    add(split_each(embedded.properties.get("keywords", ())), Source.MICRODATA, "keywords", 2.5)
    add(split_keywords(embedded.meta.get("keywords", ())), Source.META, "keywords", 1.5)
    add(under_label(sheet), Source.TEXT, "lines under their label", 3.3)
    add(topic_rows(sheet), Source.TEXT, "topic links", 3.15)
    for name, texts in told_tags(clues.record) if clues.record is not None else ():
        add(split_each(tuple(texts)), Source.MARKUP, f"data: {name[:60]}", 2.8)
    without_menus(candidates, sheet)
    winner = max(candidates, key=lambda one: one.weight, default=None)
    if winner is None or winner.weight <= 0.0:
        return (), None
    if len(winner.value) == 1:
        winner = parted(winner, candidates)
    return winner.value, settle("tags", winner, candidates)


def is_shown_topic(tag: str) -> bool:
    """Tell whether a link among the topics can be one: no headline, no date of an entry in a blog."""
    if tag.count(" ") >= MOST_SHOWN_WORDS or tag[-1] in "?…":
        return False
    return not (any(map(str.isdigit, tag)) and has_date(tag))


def without_menus(candidates: list[Candidate[Tags]], sheet: Sheet) -> None:
    """Take trust away from lists that the page shows and that are, for their greater part, entries of its menus."""
    shown = [one for one in candidates if one.source in SHOWN]
    if not shown or max(candidates, key=lambda one: one.weight).source not in SHOWN:
        return
    menus: Counter[str] = Counter()
    for row, role in zip(sheet.rows, sheet.roles, strict=True):
        if role is Role.BODY and row.text:
            break
        if role is Role.NAVIGATION and row.links and len(row.text) <= LONGEST_TAG:
            menus[title_key(row.text)] += 1
    for one in shown:
        # Topics over a title may be taken for a menu: a menu is long, or there beside them.
        least = 1 if len(one.value) >= MENU else 2
        known = sum(menus[title_key(tag)] >= least for tag in one.value)
        if len(one.value) > 2 and 2 * known > len(one.value):
            one.weight, one.why = one.weight - 9.0, "stands in the menu too"


def without(tags: Tags, names: frozenset[str], authors: frozenset[str]) -> Tags:
    """Leave out the site's own names, whatever is its host, and the authors."""
    unwanted = names | authors
    # "朝日新聞" on the pages of 朝日新聞デジタル: the name by which the paper is known.
    begun = {
        tag for tag in tags if len(title_key(tag)) > 3 and any(begins(name, title_key(tag)) for name in names)
    }
    hosts = {tag for tag in tags if HOST.match(tag) and title_key(tag.rpartition(".")[0]) in names}
    return tuple(tag for tag in tags if title_key(tag) not in unwanted and tag not in hosts | begun)


def begins(name: str, key: str) -> bool:
    """Tell whether the name of a site begins with a tag, and is not much more than it."""
    return name.startswith(key) and len(key) >= 0.45 * len(name) and not key.isascii()


def parted(winner: Candidate[Tags], candidates: list[Candidate[Tags]]) -> Candidate[Tags]:
    """Give the list that has the words of a lone tag as several: "Berlin Energy" may be two tags."""
    lone = word_set(winner.value[0])
    return next(
        (one for one in candidates if len(one.value) > 1 and word_set(" ".join(one.value)) == lone), winner
    )


@lru_cache(maxsize=1)
def longest_label() -> int:
    """Give how many letters the longest label of tags has."""
    return max(map(len, words("tag_labels")))


def under_label(sheet: Sheet) -> list[str]:
    """Give the short lines of copied text that stand under a line like "Tags"."""
    if sheet.cut.form != "text":
        return []
    found: list[str] = []
    labels, most = words("tag_labels"), longest_label()
    under = False
    for row, role in zip(sheet.rows, sheet.roles, strict=True):
        text = row.text.strip()
        if (len(text) <= most or text[-1] in LABEL_ENDS) and text.lower().rstrip(LABEL_ENDS) in labels:
            under = True
            continue
        if not under:
            continue
        long = len(text) > 40 or text.count(" ") > 4 or text.endswith((".", ":"))
        foreign = long or role not in TAG_ROLES
        if foreign or (found and row.gap):
            break
        found.append(text)
    return found if len(found) <= 15 else []


def split_each(texts: Tags) -> list[str]:
    """Split keywords that stand in one text."""
    found: list[str] = []
    for text in texts:
        marks = ",，;、|" if any(mark in text for mark in ",，;、") else "|"
        one_mark = text.translate(dict.fromkeys(map(ord, marks), "|"))
        found.extend(one_mark.split("|"))
    return found


def split_keywords(texts: Tags) -> list[str]:
    """Split the keywords of a page's head: where nothing else parts them, Chinese ones at their spaces."""
    pieces = split_each(texts)
    if len(pieces) != 1 or JAPANESE_OR_KOREAN.search(pieces[0]):
        return pieces
    return HAN_SPACE.split(pieces[0].strip())


def split_row(row: Row) -> list[str]:
    """Split a line of tags: into its links, or after its label at commas or hash marks."""
    linked = [row.text[span.start : span.end] for span in row.spans if span.kind == "link"]
    if linked or row.box >= 0:
        return linked  # in markup, a row without a link is the heading of the tags
    text = row.text
    head, colon, rest = text.partition(":")
    if colon and title_key(head) in {title_key(label) for label in words("tag_labels")}:
        text = rest
    if text.count("#") > 1:
        return text.split("#")
    return split_each((text,))


def tidy(texts: list[str]) -> Tags:
    """Clean tags, and keep each once."""
    found: dict[str, str] = {}
    for place, text in enumerate(texts, 1):
        tag = " ".join(text.split()).strip(AROUND)
        if text.rstrip(AROUND_STOP).endswith(".") and ends_shortened(tag, last=place == len(texts)):
            tag += "."  # it ends an abbreviation, not the list
        tag = unprefixed(COUNTED.sub("", tag))
        key = title_key(tag)
        # Machine-made tags: `tone:news`, `type=article`, `Page Type: Article`, numbers, UUIDs.
        machine = ": " in tag or bool(MACHINE.match(tag)) or tag.count(" ") > 6
        machine = machine or (len(key) == 1 and key.isascii())
        if key and len(tag) <= LONGEST_TAG and tag.lower() not in words("tag_labels") and not machine:
            found.setdefault(key, tag)
    return tuple(found.values())[:MOST_TAGS]


def ends_shortened(tag: str, *, last: bool) -> bool:
    """Tell whether the full stop after a tag belongs to it: "Indeed Inc.", "U.S."; "Leo XIV." unless a list ends so."""
    word = tag.rpartition(" ")[2]
    short = not last and len(word) <= LONGEST_SHORTENED and word[:1].isupper()
    return short or "." in word or word in SHORTENED


def unprefixed(tag: str) -> str:
    """Take off what software writes before a tag (`topic/energy`); "" when what follows is no tag."""
    match = PREFIXED.match(tag)
    meaning = pairs("tag_prefixes").get(match[1].lower(), ("",))[0] if match else ""
    if match is None or not meaning:
        return tag
    return tag[match.end() :].strip() if meaning == "keep" else ""
