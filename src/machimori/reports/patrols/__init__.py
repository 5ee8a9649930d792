"""Rosters and walks: on the screen, on paper, in Excel, for calendars and for maps."""

from machimori.reports.paper import (
    Paper,
    Part,
    paper_html,
    paper_pdf,
    paper_png,
)
from machimori.reports.patrols.icalendar import Event, icalendar
from machimori.reports.patrols.maps import posts_map, reopened_map, walk_map
from machimori.reports.patrols.roster import (
    RosterResult,
    roster_calendar,
    roster_document,
    roster_paper,
    roster_table,
    roster_workbook,
)
from machimori.reports.patrols.walks import (
    walk_calendar,
    walk_document,
    walk_features,
    walk_gpx,
    walk_notices,
    walk_paper,
    walk_table,
    walk_trial,
)

__all__ = [
    "Event",
    "Paper",
    "Part",
    "RosterResult",
    "icalendar",
    "paper_html",
    "paper_pdf",
    "paper_png",
    "posts_map",
    "reopened_map",
    "roster_calendar",
    "roster_document",
    "roster_paper",
    "roster_table",
    "roster_workbook",
    "walk_calendar",
    "walk_document",
    "walk_features",
    "walk_gpx",
    "walk_map",
    "walk_notices",
    "walk_paper",
    "walk_table",
    "walk_trial",
]
