"""The city's districts, named in the variety that the reader reads."""

from __future__ import annotations

from machimori_office.places.services import current
from machimori_office.web.words import Variety, Words


def districts(variety: Variety) -> list[dict[str, str]]:
    """Return code and name of each district; Japanese where it has no other."""
    named = [
        (d.code, Words(d.name_ja, d.name_easy, d.name_en), d.name_ja) for d in current()
    ]
    return [
        {"code": code, "name": words.in_(variety) or plain}
        for code, words, plain in named
    ]
