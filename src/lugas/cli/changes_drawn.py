"""Versions and differences set for a terminal: what was removed struck through, what was added underlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from lugas.cli.changes import SIGNS, Compared, Step
from lugas.cli.sheet import EMPHASIS, PLAIN, QUIET, STRONG, Sheet, styled

if TYPE_CHECKING:
    from lugas.decide.difference import Paragraph
    from lugas.store import Headline

__all__ = ["diff_on_terminal", "steps_on_terminal"]

MEASURE = 80
GREEN, RED = Style(color="green"), Style(color="red")
WHOLE = {"added": GREEN, "removed": RED}
# Struck through and underlined besides their colours, which not every terminal and not every eye tells apart; of whole
# paragraphs a sign says it.
WORDS = {"same": PLAIN, "added": GREEN + Style(underline=True), "removed": RED + Style(strike=True)}
SIGN_STYLES = {"added": GREEN + STRONG, "removed": RED + STRONG}


def steps_on_terminal(headline: Headline, told: Sequence[Step], width: int) -> str:
    """Set an article's versions, the newest first."""
    sheet = Sheet(width)
    sheet.line(styled(headline.title, STRONG), measure=MEASURE)
    sheet.line(styled(headline.url, QUIET))
    sheet.gap()
    gutter = len(str(told[0].version.number))
    for step in told:
        opening = Text(f"{step.version.number:>{gutter}}  ", EMPHASIS)
        opening.append(f"{step.version.seen.astimezone():%Y-%m-%d %H:%M}  ", QUIET)
        text = styled(step.change.kind if step.change else "first seen")
        if step.change and step.change.reasons:
            text.append_text(styled(f": {'; '.join(step.change.reasons)}"))
        sheet.line(text, opening, measure=MEASURE + opening.cell_len)
    return sheet.told()


def diff_on_terminal(compared: Compared, width: int) -> str:
    """Set a difference: what changed with the unchanged paragraph before and after it, those between counted."""
    sheet = Sheet(width)
    for sign, row in (("-", compared.old), ("+", compared.new)):
        kind = "removed" if sign == "-" else "added"
        opening = Text(f"{sign} ", SIGN_STYLES[kind])
        sheet.line(
            styled(f"version {row.number}, seen {row.seen.astimezone():%Y-%m-%d %H:%M}", QUIET), opening
        )
    for paragraph in compared.title:
        sheet.gap()
        _paragraph(sheet, paragraph, STRONG)
    shown = _near_changes(compared.text)
    left_out = 0
    for place, paragraph in enumerate(compared.text):
        if place not in shown:
            left_out += 1
            continue
        _count(sheet, left_out)
        left_out = 0
        sheet.gap()
        _paragraph(sheet, paragraph, QUIET if paragraph.kind == "same" else PLAIN)
    _count(sheet, left_out)
    return sheet.told()


def _near_changes(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Give the places of what changed, and of what stands beside it."""
    changed = (place for place, paragraph in enumerate(paragraphs) if paragraph.kind != "same")
    return {near for place in changed for near in (place - 1, place, place + 1)}


def _count(sheet: Sheet, left_out: int) -> None:
    if left_out:
        sheet.gap()
        words = "1 paragraph" if left_out == 1 else f"{left_out} paragraphs"
        sheet.line(styled(f"⋮ {words} the same", QUIET), Text("  "))


def _paragraph(sheet: Sheet, paragraph: Paragraph, style: Style) -> None:
    opening = Text(f"{SIGNS[paragraph.kind]} ", SIGN_STYLES.get(paragraph.kind, STRONG))
    if paragraph.kind == "changed":
        text = Text()
        for piece in paragraph.pieces:
            text.append_text(styled(piece.text, style + WORDS[piece.kind]))
    else:
        text = styled(paragraph.text, style + WHOLE.get(paragraph.kind, PLAIN))
    if paragraph.kind == "moved":
        text.append_text(styled(" (moved here)", QUIET))
    sheet.line(text, opening, measure=MEASURE)
