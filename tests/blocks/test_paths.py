"""Paths of sections in one line."""

from __future__ import annotations

import pytest

from lugas.blocks.paths import bare_path, is_path
from lugas.blocks.words import read_list


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("当前位置：首页 > 本地新闻 > 正文", "首页 > 本地新闻"),
        ("您的位置：首页 - 本地新闻", "首页 - 本地新闻"),
        ("河边网首页 > 本地新闻", "河边网首页 > 本地新闻"),
        ("河边网>>本地新闻>>正文", "河边网>>本地新闻"),
        ("You are here: Home › Sport", "Home › Sport"),
        ("Вы здесь: Главная » Общество", "Главная » Общество"),
        ("Home > Sport > Tennis", "Home > Sport > Tennis"),
    ],
)
def test_paths(text: str, bare: str) -> None:
    """A line that is called a path, begins at the front page, or ends at the article is one."""
    assert is_path(text)
    assert bare_path(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "Home is where the ferry lies",
        "Ferry > train",
        "You are here because the ferry is late.",
        "Home > " + "a step that is far too long to be the name of a section" * 2,
        "首页",
        "",
    ],
)
def test_no_paths(text: str) -> None:
    """Sentences, single words and other lines with such signs are none."""
    assert not is_path(text)


def test_list() -> None:
    """The labels stand in order, in lower case, each once."""
    labels = list(read_list("path_labels"))
    assert labels == sorted({label.lower() for label in labels})
    captions = list(read_list("caption_labels"))
    assert captions == sorted({label.lower() for label in captions})
