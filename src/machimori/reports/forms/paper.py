"""The form on paper: boxes to tick, and room for a lux value."""

from __future__ import annotations

from importlib import resources
from typing import Any

from machimori.language import Language, Text
from machimori.reports.forms import wording
from machimori.reports.forms.model import Question, SurveyForm
from machimori.typesetting import typeset

_TEMPLATE = resources.files("machimori.reports").joinpath("templates", "form.typ")
_WORDS = {
    "place": wording.PLACE,
    "on": wording.ON,
    "by": wording.BY,
    "until": wording.UNTIL,
    "signed_by": wording.SIGNED_BY,
    "signature": wording.SIGNATURE,
    "lux": wording.LUX,
    "lux_points": wording.LUX_POINTS,
    "note": wording.NOTE,
    "none_here": wording.NONE_HERE,
}


def form_pdf(form: SurveyForm, *, language: Language) -> bytes:
    """Typeset a form on A4, in the guideline's order.

    Parameters
    ----------
    form : SurveyForm
    language : "ja" or "en"

    Returns
    -------
    bytes
        The same for the same form: dated by the guideline's edition.
    """
    return typeset(_TEMPLATE, _content(form, language), on=form.edition)[0]


def _content(form: SurveyForm, language: Language) -> dict[str, Any]:
    def say(text: Text) -> str:
        return text.in_(language)

    kind = wording.SELF_CHECK if form.is_self_check else wording.SURVEY
    edition = wording.EDITION.format(date=form.edition.isoformat())
    note = wording.PROMISE if form.is_self_check else wording.NOT_A_DUTY
    return {
        "language": language,
        "title": say(wording.TITLE.format(form=kind, kind=form.kind_name)),
        "source": f"{say(form.title)} ({say(edition)})",
        "place": form.place_name,
        "note": say(note),
        "is_self_check": form.is_self_check,
        "words": {name: say(text) for name, text in _WORDS.items()},
        "answers": [say(text) for text in wording.ANSWERS.values()],
        "sections": [
            {
                "heading": say(section.heading),
                "questions": [_question(q, language) for q in section.questions],
            }
            for section in form.sections
        ],
    }


def _question(question: Question, language: Language) -> dict[str, Any]:
    applies = ""
    if question.applies is not None:
        said = wording.APPLIES.format(what=question.applies)
        applies = said.in_(language)
    return {
        "citation": question.citation,
        "strength": question.strength.in_(language),
        "element": question.element_name,
        "asks": question.asks.in_(language),
        "look": question.look.in_(language),
        "applies": applies,
        "asks_lux": question.asks_lux,
        "id": question.criterion,
    }
