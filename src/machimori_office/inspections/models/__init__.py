"""Places, what was found there, what follows, and what others say of them."""

from machimori_office.inspections.models.decisions import SiteDecision
from machimori_office.inspections.models.photos import Photo
from machimori_office.inspections.models.places import (
    Assessment,
    Result,
    SceneVersion,
    Site,
)
from machimori_office.inspections.models.rounds import Fixture, Visit
from machimori_office.inspections.models.self_checks import Answer, SelfCheck
from machimori_office.inspections.models.tasks import Task

__all__ = [
    "Answer",
    "Assessment",
    "Fixture",
    "Photo",
    "Result",
    "SceneVersion",
    "SelfCheck",
    "Site",
    "SiteDecision",
    "Task",
    "Visit",
]
