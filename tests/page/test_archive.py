"""MHTML: the markup out of the one file that browsers save a page to."""

from __future__ import annotations

from lugas.model import Page, VerdictKind
from lugas.options import Options
from lugas.page.archive import is_archive, markup_of
from lugas.page.decode import decode

ARCHIVE = b"""From: <Saved by Blink>\r
Subject: =?utf-8?Q?Andr=C3=A9?=\r
MIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="--x"\r
\r
----x\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
<html><body><h1>Andr=C3=A9 plan=\r
s to reopen</h1></body></html>\r
----x\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
----x--\r
"""


def test_markup_is_taken_out() -> None:
    """The HTML part is decoded from its transfer encoding and its charset."""
    found = decode(Page(content=ARCHIVE), Options())
    assert found.form == "html"
    assert "<h1>André plans to reopen</h1>" in found.text


def test_what_is_no_archive() -> None:
    """A page that speaks of MIME is none, and an archive without markup holds nothing."""
    assert not is_archive(b"<html><p>MIME-Version: 1.0, multipart/related</p></html>")
    assert not is_archive(b"A plain text about multipart/related")
    without = ARCHIVE.replace(b"text/html; charset", b"text/css; charset")
    assert markup_of(without) == (b"", "")
    assert decode(Page(content=without), Options()).kind is VerdictKind.EMPTY
