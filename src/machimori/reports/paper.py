"""A printed sheet of headings, sentences, maps and tables: as a page and as PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from importlib import resources
from typing import Any

from machimori.language import Language
from machimori.reports.page import render_page
from machimori.typesetting import typeset

_TEMPLATE = resources.files("machimori.reports").joinpath("templates", "paper.typ")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One heading and what stands below it.

    Parameters
    ----------
    title, lead : str
    sentences : tuple of str
    svg, alt : str
        A picture, and the words in its place.
    head : tuple of str
    rows : tuple of tuples of str
    wide : int
        Which column of the table takes the room that is left.
    on_new_page : bool
    """

    title: str
    lead: str = ""
    sentences: tuple[str, ...] = ()
    svg: str = ""
    alt: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    wide: int = -1
    on_new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A sheet.

    Parameters
    ----------
    kicker, title, lead : str
    on : date
    facts : tuple of (str, str)
    notices_title : str
    notices : tuple of str
    parts : tuple of Part
    """

    kicker: str
    title: str
    on: date
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notices_title: str = ""
    notices: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def paper_html(paper: Paper, *, language: Language) -> str:
    """Write a sheet as a self-contained page."""
    return render_page("paper.html.j2", paper=paper, language=language)


def paper_pdf(paper: Paper, *, language: Language) -> bytes:
    """Typeset a sheet on A4, tagged for those who listen (PDF/UA-1)."""
    return _typeset(paper, language, pdf_standards=["ua-1"])[0]


def paper_png(
    paper: Paper, *, language: Language, dots_per_inch: float = 96.0
) -> list[bytes]:
    """Draw the pages of a sheet as pictures."""
    return _typeset(paper, language, format="png", ppi=dots_per_inch)


def _typeset(paper: Paper, language: Language, **how: Any) -> list[bytes]:
    content = {**asdict(paper), "on": paper.on.isoformat(), "language": language}
    return typeset(_TEMPLATE, content, on=paper.on, **how)
