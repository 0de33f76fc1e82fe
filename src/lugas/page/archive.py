"""MHTML, the one-file form in which browsers save a page with its pictures: the page's markup taken out of it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

__all__ = ["is_archive", "markup_of"]

# The headers of an archive stand within so many bytes of its beginning.
HEADERS = 4096


def is_archive(content: bytes) -> bool:
    """Whether content is an MHTML archive, told by its headers."""
    head = content[:HEADERS].lower()
    return b"mime-version:" in head and b"multipart/related" in head and not head.lstrip().startswith(b"<")


def markup_of(content: bytes) -> tuple[bytes, str]:
    """Give the first HTML part of an archive, decoded from its transfer encoding, and the charset it names.

    Both are empty when the archive holds no HTML part.
    """
    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, str(part.get_content_charset() or "")
    return b"", ""
