"""The section path: from the breadcrumb, the embedded data, or the address where the page shows its word."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import words
from lugas.fields.near import title_place
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.rows import Row

__all__ = ["choose_section"]

Path = tuple[str, ...]
LONGEST_LABEL = 48
MOST_WORDS = 5
DEEPEST = 5
TRAIL = ("›", "»", ">", "/", "→", "|", "•", "\\")


def choose_section(
    clues: Clues, sheet: Sheet, names: frozenset[str], address: str
) -> tuple[Path, Finding | None]:
    """Settle the section path of the article, the broadest first."""
    candidates = [
        *from_embedded(clues),
        *from_marks(clues),
        *from_rows(sheet),
        *from_lines(sheet),
        *from_address(sheet, address),
    ]
    kept: list[Candidate[Path]] = []
    title = title_key(sheet.title)
    for candidate in candidates:
        path = tidy_path(candidate.value, title, names)
        if path:
            candidate.value = candidate.text = path
            kept.append(candidate)
    if not kept:
        return (), None
    winner = max(kept, key=lambda one: one.weight)
    for one in kept:
        # "Football" and "Sport, Football" agree: the longer path says more.
        longer = len(one.value) > len(winner.value) and winner.value[-1] in one.value
        if longer and one.weight >= 3.0 and one.source in (Source.BREADCRUMB, Source.JSON_LD):
            winner = one
    return winner.value, settle("section", winner, kept)


def tidy_path(path: Path, title: str, names: frozenset[str]) -> Path:
    """Drop the front page, the site's name and the article itself from a section path."""
    found: list[str] = []
    for label in path:
        text = " ".join(label.split()).strip(" ›»>/|•→:,-")
        key = title_key(text)
        if (
            not key
            or len(text) > LONGEST_LABEL
            or key == title
            or (len(key) > 20 and title.startswith(key[:-3]))
        ):
            continue
        if (
            text.lower() in words("not_sections")
            or key in names
            or text.startswith(("http", "#"))
            or key.isdigit()
        ):
            continue
        if text not in found:
            found.append(text)
    return tuple(found[:DEEPEST])


def from_embedded(clues: Clues) -> list[Candidate[Path]]:
    """Read the section out of JSON-LD, `<meta>` and microdata."""
    embedded = clues.embedded
    found: list[Candidate[Path]] = []
    for thing in embedded.about("BreadcrumbList"):
        labels = tuple(crumb_label(item) for item in as_sorted(thing.get("itemListElement")))
        found.append(
            Candidate(labels, labels, Source.JSON_LD, "BreadcrumbList", 5.0 if len(labels) > 1 else 2.5)
        )
    section = values_of(embedded.article.get("articleSection"), "name")
    if section:
        path = split_path(section[0]) if len(section) == 1 else section[:1]
        found.append(Candidate(path, path, Source.JSON_LD, "article.articleSection", 4.5))
    for place, name in enumerate(
        (
            "article:section",
            "og:article:section",
            "parsely-section",
            "cxenseparse:category",
            "section",
            "category",
            "dc.subject",
        )
    ):
        text = embedded.first(name)
        if text and len(text) <= LONGEST_LABEL:
            source = Source.OPEN_GRAPH if ":section" in name else Source.META
            found.append(Candidate(split_path(text), (text,), source, name, 3.5 - 0.2 * place))
    in_markup = embedded.properties.get("articleSection", ())[:1]
    found += [
        Candidate(split_path(text), (text,), Source.MICRODATA, "articleSection", 3.4) for text in in_markup
    ]
    return found


def as_sorted(value: object) -> list[dict[str, object]]:
    """Give the entries of a breadcrumb in the order of their positions."""
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def position(item: dict[str, object]) -> int:
        text = str(item.get("position", ""))
        return int(text) if text.isdigit() and len(text) < 4 else 0

    return sorted(items[:20], key=position)


def crumb_label(item: dict[str, object]) -> str:
    """Give the label of one breadcrumb entry."""
    own = values_of(item.get("name"))
    inner = item.get("item")
    return next(iter(own or (values_of(inner.get("name")) if isinstance(inner, dict) else ())), "")


def split_path(text: str) -> Path:
    """Split a section written as a path: `News/World`, `Sport > Football`."""
    for mark in (" > ", ">", " / ", "/", "|", "»"):
        if mark in text:
            return tuple(part.strip() for part in text.split(mark) if part.strip())
    return (text,)


