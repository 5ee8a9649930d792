"""The gate for what leaves the office: counts, rates, classes, places."""

from machimori.publication.attack import given_away
from machimori.publication.gate import publish
from machimori.publication.knowledge import Knowledge
from machimori.publication.places import (
    Audience,
    GuardedPlace,
    PublishedPlace,
    publish_places,
)
from machimori.publication.release import ALL, Release, Row
from machimori.publication.shown import (
    CLASSES,
    FEW,
    LEAST_RESIDENTS,
    UNCOLOURED,
    ColourClass,
    Shown,
    colour_class,
    rate,
    shown_count,
    shown_sum,
)
from machimori.publication.tally import Tally, Window, atoms_of, tally
from machimori.publication.words import why_unpublishable

__all__ = [
    "ALL",
    "CLASSES",
    "FEW",
    "LEAST_RESIDENTS",
    "UNCOLOURED",
    "Audience",
    "ColourClass",
    "GuardedPlace",
    "Knowledge",
    "PublishedPlace",
    "Release",
    "Row",
    "Shown",
    "Tally",
    "Window",
    "atoms_of",
    "colour_class",
    "given_away",
    "publish",
    "publish_places",
    "rate",
    "shown_count",
    "shown_sum",
    "tally",
    "why_unpublishable",
]
