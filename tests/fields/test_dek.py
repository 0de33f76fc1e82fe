"""The dek is the line under the title, the kicker the one over it; neither is a caption, a date or a count."""

from __future__ import annotations

import pytest

from lugas.fields.settle import Fields
from lugas.model import Finding, Role
from tests.fields.build import clues_of, fields_of, page

TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
DEK = "Setelah dua pekan tanpa kapal, warga pulau itu menyambutnya dengan tarian dan lagu di dermaga."
URL = "https://www.harian.id/nasional/kapal-812"


def fields_with(over: str = "", under: str = "", head: str = "") -> Fields:
    """Settle the fields of a page with lines over and under its title."""
    body = f"<p>{over}</p><h1>{TITLE}</h1><h2>{under}</h2>"
    roles = {over: Role.KICKER} if over else {}
    return fields_of(clues_of(page(head, body), URL), roles | ({under: Role.DEK} if under else {}))


def finding_of(fields: Fields, field: str) -> Finding:
    """Give the finding of a field."""
    return next(finding for finding in fields.findings if finding.field == field)


@pytest.mark.parametrize(
    "under",
    [
        "Warga menari di dermaga Pulau Seira, Kamis. Foto: Ana Lima",
        "Tänzer am Hafen der Insel, im vergangenen Jahr (Archivbild)",
        "© Harian Laut 2024 semua hak dilindungi",
        "5343 kali dibaca | 32 komentar",
        f"Nasional {TITLE}",
        TITLE.upper(),
    ],
)
def test_what_is_no_dek(under: str) -> None:
    """Captions, counts and the title once more are no dek, whatever the role of their row."""
    assert fields_with(under=under).dek == ""


def test_a_dek_and_its_rivals() -> None:
    """Descriptions that say the same are no rivals; others lose with a true reason."""
    head = f'<meta name="description" content="{DEK}">'
    assert finding_of(fields_with(under=DEK, head=head), "dek").rivals == ()
    head = f'<meta name="description" content="{DEK[:60]}..."><meta property="og:description" content="Lain">'
    rivals = {rival.value: rival.why for rival in finding_of(fields_with(under=DEK, head=head), "dek").rivals}
    assert rivals == {
        "Lain": "the page shows another line under its title",
        f"{DEK[:60]}...": "the same, cut short",
    }


@pytest.mark.parametrize(
    "over", ["24.04.2024 • 11:31", "Kamis, 18 Januari 2024", "3:59 PM", "4 Komentar", "Masuk sekarang", TITLE]
)
def test_what_is_no_kicker(over: str) -> None:
    """Dates, clocks, counts, buttons and the title are no kicker."""
    assert fields_with(over).kicker == ""


def test_a_kicker_without_its_stroke() -> None:
    """A kicker is given without the stroke that parts it from the title; a year belongs to it."""
    assert fields_with("Opini |").kicker == "Opini"
    assert fields_with("Pemilu 2024").kicker == "Pemilu 2024"
