"""The lines of a list of other articles: openers, bullets, headings."""

from __future__ import annotations

import pytest

from lugas.fields.rail_lines import is_heading_line, is_label, is_title_line, without_opener


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Baca juga: Harga Beras Naik di Pasar", "Harga Beras Naik di Pasar"),
        ("Read also - Ferry returns to the island", "Ferry returns to the island"),
        ("Читайте также: Паром вернулся на остров", "Паром вернулся на остров"),
        ("Baca juga Harga Beras Naik", "Harga Beras Naik"),
        ("【関連】柳橋の橋脚にひび割れ", "柳橋の橋脚にひび割れ"),
        ("[Baca juga] Harga Beras Naik di Pasar", "Harga Beras Naik di Pasar"),
        ("【独自】柳橋の橋脚にひび割れ", "【独自】柳橋の橋脚にひび割れ"),
        ("[dot.gif] School board weighs four-day week", "School board weighs four-day week"),
        ("Video: Wasit Cilik yang Viral", "Video: Wasit Cilik yang Viral"),
        ("Volleyball: Lady Bison sweep Harlan", "Volleyball: Lady Bison sweep Harlan"),
    ],
)
def test_openers(line: str, title: str) -> None:
    """An opener such as "Read also" and a bullet are no part of a headline; a topic before a colon is."""
    assert without_opener(line) == title


def test_headings() -> None:
    """A short line that speaks of other articles heads them; a word of the menu does not where that is doubtful."""
    assert is_heading_line("Berita Populer")
    assert is_heading_line("Most Read")
    assert is_heading_line("Video")
    assert not is_heading_line("Video", doubtful=True)
    assert not is_heading_line("Ferry returns to the island")


def test_titles_and_labels() -> None:
    """A headline is longer than a section, in every script."""
    assert is_title_line("桂平最后一个渡口停航")
    assert not is_title_line("地方")
    assert not is_title_line("ภูมิภาค")
    assert not is_title_line("Nasional")
    assert is_label("Nasional")
    assert not is_label("2 jam lalu")
