"""A safety map as A3 sheet, as page, and as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib import resources
from typing import Any

from machimori.formats.safety_map import Piece
from machimori.reports.page import render_page
from machimori.reports.safety_map.content import Card, SafetySheet
from machimori.typesetting import typeset

_TEMPLATE = resources.files("machimori.reports").joinpath("templates", "safety_map.typ")


def safety_map_page(sheet: SafetySheet) -> str:
    """Write a safety map as a self-contained page.

    Parameters
    ----------
    sheet : SafetySheet

    Returns
    -------
    str
        With its style and pictures inside, without scripts.
    """
    return render_page("safety_map.html.j2", sheet=sheet, words=sheet.words)


def safety_map_pdf(sheet: SafetySheet) -> bytes:
    """Typeset a safety map on A3.

    Parameters
    ----------
    sheet : SafetySheet

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1), the same for the same sheet: dated by its day.
    """
    return _typeset(sheet, pdf_standards=["ua-1"])[0]


def safety_map_png(sheet: SafetySheet, *, dots_per_inch: float = 96.0) -> bytes:
    """Draw the first page of the sheet as a picture.

    Parameters
    ----------
    sheet : SafetySheet
    dots_per_inch : float

    Returns
    -------
    bytes
        A PNG.
    """
    return _typeset(sheet, format="png", ppi=dots_per_inch)[0]


def safety_map_document(sheet: SafetySheet) -> dict[str, Any]:
    """Write a safety map as values that JSON can hold.

    Parameters
    ----------
    sheet : SafetySheet

    Returns
    -------
    dict
        ``places`` with both sides apart, ``advice``; no picture and no home.
    """
    return {
        "title": sheet.plain_title,
        "on": sheet.on,
        "places": [_plain_card(card) for card in sheet.cards],
        "advice": [_plain(step.words) for step in sheet.steps],
    }


def _plain_card(card: Card) -> dict[str, Any]:
    return {
        "number": card.number,
        "name": _plain(card.name),
        **{
            part.side: {
                "signs": [_plain(sign.words) for sign in part.signs],
                "found": [_plain(line) for line in part.found],
            }
            for part in card.sides
        },
    }


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.base for piece in pieces)


def _typeset(sheet: SafetySheet, **how: Any) -> list[bytes]:
    content = asdict(sheet)
    for card, of in zip(content["cards"], sheet.cards, strict=True):
        card["photo"] = None
        if of.photo is not None:
            card["photo"] = {"type": of.photo.type, "bytes": list(of.photo.content)}
    on = date.fromisoformat(sheet.on)
    return typeset(_TEMPLATE, content, on=on, **how)
