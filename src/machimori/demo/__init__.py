"""A town to try everything on: its scene, its tables, the day it is judged."""

from machimori.demo.city import city_counts, made_up_city
from machimori.demo.tables import DEMO_DAY, demo_tables
from machimori.demo.town import demo_town
from machimori.demo.watching import demo_watching

__all__ = [
    "DEMO_DAY",
    "city_counts",
    "demo_tables",
    "demo_town",
    "demo_watching",
    "made_up_city",
]
