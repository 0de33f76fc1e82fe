"""Small sheets for the tests of the passes: markup or bare lines in, rows with given chances and phrases out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from lugas.blocks.cut import cut_tree
from lugas.blocks.hints import Hints
from lugas.blocks.measure import measure
from lugas.blocks.sheet import Sheet
from lugas.model import Kind, Role
from lugas.options import Options
from lugas.page.rows import Cut, Row
from lugas.page.tree import parse_html

T = TypeVar("T")

PROSE = "The ferry came back to the island on Thursday, and the whole village stood at the pier to greet it."
MORE = (
    "Its captain said that he had waited for this day since the storm, and that he would come every week now."
)


def markup(
    page: str,
    *,
    chance: Mapping[str, float] | None = None,
    marks: Mapping[str, int] | None = None,
    title: str = "",
) -> Sheet:
    """Cut a page and make its sheet.

    `chance` and `marks` tell them for the rows whose text begins with a key, and are 0 for all others: what stands
    in the lists of phrases is tested elsewhere.
    """
    cut = cut_tree(parse_html(page), "https://site.example/")
    around = measure(cut, Hints()).around
    assert around is not None
    sheet = fill(cut, chance or {}, marks or {}, title)
    sheet.near, sheet.around, sheet.kinds = around.near.tolist(), around.all.tolist(), around.kinds.tolist()
    return sheet


def lines(
    *texts: str,
    chance: Mapping[str, float] | None = None,
    marks: Mapping[str, int] | None = None,
    title: str = "",
) -> Sheet:
    """Make the sheet of copied text of these paragraphs; `chance` and `marks` as in `markup`."""
    cut = Cut("text", [row(text, first_line=at, last_line=at) for at, text in enumerate(texts, 1)])
    return fill(cut, chance or {}, marks or {}, title)


def row(text: str, kind: Kind = Kind.PARAGRAPH, *, first_line: int = 0, last_line: int = 0) -> Row:
    """Make a row of copied text."""
    return Row(kind, text, gap=1, first_line=first_line, last_line=last_line)


def fill(cut: Cut, chance: Mapping[str, float], marks: Mapping[str, int], title: str) -> Sheet:
    """Make a sheet with the chances and phrases told."""
    return Sheet(
        cut,
        [told(row.text, chance, 0.0) for row in cut.rows],
        title,
        marks=[int(told(row.text, marks, 0)) for row in cut.rows],
    )


def told(text: str, values: Mapping[str, T], default: T) -> T:
    """Give the value of the key that a text begins with; an empty key is that of a row without text."""
    return next(
        (value for key, value in values.items() if (text.startswith(key) if key else not text)), default
    )


def give(sheet: Sheet, **roles: Role) -> Sheet:
    """Give roles beforehand to the rows whose text begins with a name."""
    for index, part in enumerate(sheet.rows):
        for name, role in roles.items():
            if part.text.startswith(name.replace("_", " ")):
                sheet.mark(index, role, "told")
    return sheet


def after(
    step: Callable[[Sheet, Options], None], sheet: Sheet, options: Options | None = None
) -> dict[str, Role]:
    """Run a pass, and give what is marked then: the role of each text, a row without text by its kind."""
    step(sheet, options or Options())
    return marked(sheet)


def marked(sheet: Sheet) -> dict[str, Role]:
    """Give the role of each text that has one, a row without text by its kind."""
    return {
        part.text or part.kind.value: label.role
        for part, label in zip(sheet.rows, sheet.labels, strict=True)
        if label.reason
    }
