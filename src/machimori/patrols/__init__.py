"""Who should walk where and when: watch calendars, rosters and walks."""

from machimori.patrols.calendar import (
    WEEKDAYS,
    Expansion,
    LeftOut,
    Shift,
    Span,
    WatchCalendar,
    WatchPlace,
    WatchRule,
    Weekday,
    expand,
    weekday_of,
)
from machimori.patrols.crew import OBSTACLES, Availability, Car, Member, Obstacle, Turn
from machimori.patrols.roster import Doubt, Roster, roster
from machimori.patrols.shortages import Because, Shortage, Unfilled

__all__ = [
    "OBSTACLES",
    "WEEKDAYS",
    "Availability",
    "Because",
    "Car",
    "Doubt",
    "Expansion",
    "LeftOut",
    "Member",
    "Obstacle",
    "Roster",
    "Shift",
    "Shortage",
    "Span",
    "Turn",
    "Unfilled",
    "WatchCalendar",
    "WatchPlace",
    "WatchRule",
    "Weekday",
    "expand",
    "roster",
    "weekday_of",
]
