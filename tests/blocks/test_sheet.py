"""The sheet that roles are written on."""

from __future__ import annotations

from lugas.blocks.sheet import Label, Sheet
from lugas.model import Role
from lugas.page.rows import Cut
from tests.blocks.build import give, lines, row


def test_a_new_sheet() -> None:
    """A new sheet has a label without a reason for every row, its words counted, and nothing known besides."""
    sheet = Sheet(Cut("text", [row("one two"), row("three")]), [0.0, 0.0])
    assert sheet.labels == [Label(), Label()]
    assert sheet.labels[0] is not sheet.labels[1]
    assert sheet.words == [2.0, 1.0]
    assert sheet.marks == sheet.near == sheet.around == sheet.kinds == [0, 0]
    assert all(map(sheet.unmarked, range(2)))


def test_an_empty_sheet() -> None:
    """A page without rows has a sheet too."""
    sheet = Sheet(Cut("text"), [])
    assert (sheet.rows, sheet.labels, sheet.marks) == ([], [], [])


def test_marking() -> None:
    """Marking a row writes role, reason and sureness of that row alone; marking it again writes them anew."""
    sheet = lines("one", "two")
    sheet.mark(1, Role.AD, "is one", 0.5)
    assert sheet.labels == [Label(), Label(Role.AD, "is one", 0.5)]
    assert (sheet.unmarked(0), sheet.unmarked(1), sheet.role(1)) == (True, False, Role.AD)
    sheet.mark(1, Role.BODY, "is not")
    assert sheet.labels[1] == Label(Role.BODY, "is not", 1.0)


def test_rows_by_role() -> None:
    """The rows that have one of some roles come in page order."""
    sheet = give(lines("ad one", "body", "ad two", "time"), ad=Role.AD, time=Role.TIME)
    assert [found.text for found in sheet.having(Role.TIME, Role.AD)] == ["ad one", "ad two", "time"]
    assert sheet.having(Role.DEK) == []


def test_rows_by_role_after_marking() -> None:
    """What rows have a role is found anew once a row is marked, and what was given before stays what it was."""
    sheet = give(lines("one", "two", "three"), one=Role.BODY)
    before = sheet.places(Role.BODY)
    sheet.mark(2, Role.BODY, "is one")
    assert (before, sheet.places(Role.BODY)) == ([0], [0, 2])
    assert [found.text for found in sheet.having(Role.BODY)] == ["one", "three"]
