"""The desk's pictures in the documentation: `python -m bench.desk.screenshots`.

A Chromium that is there opens the demo world's week, whose articles and pictures were made for this project.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lugas.store import Chosen, Store
from tests.browser.desks import week_of
from tests.browser.watch import find_browser

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, PHONE = (1180, 860), (390, 780)
SHOWN_WIDTH = 1000  # a picture is no wider than this, in pixels
GAP = 24  # between the phones of one picture, in pixels
QUALITY = 60
Scheme = Literal["light", "dark"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make every picture anew, and say how large each is."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk.screenshots", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures are written")
    given = parser.parse_args(arguments)
    program = find_browser()
    if not program:
        print("bench.desk.screenshots: no Chromium; on Debian: apt-get install chromium", file=sys.stderr)
        return 2
    given.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        week_of(Path(folder)) as (address, store),
        sync_playwright() as steering,
    ):
        browser = steering.chromium.launch(executable_path=program, args=["--no-sandbox"])
        article = address + newest(store, "id")
        made = {
            "front": shot(browser, f"{address}/", WIDE, "light"),
            "article": shot(browser, article, WIDE, "dark"),
            "phones": beside(
                shot(browser, f"{address}/", PHONE, "dark"),
                shot(browser, address + newest(store, "ar"), PHONE, "light"),
                shot(browser, address + newest(store, "zh"), PHONE, "dark"),
            ),
        }
        browser.close()
    for name, picture in made.items():
        picture.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH))
        file = given.folder / f"desk-{name}.webp"
        picture.save(file, "WEBP", quality=QUALITY, method=6)
        print(f"{file.name}: {picture.width} x {picture.height}, {file.stat().st_size:,} bytes")
    return 0


def newest(store: Store, language: str) -> str:
    """Give the path of the newest whole article of a language that has a picture."""
    listed = store.listing.latest(Chosen(language=language), limit=200).items
    return f"/article/{next(one.id for one in listed if one.picture and one.verdict == 'article')}"


def shot(browser: Browser, url: str, size: tuple[int, int], scheme: Scheme) -> Image.Image:
    """Photograph the beginning of a page."""
    screen = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=screen, color_scheme=scheme, locale="en-GB") as context:
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(*pictures: Image.Image) -> Image.Image:
    """Set pictures side by side."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGBA", (width, max(picture.height for picture in pictures)))
    left = 0
    for picture in pictures:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    return whole


if __name__ == "__main__":
    raise SystemExit(main())
