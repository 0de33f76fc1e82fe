"""MHTML: the markup out of the one file that browsers save a page to."""

from __future__ import annotations

import base64
from email import message_from_bytes
from time import thread_time

import pytest

import lugas
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

HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"
PAGE = b"<title>Ferry</title><h1>Ferry runs again</h1>\r\n<p>The captain said so.</p>"
# Made to have its reader go over them again and again; those that hold a page hold it too far down.
HOSTILE = {
    "parts": HEAD + b"\r\n" + b"--x\r\nContent-Type: text/css\r\n\r\na\r\n" * 300_000,
    "nested": HEAD
    + b"\r\n--x\r\n"
    + b"".join(
        b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n) for n in range(50_000)
    ),
    "nested alike": HEAD + b"\r\n" + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 100_000,
    "parameters": HEAD + b"\r\n--x\r\nContent-Type: text/html; " + b"a=b; " * 1_000_000 + b"\r\n\r\n" + PAGE,
    "headers": HEAD + b"\r\n--x\r\n" + b"a: b\r\n c\r\n" * 400_000 + b"\r\n" + PAGE,
    "blanks": HEAD + b"\r\n" + (b"\n--x" + b" " * 2000 + b"a") * 2000,
    "hidden page": HEAD
    + b"\r\n"
    + b"--x\r\n\r\n" * 300_000
    + b"--x\r\nContent-Type: text/html\r\n\r\n"
    + PAGE,
}


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


@pytest.mark.parametrize("transfer", ["7bit", "quoted-printable", "base64", "BASE64", ""])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("depth", [0, 1, 3])
def test_as_mail_is_read(transfer: str, end: bytes, depth: int) -> None:
    """An archive gives what the standard library's reader of mail gives, nested, folded and encoded as may be."""
    body = base64.encodebytes(PAGE) if transfer.lower() == "base64" else PAGE.replace(b"=", b"=3D")
    told = b"Content-Transfer-Encoding: " + transfer.encode() + end if transfer else b""
    part = b"Content-Type: text/HTML;" + end + b'\tcharset="GBK"' + end + told + end + body
    for level in range(depth, -1, -1):
        kind = b"content-type: Multipart/Related;" + end + b' type="text/html"; Boundary="--a b(%d)"' % level
        line = b"--" + b"--a b(%d)" % level
        other = line + b"  " + end + b"Content-Type: text/css" + end * 2 + b"p {}" + end
        part = kind + end * 2 + b"A preamble." + end + other + line + end + part + end + line + b"--" + end
    content = b"MIME-Version: 1.0" + end + part
    assert is_archive(content)
    told_by_mail = next(
        one for one in message_from_bytes(content).walk() if one.get_content_type() == "text/html"
    )
    markup, charset = markup_of(content)
    assert markup == told_by_mail.get_payload(decode=True)
    assert charset == "gbk"
    assert b"Ferry runs again" in markup


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_broken_off(cut: int) -> None:
    """Of an archive that breaks off, in whatever encoding, the page is read as far as it is there."""
    head = HEAD + b"\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    markup, _ = markup_of((head + base64.encodebytes(PAGE))[:-cut])
    assert len(markup) > len(PAGE) - cut - 3
    assert PAGE.startswith(markup)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives(name: str) -> None:
    """Parts without end, nested without end, and headers of megabytes are read in no time, or left."""
    begun = thread_time()
    assert markup_of(HOSTILE[name]) == (b"", "")
    assert thread_time() - begun < 1
    assert lugas.read(HOSTILE[name]).verdict.kind is VerdictKind.EMPTY
