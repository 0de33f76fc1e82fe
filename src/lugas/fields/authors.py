"""The authors: whom the page names, in its own order, and nobody out of a sidebar."""

from __future__ import annotations

import re

from lugas.blocks.sheet import Sheet
from lugas.fields.author_lines import People, from_rows, led_texts, make
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.desks import desks
from lugas.fields.lists import words
from lugas.fields.name_signs import is_name, is_uncased
from lugas.fields.names import split_names
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Person, Source
from lugas.page.json_ld import Thing, clean, types_of, values_of
from lugas.page.rows import Row
from lugas.page.stored_record import told_authors
from lugas.page.urls import join

__all__ = ["choose_authors"]

# Tuned on the English and the international pages of the labelled sets.
JSON_LD, MICRODATA, META, LINKED, MARKED, RECORD = 10.0, 5.0, 6.0, 5.5, 5.0, 4.0
LEAST_PARAGRAPH = 60  # characters of a paragraph that may open with a place
ORGANISED, OWN_DESK = 4.5, 1.0  # less, for an organisation, and for one of the site's own
METAS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "citation_author",
    "cxenseparse:author",
    "article.author",
    "authors",
    "mediator_author",
    "twitter:data1",
)


def choose_authors(
    clues: Clues, sheet: Sheet, near: list[Row], names: frozenset[str]
) -> tuple[People, Finding | None]:
    """Settle who wrote the article.

    `near` are the rows around the title; `names` the keys of what the site calls itself, which is no author.
    """
    candidates = [*from_json_ld(clues), *from_meta(clues), *from_marks(clues), *from_rows(sheet, near)]
    candidates += from_record(clues)
    kept: list[Candidate[People]] = []
    lost: list[Candidate[People]] = []
    sections = told_sections(clues)
    place = dateline_place(sheet)
    for candidate in candidates:
        people = tuple(
            person
            for person in candidate.value
            if counts(person, candidate, names)
            and title_key(person.name) != place
            and (candidate.source is Source.JSON_LD or title_key(person.name) not in sections)
        )
        if people:
            candidate.value = people
            candidate.text = tuple(person.name for person in people)
            kept.append(candidate)
        elif any(title_key(person.name) in names for person in candidate.value):
            candidate.why = "the site itself"
            lost.append(candidate)
    kept = kept or desks(clues, METAS[:-1], names, led_texts(sheet, near))
    kept = kept or [one for one in lost if is_person_of_site(one)]
    if not kept:
        return (), None
    of_the_site(kept, names)
    winner = choose(kept)
    return with_addresses(winner.value, kept, clues), settle("authors", winner, [*kept, *lost])


def is_person_of_site(candidate: Candidate[People]) -> bool:
    """Tell whether a line names somebody by whose name the site goes: whose blog it is."""
    names = [person.name for person in candidate.value]
    return candidate.source is Source.BYLINE and all(" " in name and is_name(name) for name in names)


def dateline_place(sheet: Sheet) -> str:
    """Give the key of the place that the text opens with, "" for none: a correspondent's place is nobody's name."""
    place = sheet.begin()
    first = sheet.rows[place] if place >= 0 else None
    if first is None or len(first.text) < LEAST_PARAGRAPH:
        return ""  # a byline may have been taken for the text's first line
    head = re.split(r"[,(\-–—:]", first.text[:LEAST_PARAGRAPH], maxsplit=1)
    return title_key(head[0]) if len(head) > 1 and len(head[0]) < 40 else ""


def told_sections(clues: Clues) -> frozenset[str]:
    """Give the keys of the sections that the page's data names: a label of theirs may stand beside the byline."""
    embedded = clues.embedded
    told = (*values_of(embedded.article.get("articleSection"), "name"), embedded.first("article:section"))
    return frozenset(title_key(text) for text in told[:8]) - {""}


