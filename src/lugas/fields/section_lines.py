"""The section among the lines over the title, where no markup calls them a breadcrumb."""

from __future__ import annotations

from lugas.blocks.paths import bare_path
from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate
from lugas.fields.crumbs import Crumb, Here, outer_crumbs
from lugas.fields.lists import words
from lugas.fields.title_forms import title_key
from lugas.model import Role, Source
from lugas.page.rows import Row

__all__ = ["from_labelled", "from_lines"]

Path = tuple[str, ...]
LONGEST_LABEL = 48
MOST_WORDS = 5
DEEPEST = 5
TRAIL = ("›", "»", ">", "/", "→", "|", "•", "\\")
# A lone label over the title that nothing else speaks for counts only where its role says that it is one.
LABEL_ROLES = frozenset({Role.KICKER, Role.SECTION})


def from_lines(sheet: Sheet, place: int, here: Here, told: frozenset[str]) -> list[Candidate[Path]]:
    """Read the breadcrumb over the title in the row `place`: a path in one line, or a line for each of its labels.

    `told` are the keys of the labels that the page names elsewhere. In markup the lines over a title are as often
    the menu's, so that a label counts when it is told, or when it leads to a folder that the page lies in.
    """
    rows = sheet.rows
    for index in range(place - 1, max(-1, place - 3), -1):
        row = rows[index]
        text = bare_path(row.text)
        if (sheet.cut.form == "text" and "|" in text) or "©" in text:
            continue  # of a menu, or a picture's source
        parts = split_trail(text.rpartition(": ")[2] if row.box >= 0 else text)
        if 1 < len(parts) <= DEEPEST and all(is_label(part) for part in parts):
            crumbs = trail_crumbs(row, parts, here)
            known = sheet.role(index) is Role.SECTION or any(is_sure(crumb, here, told) for crumb in crumbs)
            sure = row.box < 0 or known or leads_home(row, crumbs, here)
            path = outer_crumbs(crumbs, here) if sure else ()
            if path:
                return [Candidate(path, path, Source.BREADCRUMB, "line", 4.6)]
    for nearest in (place - 1, place - 2):  # the kicker may stand between
        group = lines_together(sheet, nearest)
        if not group:
            continue
        if sheet.cut.form == "text":
            # A menu begins with "Home" too; what stands under the menu was in it.
            if any(stands_twice(sheet, row, place) for row in group):
                found = tuple(row.text.strip() for row in group)
                return [Candidate(found, found, Source.BREADCRUMB, "lines", 3.0)]
            continue
        labels = among_lines(sheet, group, here, told, place)
        if labels is not None:
            return [labels]
    return []


def from_labelled(sheet: Sheet, here: Here, told: frozenset[str]) -> list[Candidate[Path]]:
    """Read the rows labelled as the path of sections: their links, or the pieces of their text."""
    found: list[Crumb] = []
    linked = False
    last: Row | None = None
    for row in sheet.having(Role.SECTION):
        if last is not None and row.group != last.group and found:
            break
        crumbs = linked_crumbs(row, here)
        if crumbs and not linked:
            found, linked = [], True  # what is no link before the links is the breadcrumb's own label
        if crumbs or not linked:
            found.extend(crumbs or (Crumb(part) for part in split_trail(bare_path(row.text))))
        last = row
        if len(found) > DEEPEST + 1:
            return []  # a menu
    labels = tuple(label for label in outer_crumbs(found, here) if is_label(label))
    if not labels:
        return []
    sure = sheet.cut.form == "text" or any(is_sure(crumb, here, told) for crumb in found)
    if not sure and len(found) > 1:
        return []
    return [Candidate(labels, labels, Source.BREADCRUMB, "labelled lines", 2.9 if sure else 1.6)]


