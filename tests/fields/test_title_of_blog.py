"""The heading that names a blog is not the title of what is posted there."""

from __future__ import annotations

import pytest

from tests.fields.build import clues_of, fields_of, page

URL = "https://ana.example/2008/09/lean-startup.html"
BLOG, POST = "Lessons Learned Daily", "The lean startup and us"


def title_of(head: str, body: str) -> str:
    """Give the title of a page in English."""
    return fields_of(clues_of(page(head, body, "en"), URL)).title


@pytest.mark.parametrize("whole", [f"{BLOG}: {POST}", f"{POST} | {BLOG}", f"{POST} – {BLOG}"])
@pytest.mark.parametrize("shown", [POST, "The lean startup"])
def test_blog_named_beside_the_title(whole: str, shown: str) -> None:
    """Of two headings, that is the title which the page tells alone elsewhere; the other names the blog."""
    head = f'<title>{whole}</title><meta property="og:title" content="{POST}">'
    assert title_of(head, f"<h1>{BLOG}</h1><h3>{shown}</h3>") == shown


@pytest.mark.parametrize("address", ["https://ana.example/", "https://ana.example"])
def test_heading_that_leads_home(address: str) -> None:
    """A heading that links to the front page names the site; one that links to the page itself may be the title."""
    heading = f'<h1><a href="{address}">{BLOG}</a></h1><h2>{POST}</h2>'
    assert title_of(f"<title>{BLOG}: {POST}</title>", heading) == POST
    assert title_of("", f'<h1><a href="{URL}">{POST}</a></h1><h2>Something else</h2>') == POST


def test_application_named_as_the_page() -> None:
    """Software that gives its application each page's title as a name does not make a site's name of that title."""
    named = f'<meta name="application-name" content="{POST} on Monday">'
    head = f'<meta property="og:title" content="{POST} on Monday"><title>{POST} on Monday</title>{named}'
    assert title_of(head, "<h1>Daily Courier</h1>") == f"{POST} on Monday"
    short = '<meta property="og:title" content="Daily Courier"><meta name="application-name" content="Daily Courier">'
    assert title_of(short, f"<h1>Daily Courier</h1><h2>{POST}</h2>") == POST