def of_the_site(candidates: list[Candidate[People]], names: frozenset[str]) -> None:
    """Trust desks of the site less than people whom the page shows: "Gazette Sport" is the Gazette's."""
    shown = (one.value for one in candidates if one.source in (Source.MARKUP, Source.BYLINE))
    if not any(all(is_name(person.name) for person in people) for people in shown):
        return
    for one in candidates:
        organised = one.source is Source.JSON_LD and one.weight <= JSON_LD - ORGANISED
        if organised and all(opens_with(person.name, names) for person in one.value):
            one.weight -= OWN_DESK


def opens_with(name: str, names: frozenset[str]) -> bool:
    """Tell whether the first words of a name, but not all of it, are one of the keys."""
    tokens = name.split()
    return any(title_key(" ".join(tokens[:size])) in names for size in range(1, len(tokens)))


def counts(person: Person, candidate: Candidate[People], names: frozenset[str]) -> bool:
    """Tell whether somebody named counts as an author: not the site itself, unless it is an agency."""
    if title_key(person.name) not in names:
        return True
    return candidate.source is Source.JSON_LD and person.name in words("agencies")


def choose(candidates: list[Candidate[People]]) -> Candidate[People]:
    """Choose the list that is trusted most, agreement with other sources counting for it."""
    agreeing: dict[frozenset[str], set[Source]] = {}
    for one in candidates:
        agreeing.setdefault(keys_of(one), set()).add(one.source)
    for one in candidates:
        one.weight += 1.5 * (len(agreeing[keys_of(one)]) - 1)
        if all(" " not in person.name and person.name.lower() != person.name.upper() for person in one.value):
            one.weight -= 4.0  # a single word is a login, an outlet or a desk more often than a person
    best = max(candidates, key=lambda one: one.weight)
    for one in candidates:
        # Some sites give one author out of sight and show all of them, in one line.
        if one.shown and one.weight >= MARKED - 1.0 and keys_of(one) > keys_of(best):
            best.why = f"{one.detail} shows more names"
            return one
    return shown_alone(marked_shorter(best, candidates), candidates)


def marked_shorter(best: Candidate[People], candidates: list[Candidate[People]]) -> Candidate[People]:
    """Give the names as an element of their own ends them, where the line around it goes on: "Ana Díaz Modificado"."""
    if best.source is not Source.BYLINE:
        return best
    for one in candidates:
        same = one.source is Source.MARKUP and len(one.value) == len(best.value)
        if same and all(map(is_opening, one.value, best.value)) and keys_of(one) != keys_of(best):
            best.why = f"{one.detail} ends the name earlier"
            return one
    return best


def is_opening(one: Person, other: Person) -> bool:
    """Tell whether a name is another's, or all that the other opens with."""
    whole = " " in one.name or is_uncased(one.name)
    return one.name == other.name or (whole and other.name.startswith(f"{one.name} "))


def shown_alone(best: Candidate[People], candidates: list[Candidate[People]]) -> Candidate[People]:
    """Give the byline where it shows some of the people told out of sight, and the page shows no other of them.

    JSON-LD may name editors and photographers among the authors.
    """
    if best.source not in (Source.JSON_LD, Source.META, Source.MICRODATA) or len(best.value) < 2:
        return best
    seen = [one for one in candidates if one.source in (Source.BYLINE, Source.MARKUP)]
    agencies = frozenset(title_key(person.name) for person in best.value if person.name in words("agencies"))
    everybody = (agencies | frozenset[str]().union(*(keys_of(one) for one in seen))) & keys_of(best)
    for one in seen:
        if one.shown and keys_of(one) < keys_of(best) and keys_of(one) == everybody:
            best.why = "the page shows only a part of them as authors"
            return one
    return best


def keys_of(candidate: Candidate[People]) -> frozenset[str]:
    """Give the names of a candidate in a form that compares."""
    return frozenset(title_key(person.name) for person in candidate.value)


def from_json_ld(clues: Clues) -> list[Candidate[People]]:
    """Read the authors of the JSON-LD object of the article."""
    embedded = clues.embedded
    found: list[Candidate[People]] = []
    for name in ("author", "creator"):
        people: list[Person] = []
        value = embedded.resolve(embedded.article.get(name))
        for item in value if isinstance(value, list) else [value]:
            people.extend(people_of(embedded.resolve(item), clues))
        if people:
            organised = all(
                isinstance(item, dict) and "Organization" in types_of(item) for item in as_list(value)
            )
            weight = JSON_LD - 2.0 * (name == "creator") - ORGANISED * organised
            found.append(make(people, Source.JSON_LD, f"article.{name}", weight))
    return found