def among_lines(
    sheet: Sheet, group: list[Row], here: Here, told: frozenset[str], place: int
) -> Candidate[Path] | None:
    """Read the labels of markup that stand together over the title in the row `place`."""
    crumbs = [crumb for row in group for crumb in linked_crumbs(row, here)]
    if not crumbs or any(crumb.label.lower() in words("interface") for crumb in crumbs):
        return None  # of a menu
    path_role = is_path(sheet, group, place)
    led = crumbs[0].label.lower() in words("not_sections") and path_role
    twice = all(stands_twice(sheet, row, place) for row in group[:-1])
    # Topics stand so too: without "Home" before them, or a menu that has all but the last, each label must be sure.
    whole = led or (len(group) > 1 and twice and is_sure(crumbs[-1], here, told))
    path = outer_crumbs(crumbs if whole else sure_ones(crumbs, here, told), here)
    if path:
        return Candidate(path, path, Source.BREADCRUMB, "lines", 3.0)
    if any(crumb.label.lower() in words("menu_ends") for crumb in crumbs):
        return None
    twice = twice and stands_twice(sheet, group[-1], place)
    under_kicker = (
        len(group) == 1 and sheet.rows[place - 1] is not group[0] and sheet.role(place - 1) is Role.KICKER
    )
    if twice and (path_role or under_kicker):
        path = outer_crumbs(crumbs, here)
        return Candidate(path, path, Source.BREADCRUMB, "lines of the menu over the title", 1.8)
    lone = len(crumbs) == 1 and not (crumbs[0].address and here.is_home(crumbs[0]))
    if lone and sheet.rows[place - 1] is group[0] and sheet.role(place - 1) in LABEL_ROLES:
        return Candidate((crumbs[0].label,), (crumbs[0].label,), Source.TEXT, "line over the title", 1.6)
    return None


def is_path(sheet: Sheet, group: list[Row], end: int) -> bool:
    """Tell whether the rows of a group before the row `end` were given the role of a path of sections."""
    wanted = {id(row) for row in group}
    around = range(max(0, end - 3 - DEEPEST), end)
    return all(sheet.role(index) is Role.SECTION for index in around if id(sheet.rows[index]) in wanted)


def trail_crumbs(row: Row, parts: list[str], here: Here) -> list[Crumb]:
    """Give the pieces of a path in one line with the addresses of those that are links."""
    links = {crumb.label: crumb.address for crumb in linked_crumbs(row, here)}
    return [Crumb(part, links.get(part, "")) for part in parts]


def sure_ones(crumbs: list[Crumb], here: Here, told: frozenset[str]) -> list[Crumb]:
    """Give the labels that something else speaks for, and those that lead to a folder within the one before."""
    found: list[Crumb] = []
    for crumb in crumbs:
        within = found and found[-1].address and crumb.address.startswith(found[-1].address.rstrip("/") + "/")
        if within or is_sure(crumb, here, told):
            found.append(crumb)
    return found


def is_sure(crumb: Crumb, here: Here, told: frozenset[str]) -> bool:
    """Tell whether anything beside its place speaks for a label."""
    return title_key(crumb.label) in told or here.holds(crumb.label) or here.lies_under(crumb.address)


def linked_crumbs(row: Row, here: Here) -> list[Crumb]:
    """Give the links of a row as the entries of a breadcrumb."""
    return [
        Crumb(" ".join(row.text[span.start : span.end].split()), here.join(span.url))
        for span in row.spans[:12]
        if span.kind == "link" and span.end > span.start
    ]


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


def leads_home(row: Row, crumbs: list[Crumb], here: Here) -> bool:
    """Tell whether a line of markup is links with arrows between them, of which the first leads to the front page."""
    arrows = "»" in row.text or ">" in row.text or "›" in row.text
    return arrows and all(crumb.address for crumb in crumbs) and here.is_home(crumbs[0])


def stands_twice(sheet: Sheet, row: Row, end: int) -> bool:
    """Tell whether a row's text stands more than once before the row `end`, "Home" aside."""
    text = row.text.strip()
    if text.lower() in words("not_sections"):
        return False
    return sum(text in other.text and holds_label(other, text) for other in sheet.rows[:end]) > 1


def holds_label(row: Row, text: str) -> bool:
    """Tell whether a row is a label, or has it among its links: a menu may be one row."""
    return row.text.strip() == text or any(
        row.text[span.start : span.end].strip() == text for span in row.spans if span.kind == "link"
    )


def split_trail(text: str) -> list[str]:
    """Split the text of a breadcrumb at its arrows."""
    for mark in TRAIL:
        if mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    return [text.strip()]
