"""Letters and blank forms, typeset."""

from __future__ import annotations

from datetime import date

from machimori_office.applications.models import Application, Letter
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import Procedure
from machimori_office.applications.terms import Asks, Question, Terms
from machimori_office.web.paper import paper

LINES = {Asks.LINES: 5}


def fields(application: Application) -> dict[str, str]:
    """Return what letters may name."""
    applicant = application.applicant
    return {
        "name": applicant.name,
        "spokesperson": applicant.spokesperson,
        "address": applicant.address,
        "number": number_of(application),
        **{key: str(value) for key, value in application.answers.items()},
    }


def letter(written: Letter, *, number: str) -> bytes:
    """Typeset a letter."""
    day = written.dated_on
    content = {
        "number": number,
        "day": f"{day.year}年{day.month}月{day.day}日",
        "title": written.title,
        "paragraphs": written.paragraphs,
    }
    return paper("applications", "letter.typ", content, on=day)


def blank_form(procedure: Procedure, terms: Terms, *, on: date) -> bytes:
    """Typeset the form as it is filled by hand: the same questions as on the screen."""
    content = {
        "title": f"{procedure.title.ja} 申請書",
        "questions": [_line(question) for question in terms.questions],
        "papers": [paper.name.ja for paper in terms.papers],
        "conditions": [condition.says.ja for condition in terms.conditions],
    }
    return paper("applications", "form.typ", content, on=on)


def _line(question: Question) -> dict[str, object]:
    return {
        "label": question.label.ja,
        "hint": question.hint.ja,
        "choices": [words.ja for words in question.choices.values()],
        "lines": LINES.get(question.asks, 1),
        "unit": "円" if question.asks is Asks.YEN else "",
        "is_yes": question.asks is Asks.YES,
    }
