"""Days, hours and watches in Japanese words, for letters and papers."""

from __future__ import annotations

from datetime import date, datetime, time

from machimori_office.patrols.models import Shift
from machimori_office.web.words import JST, Words, worded_day


def words_of_day(on: date) -> Words:
    """Word a day in the three varieties."""
    return worded_day(datetime.combine(on, time(12), tzinfo=JST))


def worded_date(on: date) -> str:
    """Word a day as letters have it: 11月22日（日）."""
    return words_of_day(on).ja


def worded_hours(shift: Shift) -> str:
    """Word from when to when."""
    return f"{shift.begins:%H:%M}～{shift.ends:%H:%M}"


def worded_shift(shift: Shift) -> str:
    """Word a watch in one line."""
    return f"{worded_date(shift.on)} {worded_hours(shift)} {shift.school.name}"
