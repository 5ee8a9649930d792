"""What happened: incidents, the town blocks that they happened in, and their words."""

from machimori.incidents.blocks import Block, Blocks, lay_out
from machimori.incidents.choosing import Chosen, choose, days_of
from machimori.incidents.collection import UNKNOWN, Columns, Incidents
from machimori.incidents.joining import Joined, join, likely_blocks
from machimori.incidents.model import (
    LICENCE_UNKNOWN,
    Incident,
    KnownBy,
    Precision,
    Source,
    When,
    Where,
)
from machimori.incidents.vocabulary import (
    IncidentVocabulary,
    Kind,
    incident_vocabulary,
)

__all__ = [
    "LICENCE_UNKNOWN",
    "UNKNOWN",
    "Block",
    "Blocks",
    "Chosen",
    "Columns",
    "Incident",
    "IncidentVocabulary",
    "Incidents",
    "Joined",
    "Kind",
    "KnownBy",
    "Precision",
    "Source",
    "When",
    "Where",
    "choose",
    "days_of",
    "incident_vocabulary",
    "join",
    "lay_out",
    "likely_blocks",
]