def as_list(value: object) -> list[object]:
    """Give a value as a list."""
    return value if isinstance(value, list) else [value]


def people_of(value: object, clues: Clues) -> list[Person]:
    """Read one author of JSON-LD: a text, or an object with a name and perhaps an address."""
    if isinstance(value, str):
        return [Person(name) for name in split_names(clean(value), lenient=True)]
    if not isinstance(value, dict):
        return []
    thing: Thing = value
    name = thing.get("name")
    texts = [clean(text) for text in as_list(name) if isinstance(text, str)]
    address = thing.get("url")
    url = join(clues.url, address) if isinstance(address, str) and len(texts) == 1 else ""
    people = [Person(part, url) for text in texts for part in split_names(text, lenient=True)]
    return people if len(people) != 1 or url else [Person(people[0].name)]


def from_meta(clues: Clues) -> list[Candidate[People]]:
    """Read the authors of `<meta>` elements and of microdata."""
    embedded = clues.embedded
    found: list[Candidate[People]] = []
    for index, name in enumerate(METAS):
        people = [
            Person(part) for text in embedded.meta.get(name, ()) for part in split_names(text, lenient=True)
        ]
        if people:
            weight = META - 0.05 * index - 2.0 * (name in ("twitter:data1", "dc.contributor"))
            found.append(make(people, Source.META, name, weight))
    for name in ("author", "creator"):
        texts = embedded.properties.get(name, ())
        people = [Person(part) for text in texts[:4] for part in split_names(text, lenient=True)]
        if people:
            found.append(make(people, Source.MICRODATA, name, MICRODATA))
    return found


def from_record(clues: Clues) -> list[Candidate[People]]:
    """Read the authors of the record that the body was read from."""
    found: list[Candidate[People]] = []
    for name, texts in told_authors(clues.record) if clues.record is not None else ():
        people = [Person(part) for text in texts for part in split_names(text, lenient=True)]
        if people:
            found.append(make(people, Source.MARKUP, f"data: {name[:60]}", RECORD - 0.1 * len(found)))
    return found


def from_marks(clues: Clues) -> list[Candidate[People]]:
    """Read the authors that the page's markup points out: rel=author, classes like `byline`."""
    groups: dict[str, list[Person]] = {}
    orders: dict[str, int] = {}
    found: list[Candidate[People]] = []
    for mark in clues.marks:
        if mark.kind != "author" or mark.foreign or len(mark.text) > 200 or "quote" in mark.name:
            continue
        linked = mark.name in ("rel=author", "itemprop=author")
        people = [Person(link, join(clues.url, address)) for link, address in mark.links if is_name(link)]
        named = split_names(mark.text, lenient=linked)
        if len(named) > len(people):
            people = [Person(name) for name in named]
        if not people:
            continue
        if not linked and len(people) > 1 and len(found) < 4:
            found.append(make(people, Source.MARKUP, mark.name, MARKED - 0.3 * len(found)))
        # Several authors stand in elements that follow each other; further on are those of other articles.
        if mark.order - orders.get(mark.name, mark.order) <= 8:
            groups.setdefault(mark.name, []).extend(people)
            orders[mark.name] = mark.order
    for place, (name, people) in enumerate(groups.items()):
        weight = LINKED if name in ("rel=author", "itemprop=author") else MARKED
        found.append(make(people[:8], Source.MARKUP, name, weight - 0.3 * place))
    return found


def with_addresses(people: People, candidates: list[Candidate[People]], clues: Clues) -> People:
    """Give each author the address that any source knows."""
    known: dict[str, str] = {}
    for candidate in candidates:
        for person in candidate.value:
            if person.url and person.url != clues.url:
                known.setdefault(title_key(person.name), person.url)
    return tuple(Person(person.name, known.get(title_key(person.name), "")) for person in people)
