"""The heading that names a blog is not the title of what is posted there."""

from __future__ import annotations

import pytest

from tests.fields.build import clues_of, fields_of, page

URL = "https://ana.example/2008/09/lean-startup.html"
BLOG, POST = "Lessons Learned Daily", "The lean startup and us"


def title_of(head: str, body: str) -> str:
    """Give the title of a page in English."""
    return fields_of(clues_of(page(head, body, "en"), URL)).title


@pytest.mark.parametrize(
    "address", ["https://ana.example/", "https://ana.example", "/", "/index.html", "https://www.ana.example/"]
)
def test_heading_that_leads_home(address: str) -> None:
    """A heading that links to the front page names the site; one that links to the page itself may be the title."""
    heading = f'<h1><a href="{address}">{BLOG}</a></h1><h2>{POST}</h2>'
    assert title_of(f"<title>{BLOG}: {POST}</title>", heading) == POST
    other = f'<h1><a href="https://reader.example/">A tool for reading {BLOG}</a></h1><h2>What it does</h2>'
    assert title_of("", other) == f"A tool for reading {BLOG}"
    assert title_of("", f'<h1><a href="{URL}">{POST}</a></h1><h2>Something else</h2>') == POST


def test_application_named_as_the_page() -> None:
    """Software that gives its application each page's title as a name does not make a site's name of that title."""
    named = f'<meta name="application-name" content="{POST} on Monday"><meta property="og:site_name" content="Courier">'
    head = f'<meta property="og:title" content="{POST} on Monday"><title>{POST} on Monday</title>{named}'
    assert title_of(head, "<h1>Daily Courier</h1>") == f"{POST} on Monday"
    static = head.replace('<meta property="og:site_name" content="Courier">', "")
    assert title_of(static, "<h1>Ferry treaty signed</h1>") == "Ferry treaty signed"
    short = '<meta property="og:title" content="Daily Courier"><meta name="application-name" content="Daily Courier">'
    assert title_of(short, f"<h1>Daily Courier</h1><h2>{POST}</h2>") == POST
