"""The desk's own files: small, asking for nothing, and readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lugas.desk.desk import STATIC

STYLE = (STATIC / "desk.css").read_text("utf-8")
COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{3,6});")
LIGHT, DARK = (dict(COLOUR.findall(part.partition("}")[0])) for part in STYLE.split(":root {")[1:3])


def brightness(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read(colours: dict[str, str]) -> None:
    """Every colour of text has the contrast that WCAG asks for on every ground it stands on, by day and by night."""
    grounds = ("paper", "wash", "mark", "added", "removed")
    assert contrast(colours["ink"], colours["paper"]) > 12
    for ground in grounds:
        assert contrast(colours["ink"], colours[ground]) > 7
    for text in ("soft", "quiet", "accent"):
        for ground in ("paper", "wash"):
            assert contrast(colours[text], colours[ground]) > 4.5, (text, ground)


def test_both_schemes_name_the_same_colours() -> None:
    """A colour of the day has one of the night."""
    assert set(LIGHT) == set(DARK)


def test_files_ask_for_nothing() -> None:
    """Style, script and icon name no address of anybody: no fonts, no pictures, no code."""
    for path in (STATIC / name for name in ("desk.css", "desk.js", "icon.svg")):
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"url\(|@import|https?:|//[a-z]+\.", text), path.name


def test_templates_have_no_code_in_them() -> None:
    """No template has a script or a style within it, and none calls its content safe."""
    for path in (Path(STATIC).parent / "templates").iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape|<style|\sstyle=|\son\w+=|<script(?! src=)", text), (
            path.name
        )


def test_old_browsers_cut_nothing() -> None:
    """What needs a selector that browsers of 2023 lack stands where they leave all of it out."""
    blocks = re.findall(r"@supports selector\(:dir\(rtl\)\) \{\n(?:  [^\n]*\n)*\}\n", STYLE)
    assert len(blocks) == 1
    rest = STYLE.replace(blocks[0], "")
    assert ":dir(" not in rest
    over = "".join(re.findall(r"^\.over[^\n{]* \{[^\n]*", rest, re.MULTILINE))
    assert 'content: "·"' in over
    assert "clip-path" not in over
    assert "margin-inline-start" not in over


def test_what_proxies_answer_is_known() -> None:
    """The script that keeps pages knows what proxies answer in place of a desk that is away."""
    found = re.search(r"ABSENT = new Set\(\[([0-9, ]+)\]\)", (STATIC / "worker.js").read_text("utf-8"))
    assert found is not None
    known = set(map(int, found[1].split(", ")))
    assert known == {502, 503, 504, *range(520, 528), 530}