def from_marks(clues: Clues) -> list[Candidate[Path]]:
    """Read the breadcrumb and the category links of the page."""
    found: list[Candidate[Path]] = []
    for mark in clues.marks:
        if mark.kind == "crumb" and not mark.foreign and mark.links:
            labels = tuple(text for text, _ in mark.links)
            found.append(
                Candidate(labels, labels, Source.BREADCRUMB, mark.name, 4.8 if len(labels) > 1 else 3.0)
            )
        elif mark.kind == "section" and not mark.foreign and 2 < len(mark.text) <= LONGEST_LABEL:
            found.append(
                Candidate((mark.text,), (mark.text,), Source.MARKUP, mark.name, 2.0 - 0.1 * len(found))
            )
        if len(found) > 8:
            break
    return found


def from_rows(sheet: Sheet) -> list[Candidate[Path]]:
    """Read the rows labelled as the breadcrumb."""
    found: list[Candidate[Path]] = []
    labels: list[str] = []
    last: Row | None = None
    for row in sheet.having(Role.SECTION):
        if last is not None and row.group != last.group and labels:
            break
        labels.extend(split_trail(row.text))
        last = row
    if labels:
        found.append(Candidate(tuple(labels), tuple(labels), Source.BREADCRUMB, "labelled lines", 2.9))
    return found


def from_lines(sheet: Sheet) -> list[Candidate[Path]]:
    """Read the breadcrumb over the title: a path in one line, or a line for each of its labels."""
    rows = sheet.rows
    place = title_place(sheet)
    for index in range(place - 1, max(-1, place - 3), -1):
        text = rows[index].text.strip()
        if sheet.cut.form == "text" and "|" in text:
            continue  # of a menu
        parts = split_trail(text)
        if 1 < len(parts) <= DEEPEST and all(is_label(part) for part in parts):
            return [Candidate(tuple(parts), tuple(parts), Source.BREADCRUMB, "line", 4.6)]
    for nearest in (place - 1, place - 2):  # the kicker may stand between
        group = lines_together(sheet, nearest)
        if sheet.cut.form == "text" and not any(stands_twice(sheet, row, place) for row in group):
            continue  # a menu begins with "Home" too; what stands under the menu was in it
        found = tuple(row.text.strip() for row in group)
        if found and any(is_known_label(sheet, row, place) for row in group):
            return [Candidate(found, found, Source.BREADCRUMB, "lines", 3.0)]
    return []


def is_label(text: str) -> bool:
    """Tell whether a text can be the label of a section."""
    few = 0 < len(text) <= LONGEST_LABEL and text.count(" ") < MOST_WORDS
    return few and not any(letter.isdigit() for letter in text)


def lines_together(sheet: Sheet, last: int) -> list[Row]:
    """Give the labels that end at row `last` and belong together: of one element, or without a gap."""
    rows, boxes = sheet.rows, sheet.cut.boxes
    found: list[Row] = []
    for index in range(last, max(-1, last - DEEPEST), -1):
        row = rows[index]
        if not is_label(row.text.strip()):
            break
        if row.box >= 0 and row.links < len(row.text):
            break
        if found and row.box >= 0 and boxes[row.box].parent != boxes[found[0].box].parent:
            break
        found.insert(0, row)
        if row.gap or row.text.strip().lower() in words("not_sections"):
            break
    return found if len(found) < DEEPEST else []  # more is the menu itself


def is_known_label(sheet: Sheet, row: Row, end: int) -> bool:
    """Tell whether a row is a link, says "Home", or stands among the rows before `end` more than once."""
    text = row.text.strip()
    if row.box >= 0 and row.links >= len(row.text):
        return True
    return text.lower() in words("not_sections") or stands_twice(sheet, row, end)


def stands_twice(sheet: Sheet, row: Row, end: int) -> bool:
    """Tell whether a row's text stands more than once before the row `end`, "Home" aside."""
    text = row.text.strip()
    if text.lower() in words("not_sections"):
        return False
    return sum(other.text.strip() == text for other in sheet.rows[:end]) > 1


def split_trail(text: str) -> list[str]:
    """Split the text of a breadcrumb at its arrows."""
    for mark in TRAIL:
        if mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    return [text.strip()]


def from_address(sheet: Sheet, address: str) -> list[Candidate[Path]]:
    """Take a folder of the address for the section, where the page shows the same word as a label."""
    path = address.split("?", maxsplit=1)[0].split("/")[3:-1]
    folders = [part for part in path if part and not part.isdigit()]
    host_label = address.split("//", 1)[-1].split(".", 1)[0]
    wanted = {title_key(folder): folder for folder in [*folders, host_label] if 2 < len(folder) < 32}
    if not wanted:
        return []
    found: list[Candidate[Path]] = []
    for row in sheet.rows:
        if len(row.text) <= LONGEST_LABEL and title_key(row.text) in wanted:
            label = (row.text.strip(),)
            detail = f"/{wanted[title_key(row.text)]}/"
            found.append(Candidate(label, label, Source.URL, detail, 1.5))
            break
    return found
