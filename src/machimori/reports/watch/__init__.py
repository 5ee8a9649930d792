"""What was found of walking and watching: a page, a map, documents for machines."""

from machimori.reports.watch.document import gap_document, gap_features
from machimori.reports.watch.page import gap_page
from machimori.reports.watch.paper import gap_pdf
from machimori.reports.watch.signs import signs_document, signs_page, signs_table
from machimori.reports.watch.terminal import gap_table

__all__ = [
    "gap_document",
    "gap_features",
    "gap_page",
    "gap_pdf",
    "gap_table",
    "signs_document",
    "signs_page",
    "signs_table",
]
