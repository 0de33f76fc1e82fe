"""Lines that their form alone tells from the body: paths of sections, mail addresses, a legal line at the end."""

from __future__ import annotations

from lugas.blocks.paths import is_path
from lugas.blocks.phrases import Mark
from lugas.blocks.sheet import Sheet
from lugas.blocks.zones import last_likely
from lugas.model import Role
from lugas.options import Options

__all__ = ["mark_lone"]

# A path of sections stands so many rows above the title at most; a mail address has so many characters at most.
PATH_REACH, LONGEST_MAIL = 8, 80
# A legal line has so many words at most, and the tagger is no surer than this that it is body.
LEGAL_WORDS, SURELY_BODY = 10, 0.97
FOOTER = int(Mark.FOOTER)
COLONS = (":", "：")  # before what a line announces


def mark_lone(sheet: Sheet, options: Options) -> None:
    """Mark the paths of sections above the title, and at the end of the body a mail address or a legal line."""
    top = sheet.roles.index(Role.TITLE) if Role.TITLE in sheet.roles else 0
    for index in range(max(top - PATH_REACH, 0), top):
        if sheet.unmarked(index) and is_path(sheet.rows[index].text):
            sheet.mark(index, Role.SECTION, "is a path of sections above the title", 0.8)
    last = last_likely(sheet, options)
    if last < 0 or not sheet.unmarked(last) or not sheet.rows[last].text:
        return
    before = sheet.rows[last - 1].text if last else ""
    if is_mail(sheet.rows[last].text) and before[-1:] not in COLONS:
        sheet.mark(last, Role.AUTHOR_BOX, "is the mail address of who wrote the article", 0.8)
        return
    legal = sheet.marks[last] & FOOTER and sheet.words[last] <= LEGAL_WORDS
    if legal and sheet.chance[last] < SURELY_BODY:
        sheet.mark(last, Role.FOOTER, "is a legal line at the end", 0.8)


def is_mail(text: str) -> bool:
    """Whether a line is a mail address and nothing else."""
    if "@" not in text or len(text) > LONGEST_MAIL or len(text.split()) != 1:
        return False
    name, _, place = text.strip(" .()[]<>").partition("@")
    plain = name.isascii() and place.isascii() and "." in place and "@" not in place
    return plain and name[:1].isalnum() and place[-1:].isalpha()
