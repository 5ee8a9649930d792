"""The report as one HTML file that asks no host for anything."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from machimori.assessment import Assessment
from machimori.language import Language
from machimori.reports.content import compose


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
    page = _environment().get_template("report.html.j2")
    return page.render(
        report=content, words=content.words, style=Markup(_text("report.css"))
    )


@cache
def _environment() -> Environment:
    """Templates with escaping always on; only our own pictures are passed through."""
    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _text(name: str) -> str:
    folder = resources.files(__package__).joinpath("templates")
    return folder.joinpath(name).read_text("utf-8")
