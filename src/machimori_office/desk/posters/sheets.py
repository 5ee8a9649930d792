"""The content of a sheet, and the QR codes on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import qrcode
import yaml
from qrcode.constants import ERROR_CORRECT_M

from machimori_office.web.words import VARIETIES, Words

QUIET = 4
"""Light modules around a code: readers need them."""

SHEETS = {"a4": "poster.typ", "a3": "poster.typ", "cards": "cards.typ"}
"""Which template each kind of sheet is made from."""

_RUBY = re.compile("([一-鿿々]+)《([ぁ-んァ-ンー]+)》")
Parts = list[list[str]]


def sheet(
    kind: str, *, place: str, service: Words, foot: str, mailbox: str, web: str
) -> dict[str, Any]:
    """Return what a template of `desk/paper` sets.

    Parameters
    ----------
    kind : str
        A key of `SHEETS`.
    place : str
        A key of `places`, where it will hang.
    service : Words
        The name of the mails.
    foot : str
        Who sends them.
    mailbox : str
        The address that takes empty mails.
    web : str
        The address of the form.
    """
    words = {name: _in_varieties(w) for name, w in _document()["words"].items()}
    return {
        "paper": kind if kind in ("a3", "a4") else "a4",
        "service": [service.in_(v) or service.ja for v in VARIETIES],
        "headline": _in_varieties(_document()["places"][place]["headline"]),
        "words": words,
        "foot": foot,
        "mailbox": mailbox,
        "domain": mailbox.rpartition("@")[2],
        "web": web,
        "mail_code": code(f"mailto:{mailbox}"),
        "web_code": code(web),
    }


def places() -> Mapping[str, Mapping[str, str]]:
    """Return the kinds of places that a sheet can be worded for, with their names."""
    written = _document()["places"]
    return {key: place["name"] for key, place in written.items()}


def code(content: str) -> str:
    """Draw a QR code as SVG.

    Source
    ------
    ISO/IEC 18004:2015; error correction M, the quiet zone of clause 6.3.8.
    """
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(content)
    rows = drawn.get_matrix()
    path = " ".join(_runs(rows))
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules of a row."""
    for y, row in enumerate(rows):
        start: int | None = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h{start - x}z"
                start = None


def _in_varieties(written: Mapping[str, str]) -> list[str | Parts]:
    return [
        _with_readings(written[v]) if v == "easy" else written[v] for v in VARIETIES
    ]


def _with_readings(text: str) -> Parts:
    """Part a text into words alone and words with their reading (漢字《かんじ》)."""
    plain, *rest = _RUBY.split(text)
    parts = [[plain]]
    for base, reading, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        parts += [[base, reading], [after]]
    return [part for part in parts if part != [""]]


@cache
def _document() -> Any:
    file = resources.files(__package__).joinpath("words.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))
