"""What an assessment says, for people: HTML, PDF, Excel, terminal; and for machines."""

from machimori.reports.html import report_html

__all__ = ["report_html"]
