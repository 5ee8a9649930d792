"""Survey forms: what a guideline asks, to be taken along and filled in on site."""

from machimori.reports.forms.compose import survey_form
from machimori.reports.forms.model import FormSection, Question, SurveyForm
from machimori.reports.forms.paper import form_pdf
from machimori.reports.forms.workbook import form_xlsx
from machimori.reports.forms.xlsform import form_xlsform

__all__ = [
    "FormSection",
    "Question",
    "SurveyForm",
    "form_pdf",
    "form_xlsform",
    "form_xlsx",
    "survey_form",
]
