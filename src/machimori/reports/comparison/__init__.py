"""Two guidelines held against each other, on their own and on one place."""

from machimori.reports.comparison.document import (
    comparison_document,
    flips_document,
)
from machimori.reports.comparison.terminal import Sides, comparison_text, flips_text
from machimori.reports.comparison.workbook import flips_xlsx

__all__ = [
    "Sides",
    "comparison_document",
    "comparison_text",
    "flips_document",
    "flips_text",
    "flips_xlsx",
]
