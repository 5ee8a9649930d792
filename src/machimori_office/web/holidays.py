"""Japan's national holidays, by name, with substitutes and days between two."""

from __future__ import annotations

from datetime import date
from functools import cache

from jpholiday import JPHoliday

from machimori.language import Text

_SUBSTITUTE = "振替休日"

_ENGLISH = {
    "元日": "New Year's Day",
    "成人の日": "Coming of Age Day",
    "建国記念の日": "National Foundation Day",
    "天皇誕生日": "Emperor's Birthday",
    "春分の日": "Vernal Equinox Day",
    "昭和の日": "Showa Day",
    "憲法記念日": "Constitution Memorial Day",
    "みどりの日": "Greenery Day",
    "こどもの日": "Children's Day",
    "海の日": "Marine Day",
    "山の日": "Mountain Day",
    "敬老の日": "Respect for the Aged Day",
    "秋分の日": "Autumnal Equinox Day",
    "スポーツの日": "Sports Day",
    "体育の日": "Health and Sports Day",
    "文化の日": "Culture Day",
    "勤労感謝の日": "Labour Thanksgiving Day",
    "国民の休日": "National Holiday",
    "天皇の即位の日": "the Emperor's Enthronement",
    "即位礼正殿の儀": "the Enthronement Ceremony",
}


@cache
def national_holiday(day: date) -> Text | None:
    """Name the national holiday of a day.

    Parameters
    ----------
    day : date
        From 1948 on; equinoxes not yet announced are the astronomers' forecast.

    Returns
    -------
    Text or None

    Source
    ------
    国民の祝日に関する法律（昭和23年法律第178号） articles 2 and 3, and the special
    acts of 2019 to 2021, as kept by the package jpholiday.
    """
    found = _holidays().holidays(day)
    return _named(found[0].name) if found else None


@cache
def _holidays() -> JPHoliday:
    return JPHoliday()


def _named(name: str) -> Text:
    base, _, substitute = name.partition(" ")
    english = _ENGLISH.get(base, base)
    if substitute != _SUBSTITUTE:
        return Text(ja=name, en=english)
    return Text(ja=f"{base}の{_SUBSTITUTE}", en=f"substitute for {english}")
