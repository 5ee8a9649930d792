"""What is printed: PDF with the city's words, typeset with the fonts that ship."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources

from django.http import HttpResponse

from machimori.typesetting import typeset
from machimori_office.web.tables import as_file

PDF = "application/pdf"
SVG = "image/svg+xml"


def paper(app: str, template: str, content: Mapping[str, object], *, on: date) -> bytes:
    """Typeset a template of an app.

    Parameters
    ----------
    app : str
        Whose ``paper`` folder holds the template.
    template : str
        Such as ``poster.typ``; it reads ``poster.json``.
    content : mapping
        What that file will hold.
    on : date
    """
    file = resources.files(f"machimori_office.{app}").joinpath("paper", template)
    return typeset(file, content, on=on)[0]


def as_pdf(content: bytes, *, name: str) -> HttpResponse:
    """Answer with a PDF to keep."""
    return as_file(content, name=name, content_type=PDF)


def as_picture(content: bytes, content_type: str) -> HttpResponse:
    """Answer with a sheet or a map that carries its own styles, and runs nothing."""
    response = HttpResponse(content, content_type=content_type)
    response._csp_replace = {  # type: ignore[attr-defined]
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "font-src": ["data:"],
    }
    return response
