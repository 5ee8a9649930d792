"""The report as PDF, typeset by typst with the fonts that the packages ship."""

from __future__ import annotations

from dataclasses import asdict
from importlib import resources
from typing import Any

from machimori.assessment import Assessment
from machimori.language import Language
from machimori.reports.content import compose
from machimori.typesetting import typeset

_TEMPLATE = resources.files("machimori.reports").joinpath("templates", "report.typ")


def report_pdf(assessment: Assessment, *, language: Language) -> bytes:
    """Typeset an assessment on A4.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"

    Returns
    -------
    bytes
        The same for the same assessment: dated by its day, not by the clock.
    """
    return _typeset(assessment, language)[0]


def report_png(
    assessment: Assessment, *, language: Language, dots_per_inch: float = 96.0
) -> bytes:
    """Draw the first page of the PDF as a picture.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"
    dots_per_inch : float

    Returns
    -------
    bytes
        A PNG.
    """
    how = {"format": "png", "ppi": dots_per_inch}
    return _typeset(assessment, language, **how)[0]


def _typeset(assessment: Assessment, language: Language, **how: Any) -> list[bytes]:
    content = asdict(compose(assessment, language=language))
    content["on"] = assessment.on.isoformat()
    return typeset(_TEMPLATE, content, on=assessment.on, **how)
