"""What an assessment says, for people: HTML, PDF, Excel, terminal; and for machines."""

from machimori.reports.document import assessment_document
from machimori.reports.html import report_html
from machimori.reports.pdf import report_pdf
from machimori.reports.terminal import report_text
from machimori.reports.workbook import report_xlsx

__all__ = [
    "assessment_document",
    "report_html",
    "report_pdf",
    "report_text",
    "report_xlsx",
]
