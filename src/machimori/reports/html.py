"""The report as one HTML file that asks no host for anything."""

from __future__ import annotations

from machimori.assessment import Assessment
from machimori.language import Language
from machimori.reports.content import compose
from machimori.reports.page import render_page


def report_html(assessment: Assessment, *, language: Language) -> str:
    """Write an assessment as a self-contained page.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"

    Returns
    -------
    str
        With its style and pictures inside, without scripts; prints on A4.
    """
    content = compose(assessment, language=language)
    return render_page("report.html.j2", report=content, words=content.words)
