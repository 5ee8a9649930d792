"""A way to school held against others: a page with a map, a table, a document."""

from machimori.reports.school_route.document import route_document, route_features
from machimori.reports.school_route.page import route_page
from machimori.reports.school_route.result import SchoolRoute
from machimori.reports.school_route.terminal import route_table

__all__ = [
    "SchoolRoute",
    "route_document",
    "route_features",
    "route_page",
    "route_table",
]
