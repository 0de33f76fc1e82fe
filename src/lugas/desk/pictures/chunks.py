"""What a PNG holds beside its picture: texts and profiles, which Pillow would unpack whatever they take."""

from __future__ import annotations

from PIL import PngImagePlugin

__all__ = ["without_large"]

MOST_TEXT = (
    1 << 18
)  # letters of all texts of a file, unpacked; a letter takes up to four bytes, and is held twice
LARGEST = 1 << 16  # bytes of a text, as it lies in the file
SIGNATURE = b"\x89PNG\r\n\x1a\n"
LENGTH, AROUND = 4, 12  # bytes: of what tells a chunk's length, and of all that is no data of it
CAN_BE_LEFT = 0x20  # set in the first letter of a chunk's kind without which the picture is whole
PROFILE = b"iCCP"

# A file whose texts unpack to more is refused by Pillow, with `ValueError`.
PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = MOST_TEXT


def without_large(content: bytes) -> bytes:
    """Give a PNG without its profile and its large texts, and anything else as it is."""
    if not content.startswith(SIGNATURE):
        return content
    kept, begun, at = [], 0, len(SIGNATURE)
    while at + AROUND <= len(content):
        length = int.from_bytes(content[at : at + LENGTH])
        kind = content[at + LENGTH : at + 2 * LENGTH]
        end = at + AROUND + length
        if kind == PROFILE or (kind[0] & CAN_BE_LEFT and length > LARGEST):
            kept.append(content[begun:at])
            begun = end
        at = end
    return b"".join((*kept, content[begun:])) if kept else content
