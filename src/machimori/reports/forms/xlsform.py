"""The form as XLSForm, which ODK Collect and KoboToolbox fill in on a telephone.

Source: the XLSForm standard, https://xlsform.org (sheets ``survey``, ``choices`` and
``settings``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from machimori.formats.collected import plain_id, question_name
from machimori.language import Text
from machimori.reports.forms import wording
from machimori.reports.forms.model import Question, SurveyForm

LANGUAGES = {"ja": "日本語 (ja)", "en": "English (en)"}
_HEAD = (
    "type",
    "name",
    *(f"label::{language}" for language in LANGUAGES.values()),
    *(f"hint::{language}" for language in LANGUAGES.values()),
    "required",
    "appearance",
    "default",
    "relevant",
    "constraint",
    "parameters",
)
_CHOICES = ("list_name", "name", *(f"label::{word}" for word in LANGUAGES.values()))


def form_xlsform(form: SurveyForm) -> bytes:
    """Write a form as an XLSForm workbook, in Japanese and English at once.

    Parameters
    ----------
    form : SurveyForm

    Returns
    -------
    bytes
        An ``.xlsx`` that ODK and KoboToolbox take.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False}
    )
    _write(book, "survey", [_HEAD, *(_line(row) for row in _survey(form))])
    choices = (
        ("answer", key, text.ja, text.en) for key, text in wording.ANSWERS.items()
    )
    _write(book, "choices", [_CHOICES, *choices])
    _write(book, "settings", _settings(form))
    book.close()
    return target.getvalue()


def _write(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(number, column, value)


def _settings(form: SurveyForm) -> list[tuple[str, ...]]:
    kind = wording.SELF_CHECK if form.is_self_check else wording.SURVEY
    title = f"{form.place_name or form.kind_name.ja} {kind.ja} / {kind.en}"
    parts = (form.instrument, form.place_kind, form.place)
    id_ = "_".join(plain_id(part) for part in parts if part)
    return [
        ("form_title", "form_id", "version", "default_language"),
        (title, id_, form.edition.strftime("%Y%m%d"), LANGUAGES["ja"]),
    ]


Line = dict[str, Any]


def _survey(form: SurveyForm) -> Iterator[Line]:
    yield {
        "type": "text",
        "name": "place",
        "label": wording.PLACE,
        "hint": wording.PLACE_HINT,
        "required": "yes",
        "default": form.place,
    }
    yield {
        "type": "date",
        "name": "on",
        "label": wording.ON,
        "required": "yes",
        "default": "today()",
    }
    yield {"type": "text", "name": "by", "label": wording.BY, "required": "yes"}
    for number, section in enumerate(form.sections, start=1):
        name = f"section_{number}"
        yield {"type": "begin_group", "name": name, "label": section.heading}
        for question in section.questions:
            yield from _question(question)
        yield {"type": "end_group", "name": name}
    if form.is_self_check:
        yield from _signature()


def _question(question: Question) -> Iterator[Line]:
    name = question_name(question.criterion, question.element)
    label = question.asks
    if question.element_name:
        label = Text(
            ja=f"{question.element_name}：{label.ja}",
            en=f"{question.element_name}: {label.en}",
        )
    yield {
        "type": "select_one answer",
        "name": name,
        "label": label,
        "hint": _hint(question),
        "appearance": "minimal" if question.asks_lux else "",
    }
    if question.asks_lux:
        yield {
            "type": "decimal",
            "name": f"{name}__lux",
            "label": wording.LUX,
            "hint": wording.LUX_HINT,
            "constraint": ". >= 0",
        }
        yield {
            "type": "integer",
            "name": f"{name}__lux_points",
            "label": wording.LUX_POINTS,
            "relevant": f"${{{name}__lux}} != ''",
            "constraint": ". >= 1",
        }
    yield {"type": "text", "name": f"{name}__note", "label": wording.NOTE}


def _signature() -> Iterator[Line]:
    yield {
        "type": "text",
        "name": "signed_by",
        "label": wording.SIGNED_BY,
        "hint": wording.PROMISE,
        "required": "yes",
    }
    yield {
        "type": "date",
        "name": "until",
        "label": wording.UNTIL,
        "required": "yes",
        "constraint": ". >= today()",
    }
    yield {
        "type": "image",
        "name": "signature",
        "label": wording.SIGNATURE,
        "appearance": "signature",
        "parameters": "max-pixels=1000",
    }


def _hint(question: Question) -> Text:
    look = question.look
    if question.applies is None:
        return look
    applies = wording.APPLIES.format(what=question.applies)
    return Text(ja=f"{applies.ja}\n{look.ja}", en=f"{applies.en}\n{look.en}")


def _line(row: Line) -> list[str]:
    said = {name: row[name] for name in row if name not in ("label", "hint")}
    for name in ("label", "hint"):
        text = row.get(name)
        if text is not None:
            said |= {f"{name}::{v}": text.in_(k) for k, v in LANGUAGES.items()}
    return [str(said.get(head, "")) for head in _HEAD]
