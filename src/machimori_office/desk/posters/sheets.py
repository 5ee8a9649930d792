"""The content of a sheet, and the QR codes on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori_office.web.qr import code
from machimori_office.web.words import VARIETIES, Words

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
