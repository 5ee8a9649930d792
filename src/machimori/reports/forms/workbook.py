"""The form as an Excel sheet, which is filled in and read back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from machimori.language import Language
from machimori.reports.forms import wording
from machimori.reports.forms.model import Question, SurveyForm

COLUMNS = (
    ("項目", "criterion", 34),
    ("場所", "place", 14),
    ("対象", "element", 16),
    ("条項", "clause", 12),
    ("確かめること", "asks", 46),
    ("見るところ", "look", 52),
    ("回答", "answer", 12),
    ("照度", "lux", 10),
    ("点数", "lux_points", 8),
    ("確認日", "on", 12),
    ("確認者", "by", 16),
    ("有効期限", "until", 12),
    ("署名", "signed_by", 18),
    ("備考", "note", 30),
)
"""Headings as the reader of answers takes them, Japanese and English, and widths."""

_ENTRIES = ("place", "answer", "lux", "lux_points", "note")
_FONT = {"font_name": "Meiryo", "font_size": 10, "valign": "top", "text_wrap": True}
_ABOUT_ROWS = {"place": 3, "on": 4, "by": 5, "until": 6, "signed_by": 7}


@dataclass(frozen=True)
class _Looks:
    """How cells look."""

    title: Format
    head: Format
    cell: Format
    entry: Format
    day: Format
    drawn: Format
    """Filled from the first sheet."""


def form_xlsx(form: SurveyForm, *, language: Language) -> bytes:
    """Write a form as a workbook to fill in.

    Parameters
    ----------
    form : SurveyForm
    language : "ja" or "en"

    Returns
    -------
    bytes
        The same for the same form. Who looked, when and where is written once, on the
        first sheet; ``machimori answers import`` and ``machimori assess --answers``
        read it as it is.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    created = datetime.combine(form.edition, datetime.min.time())
    book.set_properties({"author": "Machimori", "created": created})
    looks = _looks(book)
    _about_sheet(book, form, looks, language)
    _form_sheet(book, form, looks, language)
    book.close()
    return target.getvalue()


def _looks(book: Workbook) -> _Looks:
    entry = {**_FONT, "border": 1, "bg_color": "#FFFDE7", "locked": False}
    day = {"num_format": "yyyy-mm-dd"}
    head = {**_FONT, "bold": True, "bottom": 1, "bg_color": "#F1F1F3"}
    return _Looks(
        title=book.add_format({**_FONT, "bold": True, "font_size": 16}),
        head=book.add_format(head),
        cell=book.add_format(_FONT),
        entry=book.add_format(entry),
        day=book.add_format({**entry, **day}),
        drawn=book.add_format({**_FONT, **day, "font_color": "#77777C"}),
    )


def _about_sheet(
    book: Workbook, form: SurveyForm, looks: _Looks, language: Language
) -> None:
    sheet = book.add_worksheet(wording.SHEET_ABOUT.in_(language))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 44)
    kind = wording.SELF_CHECK if form.is_self_check else wording.SURVEY
    title = wording.TITLE.format(form=kind, kind=form.kind_name)
    sheet.write_string(0, 0, title.in_(language), looks.title)
    edition = wording.EDITION.format(date=form.edition.isoformat())
    source = f"{form.title.in_(language)} ({edition.in_(language)})"
    sheet.write_string(1, 0, source, looks.cell)
    asked = [("place", wording.PLACE), ("on", wording.ON), ("by", wording.BY)]
    if form.is_self_check:
        asked += [("until", wording.UNTIL), ("signed_by", wording.SIGNED_BY)]
    for name, label in asked:
        row = _ABOUT_ROWS[name]
        sheet.write_string(row, 0, label.in_(language), looks.head)
        look = looks.day if name in ("on", "until") else looks.entry
        sheet.write_blank(row, 1, None, look)
    if form.place:
        sheet.write_string(_ABOUT_ROWS["place"], 1, form.place, looks.entry)
    note = wording.PROMISE if form.is_self_check else wording.NOT_A_DUTY
    sheet.merge_range(9, 0, 11, 1, note.in_(language), looks.cell)


def _form_sheet(
    book: Workbook, form: SurveyForm, looks: _Looks, language: Language
) -> None:
    sheet = book.add_worksheet(wording.SHEET_FORM.in_(language))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    heads = [ja if language == "ja" else en for ja, en, _ in COLUMNS]
    for column, (head, (_, _, width)) in enumerate(zip(heads, COLUMNS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks.head)
    questions = list(form.questions)
    for row, question in enumerate(questions, start=1):
        _question_row(sheet, row, question, form, looks, language)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    answers = [text.in_(language) for text in wording.ANSWERS.values()]
    answer = _column("answer")
    if questions:
        sheet.data_validation(
            *(1, answer, len(questions), answer),
            {"validate": "list", "source": answers},
        )


def _question_row(
    sheet: Worksheet,
    row: int,
    question: Question,
    form: SurveyForm,
    looks: _Looks,
    language: Language,
) -> None:
    said = {
        "criterion": question.criterion,
        "element": question.element,
        "clause": f"{question.citation}\n{question.strength.in_(language)}",
        "asks": question.asks.in_(language),
        "look": _look(question, language),
    }
    for name, text in said.items():
        sheet.write_string(row, _column(name), text, looks.cell)
    for name in _ENTRIES:
        is_open = name not in ("lux", "lux_points") or question.asks_lux
        look = looks.entry if is_open else looks.cell
        sheet.write_blank(row, _column(name), None, look)
    about = wording.SHEET_ABOUT.in_(language)
    drawn = ["place", "on", "by"]
    drawn += ["until", "signed_by"] if form.is_self_check else []
    for name in drawn:
        cell = f"'{about}'!$B${_ABOUT_ROWS[name] + 1}"
        formula = f'=IF({cell}="","",{cell})'
        value = form.place if name == "place" else ""
        sheet.write_formula(row, _column(name), formula, looks.drawn, value)


def _look(question: Question, language: Language) -> str:
    look = question.look.in_(language)
    if question.applies is None:
        return look
    applies = wording.APPLIES.format(what=question.applies)
    return f"{applies.in_(language)}\n{look}"


def _column(name: str) -> int:
    return [english for _, english, _ in COLUMNS].index(name)
