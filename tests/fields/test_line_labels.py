"""Labels in the lines about an article: what each is, and where its value ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.line_labels import LabelKind, label_kinds, labels_of
from lugas.fields.lists import pairs, phrases
from lugas.fields.names import split_names, writers_part
from lugas.fields.source_lines import LineEdge, credits_in

WRITER, HAND, TIME, SOURCE, OTHER = (
    LabelKind.WRITER,
    LabelKind.OTHER_HAND,
    LabelKind.TIME,
    LabelKind.SOURCE,
    LabelKind.OTHER,
)

LINES: tuple[tuple[str, list[LabelKind]], ...] = (
    ("来源：河边日报　作者：李明　字号：大 中 小", [SOURCE, WRITER, OTHER]),
    ("2026-03-17 15:30来源:河边日报作者:李明责任编辑:赵敏", [SOURCE, WRITER, HAND]),
    ("Quelle: dpa | Von: Maria Krüger | Aktualisiert: 17. März 2026, 10:15", [SOURCE, WRITER, TIME]),
    ("Autor: Jan KowalskiData publikacji: 17.03.2026 10:15", [WRITER, TIME]),
    ("الكاتب: كريم الصالح المصدر: رويترز", [WRITER, SOURCE]),
    ("Bridge closed: what we know at 10:15", []),
    ("Das Museumsjahr: 2026", []),
)


@pytest.mark.parametrize(("line", "kinds"), LINES)
def test_labels_of_a_line(line: str, kinds: list[LabelKind]) -> None:
    """A word before a colon that labels what follows is found, be it glued to the value before or not."""
    labels = labels_of(line)
    assert [label.kind for label in labels] == kinds
    assert all(line[label.end - 1] in ":：" for label in labels)


@given(st.text(max_size=200))
def test_labels_stand_in_the_line(line: str) -> None:
    """Whatever the line, its labels stand in it one after the other, and end at a colon."""
    labels = labels_of(line)
    assert all(0 <= label.start < label.end <= len(line) for label in labels)
    assert all(one.end <= other.start for one, other in pairwise(labels))


@pytest.mark.parametrize(
    ("line", "names", "sources"),
    [
        ("2026年03月17日 15:30　来源：河边日报　作者：李明", ("李明",), ["河边日报"]),
        ("2026-03-17 15:30 来源：河边日报 作者：李明 字号：大 中 小", ("李明",), ["河边日报"]),
        ("2026-03-17 15:30来源：河边日报作者：李明责任编辑：赵敏", ("李明",), ["河边日报"]),
        ("作者：李明 来源：河边日报 时间：2026-03-17 15:30", ("李明",), ["河边日报"]),
        ("来源:新华社 2026-03-17 15:30:00 记者:李明 编辑:赵敏", ("李明",), ["新华社"]),
        ("2026-03-17 15:30　来源：河边日报　浏览次数：123　责任编辑：赵敏", (), ["河边日报"]),
        ("来源：河边日报（ID：hebian）　作者：李明", ("李明",), ["河边日报"]),
        ("來源：河邊日報　記者：林小明　2026-03-17", ("林小明",), ["河邊日報"]),
        ("Quelle: dpa Autor: Maria Krüger Datum: 17.03.2026", ("Maria Krüger",), ["dpa"]),
    ],
)
def test_writers_and_sources(line: str, names: tuple[str, ...], sources: list[str]) -> None:
    """Of a line of labels the writers are those behind their own, and the source ends at the next."""
    assert split_names(writers_part(line)) == names
    assert credits_in(line, LineEdge.HEAD) == sources


def test_labels_of_their_own() -> None:
    """What another list knows for a label stands there alone, for its kind there is what counts."""
    kinds = label_kinds()
    assert {label: kinds[label].value for label in pairs("line_labels")} == {
        label: told[0] for label, told in pairs("line_labels").items()
    }
    hands = {phrase.rstrip(":：/／ ") for name in ("byline", "not_authors") for phrase in phrases(name)}
    times = {phrase for name in ("published", "first_published", "modified") for phrase in phrases(name)}
    assert not pairs("line_labels").keys() & (hands | times)
